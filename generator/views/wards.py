"""What the list of wards says: those of today, of the past, and those without days.

In: the catalogue.  Out: ``WardsView``.
"""

from datetime import date

import msgspec

from generator import addresses
from generator.catalogue import Catalogue, holds
from generator.model import Ward
from generator.views import links, wording
from generator.views.links import Link


class WardLine(msgspec.Struct, frozen=True, gc=False):
    """A ward in the list."""

    link: Link
    district: str
    period: str


class WardsView(msgspec.Struct, frozen=True):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    as_of: str
    undated: tuple[WardLine, ...]
    present: tuple[WardLine, ...]
    past: tuple[WardLine, ...]


def view(catalogue: Catalogue) -> WardsView:
    """Put the wards into words."""
    groups: dict[str, list[WardLine]] = {"undated": [], "present": [], "past": []}
    for ward in catalogue.shared.wards.values():
        groups[_group(ward, catalogue.day)].append(_line(ward))
    return WardsView(
        title="Phường, xã",
        description="Các phường, xã và bộ phận một cửa nơi nộp hồ sơ.",
        crumbs=links.crumbs(links.WARDS),
        as_of=wording.as_of(catalogue.day),
        undated=_sorted(groups["undated"]),
        present=_sorted(groups["present"]),
        past=_sorted(groups["past"]),
    )


def _group(ward: Ward, day: date) -> str:
    """A ward of which no day is known is not claimed to exist now."""
    if ward.since is None and ward.until is None:
        return "undated"
    return "present" if holds(ward, day) else "past"


def _line(ward: Ward) -> WardLine:
    return WardLine(
        Link(ward.name, addresses.ward(ward.id)), ward.district or "", wording.period(ward)
    )


def _sorted(lines: list[WardLine]) -> tuple[WardLine, ...]:
    return tuple(sorted(lines, key=lambda line: wording.alphabetical(line.link.text)))
