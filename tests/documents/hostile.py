"""Hand-made files that must not be published, and clean ones that must: nothing in them works.

Each maker gives the bytes of a file; the dangers are inert (they name example.org or nothing).
"""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import openpyxl
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from generator.documents import fillable_pdf, form_docx, form_paper, press
from tests.documents import catalogues
from tests.documents.definitions import DAY, EVERY_KIND

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def plain_word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Tờ khai đăng ký khai sinh")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def plain_excel() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách"
    book.active["A2"] = "=SUM(B1:B9)"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain_pdf() -> bytes:
    return press.print_pdf("form.typ", form_paper.paper(EVERY_KIND, catalogues.of().shared), DAY)


def changed(data: bytes, replaced: dict[str, bytes | None], added: dict[str, bytes]) -> bytes:
    """A package with parts replaced (None drops one) and added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = replaced.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content, zipfile.ZIP_DEFLATED)
        for name, content in added.items():
            target.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def word_with(body: str) -> bytes:
    """A Word file with this XML as its first paragraph."""
    data = plain_word()
    text = part(data, "word/document.xml").replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
    return changed(data, {"word/document.xml": text}, {})


def word_with_relation(kind: str, target: str, mode: str = "External") -> bytes:
    data = plain_word()
    name = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="rIdX" Type="{RELATION}{kind}" Target="{target}"'
    relation += f' TargetMode="{mode}"/></Relationships>' if mode else "/></Relationships>"
    text = part(data, name).replace(b"</Relationships>", relation.encode())
    return changed(data, {name: text}, {})


def field(*runs: str) -> str:
    """A field whose instruction is split into runs."""
    texts = "".join(
        f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs
    )
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'{texts}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def macros() -> bytes:
    data = plain_word()
    types = part(data, "[Content_Types].xml").replace(
        b"wordprocessingml.document.main+xml", b"document.macroEnabled.main+xml"
    )
    return changed(data, {"[Content_Types].xml": types}, {"word/vbaProject.bin": b"x"})


def macros_under_another_name() -> bytes:
    """The project is called like a picture; only its relation tells."""
    data = word_with_relation("vbaProject", "media/image9.png", "")
    return changed(data, {}, {"word/media/image9.png": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})


def embedded_object() -> bytes:
    data = word_with("<w:p><w:r><w:object/></w:r></w:p>")
    return changed(data, {}, {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})


def remote_template() -> bytes:
    data = plain_word()
    name = "word/_rels/settings.xml.rels"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}attachedTemplate" '
        'Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>'
    )
    return changed(data, {name: None}, {name: relations.encode()})


def dde() -> bytes:
    return word_with(field('DDEAUTO c:\\\\a "x"'))


def dde_split() -> bytes:
    return word_with(field("D", "DE", "AU", "TO c:\\\\a"))


def dde_in_a_simple_field() -> bytes:
    return word_with('<w:p><w:fldSimple w:instr=" dde a b "/></w:p>')


def field_built_by_a_field() -> bytes:
    inner = field("QUOTE 68 68 69").removeprefix("<w:p>").removesuffix("</w:p>")
    return word_with(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def included_picture() -> bytes:
    return word_with(field('INCLUDEPICTURE "https://example.org/a.png" \\d'))


def remote_picture() -> bytes:
    return word_with_relation("image", "https://example.org/a.png")


def link_to_a_program() -> bytes:
    return word_with_relation("hyperlink", "file:///c:/a.exe")


def remote_chunk() -> bytes:
    return word_with_relation("aFChunk", "https://example.org/a.htm")


def entities() -> bytes:
    body = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w:document {W}/>'
    return changed(plain_word(), {"word/document.xml": body.encode("utf-16")}, {})


def zip_bomb() -> bytes:
    return changed(plain_word(), {}, {"word/media/image1.png": b"\0" * 60_000_000})


def zip_bomb_that_lies() -> bytes:
    """The sizes in the directory are false."""
    data = bytearray(changed(plain_word(), {}, {"word/a.xml": b" " * 60_000_000}))
    size = (60_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def path_trick() -> bytes:
    return changed(plain_word(), {}, {"word/../../../a.xml": b"<a/>"})


def two_parts_of_one_name() -> bytes:
    return changed(plain_word(), {}, {"word/Document.xml": b"<a/>"})


def file_within() -> bytes:
    return changed(plain_word(), {}, {"word/media/image1.png": b"MZ" + bytes(50)})


def encrypted_word() -> bytes:
    data = bytearray(plain_word())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def excel_dde() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "=cmd|'/c a'!A0"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def excel_link() -> bytes:
    data = plain_excel()
    return changed(data, {}, {"xl/externalLinks/externalLink1.xml": b"<a/>"})


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def pdf_with(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        stream = BytesIO()
        pdf.save(stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def pdf_script() -> bytes:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return pdf_with(lambda pdf: pdf.Root.__setattr__("OpenAction", action))


def pdf_script_hidden() -> bytes:
    """In an object stream, with the script in a stream of its own."""

    def hide(pdf: pikepdf.Pdf) -> None:
        script = pdf.make_indirect(Stream(pdf, b"app.alert(1)"))
        action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=script))
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))

    return pdf_with(hide, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_script_with_escaped_names() -> bytes:
    return pdf_script().replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4a#53")


def pdf_launch() -> bytes:
    action = Dictionary(S=Name.Launch, F=String("a.exe"))
    return pdf_with(lambda pdf: pdf.pages[0].obj.__setattr__("AA", Dictionary(O=action)))


def pdf_launch_after_a_link() -> bytes:
    after = Dictionary(Type=Name.Action, S=Name.Launch, F=String("a"))
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"), Next=Array([after]))
    return pdf_with(lambda pdf: pdf.Root.__setattr__("OpenAction", action))


def pdf_submit() -> bytes:
    action = Dictionary(S=Name.SubmitForm, F=String("https://example.org/"))
    return pdf_with(lambda pdf: pdf.Root.__setattr__("OpenAction", action))


def pdf_remote() -> bytes:
    action = Dictionary(S=Name.GoToR, F=String("\\\\example.org\\a.pdf"))
    return pdf_with(lambda pdf: pdf.Root.__setattr__("OpenAction", action))


def pdf_link_to_a_program() -> bytes:
    action = Dictionary(S=Name.URI, URI=String("file:///c:/a.exe"))
    return pdf_with(lambda pdf: pdf.Root.__setattr__("OpenAction", action))


def pdf_attachment() -> bytes:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["a.txt"] = b"x"

    return pdf_with(attach)


def pdf_xfa() -> bytes:
    form = Dictionary(Fields=Array(), XFA=String("x"))
    return pdf_with(lambda pdf: pdf.Root.__setattr__("AcroForm", form))


def pdf_encrypted() -> bytes:
    return pdf_with(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))


def pdf_restricted() -> bytes:
    return pdf_with(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))


def pdf_and_zip() -> bytes:
    return plain_pdf() + plain_word()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "macros": ("a.docx", macros, "macro"),
    "macros under another name": ("a.docx", macros_under_another_name, "embedded"),
    "embedded object": ("a.docx", embedded_object, "embedded"),
    "remote template": ("a.docx", remote_template, "external"),
    "DDE": ("a.docx", dde, "dde"),
    "DDE split into runs": ("a.docx", dde_split, "dde"),
    "DDE in a simple field": ("a.docx", dde_in_a_simple_field, "dde"),
    "field built by a field": ("a.docx", field_built_by_a_field, "field"),
    "included picture": ("a.docx", included_picture, "field"),
    "remote picture": ("a.docx", remote_picture, "external"),
    "link to a program": ("a.docx", link_to_a_program, "external"),
    "remote chunk": ("a.docx", remote_chunk, "external"),
    "entities in UTF-16": ("a.docx", entities, "broken"),
    "zip bomb": ("a.docx", zip_bomb, "bomb"),
    "zip bomb that lies": ("a.docx", zip_bomb_that_lies, "broken"),
    "path trick": ("a.docx", path_trick, "path"),
    "two parts of one name": ("a.docx", two_parts_of_one_name, "path"),
    "program within": ("a.docx", file_within, "embedded"),
    "encrypted part": ("a.docx", encrypted_word, "encryption"),
    "Excel DDE": ("a.xlsx", excel_dde, "dde"),
    "Excel external link": ("a.xlsx", excel_link, "embedded"),
    "old Word": ("a.doc", old_word, "type"),
    "old Word named .docx": ("a.docx", old_word, "type"),
    "Word named .pdf": ("a.pdf", plain_word, "type"),
    "PDF named .docx": ("a.docx", plain_pdf, "type"),
    "Excel named .docx": ("a.docx", plain_excel, "type"),
    "program named by two endings": ("a.pdf.exe", plain_pdf, "type"),
    "PDF script": ("a.pdf", pdf_script, "script"),
    "PDF script in an object stream": ("a.pdf", pdf_script_hidden, "script"),
    "PDF script with escaped names": ("a.pdf", pdf_script_with_escaped_names, "script"),
    "PDF launch": ("a.pdf", pdf_launch, "action"),
    "PDF launch after a link": ("a.pdf", pdf_launch_after_a_link, "action"),
    "PDF submit": ("a.pdf", pdf_submit, "action"),
    "PDF remote file": ("a.pdf", pdf_remote, "action"),
    "PDF link to a program": ("a.pdf", pdf_link_to_a_program, "external"),
    "PDF attachment": ("a.pdf", pdf_attachment, "attachment"),
    "PDF XFA": ("a.pdf", pdf_xfa, "script"),
    "PDF with password": ("a.pdf", pdf_encrypted, "encryption"),
    "PDF with restrictions": ("a.pdf", pdf_restricted, "encryption"),
    "broken PDF": ("a.pdf", lambda: b"%PDF-1.7\nx", "broken"),
    "PDF and ZIP in one": ("a.pdf", pdf_and_zip, "type"),
}
"""What it is -> name of the file, its maker, the danger that must be found."""


def linked_word() -> bytes:
    return word_with_relation("hyperlink", "https://example.org/thu-tuc")


def word_with_fields() -> bytes:
    return word_with(field("PA", "GE ") + field(' HYPERLINK "mailto:a@example.org" '))


def form_of_word() -> bytes:
    return form_docx.make(form_paper.paper(EVERY_KIND, catalogues.of().shared), DAY)


def fillable() -> bytes:
    return fillable_pdf.make(form_paper.paper(EVERY_KIND, catalogues.of().shared), DAY)


def linked_pdf() -> bytes:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    opened = Array([0, Name.Fit])

    def link(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, *opened[1:]])

    return pdf_with(link)


CLEAN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "plain Word": ("a.docx", plain_word),
    "Word with web links": ("a.docx", linked_word),
    "Word with page numbers": ("a.docx", word_with_fields),
    "Word form with content controls": ("a.docx", form_of_word),
    "plain Excel": ("a.xlsx", plain_excel),
    "printed PDF": ("a.pdf", plain_pdf),
    "fillable PDF": ("a.pdf", fillable),
    "PDF with a web link": ("a.pdf", linked_pdf),
}
