"""Reads what was printed: QR codes as a camera would, text as readers and their programs do."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader


def pictures(pdf: bytes, dpi: int) -> Iterator[Image]:
    """The pages as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=dpi / 72).to_pil()


def qr_codes(pdf: bytes, dpi: int) -> list[str]:
    """What all QR codes of all pages say, at a printer's or a scanner's resolution."""
    return [
        code.text
        for picture in pictures(pdf, dpi)
        for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    ]


def first_page(pdf: bytes) -> bytes:
    """The paper without its further pages."""
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.pages[1:]
        stream = BytesIO()
        document.save(stream)
    return stream.getvalue()


def text(pdf: bytes) -> str:
    """The words of the paper, pages and lines run together."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).split())


def text_of_page(pdf: bytes, number: int) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[number].extract_text().split())


def margins_are_white(picture: Image) -> bool:
    """Whether nothing stands in the outer 7 mm, where printers may not print."""
    grey = picture.convert("L")
    edge = round(grey.width * 0.035)
    boxes = (
        (0, 0, edge, grey.height),
        (grey.width - edge, 0, grey.width, grey.height),
        (0, 0, grey.width, edge),
        (0, grey.height - edge, grey.width, grey.height),
    )
    return all(grey.crop(box).getextrema()[0] > 250 for box in boxes)


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def metadata(pdf: bytes) -> str:
    """The XMP packet, which names the standards that the paper claims to keep."""
    metadata = PdfReader(BytesIO(pdf)).trailer["/Root"]["/Metadata"]
    return metadata.get_data().decode()
