"""The font in which a fillable PDF shows what is typed: every Vietnamese letter, embedded.

In: a vendored font.  Out: a composite font (ISO 32000-1, 9.7) with a map back to Unicode.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO

import pikepdf
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, String

from generator.documents.press import FONTS

TYPED = frozenset(
    [
        *(*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1EA0, 0x1EFA)),
        *(0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x300, 0x301, 0x303, 0x309, 0x323),
        *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AB),
    ]
)
"""What can be typed: Latin with all Vietnamese letters, whole or as letter and mark, and signs."""
_NAME = Name("/NIEMYT+LiberationSerif")


@cache
def _subset() -> bytes:
    """The vendored font cut down to ``TYPED``; the same bytes every time."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = [1, 2, 6]
    options.drop_tables += ["FFTM"]
    font = TTFont(FONTS / "LiberationSerif-Regular.ttf", recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=TYPED)
    cutter.subset(font)
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def embed(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font as an object of the PDF."""
    data = _subset()
    font = TTFont(BytesIO(data))
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=_NAME,
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(_descriptor(pdf, font, data)),
            W=Array([0, Array(_widths(font))]),
            DW=1000,
            CIDToGIDMap=Name.Identity,
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=_NAME,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=pdf.make_indirect(pdf.make_stream(_to_unicode(font))),
        )
    )


def _descriptor(pdf: pikepdf.Pdf, font: TTFont, data: bytes) -> Dictionary:
    program = pdf.make_stream(data)
    program["/Length1"] = len(data)
    head, lines = font["head"], font["hhea"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=_NAME,
        Flags=4,
        FontBBox=Array([_scaled(font, value) for value in box]),
        ItalicAngle=0,
        Ascent=_scaled(font, lines.ascent),
        Descent=_scaled(font, lines.descent),
        CapHeight=_scaled(font, font["OS/2"].sCapHeight),
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )


def _scaled(font: TTFont, value: int) -> int:
    """A length in thousandths of the type size."""
    thousandths: int = round(value * 1000 / font["head"].unitsPerEm)
    return thousandths


def _widths(font: TTFont) -> list[int]:
    return [_scaled(font, font["hmtx"][glyph][0]) for glyph in font.getGlyphOrder()]


def _to_unicode(font: TTFont) -> bytes:
    lines = list(_pairs(font.getBestCmap(), font))
    runs = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    chunks = "".join(f"{len(run)} beginbfchar\n{''.join(run)}endbfchar\n" for run in runs)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{chunks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _pairs(cmap: Mapping[int, str], font: TTFont) -> Iterator[str]:
    """One line for each glyph: the first letter that it shows."""
    letters: dict[int, int] = {}
    for letter, glyph in sorted(cmap.items()):
        letters.setdefault(font.getGlyphID(glyph), letter)
    for glyph_id, letter in sorted(letters.items()):
        if glyph_id:
            yield f"<{glyph_id:04X}> <{letter:04X}>\n"
