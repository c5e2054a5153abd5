"""The numbers: they add up, the chart says what the table says, results are read with care."""

import csv
import io
from pathlib import Path

import pytest
from lxml import html

from generator import folder, results
from generator.build import load_catalogue
from generator.findings import Finding
from generator.located import findings
from generator.model import Channel
from generator.store import Store
from generator.views import charts, settlement, statistics
from generator.views.changelog import Changelog
from generator.website import Website
from tests.editions.site import House
from tests.small_catalogue import catalogue, record

HEAD = "unit,received,settled,on_time,late,sample\n"
ROWS = "nguyen-du,10,8,7,1,true\nbach-dang,5,0,0,0,true\n"


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_table_of_counts_adds_up_to_all_procedures(published: House) -> None:
    catalogue = published.catalogue()
    tables = statistics.tables(catalogue, Changelog(published.editions))
    assert [table.path for table in tables] == list(statistics.PATHS)
    for table in tables[:5]:
        counts = [int(row[1]) for row in rows_of(table.csv)[1:]]
        assert sum(counts) == len(catalogue.briefs), table.id
    for row in rows_of(tables[5].csv)[1:]:
        assert sum(map(int, row[2:])) == len(catalogue.briefs), row[0]


def test_the_example_is_counted_by_tier_fee_and_time_limit(published: House) -> None:
    tables = statistics.tables(published.catalogue(), Changelog(published.editions))
    found = {
        table.id: {row[0]: int(row[1]) for row in rows_of(table.csv)[1:] if row[1] != "0"}
        for table in tables[:5]
    }
    assert list(found["theo-cap"].values()) == [2, 1]
    assert found["truc-tuyen"] == {"Toàn trình": 1, "Một phần": 1, "Chưa trực tuyến": 1}
    assert found["le-phi"]["Đến 20.000 đồng"] == 1
    assert found["thoi-han"]["2–3 ngày"] == 2


def test_an_online_channel_of_unknown_level_is_counted_apart() -> None:
    made = catalogue(
        record("1.000001", channels=(Channel(kind="online"),)),
        record("1.000002", channels=(Channel(kind="post"),)),
    )
    rows = {row[0]: row[1] for row in rows_of(statistics.online(made.briefs.values()).csv)}
    assert rows["Nhận trực tuyến, chưa rõ toàn trình hay một phần"] == "1"
    assert rows["Danh mục không có thông tin"] == "1"


def test_the_chart_of_a_table_is_readable_without_seeing_it(
    published: House, website: Website
) -> None:
    page = html.fromstring((published.build(website) / "so-lieu/index.html").read_text("utf-8"))
    drawn = page.xpath("//*[local-name()='svg'][@class='ny-chart']")
    assert len(drawn) == len(statistics.PATHS)
    for svg in drawn:
        names = svg.get("aria-labelledby").split()
        assert svg.get("role") == "img"
        assert all(page.get_element_by_id(name).text.strip() for name in names)
    assert len(page.xpath("//table")) == len(drawn)


def test_bars_are_as_long_as_their_share_of_the_largest() -> None:
    table = charts.table("t", "T", ("A", "B"), [("x", 50), ("y", 100), ("z", 0)], path="t.csv")
    assert [bar.width for bar in table.bars] == ["42.00%", "84.00%", "0.00%"]


def test_rates_are_drawn_against_a_whole_and_not_against_the_best() -> None:
    table = charts.table("t", "T", ("A", "B"), [("x", 0.5)], path="t.csv", percent=(1,))
    assert (table.bars[0].width, table.bars[0].number) == ("42.00%", "50%")


def test_numbers_of_a_chart_are_those_of_its_table_and_file(published: House) -> None:
    table = statistics.tables(published.catalogue(), Changelog(published.editions))[0]
    assert [bar.number for bar in table.bars] == [row[1] for row in table.cells]
    assert [row[1] for row in rows_of(table.csv)[1:]] == [row[1] for row in table.cells]


def test_every_csv_file_is_on_the_site_and_linked(published: House, website: Website) -> None:
    site = published.build(website)
    page = html.fromstring((site / "so-lieu/index.html").read_text("utf-8"))
    linked = {href for href in page.xpath("//a/@href") if href.endswith(".csv")}
    assert linked == {f"../{path}" for path in statistics.PATHS}
    assert all((site / path).is_file() for path in statistics.PATHS)


# Settlement results


def write(house: House, text: str, name: str = "2020-01.csv") -> Path:
    folder = house.root / results.FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def read(house: House) -> tuple[results.Results, list[Finding]]:
    """The results of a house whose other files have no faults."""
    known = folder.read(house.root, Store(house.cache, b"")).catalogue
    assert known
    found, located = results.read(house.root, known.shared)
    return found, findings(house.root, located)


