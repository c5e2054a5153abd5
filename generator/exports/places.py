"""Addresses of the things that linked data speaks of; they are permanent, like those of pages.

In: the site's origin and ids.  Out: addresses.  A thing that has a page of its own stands in it
as ``#…``; the others stand in the page of the data.
"""

from urllib.parse import quote

from generator import addresses

VIETNAM = "http://publications.europa.eu/resource/authority/country/VNM"
VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"
CURRENCY = "http://publications.europa.eu/resource/authority/currency/"


def service(base: str, code: str) -> str:
    """The procedure itself, apart from the page about it."""
    return part(base, code, "dich-vu")


def part(base: str, code: str, name: str) -> str:
    """A part of a procedure."""
    return f"{base}/{addresses.procedure(code)}#{name}"


def field(base: str, field_id: str) -> str:
    """A field."""
    return f"{base}/{addresses.field(field_id)}#linh-vuc"


def form(base: str, form_id: str) -> str:
    """The page of a form."""
    return f"{base}/{addresses.form(form_id)}"


def agency(base: str, agency_id: str) -> str:
    """An authority."""
    return _data(base, f"co-quan-{agency_id}")


def unnamed(base: str, tier: str) -> str:
    """The authority of a tier that the source does not name."""
    return _data(base, f"chua-ro-co-quan-{tier}")


def tier(base: str, tier_id: str) -> str:
    """A tier of government."""
    return _data(base, f"cap-{tier_id}")


def legal(base: str, number: str) -> str:
    """A legal document."""
    return _data(base, f"van-ban-{quote(number, safe='/')}")


def channel(base: str, kind: str) -> str:
    """A way to submit."""
    return _data(base, f"cach-nop-{kind}")


def online(base: str, level: str) -> str:
    """An online level."""
    return _data(base, f"truc-tuyen-{level}")


def situation(base: str, situation_id: str) -> str:
    """A situation of life."""
    return _data(base, f"tinh-huong-{situation_id}")


def data(base: str) -> str:
    """The data as a whole, over all editions."""
    return _data(base, "du-lieu")


def publisher(base: str) -> str:
    """Who publishes."""
    return f"{base}/#don-vi"


def _data(base: str, name: str) -> str:
    return f"{base}/{addresses.DATA}#{name}"
