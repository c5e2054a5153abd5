"""A form as a Word file: the same paper, its blanks as content controls.

In: ``Paper``.  Out: the bytes of a DOCX.  Each control carries the tag of its blank, by which the
page of the form fills it (``site_overrides/assets/forms/docx.js``).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import blake2b

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree  # type: ignore[import-untyped]

from generator.documents import docx_zip
from generator.documents.form_paper import LINE, Block, Box, Cells, Paper, Place
from generator.form_model import ADDRESSEE, option_tag_of

FONT = "Times New Roman"
"""What Nghị định 30/2020/NĐ-CP asks for, and what Word has."""
DOTS = "…………"
_OPEN, _TICKED = "☐", "☒"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_DOT = 0.47
"""Centimetres that three dots take."""
_TEXT_WIDTH = 16.3
"""Centimetres between the margins."""


def make(paper: Paper, day: date) -> bytes:
    """The Word file of a form."""
    document = docx.Document()
    _prepare(document, paper, day)
    for line in paper.corner:
        _line(document, line, ALIGN.RIGHT, italic=True, size=10.5)
    if paper.header:
        _line(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ALIGN.CENTER, bold=True)
        _motto(document)
    _title(document, paper)
    if paper.addressed:
        _addressee(document, paper)
    for block in paper.blocks:
        _block(document, block)
    for words in paper.declaration:
        paragraph = _line(document, words, ALIGN.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Cm(1)
    _signing(document, paper)
    for words in paper.footnotes:
        _line(document, words, size=10)
    return docx_zip.package(document)


def _prepare(document: Document, paper: Paper, day: date) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(13)
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), FONT)
        style.paragraph_format.space_before = Pt(3)
        style.paragraph_format.space_after = Pt(3)
    _language(document)
    core = document.core_properties
    core.title, core.author, core.language = paper.title, paper.publisher, "vi-VN"
    core.last_modified_by, core.comments = paper.publisher, ""
    core.created = core.modified = datetime(day.year, day.month, day.day)
    _foot(document, paper)


def _language(document: Document) -> None:
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _foot(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(paper.foot).font.size = Pt(8)
    if paper.sample:
        run = section.header.paragraphs[0].add_run("MẪU")
        run.bold, run.font.size = True, Pt(16)
        section.header.paragraphs[0].alignment = ALIGN.RIGHT


def _line(
    where: Document | _Cell,
    words: str,
    align: ALIGN | None = None,
    bold: bool = False,
    italic: bool = False,
    size: float = 13,
) -> Paragraph:
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    _words(paragraph, words, bold, italic, size)
    return paragraph


def _words(
    paragraph: Paragraph, words: str, bold: bool = False, italic: bool = False, size: float = 13
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    run.font.size = Pt(size)


def _motto(document: Document) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run("Độc lập - Tự do - Hạnh phúc")
    run.bold, run.underline, run.font.size = True, True, Pt(14)


def _title(document: Document, paper: Paper) -> None:
    heading = document.add_heading(level=1)
    heading.alignment = ALIGN.CENTER
    heading.paragraph_format.space_before = Pt(12)
    run = heading.add_run(paper.title.upper())
    run.bold, run.font.size = True, Pt(14)
    if paper.subtitle:
        _line(document, paper.subtitle, ALIGN.CENTER, italic=True)


def _addressee(document: Document, paper: Paper) -> None:
    paragraph = _line(document, f"Kính gửi: {paper.prefix} ".rstrip() + " ", ALIGN.CENTER)
    if paper.addressee:
        place = paper.addressee
        if place.hint:
            _words(paragraph, f"({place.hint}) ", italic=True, size=10.5)
        paragraph._p.append(_control(place, ADDRESSEE))


def _block(document: Document, block: Block) -> None:
    if block.heading:
        heading = document.add_heading(level=2)
        heading.add_run(block.heading).bold = True
    if block.intro:
        _line(document, block.intro)
    for line in block.lines:
        _blanks(document, line)
    for table in block.tables:
        _line(document, table.label, bold=True, size=12).paragraph_format.keep_with_next = True
        _table(document, table)
    if block.closing:
        _line(document, block.closing)


def _blanks(document: Document, line: Sequence[Place]) -> None:
    """A line of blanks: one paragraph, in which tab stops part the blanks."""
    paragraph = document.add_paragraph()
    taken = 0
    for number, place in enumerate(line):
        if number:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_TEXT_WIDTH * taken / LINE))
            paragraph.add_run("\t")
        _blank(paragraph, place)
        taken += place.span


def _blank(paragraph: Paragraph, place: Place) -> None:
    _words(paragraph, place.label)
    if place.hint:
        _words(paragraph, f" ({place.hint})", italic=True, size=10.5)
    _words(paragraph, ": " if place.kind != "choice" or len(place.boxes) > 1 else " ")
    if place.kind == "choice":
        for number, box in enumerate(place.boxes, 1):
            paragraph._p.append(_tick(place, box, number))
            _words(paragraph, f" {box.words}   ")
    else:
        paragraph._p.append(_control(place, place.tag, dots=_dots(place)))


def _dots(place: Place) -> str:
    """Dots for writing by hand: to the end of the blank's part of the line, and further lines."""
    taken = 0.215 * len(f"{place.label} {place.hint}") + 0.8
    count = max(6, int((_TEXT_WIDTH * place.span / LINE - taken) / _DOT))
    return "…" * (count + (place.lines - 1) * int(_TEXT_WIDTH / _DOT))


