"""The list of all files of forms that the site offers, for machines: ``/api/v1/tep-bieu-mau.json``.

In: the catalogue, the edition's day and the files as ``Output``s.  Out: the list as an ``Output``:
for each file its form, address, type, size and SHA-256.  It is no part of an edition's frozen data,
since the files are made anew when their look is bettered.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from generator.canonical import packed
from generator.catalogue import Catalogue, digest
from generator.exports import api
from generator.exports.dataset import origin
from generator.output import Output

_MEDIA = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def output(catalogue: Catalogue, edition: date, files: Sequence[Output]) -> Output:
    """The list; ``files`` stand below ``bieu-mau/<form>/``."""
    base = origin(catalogue)
    named = (part for file in files for part in (file.path.encode(), file.key))
    key = digest(base.encode(), edition.isoformat().encode(), *named)
    return Output(api.FORM_FILES, key, partial(_list, base, edition, files), 1 + len(files))


def _list(base: str, edition: date, files: Sequence[Output]) -> bytes:
    items = [_item(base, file) for file in files]
    return packed({"edition": edition.isoformat(), "count": len(items), "items": items}) + b"\n"


def _item(base: str, file: Output) -> dict[str, Any]:
    content = file.make()
    return {
        "form": file.path.split("/")[1],
        "url": f"{base}/{file.path}",
        "media": _MEDIA[file.path[file.path.rindex(".") :]],
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }
