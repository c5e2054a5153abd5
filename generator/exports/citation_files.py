"""The citation files beside every frozen page, for programs that manage references.

In: the frozen pages.  Out: ``Output``s: ``trich-dan.bib``, ``.ris`` and ``.csl.json`` of each.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

import msgspec

from generator import addresses
from generator.catalogue import digest
from generator.model import Brief, Publisher
from generator.output import Output
from generator.views import citations


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen page: the day and decision of its edition, and how to read what it shows."""

    code: str
    day: date
    sha256: str
    decision: str
    read: Callable[[], tuple[Brief, Publisher]]


def outputs(versions: Iterable[Version], program: bytes) -> Iterator[Output]:
    """The citation files beside every frozen page: ``trich-dan.bib``, ``.ris``, ``.csl.json``."""
    for version in versions:
        folder = addresses.version(version.code, version.day)
        key = digest(program, version.sha256.encode(), folder.encode(), version.decision.encode())
        for ending in citations.FORMATS:
            yield Output(
                f"{folder}{citations.NAME}.{ending}", key, partial(_version, version, ending)
            )


def _version(version: Version, ending: str) -> bytes:
    record, publisher = version.read()
    cited = citations.procedure(record, publisher, version.day, version.sha256, version.decision)
    return citations.FORMATS[ending](cited)
