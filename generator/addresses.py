"""Permanent addresses of pages, as paths below the site's root, and links between them.

In: ids and codes.  Out: paths such as ``thu-tuc/1.001193/``.  They never change once published.
"""

HOME = ""
FEES = "le-phi/"
FORMS = "bieu-mau/"
FIELDS = "linh-vuc/"
PROCEDURES = "thu-tuc/"
SEARCH = "tim-kiem/"
WARDS = "phuong/"
ABOUT = "gioi-thieu/"
GUIDES = "huong-dan/"


def field(field_id: str) -> str:
    """The page of a field."""
    return f"linh-vuc/{field_id}/"


def procedure(code: str) -> str:
    """The page of a procedure, as it is in force now."""
    return f"thu-tuc/{code}/"


def form(form_id: str) -> str:
    """The page of a form."""
    return f"bieu-mau/{form_id}/"


def ward(ward_id: str) -> str:
    """The page of a ward's one-stop desk."""
    return f"phuong/{ward_id}/"


def root_from(path: str) -> str:
    """The relative way from a page up to the site's root: ``../../`` from ``thu-tuc/x/``."""
    return "../" * path.count("/") or "./"


def file_of(path: str) -> str:
    """The file that a web server sends for a page's path."""
    return f"{path}index.html" if path.endswith("/") or not path else path
