"""Dangers in PDF files (ISO 32000-1): actions that do more than lead to a page or a web address.

In: the bytes of a file.  Out: ``Danger``s.  Every object is read, those in object streams too, and
names are compared after their escapes are undone.
"""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from generator.inspection.danger import Danger

_ACTIONS = {"/GoTo", "/URI", "/Named", "/ResetForm", "/Hide", "/SetOCGState"}
_MEDIA = {"/RichMedia", "/Screen", "/Movie", "/3D", "/Sound", "/FileAttachment"}
_DEEPEST = 60
_MOST_OBJECTS = 200_000


def dangers(data: bytes) -> Iterator[Danger]:
    """What forbids publishing a .pdf."""
    if not data.startswith(b"%PDF-"):
        yield Danger("type", "Nội dung không phải PDF như đuôi tệp.")
        return
    if b"PK\x05\x06" in data[-70_000:] and b"PK\x01\x02" in data:
        yield Danger("type", "Tệp vừa là PDF vừa là tệp nén.")
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            yield from _of_document(pdf)
    except pikepdf.PasswordError:
        yield Danger("encryption", "PDF đòi mật khẩu nên không kiểm tra được.")
    except (pikepdf.PdfError, ValueError, RecursionError):
        yield Danger("broken", "PDF hỏng nên không kiểm tra được.")


def _of_document(pdf: pikepdf.Pdf) -> Iterator[Danger]:
    if pdf.is_encrypted:
        yield Danger("encryption", "PDF bị mã hóa hoặc hạn chế quyền.")
    if len(pdf.objects) > _MOST_OBJECTS:
        yield Danger("bomb", "PDF có quá nhiều đối tượng.")
        return
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        yield Danger("script", "PDF có biểu mẫu XFA, chạy được mã.")
    for item in pdf.objects:
        yield from _of_object(item, 0)


def _of_object(item: object, depth: int) -> Iterator[Danger]:
    if depth > _DEEPEST:
        yield Danger("broken", "PDF lồng quá sâu.")
    elif isinstance(item, Array):
        for child in item:
            yield from _of_child(child, depth)
    elif isinstance(item, Dictionary | Stream):
        yield from _of_dictionary(item)
        for _, child in item.items():
            yield from _of_child(child, depth)


def _of_child(child: object, depth: int) -> Iterator[Danger]:
    """Objects of their own are reached by the list of all objects."""
    if isinstance(child, Array | Dictionary | Stream) and not child.is_indirect:
        yield from _of_object(child, depth + 1)


def _of_dictionary(item: "Dictionary | Stream") -> Iterator[Danger]:
    if "/JS" in item or "/JavaScript" in item:
        yield Danger("script", "PDF chứa JavaScript.")
    if "/EF" in item or "/EmbeddedFiles" in item or _name(item, "/Type") == "/EmbeddedFile":
        yield Danger("attachment", "PDF có tệp đính kèm.")
    if _name(item, "/Subtype") in _MEDIA:
        yield Danger("embedded", f"PDF có nội dung nhúng: {_name(item, '/Subtype')}.")
    yield from _of_action(item)


def _of_action(item: "Dictionary | Stream") -> Iterator[Danger]:
    action = _name(item, "/S")
    if action == "/JavaScript":
        yield Danger("script", "PDF chứa JavaScript.")
    elif _is_action(item) and action not in _ACTIONS:
        yield Danger("action", f"PDF có hành động không được phép: {action or 'không rõ'}.")
    if action == "/URI" and not str(item.get("/URI", "")).lower().startswith(_ADDRESSES):
        yield Danger("external", "PDF có liên kết không phải trang web hay thư điện tử.")


_ADDRESSES = ("http://", "https://", "mailto:")
_DANGEROUS = {
    *("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Thread", "/Sound", "/Movie"),
    *("/Rendition", "/GoTo3DView", "/RichMediaExecute"),
}


def _is_action(item: "Dictionary | Stream") -> bool:
    """Whether the dictionary is an action: it says so, or it could do nothing else.

    ``/Type`` may be left out of an action, and other dictionaries have ``/S`` as well.
    """
    kind = _name(item, "/Type")
    if kind == "/Action":
        return True
    return kind == "" and _name(item, "/S") in _DANGEROUS


def _name(item: "Dictionary | Stream", key: str) -> str:
    value = item.get(key)
    return str(value) if isinstance(value, Name) else ""
