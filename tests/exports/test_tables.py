"""CSV, XLSX, SQLite and Parquet: read back by programs that did not write them."""

import csv
import sqlite3
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import duckdb
import pytest
import yaml
from python_calamine import CalamineWorkbook

from generator.exports import dictionary, workbook
from generator.exports.dataset import Dataset
from generator.exports.listing import File
from generator.exports.tables import TABLES
from generator.exports.wide import ALL
from tests.exports.conftest import EXAMPLE
from tests.exports.judges import ask

BIRTH, BUSINESS, COPY = "1.001193", "1.001612", "2.000815"
PROCEDURES = [yaml.safe_load(path.read_text()) for path in EXAMPLE.glob("procedures/*/*.yml")]
LISTS = {
    "jurisdictions": "jurisdiction",
    "authorities": "authorities",
    "channels": "channels",
    "time_limits": "time_limits",
    "fees": "fees",
    "applicants": "applicants",
    "steps": "steps",
    "results": "results",
    "conditions": "conditions",
    "synonyms": "synonyms",
    "legal_basis": "legal_basis",
    "linked_procedures": "linked",
    "related_procedures": "related",
    "gaps": "gaps",
}
SHARED = {
    "fields": ("fields.yml", "fields"),
    "agencies": ("agencies.yml", "agencies"),
    "wards": ("wards/*.yml", "wards"),
    "legal_documents": ("legal/*.yml", "documents"),
    "shared_fees": ("fees/*.yml", "fees"),
    "forms": ("forms/*.yml", "forms"),
    "search_words": ("synonyms.yml", "synonyms"),
    "situations": ("situations.yml", "situations"),
    "glossary": ("glossary.yml", "glossary"),
    "tiers": ("publisher.yml", "tiers"),
    "holidays": ("publisher.yml", "holidays"),
}


def shared(pattern: str, key: str) -> list[dict[str, object]]:
    """The shared records as the example's files have them."""
    trees = [yaml.safe_load(path.read_text()) for path in EXAMPLE.glob(pattern)]
    return [record for tree in trees for record in tree[key]]


def table(files: dict[str, File], name: str) -> list[dict[str, str]]:
    text = files[f"csv/{name}.csv"].content.decode()
    return list(csv.DictReader(StringIO(text, newline="")))


def row(files: dict[str, File], name: str, **wanted: str) -> dict[str, str]:
    found = [r for r in table(files, name) if wanted.items() <= r.items()]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("name", "attribute"), LISTS.items())
def test_every_part_of_a_procedure_is_a_row(
    files: dict[str, File], name: str, attribute: str
) -> None:
    written = sum(len(record.get(attribute, ())) for record in PROCEDURES)
    assert len(table(files, name)) == written


@pytest.mark.parametrize("name", SHARED)
def test_every_shared_record_is_a_row(files: dict[str, File], name: str) -> None:
    assert len(table(files, name)) == len(shared(*SHARED[name]))


def test_every_procedure_paper_and_shared_amount_is_a_row(files: dict[str, File]) -> None:
    papers = [case["items"] for record in PROCEDURES for case in record["dossier"]]
    amounts = [fee["amounts"] for fee in shared(*SHARED["shared_fees"])]
    assert len(table(files, "procedures")) == len(PROCEDURES)
    assert len(table(files, "procedures_wide")) == len(PROCEDURES)
    assert len(table(files, "dossier")) == sum(map(len, papers))
    assert len(table(files, "shared_fee_amounts")) == sum(map(len, amounts))  # type: ignore[arg-type]


def test_what_is_not_known_is_exported_as_not_known(files: dict[str, File]) -> None:
    birth = row(files, "procedures", code=BIRTH)
    assert birth["conditions_status"] == "not-published"
    assert birth["fees_status"] == "to-be-verified"
    assert birth["steps_status"] == "known"
    assert row(files, "procedures", code=BUSINESS)["reception_status"] == "not-recorded"
    assert row(files, "procedures", code=COPY)["forms_status"] == "not-applicable"


