"""What travels to the browser."""

import gzip

import msgspec
import pytest

from generator.catalogue import Catalogue, assemble
from generator.model import Fee
from generator.search import brevity, engine, index, pack
from tests.search import sample
from tests.search.engines import replies

KILOBYTE = 1000
LIMIT = 24.5 * KILOBYTE  # the issue on search asks for 25; the rest is for what is yet to come


def packed(*parts: bytes) -> int:
    return sum(len(gzip.compress(part, 9)) for part in parts)


def only(catalogue: Catalogue) -> bytes:
    script = index.index(catalogue)
    return script


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    assert index.index(sample.catalogue()) == index.index(sample.catalogue())


def test_the_engine_carries_no_comments_and_keeps_the_names_that_others_use() -> None:
    script = engine.script().decode()
    assert "// " not in script
    assert all(name in script for name in ("NiemYet", "lookup", "SearchPage"))


def test_signs_stand_for_letters_only_where_the_text_has_them_not() -> None:
    signs, letters, text = pack.in_signs("đất & đá!")
    assert not set(signs) & set("&!")
    assert text.translate(str.maketrans(signs, letters)) == "đất & đá!"


def test_text_with_signs_of_html_and_script_stays_text() -> None:
    payload = "</script><script>alert(1)</script> {{ 7 * 7 }} \t ' \" \\ ` ${x}"
    first, *rest = [sample.catalogue().whole(code) for code in sample.catalogue().briefs]
    odd = msgspec.structs.replace(first, name=f"Khai báo {payload}", synonyms=(payload,))
    script = only(assemble(sample.shared(), [odd, *rest]))
    (reply,) = replies(script, ["alert script khai báo"])
    assert reply["codes"][0] == odd.code


@pytest.mark.parametrize(
    ("fees", "said"),
    [
        ((), ""),
        ((Fee(basis="free"),), "Miễn phí"),
        ((Fee(basis="free"), Fee(amount=8000)), ""),
        ((Fee(amount=8000),), "8.000 đồng"),
        ((Fee(amount=7000), Fee(amount=15000)), "7.000–15.000 đồng"),
        ((Fee(basis="unverified", stated="Miễn phí"),), ""),
        ((Fee(basis="council"),), ""),
        ((Fee(amount=10, currency="USD"),), ""),
    ],
)
def test_a_fee_is_said_only_where_few_words_are_true(fees: tuple[Fee, ...], said: str) -> None:
    brief = msgspec.structs.replace(sample.catalogue().briefs["1.001193"], fees=fees)
    assert brevity.fee(brief, sample.catalogue().day) == said


def test_a_first_search_at_400_procedures_stays_small(shipped: Catalogue) -> None:
    codes = list(shipped.briefs)
    chosen = [codes[place * len(codes) // 400] for place in range(min(400, len(codes)))]
    some = assemble(shipped.shared, [shipped.whole(code) for code in chosen])
    size = packed(engine.script(), only(some))
    print(f"first search: {size:,} bytes at {len(chosen)} procedures, {LIMIT:,} is the limit")
    assert size <= LIMIT


def test_6000_procedures_need_at_most_200_kilobytes(shipped: Catalogue) -> None:
    catalogue = sample.many(6000, shipped)
    size, rest = packed(only(catalogue)), packed(index.rest(catalogue))
    print(f"6,000 procedures: {size:,} bytes, and {rest:,} where those find nothing")
    assert size + rest <= 200 * KILOBYTE
