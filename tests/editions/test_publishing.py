"""Publishing: what is frozen, what is refused, how little is stored."""

import json
import lzma
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import publishing
from generator.build import load_catalogue
from generator.canonical import canonical
from generator.catalogue import Catalogue, assemble
from generator.editions import chain
from generator.editions.archive import Archive, ArchiveError, sha
from generator.editions.chain import EditionError
from generator.editions.refusals import Request
from generator.editions.shared_records import shared_of
from generator.model import Procedure, Source
from generator.render import TEMPLATES
from generator.templating import environment
from tests.editions.site import BIRTH, COPY, FIRST, SECOND, SHOP, THIRD, House
from tests.test_website import PUBLISHER

CODES = ["1.001193", "1.001612", "2.000815"]


def test_the_first_edition_holds_every_record_by_its_hash(published: House) -> None:
    catalogue, editions = published.catalogue(), published.editions
    state = editions.state()
    assert list(state.procedures) == CODES
    for code, name in state.procedures.items():
        assert name == sha(canonical(catalogue.whole(code)))
        assert editions.procedure(name) == catalogue.whole(code)


def test_the_catalogue_can_be_read_back_from_an_edition(published: House) -> None:
    before = published.catalogue()
    again = published.editions.catalogue(FIRST)
    assert again.shared == before.shared
    assert again.digests == before.digests


def test_an_edition_carries_the_hash_of_the_one_before(published: House) -> None:
    published.publish(SECOND)
    first, second = published.editions.chain
    assert first.edition.previous is None
    assert second.edition.previous == first.sha256


def test_publishing_again_from_the_same_input_gives_the_same_bytes(house: House) -> None:
    one, two = house.prepare(FIRST), house.prepare(FIRST)
    assert not isinstance(one, list) and not isinstance(two, list)
    assert one.files == two.files


def test_an_edition_without_changes_stores_neither_procedures_nor_pages(published: House) -> None:
    edition = published.publish(SECOND).edition
    assert (edition.procedures, edition.pages) == ({}, {})
    assert list(edition.shared) == ["publisher"]


def test_storage_grows_only_with_what_has_changed(published: House) -> None:
    published.change_copy(SECOND)
    publication = published.publish(SECOND)
    assert list(publication.edition.procedures) == list(publication.edition.pages) == ["2.000815"]
    size = {
        day: sum(path.stat().st_size for path in (published.root / f"editions/{day}").iterdir())
        for day in (FIRST, SECOND)
    }
    assert size[SECOND] < size[FIRST]


def test_a_record_that_returns_to_an_old_content_is_not_stored_twice(published: House) -> None:
    first = published.editions.state().shared["fields/ho-tich"]
    published.edit("fields.yml", "name: Hộ tịch", "name: Hộ tịch mới")
    published.publish(SECOND)
    published.edit("fields.yml", "name: Hộ tịch mới", "name: Hộ tịch")
    publication = published.publish(THIRD)
    assert publication.edition.shared["fields/ho-tich"] == first
    kept = Archive(published.root / f"editions/{THIRD}/{chain.RECORDS_FILE}")
    with pytest.raises(ArchiveError):
        kept.read(first)
    assert published.editions.content(first)


def test_a_shared_fee_that_changes_makes_a_new_version_of_the_procedures_that_name_it(
    published: House,
) -> None:
    published.edit("fees/chung-thuc.yml", "amount: 2000", "amount: 2500")
    published.edit("fees/chung-thuc.yml", "checked: 2020-02}", "checked: 2020-03}")
    publication = published.publish(SECOND)
    assert not publication.edition.procedures
    assert list(publication.edition.pages) == ["2.000815"]
    (difference,) = publication.differences
    lines = [(line.before, line.after) for part in difference.parts for line in part.lines]
    assert len(lines) == 1
    assert "2.000 đồng/trang" in lines[0][0] and "2.500 đồng/trang" in lines[0][1]


def test_a_catalogue_with_unpublished_changes_is_not_the_newest_edition(published: House) -> None:
    assert publishing.is_newest(published.catalogue(), published.editions)
    published.edit("fields.yml", "name: Hộ tịch", "name: Hộ tịch mới")
    assert not publishing.is_newest(published.catalogue(), published.editions)


