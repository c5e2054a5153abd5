"""Word files with the same bytes every time, and with the text part ready to be replaced.

In: a document of python-docx.  Out: the bytes of its package: parts in a fixed order, no clock in
them, and ``word/document.xml`` stored plain, so that a page can put a filled one in its place
without a program that compresses.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.document import Document
from docx.oxml.ns import qn

TEXT_PART = "word/document.xml"
_UNUSED = (
    "/docProps/thumbnail.jpeg",
    "/word/theme/",
    "/customXml/",
    "/word/stylesWithEffects.xml",
    "/word/numbering.xml",
)
_STYLES = {
    "Normal",
    "Heading1",
    "Heading2",
    "Header",
    "Footer",
    "DefaultParagraphFont",
    "TableNormal",
    "TableGrid",
    "NoList",
}
_FIRST = (1980, 1, 1, 0, 0, 0)


def package(document: Document) -> bytes:
    """The bytes of the file."""
    _drop_unused(document)
    stream = BytesIO()
    document.save(stream)
    return _normalised(stream.getvalue())


def _drop_unused(document: Document) -> None:
    """Leave out the parts and styles of python-docx's own template that no form needs."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if not relation.is_external and _is_unused(str(relation.target_part.partname)):
                del relations[key]
    styles = document.styles.element
    for style in list(styles):
        name = style.get(qn("w:styleId"))
        if name is not None and name not in _STYLES:
            styles.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)


def _is_unused(name: str) -> bool:
    return name.startswith(_UNUSED)


def _normalised(data: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = ZipInfo(name, _FIRST)
            entry.compress_type = ZIP_STORED if name == TEXT_PART else ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return stream.getvalue()
