"""Permanent addresses of pages, as paths below the site's root, and links between them.

In: ids and codes.  Out: paths such as ``thu-tuc/1.001193/``.  They never change once published.
"""

from datetime import date

HOME = ""
FEES = "le-phi/"
FORMS = "bieu-mau/"
FIELDS = "linh-vuc/"
PROCEDURES = "thu-tuc/"
SEARCH = "tim-kiem/"
WARDS = "phuong/"
SITUATIONS = "viec/"
GLOSSARY = "thuat-ngu/"
ABOUT = "gioi-thieu/"
CHANGES = "thay-doi/"
FEED = "thay-doi.atom"
STATISTICS = "so-lieu/"
SETTLEMENT = "so-lieu/ket-qua/"
AS_OF = "theo-ngay/"
DATA = "du-lieu/"
LATEST_DATA = "du-lieu/moi-nhat/"


def field(field_id: str) -> str:
    """The page of a field."""
    return f"linh-vuc/{field_id}/"


def procedure(code: str) -> str:
    """The page of a procedure, as it is in force now."""
    return f"thu-tuc/{code}/"


def version(code: str, day: date) -> str:
    """The frozen page of a procedure as the edition of that day published it."""
    return f"thu-tuc/{code}/ban/{day.isoformat()}/"


def frozen_style(sha256: str) -> str:
    """The style sheet with that hash, which frozen pages name and which never changes."""
    return f"assets/ban/{sha256}.css"


def dates_of(code: str) -> str:
    """The answers of a procedure for every day, for machines."""
    return f"thu-tuc/{code}/theo-ngay.json"


def edition(day: date) -> str:
    """The page of all that an edition changed."""
    return f"thay-doi/{day.isoformat()}/"


def edition_data(day: date) -> str:
    """The same and the list of all hashes, for machines."""
    return f"thay-doi/{day.isoformat()}.json"


def edition_file(day: date) -> str:
    """The edition's own file, whose hash the next edition names."""
    return f"thay-doi/{day.isoformat()}/ky-cong-bo.json"


def data(day: date) -> str:
    """The folder of an edition's data, which never changes."""
    return f"{DATA}{day.isoformat()}/"


def field_feed(field_id: str) -> str:
    """The feed of the changes in a field."""
    return f"linh-vuc/{field_id}/thay-doi.atom"


def settlement(part: str) -> str:
    """The settlement results of a month (2026-07) or of a unit."""
    return f"so-lieu/ket-qua/{part}/"


def form(form_id: str) -> str:
    """The page of a form."""
    return f"bieu-mau/{form_id}/"


def ward(ward_id: str) -> str:
    """The page of a ward's one-stop desk."""
    return f"phuong/{ward_id}/"


def situation(situation_id: str) -> str:
    """The page of a life situation."""
    return f"viec/{situation_id}/"


def root_from(path: str) -> str:
    """The relative way from a page up to the site's root: ``../../`` from ``thu-tuc/x/``."""
    return "../" * path.count("/") or "./"


def file_of(path: str) -> str:
    """The file that a web server sends for a page's path."""
    return f"{path}index.html" if path.endswith("/") or not path else path