def _table(document: Document, cells: Cells) -> None:
    table = document.add_table(rows=1, cols=len(cells.columns) + 1)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, (cells.stub, *cells.columns), strict=True):
        _in_cell(cell, words, bold=True)
    _repeat_head(table)
    for head, places in zip(cells.heads, cells.places, strict=True):
        row = table.add_row()
        _whole(row._tr)
        _in_cell(row.cells[0], head)
        for cell, place in zip(row.cells[1:], places, strict=True):
            cell.paragraphs[0]._p.append(_control(place, place.tag, dots="…"))
    _widths(table, cells)


def _in_cell(cell: _Cell, words: str, bold: bool = False) -> None:
    _words(cell.paragraphs[0], words, bold=bold, size=11.5)


def _repeat_head(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: etree._Element) -> None:
    """Keep the row on one page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _widths(table: Table, cells: Cells) -> None:
    first = 1.2 if cells.numbered else 4.5
    share = (_TEXT_WIDTH - first) / sum(cells.widths)
    widths = [first, *(share * width for width in cells.widths)]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _signing(document: Document, paper: Paper) -> None:
    if paper.dated:
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.RIGHT
        paragraph.paragraph_format.keep_with_next = True
        between = ("", ", ngày ", " tháng ", " năm ")
        for words, place in zip(between, paper.dated, strict=True):
            if words:
                _words(paragraph, words, italic=True)
            paragraph._p.append(_control(place, place.tag, dots="……"))
    if not paper.signatures:
        return
    count = max(len(paper.signatures), 2)
    table = document.add_table(rows=1, cols=count)
    _whole(table.rows[0]._tr)
    skipped = count - len(paper.signatures)
    for cell, signature in zip(table.rows[0].cells[skipped:], paper.signatures, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        _words(paragraph, signature.role, bold=True, size=11 if count > 2 else 13)
        _line(cell, signature.note, ALIGN.CENTER, italic=True, size=11)
        for _ in range(3):
            cell.add_paragraph()


def _control(place: Place, tag: str, dots: str = DOTS) -> etree._Element:
    """A content control for text; dots stand in it until it is filled."""
    lines = place.value.split("\n") if place.value else [dots]
    kind = OxmlElement("w:text")
    if place.kind == "long":
        kind.set(qn("w:multiLine"), "1")
    control = _shell(place.label, tag, kind, empty=not place.value)
    control[1].append(_run(lines))
    return control


def _tick(place: Place, box: Box, number: int) -> etree._Element:
    """A content control with a box to tick (Word 2010 and later; others show the sign)."""
    kind = etree.Element(f"{{{_W14}}}checkbox", nsmap={"w14": _W14})
    checked = etree.SubElement(kind, f"{{{_W14}}}checked")
    checked.set(f"{{{_W14}}}val", "1" if box.ticked else "0")
    for name, sign in (("checkedState", _TICKED), ("uncheckedState", _OPEN)):
        state = etree.SubElement(kind, f"{{{_W14}}}{name}")
        state.set(f"{{{_W14}}}val", f"{ord(sign):04X}")
        state.set(f"{{{_W14}}}font", "MS Gothic")
    tag = option_tag_of(place.tag, number)
    control = _shell(f"{place.label}: {box.words}", tag, kind, empty=False)
    control[1].append(_run([_TICKED if box.ticked else _OPEN], "MS Gothic"))
    return control


def _shell(label: str, tag: str, kind: etree._Element, empty: bool) -> etree._Element:
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name, value in (("w:alias", label[:64]), ("w:tag", tag), ("w:id", _number(tag))):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    if empty:
        properties.append(OxmlElement("w:showingPlcHdr"))
    properties.append(kind)
    control.append(properties)
    control.append(OxmlElement("w:sdtContent"))
    return control


def _number(tag: str) -> str:
    """Word's own number of the control, made from its tag so that it is always the same."""
    return str(int.from_bytes(blake2b(tag.encode(), digest_size=4).digest()) >> 1)


def _run(lines: Sequence[str], font: str = "") -> etree._Element:
    run = OxmlElement("w:r")
    if font:
        properties = OxmlElement("w:rPr")
        fonts = OxmlElement("w:rFonts")
        for key in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(key), font)
        properties.append(fonts)
        run.append(properties)
    for element in _text(lines):
        run.append(element)
    return run


def _text(lines: Sequence[str]) -> Iterator[etree._Element]:
    for number, line in enumerate(lines):
        if number:
            yield OxmlElement("w:br")
        text = OxmlElement("w:t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = line
        yield text
