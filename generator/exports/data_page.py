"""What the page of the open data says: every file with size and hash, the dictionary, how to cite.

In: the catalogue, the edition, its files as listed.  Out: ``DataView``.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.exports import api, dictionary
from generator.exports.listing import ABOUT, SUMS, WHOLE, Listed
from generator.exports.tables import Column, Table
from generator.exports.wide import ALL
from generator.views import citations, cite, links, wording
from generator.views.cite import CiteView
from generator.views.links import Link, Outside


class FileRow(msgspec.Struct, frozen=True, gc=False):
    """A file to download."""

    name: str
    path: str
    about: str
    size: str
    sha256: str


class FileGroup(msgspec.Struct, frozen=True, gc=False):
    """Files of one kind."""

    id: str
    heading: str
    about: str
    files: tuple[FileRow, ...]


class ColumnRow(msgspec.Struct, frozen=True, gc=False):
    """A line of the dictionary."""

    name: str
    kind: str
    label: str
    vi: str
    en: str


class Checksum(msgspec.Struct, frozen=True, gc=False):
    """How to work out the SHA-256 of a file on one system."""

    system: str
    command: str


class TableWords(msgspec.Struct, frozen=True, gc=False):
    """A table in the dictionary."""

    name: str
    label: str
    vi: str
    en: str
    columns: tuple[ColumnRow, ...]


class DataView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    as_of: str
    lead: str
    latest: str
    main: FileGroup
    groups: tuple[FileGroup, ...]
    endpoints: tuple[Link, ...]
    tables: tuple[TableWords, ...]
    licence: Outside
    cite: CiteView
    frozen: str
    checksums: tuple[Checksum, ...]
    editions: tuple[Link, ...]


def view(
    catalogue: Catalogue,
    edition: date,
    listed: Sequence[Listed],
    decision: str = "",
    earlier: Iterable[date] = (),
) -> DataView:
    """Put the data's page into words; ``decision``: of the edition; ``earlier``: days of others."""
    shared = catalogue.shared
    publisher = shared.publisher
    main, *others = groups(listed, addresses.data(edition))
    cited = _cited(catalogue, edition, listed, decision)
    counts = f"{wording.number(len(catalogue.briefs))} thủ tục, {len(shared.fields)} lĩnh vực"
    return DataView(
        title="Dữ liệu mở",
        description=f"Tải toàn bộ {counts}: CSV, Excel, JSON, SQLite, dữ liệu liên kết, API.",
        crumbs=links.crumbs(Link("Dữ liệu mở", addresses.DATA)),
        as_of=f"Kỳ công bố {wording.day(edition)}",
        lead=f"Toàn bộ {counts}, để tải về và dùng lại. Phần chưa biết được ghi là chưa biết.",
        latest=addresses.LATEST_DATA,
        main=main,
        groups=tuple(others),
        endpoints=tuple(_endpoints()),
        tables=tuple([_words(table) for table in ALL.values()]),
        licence=Outside(publisher.licence.name, publisher.licence.url),
        frozen=addresses.data(edition),
        checksums=checksums(),
        cite=cite.view(cited, addresses.data(edition)),
        editions=tuple(
            [Link(f"Kỳ công bố {wording.day(day)}", addresses.data(day)) for day in earlier]
        ),
    )


def _cited(
    catalogue: Catalogue, edition: date, listed: Iterable[Listed], decision: str
) -> citations.Cited:
    whole = next(file for file in listed if file.path == WHOLE)
    return citations.whole(catalogue, edition, whole.sha256, decision)


def groups(listed: Sequence[Listed], folder: str) -> Iterable[FileGroup]:
    """The files of an edition by kind; ``folder``: the way to them."""
    for name, heading, about, belongs in _GROUPS:
        rows = [_row(file, folder) for file in sorted(listed, key=_place) if belongs(file.path)]
        if rows:
            yield FileGroup(name, heading, about, tuple(rows))


def checksums() -> tuple[Checksum, ...]:
    """How a reader checks a file that they have downloaded, on each system."""
    return tuple([Checksum(system, command) for system, command in _CHECKSUMS.items()])


def _place(file: Listed) -> int:
    """The file's place among those that have words of their own; tables keep their order."""
    return _ORDER.get(file.path, len(_ORDER))


def _row(file: Listed, folder: str) -> FileRow:
    return FileRow(file.path, folder + file.path, file.vi, wording.size(file.size), file.sha256)


def _endpoints() -> Iterable[Link]:
    yield Link("OpenAPI 3.1", f"{api.ROOT}openapi.json")
    yield Link("Mọi thủ tục", f"{api.ROOT}thu-tuc.json")
    for path, (_, about) in api.RECORDS.items():
        yield Link(about.rstrip("."), f"{api.ROOT}{path}.json")
    yield Link(api.FILES.rstrip("."), api.FORM_FILES)


def _words(table: Table) -> TableWords:
    words = dictionary.table(table.name)
    columns = tuple([_column(table, column) for column in table.columns])
    return TableWords(table.name, words.label, words.vi, words.en, columns)


def _column(table: Table, column: Column) -> ColumnRow:
    words = dictionary.column(table.name, column.name)
    return ColumnRow(column.name, _KINDS[column.kind], words.label, words.vi, words.en)


_CHECKSUMS = {
    "Windows (Command Prompt)": f"certutil -hashfile {WHOLE} SHA256",
    "macOS": f"shasum -a 256 {WHOLE}",
    "Linux": f"sha256sum {WHOLE}",
    "Linux, cả thư mục": f"sha256sum -c {SUMS}",
}
_KINDS = {
    "text": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "đúng/sai",
    "date": "ngày",
}
_ORDER = {path: place for place, path in enumerate(ABOUT)}
_MAIN = frozenset(path for path in ABOUT if path.startswith("thu-tuc."))
_GROUPS = (
    ("tep", "Cả danh mục trong một tệp", "", _MAIN.__contains__),
    (
        "csv",
        "Từng bảng CSV",
        "UTF-8, ngăn bằng dấu phẩy. Trong Excel, hãy mở bằng Dữ liệu → Từ văn bản/CSV.",
        lambda path: path.startswith("csv/") and path.endswith(".csv"),
    ),
    (
        "parquet",
        "Từng bảng Parquet",
        "Cho công cụ phân tích dữ liệu.",
        lambda path: path.startswith("parquet/"),
    ),
    (
        "mo-ta",
        "Mô tả, từ điển và mã băm",
        "",
        lambda path: (
            path not in _MAIN
            and not path.startswith(("parquet/", citations.NAME))
            and not (path.startswith("csv/") and path.endswith(".csv"))
        ),
    ),
)
"""Id, heading and words of each group of files, and which files belong to it."""