def test_a_form_named_in_the_dossier_is_a_form_of_the_procedure(files: dict[str, File]) -> None:
    birth = row(files, "procedures", code=BIRTH)
    assert birth["forms_status"] == "known"
    assert row(files, "procedure_forms", procedure=BIRTH)["form"] == "to-khai-dang-ky-khai-sinh"


def test_an_amount_stands_only_where_it_is_known(files: dict[str, File]) -> None:
    fees = table(files, "fees")
    assert {fee["basis"] for fee in fees if not fee["amount"]} == {
        "free", "council", "unverified", "shared"
    }  # fmt: skip
    assert {fee["currency"] for fee in fees if not fee["amount"]} == {""}
    assert {(fee["amount"], fee["currency"]) for fee in fees if fee["amount"]} == {
        ("150000", "VND"), ("10", "USD")
    }  # fmt: skip


def test_a_time_without_unit_stays_the_source_s_own_word(files: dict[str, File]) -> None:
    limit = row(files, "time_limits", procedure=BIRTH, channel="online")
    assert (limit["stated"], limit["number"], limit["unit"]) == ("1", "", "")


def test_sample_contacts_are_marked(files: dict[str, File]) -> None:
    marked = [ward for ward in table(files, "wards") if ward["desk_sample"] == "true"]
    assert marked and all(ward["desk_telephone"] or ward["desk_address"] for ward in marked)


def test_the_tier_is_that_of_the_day(files: dict[str, File]) -> None:
    assert row(files, "procedures", code=BUSINESS)["tier"] == "district"


def test_the_wide_table_says_in_words_what_is_not_known(files: dict[str, File]) -> None:
    wide = row(files, "procedures_wide", code=BIRTH)
    assert wide["conditions"] == "Danh mục ví dụ để kiểm thử không công bố yêu cầu, điều kiện."
    assert "Chưa kiểm chứng" in wide["fees"]


def test_a_fee_that_has_run_out_is_not_in_the_wide_table(files: dict[str, File]) -> None:
    assert "01/2021" not in row(files, "procedures_wide", code=BUSINESS)["time_limits"]
    assert row(files, "procedures_wide", code=BUSINESS)["tier"].startswith("Cấp huyện")


def test_every_column_has_words_in_both_languages() -> None:
    for name, found in ALL.items():
        assert dictionary.table(name).vi and dictionary.table(name).en
        for column in found.columns:
            words = dictionary.column(name, column.name)
            assert words.label and words.vi.endswith(".") and words.en.endswith(".")


def test_the_dictionary_names_every_column_once(files: dict[str, File]) -> None:
    text = files["tu-dien.csv"].content.decode()
    said = [(r["table"], r["column"]) for r in csv.DictReader(StringIO(text, newline=""))]
    assert said == [(name, column) for name, t in ALL.items() for column in t.names]


def test_csv_is_utf8_with_crlf_and_no_mark(files: dict[str, File]) -> None:
    content = files["csv/procedures.csv"].content
    assert content.startswith(b"code,name,")
    assert content.count(b"\r\n") == content.count(b"\n") == len(PROCEDURES) + 1


@pytest.fixture(scope="module")
def book(files: dict[str, File]) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(files["thu-tuc.xlsx"].content))