NAMES = ("Một", "Hai", "Ba")
_steps = st.lists(
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(NAMES), max_size=3), max_size=5
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(_steps)
def test_every_edition_can_be_read_back_whatever_followed(steps: list[dict[str, str]]) -> None:
    """Each step: which procedures are there, and the words of their first step."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        published: dict[date, Catalogue] = {}
        for place, wanted in enumerate(steps):
            day = FIRST + timedelta(days=place)
            catalogue = made_up(day, wanted)
            gone = chain.load(root / chain.FOLDER).state().procedures.keys() - wanted.keys()
            write_withdrawals(root, gone)
            publish_into(root, catalogue, day)
            published[day] = catalogue
        editions = chain.load(root / chain.FOLDER)
        for day, catalogue in published.items():
            again = editions.catalogue(day)
            assert (again.shared, again.digests) == (catalogue.shared, catalogue.digests)
        for code in editions.codes():
            assert all(editions.page(version.page) for version in editions.versions(code))
        assert editions.published().keys() == (steps[-1] if steps else {}).keys()


def made_up(day: date, wanted: dict[str, str]) -> Catalogue:
    publisher = msgspec.structs.replace(PUBLISHER, posted_on=day)
    shared = shared_of({"publisher": canonical(publisher)})
    return assemble(
        shared,
        [
            Procedure(
                code=code,
                name=f"Thủ tục số {code}",
                field="thu",
                jurisdiction=(),
                steps=(text,),
                source=Source(title="Thử", checked=day.isoformat()),
            )
            for code, text in wanted.items()
        ],
    )


def write_withdrawals(root: Path, gone: Iterable[str]) -> None:
    (root / chain.FOLDER).mkdir(exist_ok=True)
    lines = [f'  - {{code: "{code}", decision: Thử}}' for code in sorted(gone)]
    text = "\n".join(["withdrawn:", *lines]) if lines else "withdrawn: []"
    (root / "editions/withdrawn.yml").write_text(text, "utf-8")


def publish_into(root: Path, catalogue: Catalogue, day: date) -> None:
    request = Request(day=day, decision="Thử")
    editions = chain.load(root / chain.FOLDER)
    jinja = environment(TEMPLATES, root / "cache", "thử")
    found = publishing.prepare(catalogue, editions, request, root, jinja)
    assert not isinstance(found, list), found
    publishing.write(root / chain.FOLDER, found)


# Refusals


def test_a_date_that_runs_back_is_refused(published: House) -> None:
    assert published.refused(FIRST) == ["editions/date"]
    assert published.refused(date(2020, 2, 2)) == ["editions/date"]


def test_a_date_other_than_the_day_of_posting_is_refused(published: House) -> None:
    found = published.prepare(SECOND)
    assert isinstance(found, list)
    assert [finding.rule for finding in found] == ["editions/posted-on"]
    assert (found[0].path, found[0].line) == (str(published.root / "publisher.yml"), 5)


def test_an_edition_without_decision_is_refused(house: House) -> None:
    found = house.prepare(FIRST, decision=" ")
    assert isinstance(found, list)
    assert [finding.rule for finding in found] == ["editions/decision"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("checked: 2020-02}\nupdated: 2020-02-01", "checked: 2020-02}\nupdated: 2020-02-01"),
        ("checked: 2020-02}\nupdated: 2020-02-01", "checked: 2020-01}\nupdated: 2020-03-02"),
        ("updated: 2020-02-01", "updated: 2020-01-31"),
        ("\nupdated: 2020-02-01", ""),
    ],
    ids=["neither date moves", "the check runs back", "the update runs back", "the update is gone"],
)
def test_changed_content_without_a_later_date_is_refused(
    published: House, old: str, new: str
) -> None:
    published.edit(BIRTH, "Nhận Giấy khai sinh.", "Nhận kết quả.")
    published.edit(BIRTH, old, new)
    assert published.refused(SECOND) == ["editions/same-date"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("updated: 2020-02-01", "updated: 2020-03-01"),
        ("checked: 2020-02}", "checked: 2020-02-28}"),
    ],
)
def test_changed_content_with_a_later_date_is_published(
    published: House, old: str, new: str
) -> None:
    published.edit(BIRTH, "Nhận Giấy khai sinh.", "Nhận kết quả.")
    published.edit(BIRTH, old, new)
    assert list(published.publish(SECOND).edition.procedures) == ["1.001193"]


def test_a_changed_shared_fee_without_a_later_date_is_refused(published: House) -> None:
    published.edit("fees/chung-thuc.yml", "amount: 2000", "amount: 2500")
    found = published.refused(SECOND)
    assert found == ["editions/same-date"]


def test_the_place_of_a_refusal_is_the_line_to_repair(published: House) -> None:
    published.edit(BIRTH, "Nhận Giấy khai sinh.", "Nhận kết quả.")
    published.post_on(SECOND)
    found = published.prepare(SECOND)
    assert isinstance(found, list)
    path = published.root / BIRTH
    assert found[0].path == str(path)
    assert path.read_text("utf-8").splitlines()[found[0].line - 1] == "updated: 2020-02-01"


def reuse(house: House, path: str, name: str) -> None:
    """Give a published code another name, with a later date."""
    text = (house.root / path).read_text("utf-8").splitlines()
    lines = [f"name: {name}" if line.startswith("name:") else line for line in text]
    lines = [line for line in lines if not line.startswith("updated:")]
    (house.root / path).write_text("\n".join([*lines, f"updated: {SECOND}", ""]), "utf-8")


def test_a_code_used_for_other_content_is_refused(published: House) -> None:
    reuse(published, SHOP, "Cấp giấy phép xây dựng nhà ở riêng lẻ")
    assert published.refused(SECOND) == ["editions/code-reused"]


def test_a_name_that_keeps_most_of_its_words_is_the_same_procedure(published: House) -> None:
    reuse(published, SHOP, "Đăng ký thành lập hộ kinh doanh và chi nhánh")
    assert list(published.publish(SECOND).edition.procedures) == ["1.001612"]


def test_a_confirmed_new_name_is_published_and_recorded(published: House) -> None:
    reuse(published, SHOP, "Cấp giấy phép xây dựng nhà ở riêng lẻ")
    assert published.publish(SECOND, renamed=["1.001612"]).edition.renamed == ("1.001612",)


def test_the_code_of_a_withdrawn_procedure_is_not_used_for_other_content(published: House) -> None:
    text = (published.root / SHOP).read_text("utf-8")
    published.withdraw("1.001612", SHOP)
    published.publish(SECOND)
    (published.root / "editions/withdrawn.yml").unlink()
    (published.root / SHOP).write_text(text, "utf-8")
    reuse(published, SHOP, "Cấp giấy phép xây dựng nhà ở riêng lẻ")
    assert published.refused(THIRD) == ["editions/code-reused"]


def test_a_withdrawn_procedure_may_come_back_unchanged(published: House) -> None:
    text = (published.root / SHOP).read_text("utf-8")
    published.withdraw("1.001612", SHOP)
    published.publish(SECOND)
    (published.root / "editions/withdrawn.yml").unlink()
    (published.root / SHOP).write_text(text, "utf-8")
    (difference,) = published.publish(THIRD).differences
    assert difference.kind == "restored"
    assert [version.day for version in published.editions.versions("1.001612")] == [FIRST, THIRD]
    assert not published.editions.withdrawn()


def test_a_procedure_gone_without_a_reason_is_refused(published: House) -> None:
    (published.root / COPY).unlink()
    assert published.refused(SECOND) == ["editions/withdrawal-missing"]


WITHDRAWALS = {
    "the reason names an unknown replacement": (
        '    replaced_by: ["9.999999"]\n',
        ["editions/replacement"],
    ),
    "the decision holds only later": (
        "    since: 2020-05-01\n",
        ["editions/withdrawal-early"],
    ),
    "a key is unknown": ("    becau: x\n", ["form/unknown-key"]),
}


@pytest.mark.parametrize(("more", "rules"), WITHDRAWALS.values(), ids=WITHDRAWALS.keys())
def test_a_withdrawal_with_a_fault_is_refused(
    published: House, more: str, rules: list[str]
) -> None:
    published.withdraw("2.000815", COPY, more)
    assert published.refused(SECOND) == rules


def test_a_withdrawal_of_a_procedure_that_is_still_there_is_refused(published: House) -> None:
    text = (published.root / COPY).read_text("utf-8")
    published.withdraw("2.000815", COPY)
    (published.root / COPY).write_text(text, "utf-8")
    assert published.refused(SECOND) == ["editions/withdrawal-present"]


def test_a_procedure_withdrawn_twice_is_refused(published: House) -> None:
    published.withdraw("2.000815", COPY, '  - code: "2.000815"\n    decision: Quyết định 10\n')
    assert published.refused(SECOND) == ["editions/withdrawal-twice"]


def test_faults_of_the_withdrawals_are_found_by_every_check_with_their_line(
    published: House,
) -> None:
    published.withdraw("2.000815", COPY, "    since: hôm qua\n")
    reading = load_catalogue(published.root, published.cache)
    (found,) = [one for one in reading.findings() if one.severity == "error"]
    assert reading.catalogue is None
    assert (found.path, found.line) == (str(published.root / "editions/withdrawn.yml"), 4)


# Damage


def test_an_edited_edition_breaks_the_chain(published: House) -> None:
    published.publish(SECOND)
    path = published.root / f"editions/{FIRST}/edition.json"
    path.write_text(path.read_text("utf-8").replace("01/QĐ-VÍDỤ", "02/QĐ-VÍDỤ"), "utf-8")
    with pytest.raises(EditionError, match="kỳ liền trước đã bị sửa"):
        _ = published.editions


def test_a_hash_changed_in_the_newest_edition_is_noticed(published: House) -> None:
    path = published.root / f"editions/{FIRST}/edition.json"
    content = json.loads(path.read_text("utf-8"))
    content["procedures"]["1.001193"] = "0" * 64
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(EditionError, match="không khớp mã băm của cả kỳ"):
        _ = published.editions


def test_a_damaged_archive_is_noticed(published: House) -> None:
    path = published.root / f"editions/{FIRST}/pages.tar.xz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    editions = published.editions
    with pytest.raises(EditionError, match=r"gói dữ liệu|bị sửa"):
        editions.verify()


def test_a_page_exchanged_in_its_archive_is_noticed(published: House) -> None:
    path = published.root / f"editions/{FIRST}/pages.tar.xz"
    editions = published.editions
    one, two = (editions.versions(code)[0].page for code in CODES[:2])
    plain = lzma.decompress(path.read_bytes())
    path.write_bytes(lzma.compress(plain.replace(one.encode(), two.encode())))
    with pytest.raises(EditionError, match="thiếu hoặc đã bị sửa"):
        published.editions.verify()


def test_a_missing_edition_is_noticed(published: House) -> None:
    published.publish(SECOND)
    (published.root / f"editions/{FIRST}").rename(published.root / "elsewhere")
    with pytest.raises(EditionError):
        _ = published.editions
