"""A form as paper: its lines, blanks and words in the order and layout of administrative papers.

In: a definition, the shared records and, for a filled sample, its values.  Out: ``Paper``, the data
of ``typst/form.typ``.  Layout after Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from generator.catalogue import Shared
from generator.documents import press
from generator.form_model import (
    ADDRESSEE,
    DAY_PARTS,
    PLACE,
    Entry,
    FormDefinition,
    Grid,
    Section,
    Width,
    cell_tag,
    option_tag,
    paper_values,
)
from generator.views import legal, wording

SPANS: Mapping[Width, int] = MappingProxyType({"full": 6, "two-thirds": 4, "half": 3, "third": 2})
"""How many sixths of a line an entry takes."""
LINE = 6
NO_VALUES: Mapping[str, str] = MappingProxyType({})


class Box(msgspec.Struct, frozen=True, gc=False):
    """A box to tick: its tag and value in the fillable paper, and what stands beside it."""

    tag: str
    words: str
    ticked: bool


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A blank on the paper; ``value`` stands in it on a filled sample."""

    tag: str
    label: str
    hint: str = ""
    kind: str = "text"
    span: int = LINE
    lines: int = 1
    length: int = 0
    boxes: tuple[Box, ...] = ()
    exclusive: bool = False
    value: str = ""


class Cells(msgspec.Struct, frozen=True, gc=False):
    """A table with blanks in its cells; ``heads`` stand in its first column."""

    label: str
    stub: str
    numbered: bool
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    heads: tuple[str, ...]
    places: tuple[tuple[Place, ...], ...]


class Block(msgspec.Struct, frozen=True, gc=False):
    """A section: lines of blanks, then tables."""

    heading: str
    intro: str
    lines: tuple[tuple[Place, ...], ...]
    tables: tuple[Cells, ...]
    closing: str


class Signer(msgspec.Struct, frozen=True, gc=False):
    """Who signs, and how."""

    role: str
    note: str


class Paper(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The whole paper; ``corner`` names number and legal document, ``sample`` marks it MẪU.

    ``dense``: set a little tighter, where that saves a page.
    """

    title: str
    subtitle: str
    corner: tuple[str, ...]
    header: bool
    prefix: str
    addressee: Place | None
    addressed: bool
    blocks: tuple[Block, ...]
    declaration: tuple[str, ...]
    dated: tuple[Place, ...]
    signatures: tuple[Signer, ...]
    footnotes: tuple[str, ...]
    publisher: str
    foot: str
    sample: bool
    dense: bool = False


def paper(
    definition: FormDefinition,
    shared: Shared,
    values: Mapping[str, str] = NO_VALUES,
    sample: bool = False,
) -> Paper:
    """Lay the form out; ``values`` by tag, as in ``FilledSample``."""
    given = paper_values(values)
    addressee = definition.addressee
    return Paper(
        title=definition.title,
        subtitle=definition.subtitle or "",
        corner=tuple(corner(definition, shared)),
        header=definition.header,
        prefix=(addressee.prefix or "") if addressee else "",
        addressee=_addressee(definition, given),
        addressed=addressee is not None,
        blocks=tuple([_block(section, given) for section in definition.sections]),
        declaration=definition.declaration,
        dated=_dated(given) if definition.dated else (),
        signatures=tuple([Signer(one.role, one.note) for one in definition.signatures]),
        footnotes=definition.footnotes,
        publisher=shared.publisher.name,
        foot=foot(definition),
        sample=sample,
    )


def corner(definition: FormDefinition, shared: Shared) -> Iterable[str]:
    """The lines in the upper right corner: number of the form, document that sets it."""
    if definition.number:
        yield f"Mẫu {definition.number}"
    if definition.legal:
        yield f"(Theo {legal.names(definition.legal, shared)})"


def foot(definition: FormDefinition) -> str:
    """The line at the bottom: what kind of copy this is."""
    if definition.to_verify:
        return "Bản soạn lại để tiện điền; đối chiếu với mẫu chính thức trước khi nộp."
    return f"Bản soạn lại theo mẫu, kiểm tra {wording.checked(definition.source.checked)}."


def _addressee(definition: FormDefinition, values: Mapping[str, str]) -> Place | None:
    if definition.addressee is None or not definition.addressee.blank:
        return None
    hint = definition.addressee.hint or ""
    prefix = definition.addressee.prefix or ""
    value = values.get(ADDRESSEE, "").removeprefix(f"{prefix} ")
    return Place(tag=ADDRESSEE, label="Kính gửi", hint=hint, value=value)


def _block(section: Section, values: Mapping[str, str]) -> Block:
    return Block(
        section.heading or "",
        section.intro or "",
        tuple(lines([_place(entry, values) for entry in section.entries])),
        tuple([_cells(grid, values) for grid in section.grids]),
        section.closing or "",
    )


def lines(places: Iterable[Place]) -> Iterable[tuple[Place, ...]]:
    """The blanks line by line: neighbours share a line while they fit."""
    line: list[Place] = []
    for place in places:
        if sum(other.span for other in line) + place.span > LINE:
            yield tuple(line)
            line = []
        line.append(place)
    if line:
        yield tuple(line)


def _place(entry: Entry, values: Mapping[str, str]) -> Place:
    return Place(
        tag=entry.id,
        label=entry.label,
        hint=entry.hint or "",
        kind=entry.kind,
        span=SPANS[entry.width],
        lines=entry.lines if entry.kind == "long" else 1,
        length=entry.length or 0,
        boxes=tuple(_boxes(entry, values)),
        exclusive=not entry.several,
        value=values.get(entry.id, ""),
    )


def _boxes(entry: Entry, values: Mapping[str, str]) -> Iterable[Box]:
    for number, words in enumerate(entry.options, 1):
        tag = option_tag(entry, number) if entry.several else entry.id
        ticked = bool(values.get(tag)) if entry.several else values.get(tag) == words
        yield Box(tag, words, ticked)


def _cells(grid: Grid, values: Mapping[str, str]) -> Cells:
    rows = []
    for number, head in enumerate(grid.rows, 1):
        about = head if grid.labels else f"dòng {number}"
        row = [
            Place(
                tag=(tag := cell_tag(grid, number, column)),
                label=f"{column.label}, {about}",
                kind=column.kind,
                value=values.get(tag, ""),
            )
            for column in grid.columns
        ]
        rows.append(tuple(row))
    return Cells(
        label=grid.label,
        stub=grid.stub,
        numbered=not grid.labels,
        columns=tuple([column.label for column in grid.columns]),
        widths=tuple([column.width for column in grid.columns]),
        heads=grid.rows,
        places=tuple(rows),
    )


def _dated(values: Mapping[str, str]) -> tuple[Place, ...]:
    """The blanks of the line “…, ngày … tháng … năm …”."""
    labels = ("Nơi lập", "Ngày lập", "Tháng lập", "Năm lập")
    return tuple(
        [
            Place(tag=tag, label=label, value=values.get(tag, ""))
            for tag, label in zip((PLACE, *DAY_PARTS), labels, strict=True)
        ]
    )


def fitted(wanted: Paper, day: date) -> Paper:
    """The paper as it is printed: dense where it then takes fewer pages."""
    dense = msgspec.structs.replace(wanted, dense=True)
    count = _pages(wanted, day)
    return dense if count > 1 and _pages(dense, day) < count else wanted


def _pages(wanted: Paper, day: date) -> int:
    [count] = press.measure("form.typ", wanted, day, "pages")
    return int(count)