@pytest.fixture(scope="module")
def base(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{folder}/thu-tuc.sqlite?mode=ro", uri=True)


class TestWorkbook:
    def test_another_reader_finds_every_row(
        self, book: CalamineWorkbook, files: dict[str, File]
    ) -> None:
        for name in workbook.SHEETS:
            sheet = book.get_sheet_by_name(dictionary.table(name).label.replace("/", "-"))
            assert len(sheet.to_python()) == len(table(files, name)) + 1, name

    def test_codes_stay_text_and_days_are_days(self, book: CalamineWorkbook) -> None:
        wards = book.get_sheet_by_name("Phường, xã").to_python()
        codes = {line[wards[0].index("Mã phường, xã")] for line in wards[1:]}
        days = {line[wards[0].index("Đến hết ngày")] for line in wards[1:]}
        assert "00244" in codes
        assert date(2025, 6, 30) in days

    def test_a_broken_copy_is_refused(self, files: dict[str, File]) -> None:
        with pytest.raises(Exception, match=r"(?i)zip|xlsx|detect|invalid"):
            CalamineWorkbook.from_filelike(BytesIO(files["thu-tuc.xlsx"].content[:500]))

    def test_text_too_long_for_a_cell_is_cut_and_says_so(self) -> None:
        cut = workbook._fitting("a" * 40_000)
        assert len(cut) == workbook.LONGEST
        assert cut.endswith(workbook.CUT)


class TestSqlite:
    def test_it_is_whole_and_its_references_lead_somewhere(self, base: sqlite3.Connection) -> None:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []

    def test_a_reference_that_leads_nowhere_is_found(self, files: dict[str, File]) -> None:
        copy = sqlite3.connect(":memory:")
        copy.deserialize(files["thu-tuc.sqlite"].content)
        copy.execute("UPDATE steps SET procedure = '9.999999' WHERE procedure = '1.001193'")
        assert copy.execute("PRAGMA foreign_key_check").fetchall() != []

    def test_another_build_of_sqlite_reads_the_same_rows(
        self, folder: Path, files: dict[str, File]
    ) -> None:
        counts = ask("sqlite.mjs", folder / "thu-tuc.sqlite")
        assert {name: counts[name] for name in TABLES} == {
            name: len(table(files, name)) for name in TABLES
        }

    def test_a_broken_copy_is_refused(self, files: dict[str, File]) -> None:
        broken = bytearray(files["thu-tuc.sqlite"].content)
        broken[4096:12288] = bytes(8192)
        copy = sqlite3.connect(":memory:")
        copy.deserialize(bytes(broken))
        with pytest.raises(sqlite3.DatabaseError):
            copy.execute("PRAGMA integrity_check").fetchall()

    @pytest.mark.parametrize("words", ["khai sinh", "dang ky khai sinh", "GIẤY KHAI SINH"])
    def test_full_text_finds_with_and_without_diacritics(
        self, base: sqlite3.Connection, words: str
    ) -> None:
        found = base.execute(
            "SELECT code FROM procedures JOIN procedures_fts ON procedures_fts.rowid = "
            "procedures.rowid WHERE procedures_fts MATCH ?",
            (words,),
        ).fetchall()
        assert (BIRTH,) in found and (COPY,) not in found

    def test_datasette_finds_the_full_text_table_of_procedures(
        self, base: sqlite3.Connection
    ) -> None:
        sql = base.execute("SELECT sql FROM sqlite_master WHERE name = 'procedures_fts'").fetchone()
        assert 'content="procedures"' in sql[0]

    def test_it_says_what_it_is(self, base: sqlite3.Connection, data: Dataset) -> None:
        about = dict(base.execute("SELECT name, value FROM about").fetchall())
        assert about["edition"] == "2020-02-03"
        assert about["licence"] == "CC BY 4.0"
        columns = base.execute("SELECT count(*) FROM dictionary").fetchone()
        assert columns == (sum(len(t.columns) for t in TABLES.values()),)


class TestParquet:
    def test_another_engine_reads_the_same_rows(self, folder: Path, files: dict[str, File]) -> None:
        with duckdb.connect() as other:
            for name in TABLES:
                path = folder / "parquet" / f"{name}.parquet"
                rows = other.execute(f"SELECT * FROM '{path}'").fetchall()
                assert len(rows) == len(table(files, name)), name

    def test_days_amounts_and_truth_have_their_types(self, folder: Path) -> None:
        with duckdb.connect() as other:
            path = folder / "parquet" / "fees.parquet"
            kinds = dict(
                other.execute(
                    f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{path}')"
                ).fetchall()
            )
        assert (kinds["since"], kinds["amount"], kinds["position"]) == ("DATE", "DOUBLE", "BIGINT")

    def test_a_broken_copy_is_refused(self, folder: Path, tmp_path: Path) -> None:
        whole = (folder / "parquet" / "fees.parquet").read_bytes()
        (tmp_path / "broken.parquet").write_bytes(whole[:-20])
        with pytest.raises(duckdb.Error), duckdb.connect() as other:
            other.execute(f"SELECT * FROM '{tmp_path / 'broken.parquet'}'").fetchall()
