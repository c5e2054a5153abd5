"""The canonical form: what other programs compute from a record is what we compute."""

import json
from hashlib import sha256

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.canonical import canonical, content_hash, packed, tree
from generator.catalogue import Catalogue, assemble
from generator.exports import records
from generator.model import Fee, Procedure, SharedFee, Source

SOURCE = Source(title="Nguồn", checked="2020-02")


def shared_fee(amount: float, **more: object) -> SharedFee:
    fee = Fee(amount=amount, **more)  # type: ignore[arg-type]
    return SharedFee(id="phi", name="Phí", kind="charge", amounts=(fee,), source=SOURCE)


def test_it_is_what_another_implementation_of_rfc_8785_writes(example: Catalogue) -> None:
    for code in example.briefs:
        record = example.whole(code)
        assert canonical(record) == rfc8785.dumps(tree(record))


KEYS = st.text(st.characters(max_codepoint=0x7E))


@given(st.recursive(st.text() | st.booleans(), lambda inner: st.dictionaries(KEYS, inner)))
def test_any_text_is_packed_as_rfc_8785_says(value: object) -> None:
    content = packed(value)
    assert content == rfc8785.dumps(json.loads(content))


def test_the_hash_is_the_sha256_of_the_bytes(example: Catalogue) -> None:
    record = example.whole("1.001193")
    assert content_hash(record) == sha256(canonical(record)).hexdigest()


def test_a_record_comes_back_from_its_bytes(example: Catalogue) -> None:
    for code in example.briefs:
        record = example.whole(code)
        assert msgspec.json.decode(canonical(record), type=Procedure) == record


def test_a_renamed_agency_changes_the_linked_data_but_not_the_record_s_file(
    example: Catalogue,
) -> None:
    agencies = {
        name: replace(agency, name="Tên mới") for name, agency in example.shared.agencies.items()
    }
    other = assemble(
        replace(example.shared, agencies=agencies), [example.whole(c) for c in example.briefs]
    )
    before, after = ({o.path: o.make() for o in records.outputs(c, b"")} for c in (example, other))
    assert {path for path in before if before[path] != after[path]} == {
        f"thu-tuc/{code}.jsonld" for code in example.briefs
    }


def test_text_is_composed(example: Catalogue) -> None:
    name = "Thủ tục"
    decomposed = "".join(("Thu\u0309", " tu\u0323c"))
    assert packed({"name": decomposed}) == packed({"name": name})


def test_composing_never_touches_an_escape() -> None:
    assert json.loads(packed({"a": "n\u0301\n\u0301"})) == {"a": "\u0144\n\u0301"}


@pytest.mark.parametrize(("amount", "written"), [(8000.0, "8000"), (10.5, "10.5"), (0.0, "0")])
def test_an_amount_in_dong_has_no_decimal_point(amount: float, written: str) -> None:
    assert f'"amount":{written},'.encode() in canonical(shared_fee(amount))


def test_a_fee_states_its_basis_and_currency_even_where_they_are_the_usual_ones() -> None:
    assert tree(shared_fee(2000))["amounts"] == [
        {"amount": 2000, "basis": "amount", "currency": "VND"}
    ]
