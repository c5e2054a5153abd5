"""Notice sheets, posters and labels: what they say, how they are laid out, what is made again."""

import csv
from datetime import date
from io import StringIO

import msgspec
import pytest

from generator import paper_addresses, short_addresses
from generator.catalogue import Catalogue, assemble
from generator.documents import notice, notices, poster, press, replacements
from generator.model import Jurisdiction, TimeLimit
from generator.output import Site
from tests import corpus_catalogue
from tests.documents import catalogues, printed

STANDARDS = ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<")
HOSTILE = (
    '#panic("x") *đậm* $x$ `mã` \\ @nguồn <nhãn> "ngoặc" #[1] = Tựa // \u0000\u200b\ue000 漢 😀'
)


def sheet(catalogue: Catalogue, code: str = "1.000001", **options: object) -> bytes:
    data = notice.sheet(catalogue.whole(code), catalogue, **options)  # type: ignore[arg-type]
    return press.print_pdf("notice.typ", notice.to_print(data), catalogue.day)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return corpus_catalogue.read(tmp_path_factory.mktemp("corpus"), 6)


@pytest.fixture(scope="module")
def papers(corpus: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    cache = tmp_path_factory.mktemp("cache")
    return {output.path: output.make() for output in notices.outputs(corpus, b"", cache)}


def test_every_procedure_has_a_sheet_and_every_field_a_poster_and_labels(
    corpus: Catalogue, papers: dict[str, bytes]
) -> None:
    assert set(papers) == {
        *(paper_addresses.sheet(code) for code in corpus.briefs),
        *(paper_addresses.poster(field) for field in corpus.shared.fields),
        *(paper_addresses.labels(field) for field in corpus.shared.fields),
    }


def test_every_paper_keeps_to_pdf_ua_and_pdf_a(papers: dict[str, bytes]) -> None:
    for path, pdf in papers.items():
        claimed = printed.metadata(pdf)
        assert all(standard in claimed for standard in STANDARDS), path


@pytest.mark.parametrize("dpi", [100, 200])
def test_every_qr_code_leads_to_an_address_of_the_site(
    corpus: Catalogue, papers: dict[str, bytes], dpi: int
) -> None:
    base = corpus.shared.publisher.base_address
    known = {
        base + output.path.removesuffix("/index.html") for output in short_addresses.outputs(corpus)
    }
    for path, pdf in papers.items():
        found = printed.qr_codes(pdf, dpi)
        assert set(found) <= known, path
        expected = 1 if path.count("/") == 1 else len(corpus.briefs) + (path.count("linh-vuc/") > 0)
        assert len(found) == expected, path


@pytest.mark.parametrize("dpi", [100, 200])
def test_qr_codes_of_a_long_base_address_can_still_be_read(dpi: int) -> None:
    base = (
        "https://thu-tuc-hanh-chinh.phuong-co-ten-rat-dai.thanh-pho-vi-du.gov.vn.example/niem-yet/"
    )
    catalogue = catalogues.of(catalogues.procedure(), base=base)
    data = poster.poster("thu", list(catalogue.briefs.values()), catalogue)
    pdf = press.print_pdf("poster.typ", poster.to_print(data), catalogue.day)
    assert sorted(printed.qr_codes(pdf, dpi)) == [f"{base}q/1.000001", f"{base}q/thu"]


def test_a_short_address_is_a_page_that_redirects_and_holds_a_real_link(corpus: Catalogue) -> None:
    outputs = {output.path: output for output in short_addresses.outputs(corpus)}
    page = outputs["q/1.000003/index.html"].make().decode()
    assert '<a href="../../thu-tuc/1.000003/">' in page
    assert 'http-equiv="refresh" content="0; url=../../thu-tuc/1.000003/"' in page
    assert len(outputs) == len(corpus.briefs) + len(corpus.shared.fields)


def test_a_short_address_page_escapes_names() -> None:
    catalogue = catalogues.of(catalogues.procedure(name='<script>alert("x")</script>'))
    page = next(short_addresses.outputs(catalogue)).make()
    assert b"<script>" not in page


def test_a_sheet_says_all_legal_parts_in_their_order() -> None:
    text = printed.text(sheet(catalogues.of(catalogues.procedure())))
    parts = (
        "1. Trình tự thực hiện",
        "2. Cách thức thực hiện",
        "3. Thành phần, số lượng hồ sơ",
        "4. Thời hạn giải quyết",
        "5. Đối tượng thực hiện",
        "6. Cơ quan giải quyết",
        "7. Kết quả thực hiện",
        "8. Phí, lệ phí",
        "9. Mẫu đơn, tờ khai",
        "10. Yêu cầu, điều kiện",
        "11. Căn cứ pháp lý",
        "Đường dây nóng",
        "Nơi nhận phản ánh, kiến nghị",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_a_sheet_tells_its_edition_and_the_hash_of_its_record() -> None:
    catalogue = catalogues.of(catalogues.procedure())
    text = printed.text(sheet(catalogue, edition="kỳ 3"))
    assert f"kỳ 3 · mã nội dung {catalogue.digests['1.000001'].hex()[:12]}" in text


def test_a_wards_sheet_names_the_ward_and_its_desk() -> None:
    text = printed.text(sheet(catalogues.of(catalogues.procedure()), ward=catalogues.WARD))
    assert "PHƯỜNG VÍ DỤ" in text
    assert "Bộ phận một cửa Phường Ví Dụ" in text
    assert "000 111 222" in text


def test_text_of_the_catalogue_is_never_read_as_markup() -> None:
    record = catalogues.procedure(
        name=f"Tên {HOSTILE}", steps=(HOSTILE,), results=(HOSTILE,), conditions=(HOSTILE,)
    )
    text = printed.text(sheet(catalogues.of(record)))
    assert text.count('#panic("x")') == 4
    assert text.count("*đậm* $x$ `mã`") == 4


def test_a_dossier_of_thirty_papers_runs_over_pages_without_splitting_a_row() -> None:
    pdf = sheet(catalogues.of(catalogues.procedure(dossier=catalogues.dossier(30))))
    pages = [printed.text_of_page(pdf, number) for number in range(printed.pages(pdf))]
    assert len(pages) > 1
    for number in range(1, 31):
        paper = f"Giấy tờ thứ {number} " + " ".join(["của hồ sơ"] * 12)
        assert sum(paper in page for page in pages) == 1, number


def test_the_head_of_a_table_stands_on_every_page_of_it() -> None:
    pdf = sheet(catalogues.of(catalogues.procedure(dossier=catalogues.dossier(60))))
    pages = [printed.text_of_page(pdf, number) for number in range(printed.pages(pdf))]
    with_papers = [page for page in pages if "Giấy tờ thứ" in page]
    assert len(with_papers) > 2
    assert all("Tên giấy tờ" in page for page in with_papers)


def test_a_paper_longer_than_a_page_is_printed_whole() -> None:
    name = " ".join(f"từ{number}" for number in range(2000))
    case = msgspec.structs.replace(catalogues.dossier(1)[0].items[0], name=name)
    record = catalogues.procedure(
        dossier=(msgspec.structs.replace(catalogues.dossier(1)[0], items=(case,)),)
    )
    text = printed.text(sheet(catalogues.of(record)))
    assert "từ0 " in text
    assert "từ1999" in text


def test_nothing_leaves_the_paper() -> None:
    record = catalogues.procedure(name="W" * 400, results=("https://" + "a" * 500,))
    for picture in printed.pictures(sheet(catalogues.of(record)), 50):
        assert printed.margins_are_white(picture)


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    first, second = (sheet(catalogues.of(catalogues.procedure())) for _ in range(2))
    assert first == second


def test_only_sheets_whose_words_changed_are_made_again(corpus: Catalogue, tmp_path) -> None:
    site = Site(tmp_path / "papers", tmp_path)
    chosen = list(notices.chosen(corpus))
    assert site.update(chosen, 1).made == len(chosen) + 1
    assert site.update(list(notices.chosen(corpus)), 1).made == 0
    changed = {output.key for output in notices.chosen(corpus)} ^ {
        output.key for output in notices.chosen(_with_new_steps(corpus, "1.000002"))
    }
    assert len(changed) == 2


def test_a_changed_shared_record_prints_only_the_sheets_that_name_it(tmp_path) -> None:
    records = (catalogues.procedure(forms=("to-khai",)), catalogues.procedure("1.000002"))
    before = catalogues.of(*records, forms=("to-khai",))
    form = msgspec.structs.replace(before.shared.forms["to-khai"], name="Tên mới")
    shared = msgspec.structs.replace(before.shared, forms={form.id: form})
    after = assemble(shared, records)
    first, second, third = (
        {output.path: output.key for output in notices.outputs(one, b"", tmp_path)}
        for one in (before, after, after)
    )
    assert {path for path in first if first[path] != second[path]} == {"niem-yet/1.000001.pdf"}
    assert second == third


def _with_new_steps(catalogue: Catalogue, code: str) -> Catalogue:
    def whole(wanted: str) -> object:
        record = catalogue.whole(wanted)
        return msgspec.structs.replace(record, steps=("Bước mới.",)) if wanted == code else record

    return msgspec.structs.replace(catalogue, whole=whole)


def test_one_field_can_be_printed_alone(tmp_path) -> None:
    corpus = corpus_catalogue.read(tmp_path, 120)
    paths = {output.path for output in notices.chosen(corpus, field_id="linh-vuc-1")}
    assert "1.000119.pdf" in paths
    assert "1.000001.pdf" not in paths
    assert "linh-vuc/linh-vuc-1.pdf" in paths


def test_a_wards_set_holds_only_what_wards_handle(corpus: Catalogue) -> None:
    codes = {
        output.path.removesuffix(".pdf")
        for output in notices.chosen(corpus, ward=catalogues.WARD)
        if "/" not in output.path
    }
    assert codes == {
        code for code, brief in corpus.briefs.items() if corpus.tier_of(brief) == "ward"
    }


@pytest.mark.parametrize(
    ("parts", "since", "changed"),
    [
        ({"updated": date(2026, 6, 2)}, date(2026, 6, 1), True),
        ({"updated": date(2026, 6, 1)}, date(2026, 6, 1), False),
        ({}, date(2020, 1, 1), False),
        ({"time_limits": (TimeLimit(number=3, unit="day", since=date(2026, 7, 1)),)},
         date(2026, 6, 1), True),
        ({"time_limits": (TimeLimit(number=3, unit="day", since=date(2026, 7, 2)),)},
         date(2026, 6, 1), False),
        ({"time_limits": (TimeLimit(number=3, unit="day", until=date(2026, 6, 30)),)},
         date(2026, 6, 1), True),
        ({"jurisdiction": (Jurisdiction(tier="ward", since=date(2026, 6, 15)),)},
         date(2026, 6, 1), True),
    ],
)  # fmt: skip
def test_a_sheet_is_to_be_replaced_when_what_it_says_has_changed_since_a_day(
    parts: dict[str, object], since: date, changed: bool
) -> None:
    catalogue = catalogues.of(catalogues.procedure(**parts))
    assert bool(replacements.since(catalogue, since)) is changed


def test_sheets_of_two_editions_are_told_apart_by_what_they_say() -> None:
    same, old = catalogues.procedure("1.000001"), catalogues.procedure("1.000002")
    new = msgspec.structs.replace(old, results=("Kết quả khác",))
    gone, added = catalogues.procedure("1.000003"), catalogues.procedure("1.000004")
    earlier, now = catalogues.of(same, old, gone), catalogues.of(same, new, added)
    found = [(one.code, one.gone) for one in replacements.between(earlier, now)]
    assert found == [("1.000002", False), ("1.000003", True), ("1.000004", False)]


def test_a_change_of_what_records_share_is_seen_on_each_sheet() -> None:
    record = catalogues.procedure()
    earlier, now = catalogues.of(record), catalogues.of(record, base="https://khac.example/")
    assert [one.code for one in replacements.between(earlier, now)] == ["1.000001"]


def test_the_list_of_sheets_to_replace_opens_in_excel_and_computes_nothing() -> None:
    catalogue = catalogues.of(
        catalogues.procedure(name='=HYPERLINK("x"), một; "hai"', updated=date(2026, 6, 2))
    )
    found = replacements.since(catalogue, date(2026, 6, 1))
    text = replacements.listing(found, date(2026, 6, 1))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert rows[1][:2] == ["1.000001", '\'=HYPERLINK("x"), một; "hai"']
    assert rows[1][3] == "nội dung sửa ngày 02/06/2026"


def test_workers_can_print_after_the_program_itself_has_printed(corpus, tmp_path) -> None:
    outputs = [*notices.outputs(corpus, b"", tmp_path)]
    outputs[0].make()
    heavy = [msgspec.structs.replace(output, weight=400) for output in outputs[:3]]
    assert Site(tmp_path / "papers", tmp_path).update(heavy, 2).made == 4


def test_a_failing_paper_names_its_template() -> None:
    with pytest.raises(Exception, match=r"notice\.typ"):
        press.print_pdf("notice.typ", {"title": "x"}, date(2026, 1, 1))
