"""Data that the scripts of pages load only when a reader asks: small, and shared by all pages.

In: the catalogue.  Out: scripts below ``assets/answers/`` (scripts, because a page opened from a
disk may not fetch), the edition's day, what is known of the copy that the reader is on, and the
manifest of the installed site.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from generator import addresses
from generator.catalogue import Catalogue, digest, holds
from generator.model import Contact
from generator.output import Output
from generator.views import wording

FOLDER = "assets/answers/"
EDITION = "assets/edition.json"
EDITION_STYLE = "assets/edition.css"
COPY = "mirror/status.json"
"""Where a ward's mirror tells its state; nobody signs it, and a mirror writes its own."""
MANIFEST = "manifest.webmanifest"

_json = msgspec.json.Encoder(order="deterministic").encode


def outputs(catalogue: Catalogue, look: bytes) -> Iterator[Output]:
    """All files of this module; ``look`` is the hash of the program."""
    key = digest(look, catalogue.shared_digest)
    for path, make in _FILES.items():
        yield Output(path, key, partial(make, catalogue))


def _script(name: str, value: Any) -> bytes:
    return b"(globalThis.NiemYet ??= {})." + name.encode() + b" = " + _json(value) + b";\n"


def office(catalogue: Catalogue) -> bytes:
    """The publisher's calendar, for the calculators."""
    publisher = catalogue.shared.publisher
    holidays = [(day.since, day.until or day.since, day) for day in publisher.holidays if day.since]
    return _script(
        "office",
        {
            "cutOff": publisher.cut_off or "",
            "holidays": [(since, until) for since, until, day in holidays if not day.unverified],
            "doubtful": [(since, until) for since, until, day in holidays if day.unverified],
            "worked": [day.made_up_on for *_, day in holidays if day.made_up_on],
            "years": publisher.holiday_years,
            "posted": publisher.posted_on,
        },
    )


def wards(catalogue: Catalogue) -> bytes:
    """The wards of the day that have a desk, by name."""
    known = [
        ward for ward in catalogue.shared.wards.values() if ward.desk and holds(ward, catalogue.day)
    ]
    known.sort(key=lambda ward: wording.alphabetical(ward.name))
    return _script(
        "wards",
        [{"id": ward.id, "name": ward.name, **_contact(ward.desk)} for ward in known if ward.desk],
    )


def _contact(desk: Contact) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(desk)
    return found | ({"checked": wording.checked(desk.checked)} if desk.checked else {})


def terms(catalogue: Catalogue) -> bytes:
    """The glossary."""
    return _script("terms", catalogue.shared.glossary)


def edition(catalogue: Catalogue) -> bytes:
    """The day that the offline copies of pages name."""
    return _json({"posted": catalogue.day}) + b"\n"


def edition_style(catalogue: Catalogue) -> bytes:
    """The day in every foot where no script runs: one small file, not a line in every page."""
    return f'.ny-edition::after {{ content: " ngày {wording.day(catalogue.day)}"; }}\n'.encode()


def no_mirror(_: Catalogue) -> bytes:
    """The site as built is no mirror; so a foot that asks need not meet a missing file."""
    return _json({"mirror": False}) + b"\n"


def manifest(catalogue: Catalogue) -> bytes:
    """What a phone needs to know to put the site among its programs; all relative to itself."""
    publisher = catalogue.shared.publisher
    said: Mapping[str, Any] = {
        "name": publisher.name,
        "short_name": publisher.short_name,
        "lang": "vi",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#fbf7f0",
        "theme_color": "#fbf7f0",
        "icons": [{"src": "assets/mark.svg", "sizes": "any", "type": "image/svg+xml"}],
        "shortcuts": [{"name": "Tìm thủ tục", "url": addresses.SEARCH}],
    }
    return _json(said) + b"\n"


_FILES: dict[str, Callable[[Catalogue], bytes]] = {
    f"{FOLDER}office.js": office,
    f"{FOLDER}wards.js": wards,
    f"{FOLDER}terms.js": terms,
    EDITION: edition,
    EDITION_STYLE: edition_style,
    COPY: no_mirror,
    MANIFEST: manifest,
}
