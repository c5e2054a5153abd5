"""Short addresses for QR codes: ``q/<code>`` and ``q/<field>`` lead to the page as it stands now.

In: the catalogue.  Out: ``Output``s: small static pages that redirect and, for those whose browser
does not, hold a real link.
"""

from collections.abc import Iterator
from functools import partial
from html import escape

from generator import addresses
from generator.catalogue import Catalogue, digest
from generator.output import Output
from generator.views import wording

_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{target}">Mở trang {title}</a></p>
</main>
</body>
</html>
"""


def short(name: str) -> str:
    """The short address of a procedure (by code) or a field (by id), below the site's root."""
    return f"q/{name}/"


def outputs(catalogue: Catalogue) -> Iterator[Output]:
    """A redirecting page for every procedure and every field."""
    base = catalogue.shared.publisher.base_address.rstrip("/")
    for code, brief in catalogue.briefs.items():
        yield _output(base, code, addresses.procedure(code), wording.title(brief))
    for field_id, field in catalogue.shared.fields.items():
        yield _output(base, field_id, addresses.field(field_id), field.name)


def _output(base: str, name: str, target: str, title: str) -> Output:
    key = digest(*(part.encode() for part in (_PAGE, base, name, target, title)))
    page = partial(_page, base, name, target, wording.shorten(title, 200))
    return Output(addresses.file_of(short(name)), key, page)


def _page(base: str, name: str, target: str, title: str) -> bytes:
    page = _PAGE.format(
        target=escape(addresses.root_from(short(name)) + target),
        canonical=escape(f"{base}/{target}"),
        title=escape(title),
    )
    return page.encode()
