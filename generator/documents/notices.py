"""Everything to post: a sheet for each procedure, a poster and QR labels for each field.

In: the catalogue.  Out: ``Output``s, each made only when what it says has changed, and the codes
whose sheets must be replaced since a day.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

import msgspec

from generator import paper_addresses
from generator.catalogue import Catalogue, digest
from generator.documents import notice, poster, press
from generator.model import Brief, Ward
from generator.output import Output
from generator.views import counting

SHEET_WEIGHT = 8
"""How dear a sheet is to make, counted in pages of the site."""
NO_EDITIONS: Mapping[str, str] = MappingProxyType({})


def outputs(
    catalogue: Catalogue, program: bytes, editions: Mapping[str, str] = NO_EDITIONS
) -> Iterator[Output]:
    """All sheets, posters and labels of the site; ``program`` is the hash of the program.

    The keys are quick to know: a change of shared records makes all papers again, but those that
    say the same keep their bytes.  ``editions``: code -> the edition that brought its text.
    """
    base = digest(press.fingerprint(), program, catalogue.shared_digest)
    for code, content in catalogue.digests.items():
        edition = editions.get(code, "")
        key = digest(base, content, edition.encode())
        make = partial(_sheet, code, catalogue, None, edition)
        yield Output(paper_addresses.sheet(code), key, make, SHEET_WEIGHT)
    for field_id, briefs in _fields(catalogue, None):
        key = digest(base, *(catalogue.brief_digests[brief.code] for brief in briefs))
        yield from _of_field(field_id, briefs, catalogue, None, key)


def chosen(
    catalogue: Catalogue,
    field_id: str | None = None,
    ward: Ward | None = None,
    only: Collection[str] | None = None,
    editions: Mapping[str, str] = NO_EDITIONS,
) -> Iterator[Output]:
    """The papers that an office asks for, below one folder of its own.

    ``ward``: its contacts stand on its papers, which are those of the ward's tier.  ``only``: the
    sheets of these codes and nothing else.  The keys are hashes of all that a paper says.
    """
    wanted = [
        brief
        for brief in catalogue.briefs.values()
        if (field_id is None or brief.field == field_id)
        and (ward is None or catalogue.tier_of(brief) == counting.WARD_TIER)
        and (only is None or brief.code in only)
    ]
    for brief in wanted:
        edition = editions.get(brief.code, "")
        data = notice.sheet(catalogue.whole(brief.code), catalogue, ward, edition)
        make = partial(press.print_pdf, "notice.typ", data, notice.day_of(brief))
        yield Output(f"{brief.code}.pdf", _exact(data), make, SHEET_WEIGHT)
    if only is None:
        for of_field, briefs in _fields(catalogue, wanted):
            key = _exact(poster.poster(of_field, briefs, catalogue, ward))
            for output in _of_field(of_field, briefs, catalogue, ward, key):
                path = output.path.removeprefix(paper_addresses.NOTICES)
                yield msgspec.structs.replace(output, path=path)


def _sheet(code: str, catalogue: Catalogue, ward: Ward | None, edition: str) -> bytes:
    procedure = catalogue.whole(code)
    data = notice.sheet(procedure, catalogue, ward, edition)
    return press.print_pdf("notice.typ", data, notice.day_of(procedure))


def _fields(
    catalogue: Catalogue, wanted: Sequence[Brief] | None
) -> Iterator[tuple[str, list[Brief]]]:
    codes = None if wanted is None else {brief.code for brief in wanted}
    for field_id, briefs in counting.by_field(catalogue).items():
        chosen_briefs = [brief for brief in briefs if codes is None or brief.code in codes]
        if chosen_briefs:
            yield field_id, chosen_briefs


def _of_field(
    field_id: str,
    briefs: Sequence[Brief],
    catalogue: Catalogue,
    ward: Ward | None,
    key: bytes,
) -> Iterator[Output]:
    data = partial(poster.poster, field_id, briefs, catalogue, ward)
    for path, template in (
        (paper_addresses.poster(field_id), "poster.typ"),
        (paper_addresses.labels(field_id), "labels.typ"),
    ):
        day = max(notice.day_of(brief) for brief in briefs)
        make = partial(_poster, template, data, day)
        yield Output(path, digest(key, template.encode()), make, SHEET_WEIGHT)


def _poster(template: str, data: Callable[[], poster.Poster], day: date) -> bytes:
    return press.print_pdf(template, data(), day)


def _exact(data: msgspec.Struct) -> bytes:
    return digest(press.fingerprint(), msgspec.msgpack.encode(data))
