"""What the page says on which a form is filled in the browser.

In: a definition and the catalogue.  Out: ``FillableView``.  The names of its inputs are the tags of
the blanks, by which ``site_overrides/assets/forms/`` puts them into the Word file.
"""

import msgspec

from generator import addresses, paper_addresses
from generator.catalogue import Catalogue
from generator.form_model import (
    ADDRESSEE,
    DATE_BLANKS,
    Addressee,
    Entry,
    FormDefinition,
    Grid,
    Section,
    Signature,
    addressee_blank,
    cell_tag,
    option_tag,
)
from generator.views import legal, links, wording
from generator.views.links import Link

HINTS = {
    "date": "ngày/tháng/năm, ví dụ 05/09/2026",
    "personal-number": "12 chữ số",
    "time": "giờ:phút, ví dụ 08:30",
    "year": "4 chữ số",
}
"""What to write, where the form itself does not say."""
NUMERIC = {"personal-number", "phone", "year", "number"}


class Option(msgspec.Struct, frozen=True, gc=False):
    """A box to tick: ``tag`` names it in the Word file."""

    tag: str
    id: str
    words: str


class Input(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A blank; ``check`` names the rule by which the page checks it."""

    tag: str
    id: str
    label: str
    hint: str = ""
    kind: str = "text"
    check: str = ""
    required: bool = False
    lines: int = 1
    length: int = 0
    numeric: bool = False
    autocomplete: str = "off"
    width: str = "full"
    options: tuple[Option, ...] = ()
    several: bool = False


class GridRow(msgspec.Struct, frozen=True, gc=False):
    """A row of a table."""

    head: str
    inputs: tuple[Input, ...]


class GridView(msgspec.Struct, frozen=True, gc=False):
    """A table of blanks."""

    label: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]


class Group(msgspec.Struct, frozen=True, gc=False):
    """A section of the form."""

    id: str
    heading: str
    intro: str
    inputs: tuple[Input, ...]
    grids: tuple[GridView, ...]
    closing: str


class FillableView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page; ``to_verify`` says what was not compared with the official paper."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    back: Link
    number: str
    legal: str
    header: bool
    to_verify: tuple[str, ...]
    addressed: bool
    prefix: str
    addressee: Input | None
    groups: tuple[Group, ...]
    declaration: tuple[str, ...]
    dated: tuple[Input, ...]
    signatures: tuple[Signature, ...]
    footnotes: tuple[str, ...]
    file: str


def view(definition: FormDefinition, catalogue: Catalogue) -> FillableView:
    """Put the form into words."""
    title = f"Điền {definition.title[:1].lower()}{definition.title[1:]}"
    name = wording.shorten(definition.title, 300)
    back = Link(name, addresses.form(definition.form_id))
    addressee = definition.addressee
    return FillableView(
        title=title,
        description=f"{title} ngay trên trang: không gửi đi đâu, tải về tệp Word hoặc in ra.",
        crumbs=links.crumbs(
            links.FORMS, back, Link("Điền trên trang", paper_addresses.fill(definition.form_id))
        ),
        back=back,
        number=f"Mẫu {definition.number}" if definition.number else "",
        legal=legal.names(definition.legal, catalogue.shared),
        header=definition.header,
        to_verify=definition.to_verify,
        addressed=addressee is not None,
        prefix=(addressee.prefix or "") if addressee else "",
        addressee=(_addressee(addressee) if addressee and addressee.blank else None),
        groups=tuple([_group(n, part) for n, part in enumerate(definition.sections, 1)]),
        declaration=definition.declaration,
        dated=tuple([_input(blank.entry, blank.tag) for blank in DATE_BLANKS])
        if definition.dated
        else (),
        signatures=definition.signatures,
        footnotes=definition.footnotes,
        file=f"{definition.id}.docx",
    )


def _addressee(addressee: Addressee) -> Input:
    given = _input(addressee_blank(addressee).entry, ADDRESSEE)
    label = f"Kính gửi: {addressee.prefix} …" if addressee.prefix else given.label
    return msgspec.structs.replace(given, label=label)


def _group(number: int, section: Section) -> Group:
    return Group(
        f"phan-{number}",
        section.heading or "",
        section.intro or "",
        tuple([_input(entry, entry.id) for entry in section.entries]),
        tuple([_grid(grid) for grid in section.grids]),
        section.closing or "",
    )


def _input(entry: Entry, tag: str) -> Input:
    check = entry.format or (entry.kind if entry.kind in ("date", "number") else "")
    hints = [entry.hint or "", HINTS.get(check, "")]
    return Input(
        tag=tag,
        id=_id(tag),
        label=entry.label,
        hint="; ".join([hint for hint in hints if hint]),
        kind=entry.kind,
        check=check,
        required=entry.required,
        lines=entry.lines if entry.kind == "long" else 1,
        length=entry.length or 0,
        numeric=check in NUMERIC,
        autocomplete=entry.autocomplete or "off",
        width=entry.width,
        options=tuple(
            [
                Option(option_tag(entry, number), _id(option_tag(entry, number)), words)
                for number, words in enumerate(entry.options, 1)
            ]
        ),
        several=entry.several,
    )


def _grid(grid: Grid) -> GridView:
    rows = []
    for number, head in enumerate(grid.rows, 1):
        inputs = []
        for column in grid.columns:
            about = head if grid.labels else f"dòng {number}"
            entry = Entry(id=column.id, label=f"{column.label}, {about}", kind=column.kind)
            inputs.append(_input(entry, cell_tag(grid, number, column)))
        rows.append(GridRow(head, tuple(inputs)))
    return GridView(grid.label, grid.stub, tuple([c.label for c in grid.columns]), tuple(rows))


def _id(tag: str) -> str:
    """The id of the input: dots would need escaping in selectors."""
    return f"o-{tag.replace('.', '-')}"
