"""Permanent addresses of papers: notices to post and the files of forms, below the site's root.

In: ids and codes.  Out: paths.  They never change once published.
"""

from generator import addresses

NOTICES = "niem-yet/"


def sheet(code: str) -> str:
    """The notice sheet of a procedure."""
    return f"{NOTICES}{code}.pdf"


def poster(field_id: str) -> str:
    """The poster of a field."""
    return f"{NOTICES}linh-vuc/{field_id}.pdf"


def labels(field_id: str) -> str:
    """The QR labels of a field."""
    return f"{NOTICES}nhan-qr/{field_id}.pdf"


def official(form_id: str, name: str) -> str:
    """An official file of a form, apart from those that the site makes."""
    return f"{addresses.form(form_id)}chinh-thuc/{name}"


def fill(form_id: str) -> str:
    """The page on which a form is filled."""
    return f"{addresses.form(form_id)}dien/"