def test_results_are_read_by_unit_and_month(house: House) -> None:
    write(house, HEAD + ROWS)
    found, faults = read(house)
    assert not faults
    assert (found.months, found.units) == (("2020-01",), ("bach-dang", "nguyen-du"))
    assert found.sample


def test_a_file_from_a_spreadsheet_with_semicolons_is_read_too(house: House) -> None:
    write(house, "\ufeff" + (HEAD + ROWS).replace(",", ";"))
    found, faults = read(house)
    assert (len(found.all), faults) == (2, [])


def test_a_fault_of_the_results_forbids_publishing(house: House) -> None:
    write(house, HEAD + "khong-co,1,1,1,0,\n")
    reading = load_catalogue(house.root, house.cache)
    (fault,) = reading.findings()
    assert (reading.catalogue, fault.rule, fault.line) == (None, "results/unit", 2)


FAULTS = {
    "an unknown unit": ("khong-co,1,1,1,0,\n", "results/unit", 2),
    "a unit twice": ("nguyen-du,1,1,1,0,\nnguyen-du,1,1,1,0,\n", "results/unit", 3),
    "a count with a dot": ("nguyen-du,1.000,1,1,0,\n", "results/count", 2),
    "a count below zero": ("nguyen-du,-1,1,1,0,\n", "results/count", 2),
    "an empty count": ("nguyen-du,,1,1,0,\n", "results/count", 2),
    "a short row": ("nguyen-du,1\n", "results/count", 2),
    "sums that do not fit": ("nguyen-du,5,5,3,1,\n", "results/sum", 2),
    "a word for sample": ("nguyen-du,1,1,1,0,có\n", "results/form", 2),
}


@pytest.mark.parametrize(("rows", "rule", "line"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_row_is_reported_with_its_line(
    house: House, rows: str, rule: str, line: int
) -> None:
    write(house, HEAD + rows)
    found, (fault,) = read(house)
    assert (fault.rule, fault.line) == (rule, line)
    assert len(found.all) == (1 if "twice" in rows or line == 3 else 0)


@pytest.mark.parametrize("name", ["2020-13.csv", "2020-01.xlsx", "thang-1.csv", "2020-03.csv"])
def test_a_file_of_another_name_or_of_a_month_to_come_is_reported(house: House, name: str) -> None:
    write(house, HEAD + ROWS, name)
    found, (fault,) = read(house)
    assert (found.all, fault.rule) == ((), "results/file")


def test_other_columns_are_reported(house: House) -> None:
    write(house, "unit,received\nnguyen-du,1\n")
    _, (fault,) = read(house)
    assert fault.rule == "results/form"


def test_on_time_rates_stand_by_month_and_by_unit(house: House) -> None:
    write(house, HEAD + ROWS)
    write(house, HEAD + "nguyen-du,10,12,6,6,true\n", "2020-02.csv")
    shared = house.catalogue().shared
    found, _ = results.read(house.root, shared)
    view = settlement.unit("nguyen-du", found, shared)
    assert [(row[0], row[1]) for row in view.tables[0].cells] == [
        ("Tháng 01/2020", "87,5%"),
        ("Tháng 02/2020", "50%"),
    ]
    assert (view.rate, view.settled, view.late) == ("65%", "20", "7")


def test_a_unit_that_settled_nothing_has_no_rate(house: House) -> None:
    write(house, HEAD + ROWS)
    shared = house.catalogue().shared
    found, _ = results.read(house.root, shared)
    view = settlement.month("2020-01", found, shared)
    assert [row[1] for row in view.tables[0].cells] == ["–", "87,5%"]
    assert len(view.tables[0].bars) == 1


def test_sample_data_is_marked_on_every_page_and_in_every_file(
    house: House, website: Website
) -> None:
    write(house, HEAD + ROWS)
    site = house.build(website)
    pages = sorted(site.glob("so-lieu/ket-qua/**/index.html"))
    assert len(pages) == 1 + 1 + 2
    assert all(settlement.SAMPLE in path.read_text("utf-8") for path in pages)
    files = [*site.glob("so-lieu/ket-qua/*.csv"), site / "so-lieu/ket-qua.csv"]
    assert len(files) == 2 + 1 + 2 + 1
    for path in files:
        head, *rows = rows_of(path.read_bytes())
        assert {row[-1] for row in rows} <= {"mẫu", "true"} and head[-1] in ("Số liệu", "sample")


def test_true_data_carry_no_mark(house: House, website: Website) -> None:
    write(house, (HEAD + ROWS).replace(",sample", "").replace(",true", ""))
    site = house.build(website)
    assert settlement.SAMPLE not in (site / "so-lieu/ket-qua/index.html").read_text("utf-8")


def test_without_results_there_is_no_page_of_them(house: House, website: Website) -> None:
    site = house.build(website)
    assert not (site / "so-lieu/ket-qua").exists()
    assert "ket-qua" not in (site / "so-lieu/index.html").read_text("utf-8").partition("<main")[2]
