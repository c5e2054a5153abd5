"""The records of a form that the site itself sets: what stands on it, in the words of the law.

In: the text trees of ``catalogue/forms/definitions/*.yml`` and ``catalogue/forms/samples/*.yml``.
Out: ``FormDefinition`` and ``FilledSample``, from which all papers and pages of a form are made.

A blank on a form is an *entry*.  Every entry of a form, wherever it stands, has a name (``tag``)
that is the same in the PDF, the DOCX and the page; a sample fills entries by these names.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.model import Id, InForce, Record, Source, Text

EntryKind = Literal["text", "date", "number", "choice", "comb", "long"]
Width = Literal["full", "half", "third", "two-thirds"]
Format = Literal["personal-number", "phone", "email", "year", "time"]
Autocomplete = Literal[
    "name", "bday", "sex", "street-address", "tel", "email", "organization", "off"
]

ADDRESSEE = "kinh-gui"
PLACE = "noi-lap"
DAY = "ngay-lap"
RESERVED = (ADDRESSEE, PLACE, DAY)
DAY_PARTS = (f"{DAY}.ngay", f"{DAY}.thang", f"{DAY}.nam")
"""On paper the day of signing is written in three blanks."""


class Entry(Record, frozen=True, kw_only=True):
    """A blank to fill.

    ``choice`` has ``options``: boxes to tick, one of them, or ``several``.  ``comb``: ``length``
    boxes of one sign each.  ``long``: ``lines`` dotted lines.  ``width``: its part of a line.
    """

    id: Id
    label: Text
    kind: EntryKind = "text"
    hint: Text | None = None
    width: Width = "full"
    options: tuple[Text, ...] = ()
    several: bool = False
    length: Annotated[int, Meta(ge=2, le=40)] | None = None
    lines: Annotated[int, Meta(ge=1, le=20)] = 3
    required: bool = False
    format: Format | None = None
    autocomplete: Autocomplete | None = None


class Column(Record, frozen=True, kw_only=True):
    """A column of a grid; ``width`` is its share of the line."""

    id: Id
    label: Text
    kind: Literal["text", "date", "number"] = "text"
    width: Annotated[int, Meta(ge=1, le=12)] = 2


class Grid(Record, frozen=True, kw_only=True):
    """Repeated rows: ``count`` numbered ones, or one for each of ``labels``."""

    id: Id
    label: Text
    columns: tuple[Column, ...]
    count: Annotated[int, Meta(ge=1, le=40)] | None = None
    labels: tuple[Text, ...] = ()
    stub: Text = "STT"

    @property
    def rows(self) -> tuple[str, ...]:
        """What stands at the head of each row: its label, else its number."""
        return self.labels or tuple(str(number) for number in range(1, (self.count or 3) + 1))


class Section(Record, frozen=True, kw_only=True):
    """A part of the form: heading, words before it, entries, then grids, then words after it."""

    heading: Text | None = None
    intro: Text | None = None
    entries: tuple[Entry, ...] = ()
    grids: tuple[Grid, ...] = ()
    closing: Text | None = None


class Addressee(Record, frozen=True, kw_only=True):
    """Whom the form is addressed to: words that are printed, and a blank unless they are all."""

    prefix: Text | None = None
    hint: Text | None = None
    blank: bool = True


class Signature(Record, frozen=True, kw_only=True):
    """A place to sign; the name is an entry of its own (``id``) only where it has an id."""

    role: Text
    note: Text = "(Ký, ghi rõ họ tên)"


class FormDefinition(InForce, frozen=True, kw_only=True):
    """A form, entry by entry (``definitions/<id>.yml``).

    ``form``: the ``Form`` that it sets, by default that of the same id; ``also``: further ones
    that are the same paper.  ``legal`` and ``number`` name what sets it; ``to_verify`` says, for
    readers, what has not been compared with the official text.
    """

    id: Id
    title: Text
    sections: tuple[Section, ...]
    source: Source
    form: Id | None = None
    also: tuple[Id, ...] = ()
    number: Text | None = None
    subtitle: Text | None = None
    header: bool = True
    addressee: Addressee | None = None
    declaration: tuple[Text, ...] = ()
    dated: bool = True
    signatures: tuple[Signature, ...] = ()
    footnotes: tuple[Text, ...] = ()
    to_verify: tuple[Text, ...] = ()

    @property
    def form_id(self) -> str:
        """The id of the form whose page offers this definition."""
        return self.form or self.id


class FilledSample(Record, frozen=True, kw_only=True):
    """Invented values for a definition, by tag: the persons and places are clearly fictitious."""

    definition: Id
    values: dict[Text, Text]
    note: Text | None = None


class OfficialFile(InForce, frozen=True, kw_only=True):
    """A file as the authority publishes it (``official/<name>.yml`` beside it)."""

    form: Id
    file: Annotated[
        str,
        Meta(
            pattern=r"^[a-z0-9]+(?:[._-][a-z0-9]+)*\.(?:pdf|docx|xlsx)\Z",
            description="Lower-case letters without diacritics, digits, hyphens, and the ending.",
        ),
    ]
    title: Text
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="Hash of the bytes.")]
    source: Source
    number: Text | None = None


class Blank(Struct, frozen=True, gc=False):
    """One place to write, as all outputs know it; ``label`` stands alone, without the form."""

    tag: str
    label: str
    entry: Entry


def cell_tag(grid: Grid, row: int, column: Column) -> str:
    """The name of a grid's cell; rows count from 1."""
    return f"{grid.id}.{row}.{column.id}"


def option_tag(entry: Entry, number: int) -> str:
    """The name of one box of an entry with ``several`` choices; boxes count from 1."""
    return option_tag_of(entry.id, number)


def option_tag_of(tag: str, number: int) -> str:
    """The name of one box of the choice with that tag."""
    return f"{tag}.{number}"


def blanks(definition: FormDefinition) -> Iterator[Blank]:
    """Every place to write, in the order of the paper."""
    if definition.addressee and definition.addressee.blank:
        yield addressee_blank(definition.addressee)
    for section in definition.sections:
        for entry in section.entries:
            yield Blank(entry.id, entry.label, entry)
        for grid in section.grids:
            yield from grid_blanks(grid)
    if definition.dated:
        yield from DATE_BLANKS


def addressee_blank(addressee: Addressee) -> Blank:
    """The blank after “Kính gửi”."""
    entry = Entry(id=ADDRESSEE, label="Kính gửi", hint=addressee.hint)
    return Blank(ADDRESSEE, entry.label, entry)


DATE_BLANKS = (
    Blank(PLACE, "Nơi lập", Entry(id=PLACE, label="Nơi lập", width="half")),
    Blank(DAY, "Ngày lập", Entry(id=DAY, label="Ngày lập", kind="date", width="half")),
)


def paper_values(values: Mapping[str, str]) -> dict[str, str]:
    """The values by the tags of the paper, where the day of signing stands in three blanks."""
    parts = values.get(DAY, "").split("/")
    days = zip(DAY_PARTS, parts, strict=True) if len(parts) == 3 else ()
    return {**values, **dict(days)}


def grid_blanks(grid: Grid) -> Iterator[Blank]:
    """The cells of a grid, row by row."""
    for number, head in enumerate(grid.rows, 1):
        for column in grid.columns:
            label = f"{column.label}, {head if grid.labels else f'dòng {number}'}"
            entry = Entry(id=column.id, label=label, kind=column.kind)
            yield Blank(cell_tag(grid, number, column), label, entry)
