"""QR codes of short addresses.

In: the publisher's base address and a procedure's code or a field's id.  Out: the address and an
SVG of its QR code.  What a printed code holds never changes: ``/q/<code>`` redirects to wherever
the page stands (``short_addresses``).
"""

from functools import lru_cache
from io import BytesIO

from generator.short_addresses import short


def address(base: str, name: str) -> str:
    """The address that the QR code of a procedure (by code) or a field (by id) holds."""
    return f"{base.rstrip('/')}/{short(name).rstrip('/')}"


@lru_cache(maxsize=4096)
def svg(text: str) -> str:
    """The code as SVG, one unit a module, with the quiet zone of four modules (ISO/IEC 18004).

    Kept for a while: a sheet, a poster and a label show the same code.
    """
    # Loaded here because most builds draw no code.
    import segno

    stream = BytesIO()
    code = segno.make(text, micro=False, error="m", boost_error=False)
    code.save(stream, kind="svg", border=4, xmldecl=False, nl=False, svgclass=None)
    return stream.getvalue().decode()
