"""All files of an edition's data, in the order in which they can be made.

In: a ``Dataset``.  Out: ``File``s below ``/du-lieu/<date>/``.  They are the same under
``/du-lieu/moi-nhat/``, for all they name is addressed by the edition's date.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from generator.canonical import packed
from generator.editions.pieces import cut
from generator.exports import (
    cpsv,
    csv_tables,
    datapackage,
    dcat,
    dictionary,
    graph,
    json_files,
    json_schema,
    links,
    parquet,
    sqlite,
    tables,
    wide,
    workbook,
)
from generator.exports.dataset import Dataset
from generator.exports.listing import ABOUT, CSVW, MANIFEST, PACKAGE, SUMS, WHOLE, File, Listed
from generator.exports.tables import TABLES, Row
from generator.exports.wide import ALL
from generator.views import citations, wording

Rows = Mapping[str, Sequence[Row]]
JSON = "application/json"
SQLITE = "application/vnd.sqlite3"
PARQUET = "application/vnd.apache.parquet"
_GZIP = 31
"""The window of zlib that writes gzip's head and tail."""
_PACKED = 1 << 16
"""How many bytes are packed together at least: fewer pack badly."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files(data: Dataset) -> Iterator[File]:
    """The files, one after another: a caller that keeps none of them needs little memory."""
    listed: list[Listed] = []
    for file in chain(_json(data), _linked(data), _tabular(data)):
        listed.append(file.listed())
        yield file
    for file in _about(data, listed):
        listed.append(file.listed())
        yield file
    yield from _manifest(data, listed)


def _json(data: Dataset) -> Iterator[File]:
    whole = _file(WHOLE, JSON, json_files.whole(data))
    cited = citations.whole(data.catalogue, data.edition, whole.listed().sha256, data.decision)
    yield whole
    del whole
    yield _file("thu-tuc.jsonl", "application/jsonl", json_files.json_lines(data))
    for kind, content in citations.files(cited).items():
        yield _file(f"{citations.NAME}.{kind}", _CITATION_MEDIA[kind], content)


def _linked(data: Dataset) -> Iterator[File]:
    services = cpsv.Services(data.catalogue)
    text = "".join(graph.turtle(services.every(), services.base))
    yield _file("thu-tuc.ttl", "text/turtle", text.encode())
    lines = graph.ntriples(services.every())
    yield _file("thu-tuc.nt.gz", "application/n-triples", _zipped(lines))


def _zipped(lines: Iterator[str]) -> bytes:
    """The lines in a gzip file that names neither itself nor the time.

    Packed piece by piece, so that editions with most lines in common have most bytes in common.
    """
    packer, packed_lines = zlib.compressobj(6, wbits=_GZIP), []
    for run in iter(lambda: "".join(islice(lines, 10_000)), ""):
        for piece in cut(run.encode(), _PACKED):
            packed_lines += [packer.compress(piece), packer.flush(zlib.Z_FULL_FLUSH)]
    return b"".join([*packed_lines, packer.flush()])


def _tabular(data: Dataset) -> Iterator[File]:
    rows: Rows = {**tables.rows(data), wide.WIDE.name: list(wide.rows(data))}
    yield _file("thu-tuc.xlsx", XLSX, workbook.workbook(data, ALL, rows))
    yield _file("thu-tuc.sqlite", SQLITE, sqlite.sqlite_file(data, TABLES, rows))
    for name, table in ALL.items():
        yield _table(f"csv/{name}.csv", "text/csv", csv_tables.csv_file(table, rows[name]), name)
    if parquet.version():
        for name, table in TABLES.items():
            content = parquet.parquet_file(table, rows[name])
            yield _table(f"parquet/{name}.parquet", PARQUET, content, name)


def _about(data: Dataset, listed: Sequence[Listed]) -> Iterator[File]:
    """What describes the files made so far."""
    by_path = {file.path: file for file in listed}
    sheets = {name: by_path[f"csv/{name}.csv"] for name in ALL}
    yield _file(PACKAGE, JSON, datapackage.data_package(data, ALL, sheets))
    yield _file(CSVW, JSON, datapackage.csvw(data, ALL.values()))
    words = csv_tables.delimited(dictionary.HEAD, dictionary.rows(ALL.values()))
    yield _file("tu-dien.csv", "text/csv", words)
    yield _file("tu-dien.json", JSON, _line({"tables": dictionary.tree(ALL.values())}))
    yield _file("schema/procedure.json", JSON, _line(json_schema.procedure(data.base)))
    yield _file("schema/catalogue.json", JSON, _line(json_schema.catalogue(data.base)))
    resources = list(dcat.catalogue(data, listed))
    yield _file("dcat.jsonld", "application/ld+json", graph.json_ld(resources, data.base))
    text = "".join(graph.turtle(resources, data.base))
    yield _file("dcat.ttl", "text/turtle", text.encode())
    items = [(f"{data.base}/{data.folder}{file.path}", file.media) for file in listed]
    yield _file("linkset.json", "application/linkset+json", links.linkset(data, items))
    yield _file("DOC-TRUOC.md", "text/markdown", _readme(data, by_path[WHOLE]).encode())


def _manifest(data: Dataset, listed: Sequence[Listed]) -> Iterator[File]:
    tree = {
        "edition": data.edition.isoformat(),
        "files": [
            {
                "path": file.path,
                "media_type": file.media,
                "size": file.size,
                "sha256": file.sha256,
                "description_vi": file.vi,
                "description_en": file.en,
            }
            for file in listed
        ],
    }
    manifest = _file(MANIFEST, JSON, _line(tree))
    yield manifest
    sums = "".join(f"{file.sha256}  {file.path}\n" for file in (*listed, manifest.listed()))
    yield _file(SUMS, "text/plain", sums.encode())


def _line(tree: object) -> bytes:
    return packed(tree) + b"\n"


def _file(path: str, media: str, content: bytes) -> File:
    vi, en = ABOUT[path]
    return File(path=path, media=media, vi=vi, en=en, content=content)


def _table(path: str, media: str, content: bytes, name: str) -> File:
    words = dictionary.table(name)
    return File(path=path, media=media, vi=words.vi, en=words.en, content=content)


def _readme(data: Dataset, whole: Listed) -> str:
    publisher = data.catalogue.shared.publisher
    cited = citations.whole(data.catalogue, data.edition, whole.sha256, data.decision)
    notice = f"\n{publisher.notice}\n" if publisher.notice else ""
    return f"""# Thủ tục hành chính, kỳ công bố {wording.day(data.edition)}

Công bố bởi {publisher.name}.
{notice}
Giấy phép: {publisher.licence.name}, {publisher.licence.url}. Khi dùng lại, hãy ghi nguồn.

Trích dẫn: {citations.text(cited)}

Ô trống là không có giá trị; cột kết thúc bằng `_status` và bảng `gaps` nói vì sao. Từ điển dữ liệu:
`tu-dien.csv`. Kiểm tra tệp tải về: `sha256sum -c {SUMS}`.

---

Administrative procedures, edition of {data.edition.isoformat()}. Licence: {publisher.licence.name}.
An empty cell has no value; columns ending in `_status` and the table `gaps` say why. The data
dictionary is `tu-dien.csv`. Check downloads with `sha256sum -c {SUMS}`.
"""


_CITATION_MEDIA = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
