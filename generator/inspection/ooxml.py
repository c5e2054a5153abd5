"""Dangers in Word and Excel files (ISO/IEC 29500).

In: the bytes of a file.  Out: ``Danger``s.  Known harmless parts, relations and fields are allowed.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree  # type: ignore[import-untyped]

from generator.inspection import package
from generator.inspection.danger import Danger

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATIONS = frozenset(
    [
        "officeDocument",
        "core-properties",
        "extended-properties",
        "custom-properties",
        "thumbnail",
        "styles",
        "stylesWithEffects",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "numbering",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "comments",
        "commentsExtended",
        "commentsIds",
        "commentsExtensible",
        "people",
        "image",
        "hyperlink",
        "customXml",
        "customXmlProps",
        "glossaryDocument",
        "font",
        "worksheet",
        "sharedStrings",
        "calcChain",
        "printerSettings",
        "drawing",
        "vmlDrawing",
        "chart",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "table",
        "sheetMetadata",
        "bibliography",
        "themeOverride",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
    ]
)
"""The last steps of the types of relations that a plain paper has."""
_FIELDS = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "DATE",
        "TIME",
        "CREATEDATE",
        "SAVEDATE",
        "PRINTDATE",
        "HYPERLINK",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "STYLEREF",
        "TOC",
        "TC",
        "XE",
        "INDEX",
        "SEQ",
        "FORMTEXT",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "MERGEFIELD",
        "SYMBOL",
        "EQ",
        "ADVANCE",
        "TITLE",
        "SUBJECT",
        "AUTHOR",
        "KEYWORDS",
        "COMMENTS",
        "FILENAME",
        "FILESIZE",
        "NUMWORDS",
        "NUMCHARS",
        "EDITTIME",
        "LASTSAVEDBY",
        "DOCPROPERTY",
        "BIBLIOGRAPHY",
        "CITATION",
        "PAGENUM",
    ]
)
_OBJECTS = {"object", "control", "altChunk", "subDoc", "OLEObject", "oleObject", "ddeLink",
            "dataConsolidate", "webPublishItems", "legacyDrawingHF", "contentPart"}  # fmt: skip
_KINDS = re.compile(
    r"macroenabled|vba|activex|oleobject|ms-office\.(?!.*(theme|chart))|"
    r"\.package|vnd\.ms-package|macrosheet|externallink|connections|querytable|customui",
    re.I,
)
_NAMES = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|/externallinks/|/macrosheets/|/dialogsheets/|"
    r"customui|/querytables/|connections\.xml|\.(bin|exe|dll|js|vbs|hta|lnk|html?|rtf|mht|docm|zip)$",
    re.I,
)
_HARMLESS_BINARY = re.compile(r"/printerSettings/[^/]+\.bin$", re.I)
_FORMULA = re.compile(
    r"\||\b(CALL|REGISTER(\.ID)?|EXEC|WEBSERVICE|HYPERLINK|RTD|DDE|FILES)\s*\(", re.I
)


def dangers_of_word(data: bytes) -> Iterator[Danger]:
    """What forbids publishing a .docx."""
    yield from _dangers(data, "word/document.xml", "Word")


def dangers_of_excel(data: bytes) -> Iterator[Danger]:
    """What forbids publishing an .xlsx."""
    yield from _dangers(data, "xl/workbook.xml", "Excel")


def _dangers(data: bytes, main: str, program: str) -> Iterator[Danger]:
    try:
        parts = package.parts(data)
    except package.Unreadable as error:
        yield from error.dangers
        return
    if main not in parts or "[Content_Types].xml" not in parts:
        yield Danger("type", f"Nội dung không phải tệp {program} như đuôi tệp.")
    yield from _of_names(parts)
    for name, content in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            yield from _of_xml(name, content)
        elif content.startswith((b"PK\x03\x04", b"MZ", b"\xd0\xcf\x11\xe0", b"%PDF-")):
            yield Danger("embedded", f"Có tệp khác giấu bên trong: {name[:80]}.")


def _of_names(parts: Mapping[str, bytes]) -> Iterator[Danger]:
    for name in parts:
        if _NAMES.search(f"/{name}") and not _HARMLESS_BINARY.search(f"/{name}"):
            kind = "macro" if re.search("vba|macro|activex", name, re.I) else "embedded"
            yield Danger(kind, f"Có phần không được phép: {name[:80]}.")


def _of_xml(name: str, content: bytes) -> Iterator[Danger]:
    root = _parsed(content)
    if root is None:
        yield Danger("broken", f"Phần {name[:80]} không phải XML hợp lệ hoặc có khai báo DTD.")
        return
    if name.lower() == "[content_types].xml":
        yield from _of_kinds(root)
    elif name.lower().endswith(".rels"):
        for relation in root:
            yield from _of_relation(relation)
    else:
        yield from _of_elements(root)
        yield from _of_fields(root)


def _parsed(content: bytes) -> "etree._Element | None":
    """The root of the XML; None for what is broken or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype else root


