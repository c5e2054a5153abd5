"""The static JSON API ``/api/v1/…``: lists, their schemas, and OpenAPI 3.1 that describes them.

In: a ``Dataset``.  Out: path -> bytes.  One procedure is ``/thu-tuc/<code>.json``, its canonical
form; the lists here say which there are and name the hash of each.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator import addresses
from generator.canonical import packed
from generator.exports import json_files, json_schema
from generator.exports.dataset import Dataset, record_file
from generator.model import Brief

Tree = dict[str, Any]
ROOT = "api/v1/"
RECORDS: Mapping[str, tuple[str, str]] = {
    "co-quan": ("agencies", "Cơ quan giải quyết thủ tục."),
    "linh-vuc": ("fields", "Lĩnh vực của thủ tục."),
    "bieu-mau": ("forms", "Mẫu đơn, mẫu tờ khai."),
    "van-ban": ("legal_documents", "Văn bản pháp luật."),
    "le-phi": ("shared_fees", "Khoản phí, lệ phí mà nhiều thủ tục cùng thu."),
    "phuong": ("wards", "Phường, xã và bộ phận một cửa."),
}
"""Path of a list -> the shared records in it, and what they are."""
ALL = "Mọi thủ tục, mỗi thủ tục một dòng ngắn."
FORM_FILES = f"{ROOT}tep-bieu-mau.json"
FILES = "Mọi tệp của biểu mẫu để tải về: địa chỉ, loại, cỡ, mã băm."


def files(data: Dataset) -> Iterator[tuple[str, bytes]]:
    """All files of the API."""
    items = {code: _item(brief, data) for code, brief in data.catalogue.briefs.items()}
    yield _file("index.json", _index(data))
    yield _file("thu-tuc.json", _list(data, items.values()))
    shared = json_files.shared(data)
    for path, (name, _) in RECORDS.items():
        yield _file(f"{path}.json", _list(data, shared[name]))
    for field in data.catalogue.shared.fields:
        inside = [item for item in items.values() if item["field"] == field]
        yield _file(f"linh-vuc/{field}.json", _list(data, inside))
    yield _file("openapi.json", openapi(data))
    yield _file("schema/procedure.json", json_schema.procedure(data.base))
    yield _file("schema/catalogue.json", json_schema.catalogue(data.base))


def _file(path: str, tree: Tree) -> tuple[str, bytes]:
    return f"{ROOT}{path}", packed(tree) + b"\n"


def _index(data: Dataset) -> Tree:
    publisher = data.catalogue.shared.publisher
    below = f"{data.base}/{ROOT}"
    links = {
        "thu-tuc": f"{below}thu-tuc.json",
        "tep-bieu-mau": f"{data.base}/{FORM_FILES}",
        "openapi": f"{below}openapi.json",
    }
    return {
        "edition": data.edition.isoformat(),
        "publisher": publisher.name,
        "licence": {"name": publisher.licence.name, "url": publisher.licence.url},
        "procedures": len(data.contents),
        "links": links | {path: f"{below}{path}.json" for path in RECORDS},
    }


def _list(data: Dataset, items: Iterable[Tree]) -> Tree:
    listed = list(items)
    return {"edition": data.edition.isoformat(), "count": len(listed), "items": listed}


def _item(brief: Brief, data: Dataset) -> Tree:
    code, base = brief.code, data.base
    found = {
        "code": code,
        "name": brief.name,
        "short_name": brief.short_name,
        "field": brief.field,
        "tier": data.catalogue.tier_of(brief),
        "online_level": brief.online_level,
        "updated": brief.updated.isoformat() if brief.updated else None,
        "checked": brief.source.checked,
        "sha256": data.hash_of(code),
        "page": f"{base}/{addresses.procedure(code)}",
        "json": f"{base}/{record_file(code)}",
        "jsonld": f"{base}/{record_file(code, 'jsonld')}",
    }
    return {name: value for name, value in found.items() if value is not None}


def openapi(data: Dataset) -> Tree:
    """The description of the API, OpenAPI 3.1."""
    publisher = data.catalogue.shared.publisher
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"API tĩnh thủ tục hành chính – {publisher.short_name}",
            "description": "Chỉ đọc, không cần khóa: mỗi địa chỉ là một tệp JSON.",
            "version": "1",
            "license": {"name": publisher.licence.name, "url": publisher.licence.url},
        },
        "servers": [{"url": data.base}],
        "paths": _paths(),
        "components": {"schemas": _components()},
    }


def _paths() -> Tree:
    paths = {
        f"/{ROOT}index.json": _get("chiMuc", "Các địa chỉ của API.", _ref("Index")),
        f"/{ROOT}thu-tuc.json": _get("thuTuc", ALL, _ref("ProcedureList")),
        "/thu-tuc/{code}.json": _get(
            "motThuTuc",
            "Một thủ tục ở dạng chuẩn; SHA-256 của tệp là mã băm của bản ghi.",
            _ref("Procedure"),
            "code",
        ),
        f"/{ROOT}linh-vuc/{{id}}.json": _get(
            "thuTucCuaLinhVuc", "Thủ tục của một lĩnh vực.", _ref("ProcedureList"), "id"
        ),
    }
    for path, (name, about) in RECORDS.items():
        operation = path.title().replace("-", "")
        answer = _envelope(_ref(json_schema.LISTS[name]))
        paths[f"/{ROOT}{path}.json"] = _get(f"danhSach{operation}", about, answer)
    files = _envelope(_ref("FormFile"))
    paths[f"/{FORM_FILES}"] = _get("danhSachTepBieuMau", FILES, files)
    return paths


def _get(name: str, about: str, schema: Tree, parameter: str | None = None) -> Tree:
    answers: Tree = {
        "200": {"description": about, "content": {"application/json": {"schema": schema}}}
    }
    operation: Tree = {"operationId": name, "summary": about, "responses": answers}
    if parameter:
        answers["404"] = {"description": "Không có."}
        where = {"name": parameter, "in": "path", "required": True, "schema": {"type": "string"}}
        operation["parameters"] = [where]
    return {"get": operation}


def _components() -> Tree:
    known = {name: _moved(body) for name, body in json_schema.definitions().items()}
    used = {name: body for name, body in known.items() if not name.endswith("File")}
    return {
        **used,
        "FormFile": _FILE,
        "Index": _INDEX,
        "ProcedureItem": _ITEM,
        "ProcedureList": _envelope(_ref("ProcedureItem")),
    }


def _ref(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def _moved(value: Any) -> Any:
    """The schema with its references as OpenAPI has them."""
    if isinstance(value, dict):
        return {key: _moved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item) for item in value]
    if isinstance(value, str) and value.startswith("#/$defs/"):
        return value.replace("#/$defs/", "#/components/schemas/")
    return value


def _object(required: Mapping[str, Tree], optional: Mapping[str, Tree] | None = None) -> Tree:
    properties = {**required, **(optional or {})}
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


_STRING: Tree = {"type": "string"}
_DAY: Tree = {"type": "string", "format": "date"}
_URL: Tree = {"type": "string", "format": "uri"}
_HASH: Tree = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT: Tree = {"type": "integer", "minimum": 0}


def _envelope(items: Tree) -> Tree:
    return _object({"edition": _DAY, "count": _COUNT, "items": {"type": "array", "items": items}})


_ITEM = _object(
    {
        "code": _STRING,
        "name": _STRING,
        "field": _STRING,
        "checked": _STRING,
        "sha256": _HASH,
        "page": _URL,
        "json": _URL,
        "jsonld": _URL,
    },
    {
        "short_name": _STRING,
        "tier": _STRING,
        "online_level": {"enum": ["full", "partial", "none"]},
        "updated": _DAY,
    },
)
_FILE = _object({"form": _STRING, "url": _URL, "media": _STRING, "size": _COUNT, "sha256": _HASH})
_INDEX = _object(
    {
        "edition": _DAY,
        "publisher": _STRING,
        "licence": _object({"name": _STRING, "url": _URL}),
        "procedures": _COUNT,
        "links": {"type": "object", "additionalProperties": _URL},
    }
)
