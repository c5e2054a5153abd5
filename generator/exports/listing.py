"""A file of the data, and what lists say of it: size, hash, kind, description in two languages."""

from collections.abc import Mapping
from hashlib import sha256

import msgspec

WHOLE = "thu-tuc.json"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
CSVW = "csv/csv-metadata.json"


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file of an edition; ``path`` is below the edition's folder."""

    path: str
    media: str
    vi: str
    en: str
    content: bytes

    def listed(self) -> "Listed":
        """The file without its content."""
        return Listed(
            path=self.path,
            media=self.media,
            vi=self.vi,
            en=self.en,
            size=len(self.content),
            sha256=sha256(self.content).hexdigest(),
        )


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of a file; ``size`` in bytes."""

    path: str
    media: str
    vi: str
    en: str
    size: int
    sha256: str


def listed(manifest: bytes, sums: bytes) -> list[Listed]:
    """What the manifest of an edition says of its files; it and the list of sums come last."""
    tree = msgspec.json.decode(manifest, type=_Manifest)
    known = [
        Listed(
            path=file.path,
            media=file.media_type,
            vi=file.description_vi,
            en=file.description_en,
            size=file.size,
            sha256=file.sha256,
        )
        for file in tree.files
    ]
    return [*known, _of(MANIFEST, "application/json", manifest), _of(SUMS, "text/plain", sums)]


class _Entry(msgspec.Struct, frozen=True):
    path: str
    media_type: str
    size: int
    sha256: str
    description_vi: str
    description_en: str


class _Manifest(msgspec.Struct, frozen=True):
    files: tuple[_Entry, ...]


def _of(path: str, media: str, content: bytes) -> Listed:
    vi, en = ABOUT[path]
    return File(path=path, media=media, vi=vi, en=en, content=content).listed()


ABOUT: Mapping[str, tuple[str, str]] = {
    WHOLE: ("Toàn bộ danh mục trong một tệp JSON.", "The whole catalogue as one JSON."),
    "thu-tuc.jsonl": (
        "Mỗi dòng một thủ tục ở dạng chuẩn (JSON Lines).",
        "One procedure a line in canonical form (JSON Lines).",
    ),
    "thu-tuc.xlsx": (
        "Sổ Excel: bảng rộng và các bảng chính.",
        "Excel workbook: the wide table and the main tables.",
    ),
    "thu-tuc.sqlite": (
        "Cơ sở dữ liệu SQLite với mọi bảng và bảng tìm toàn văn.",
        "SQLite database with all tables and full-text search.",
    ),
    "thu-tuc.ttl": (
        "Dữ liệu liên kết theo CPSV-AP 3.2 (Turtle).",
        "Linked data by CPSV-AP 3.2 (Turtle).",
    ),
    "thu-tuc.nt.gz": (
        "Dữ liệu liên kết theo CPSV-AP 3.2 (N-Triples, nén gzip).",
        "Linked data by CPSV-AP 3.2 (N-Triples, gzip).",
    ),
    "trich-dan.bib": ("Trích dẫn bộ dữ liệu (BibTeX).", "Citation of the data (BibTeX)."),
    "trich-dan.ris": ("Trích dẫn bộ dữ liệu (RIS).", "Citation of the data (RIS)."),
    "trich-dan.csl.json": ("Trích dẫn bộ dữ liệu (CSL-JSON).", "Citation of the data (CSL-JSON)."),
    PACKAGE: (
        "Mô tả các bảng CSV (Frictionless Data Package 2).",
        "Description of the CSV tables (Frictionless Data Package 2).",
    ),
    CSVW: (
        "Mô tả các bảng CSV (CSVW của W3C).",
        "Description of the CSV tables (W3C CSVW).",
    ),
    "tu-dien.csv": ("Từ điển dữ liệu, tiếng Việt và tiếng Anh.", "Data dictionary."),
    "tu-dien.json": ("Từ điển dữ liệu (JSON).", "Data dictionary (JSON)."),
    "schema/procedure.json": (
        "JSON Schema của một thủ tục.",
        "JSON Schema of a procedure.",
    ),
    "schema/catalogue.json": (
        "JSON Schema của thu-tuc.json.",
        "JSON Schema of thu-tuc.json.",
    ),
    "dcat.jsonld": (
        "Mô tả bộ dữ liệu theo DCAT-AP 3 (JSON-LD).",
        "Description of the data by DCAT-AP 3 (JSON-LD).",
    ),
    "dcat.ttl": (
        "Mô tả bộ dữ liệu theo DCAT-AP 3 (Turtle).",
        "Description of the data by DCAT-AP 3 (Turtle).",
    ),
    "linkset.json": (
        "Liên kết có kiểu của mọi trang thủ tục (RFC 9264).",
        "Typed links of every procedure's page (RFC 9264).",
    ),
    "DOC-TRUOC.md": ("Giấy phép, cách trích dẫn.", "Licence and how to cite."),
    MANIFEST: ("Danh sách tệp, cỡ và mã băm.", "List of files with size and hash."),
    SUMS: ("Mã băm SHA-256 của mọi tệp.", "SHA-256 of every file."),
}
"""Path -> what the file is, in Vietnamese and English."""