def _of_kinds(root: "etree._Element") -> Iterator[Danger]:
    for element in root:
        kind = str(element.get("ContentType", ""))
        if _KINDS.search(kind) and "printerSettings" not in kind:
            found = "macro" if re.search("macro|vba|activex", kind, re.I) else "embedded"
            yield Danger(found, f"Kiểu nội dung không được phép: {kind[:80]}.")


def _of_relation(relation: "etree._Element") -> Iterator[Danger]:
    kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
    target = str(relation.get("Target", ""))
    if relation.get("TargetMode", "").lower() == "external":
        harmless = re.match(r"(https?://|mailto:)", target, re.I) and kind == "hyperlink"
        if not harmless:
            yield Danger("external", f"Liên kết ra ngoài không được phép: {kind} {target[:80]}.")
    elif kind not in _RELATIONS:
        yield Danger("embedded", f"Có quan hệ không được phép: {kind[:80]}.")
    elif re.match(r"[a-z][a-z0-9+.-]*:|\\\\|//", target, re.I):
        yield Danger("external", f"Liên kết ra ngoài không được phép: {target[:80]}.")


def _of_elements(root: "etree._Element") -> Iterator[Danger]:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _OBJECTS:
            yield Danger("embedded", f"Có đối tượng nhúng: {name}.")
        if name == "f" and element.text and _FORMULA.search(element.text):
            yield Danger("dde", f"Công thức gọi ra ngoài: {element.text[:60]}.")
        if name == "definedName" and element.text and _FORMULA.search(element.text):
            yield Danger("dde", f"Tên gọi ra ngoài: {element.text[:60]}.")


def _of_fields(root: "etree._Element") -> Iterator[Danger]:
    for instruction in _instructions(root):
        words = instruction.split()
        name = words[0].upper() if words else ""
        if name not in _FIELDS and not name.startswith("="):
            kind = "dde" if "DDE" in name else "field"
            yield Danger(kind, f"Trường không được phép: {instruction.strip()[:60] or 'trống'}.")
        elif name == "HYPERLINK" and not _harmless_link(instruction):
            yield Danger("external", f"Liên kết không được phép: {instruction.strip()[:60]}.")


def _harmless_link(instruction: str) -> bool:
    target = re.search(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]*)', instruction, re.I)
    local = re.search(r"\\l\b", instruction) is not None
    return local or bool(target and re.match(r"(https?://|mailto:)", target.group(1), re.I))


def _instructions(root: "etree._Element") -> Iterator[str]:
    """What every field asks for, put together from however many runs it is split into.

    Fields can stand within fields: an inner one's instruction also counts by itself, and the outer
    one is judged by its own words.
    """
    open_fields: list[list[str]] = []
    for element in root.iter(etree.Element):
        name = element.tag
        if name in (f"{_W}fldSimple", f"{_STRICT_W}fldSimple"):
            yield str(element.get(f"{_W}instr") or element.get(f"{_STRICT_W}instr") or "")
        elif name in (f"{_W}fldChar", f"{_STRICT_W}fldChar"):
            kind = element.get(f"{_W}fldCharType") or element.get(f"{_STRICT_W}fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif kind in ("separate", "end") and open_fields:
                if open_fields[-1] != [_DONE]:
                    yield "".join(open_fields[-1])
                if kind == "end":
                    open_fields.pop()
                else:
                    open_fields[-1] = [_DONE]
        elif etree.QName(name).localname in ("instrText", "delInstrText"):
            if open_fields and open_fields[-1] != [_DONE]:
                open_fields[-1].append(element.text or "")
            elif element.text and element.text.strip():
                yield element.text
    for field in open_fields:
        if field != [_DONE]:
            yield "".join(field)


_DONE = "\0"
"""Marks a field whose instruction has been read and whose result follows."""
