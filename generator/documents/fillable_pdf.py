"""A paper that is filled on the screen: the printed form with live entries laid over its blanks.

In: the PDF that Typst has printed and the boxes of its blanks.  Out: the PDF with an AcroForm
(ISO 32000-1, 12.7), each entry named, labelled for screen readers and part of the structure tree.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Literal

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.documents import form_font, press
from generator.documents.form_paper import Paper

# Chromium's viewer looks a typed letter up in the font of the entry only if it takes the font for a
# symbol font, which it does by this resource name; under any other it falls back to Helvetica, and
# Vietnamese letters vanish.
FONT = "/Webdings"
LOOK = f"{FONT} 12 Tf 0 0 0.4 rg"

_MULTILINE, _COMB = 1 << 12, 1 << 24
_NO_TOGGLE, _RADIO = 1 << 14, 1 << 15
_PRINTED = 4


class Box(msgspec.Struct, frozen=True, gc=False):
    """A blank's place on the paper: points from the upper left corner of its page."""

    tag: str
    label: str
    kind: Literal["text", "comb", "check", "radio"]
    on: str
    length: int
    multiline: bool
    page: int
    x: float
    y: float
    width: float
    height: float


def make(paper: Paper, day: date) -> bytes:
    """The fillable PDF of a form."""
    printed = press.print_pdf("form.typ", paper, day, press.ACCESSIBLE)
    boxes = msgspec.convert(press.measure("form.typ", paper, day, "blank"), list[Box])
    return overlay(printed, boxes)


def overlay(printed: bytes, boxes: Sequence[Box]) -> bytes:
    """The printed PDF with a live entry over each box."""
    with pikepdf.open(BytesIO(printed)) as pdf:
        font = form_font.embed(pdf)
        states = _states(boxes)
        widgets = [
            pdf.make_indirect(_widget(pdf, box, font, state))
            for box, state in zip(boxes, states, strict=True)
        ]
        _lay(pdf, boxes, widgets)
        _tag(pdf, boxes, widgets)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(_fields(pdf, boxes, widgets)),
            DR=Dictionary(Font=Dictionary({FONT: font})),
            DA=String(LOOK),
            NeedAppearances=True,
        )
        stream = BytesIO()
        pdf.save(
            stream,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return stream.getvalue()


def _widget(pdf: pikepdf.Pdf, box: Box, font: pikepdf.Object, state: str) -> Dictionary:
    page = pdf.pages[box.page - 1]
    height = float(page.mediabox[3])
    corners = (box.x, height - box.y - box.height, box.x + box.width, height - box.y)
    common = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        Rect=Array([round(corner, 2) for corner in corners]),
        F=_PRINTED,
        TU=String(box.label),
        Contents=String(box.label),
        P=page.obj,
    )
    parts = _text(pdf, box, font) if box.kind in ("text", "comb") else _tick(pdf, box, state)
    for key, value in parts.items():
        common[key] = value
    return common


def _text(pdf: pikepdf.Pdf, box: Box, font: pikepdf.Object) -> dict[str, Any]:
    size = [0, 0, round(box.width, 2), round(box.height, 2)]
    empty = _picture(pdf, b"/Tx BMC\nEMC\n", size)
    empty.Resources = Dictionary(Font=Dictionary({FONT: font}))
    parts: dict[str, Any] = {
        "/FT": Name.Tx,
        "/T": String(box.tag),
        "/DA": String(LOOK),
        "/V": String(""),
        "/Ff": (_MULTILINE if box.multiline else 0) | (_COMB if box.kind == "comb" else 0),
        "/AP": Dictionary(N=empty),
    }
    return parts | ({"/MaxLen": box.length} if box.length else {})


def _tick(pdf: pikepdf.Pdf, box: Box, state: str) -> dict[str, Any]:
    side = round(box.height, 2)
    low, high = 2, side - 2
    cross = f"q 1.2 w {low} {low} m {high} {high} l {low} {high} m {high} {low} l S Q".encode()
    size = [0, 0, side, side]
    states = {state: _picture(pdf, cross, size), "/Off": _picture(pdf, b"", size)}
    parts: dict[str, Any] = {
        "/AP": Dictionary(N=Dictionary(states)),
        "/AS": Name.Off,
        "/MK": Dictionary(CA=String("8")),
    }
    if box.kind == "radio":
        return parts
    return parts | {"/FT": Name.Btn, "/T": String(box.tag), "/V": Name.Off}


def _states(boxes: Sequence[Box]) -> list[str]:
    """The name of each box's ticked state: its place in ``Opt`` (12.7.4.2.4), or ``Yes``."""
    seen: Counter[str] = Counter()
    names = []
    for box in boxes:
        names.append(f"/{seen[box.tag]}" if box.kind == "radio" else "/Yes")
        seen[box.tag] += 1
    return names


def _picture(pdf: pikepdf.Pdf, drawing: bytes, size: list[float]) -> Any:
    stream = pdf.make_stream(drawing)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array(size)
    return pdf.make_indirect(stream)


def _lay(pdf: pikepdf.Pdf, boxes: Sequence[Box], widgets: Sequence[Any]) -> None:
    for box, widget in zip(boxes, widgets, strict=True):
        page = pdf.pages[box.page - 1].obj
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        page.Tabs = Name.S


def _fields(pdf: pikepdf.Pdf, boxes: Sequence[Box], widgets: Sequence[Any]) -> Iterator[Any]:
    """The entries: those of one choice are children of one."""
    groups: dict[str, list[tuple[Box, Any]]] = {}
    for box, widget in zip(boxes, widgets, strict=True):
        if box.kind != "radio":
            yield widget
        else:
            groups.setdefault(box.tag, []).append((box, widget))
    for tag, group in groups.items():
        parent = pdf.make_indirect(
            Dictionary(
                FT=Name.Btn,
                Ff=_RADIO | _NO_TOGGLE,
                T=String(tag),
                TU=String(group[0][0].label.rpartition(": ")[0]),
                V=Name.Off,
                Kids=Array([widget for _, widget in group]),
                Opt=Array([String(box.on) for box, _ in group]),
            )
        )
        for _, widget in group:
            widget.Parent = parent
        yield parent


def _tag(pdf: pikepdf.Pdf, boxes: Sequence[Box], widgets: Sequence[Any]) -> None:
    """A ``Form`` element for each widget (ISO 14289-1, 7.18.4), in the order of the paper."""
    root = pdf.Root.StructTreeRoot
    document = root.K[0] if isinstance(root.K, Array) else root.K
    key = _next_key(root.ParentTree)
    first, numbers = key, []
    for box, widget in zip(boxes, widgets, strict=True):
        page = pdf.pages[box.page - 1].obj
        reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
        element = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=document,
                Pg=page,
                Alt=String(box.label),
                K=reference,
            )
        )
        document.K.append(element)
        widget.StructParent = key
        numbers += [key, element]
        key += 1
    _add_numbers(pdf, root.ParentTree, numbers, first, key - 1)
    root.ParentTreeNextKey = key


def _next_key(tree: Any) -> int:
    highest = max((int(tree.Nums[i]) for i in range(0, len(tree.get("/Nums", [])), 2)), default=-1)
    return max([highest + 1, *(_next_key(kid) for kid in tree.get("/Kids", []))])


def _add_numbers(pdf: pikepdf.Pdf, tree: Any, numbers: list[Any], first: int, last: int) -> None:
    if "/Kids" in tree:
        leaf = Dictionary(Nums=Array(numbers), Limits=Array([first, last]))
        tree.Kids.append(pdf.make_indirect(leaf))
    else:
        for item in numbers:
            tree.Nums.append(item)
