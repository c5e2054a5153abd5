"""Everything to post: a sheet for each procedure, a poster and QR labels for each field.

In: the catalogue.  Out: ``Output``s, each made only when what it says has changed, and the codes
whose sheets must be replaced since a day.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

import msgspec

from generator import paper_addresses
from generator.catalogue import Catalogue, digest
from generator.documents import notice, poster, press
from generator.kept import Kept
from generator.model import Brief, Ward
from generator.output import Output
from generator.views import counting, wording

SHEET_WEIGHT = 40
"""How dear a sheet is to make, where a procedure's page weighs 1, as measured."""
NO_EDITIONS: Mapping[str, str] = MappingProxyType({})


def edition_words(published: Mapping[str, date]) -> dict[str, str]:
    """Code -> the edition that brought its text, as sheets name it; ``published``: code -> day."""
    return {code: f"kỳ công bố {wording.day(day)}" for code, day in published.items()}


def outputs(
    catalogue: Catalogue,
    program: bytes,
    cache: Path,
    editions: Mapping[str, str] = NO_EDITIONS,
) -> Iterator[Output]:
    """All sheets, posters and labels of the site; ``program`` is the hash of the program.

    ``editions``: code -> the edition that brought its text.
    """
    base = digest(press.fingerprint(), program, catalogue.shared_digest)
    # A shared record that changes costs a second of words, not minutes of printing.
    keys = Kept(cache / "papers.msgpack", base, bytes)
    for code, content in catalogue.digests.items():
        path, edition = paper_addresses.sheet(code), editions.get(code, "")
        sheet = partial(_sheet, code, catalogue, None, edition)
        key = keys.get(digest(code.encode(), content, edition.encode()), partial(_exact, sheet))
        yield Output(path, key, partial(_print_sheet, sheet), SHEET_WEIGHT, apart=True)
    for field_id, briefs in _fields(catalogue, None):
        rough = digest(field_id.encode(), *(catalogue.brief_digests[one.code] for one in briefs))
        words = partial(_poster, field_id, briefs, catalogue, None)
        key = keys.get(rough, partial(_exact, words))
        yield from _of_field(field_id, words, key, len(briefs))
    keys.save()


def chosen(
    catalogue: Catalogue,
    field_id: str | None = None,
    ward: Ward | None = None,
    only: Collection[str] | None = None,
    editions: Mapping[str, str] = NO_EDITIONS,
) -> Iterator[Output]:
    """The papers that an office asks for, below one folder of its own.

    ``ward``: its contacts stand on its papers, which are those of the ward's tier.  ``only``: the
    sheets of these codes and nothing else.
    """
    wanted = [
        brief
        for brief in catalogue.briefs.values()
        if (field_id is None or brief.field == field_id)
        and (ward is None or catalogue.tier_of(brief) == counting.WARD_TIER)
        and (only is None or brief.code in only)
    ]
    for brief in wanted:
        words = partial(_sheet, brief.code, catalogue, ward, editions.get(brief.code, ""))
        make = partial(_print_sheet, words)
        yield Output(f"{brief.code}.pdf", _exact(words), make, SHEET_WEIGHT, apart=True)
    if only is None:
        for of_field, briefs in _fields(catalogue, wanted):
            of = partial(_poster, of_field, briefs, catalogue, ward)
            for output in _of_field(of_field, of, _exact(of), len(briefs)):
                path = output.path.removeprefix(paper_addresses.NOTICES)
                yield msgspec.structs.replace(output, path=path)


def _sheet(
    code: str, catalogue: Catalogue, ward: Ward | None, edition: str
) -> tuple[notice.Sheet, date]:
    procedure = catalogue.whole(code)
    return notice.sheet(procedure, catalogue, ward, edition), notice.day_of(procedure)


def _print_sheet(words: Callable[[], tuple[notice.Sheet, date]]) -> bytes:
    sheet, day = words()
    return press.print_pdf("notice.typ", notice.to_print(sheet), day)


def _fields(
    catalogue: Catalogue, wanted: Sequence[Brief] | None
) -> Iterator[tuple[str, list[Brief]]]:
    codes = None if wanted is None else {brief.code for brief in wanted}
    for field_id, briefs in counting.by_field(catalogue).items():
        chosen_briefs = [brief for brief in briefs if codes is None or brief.code in codes]
        if chosen_briefs:
            yield field_id, chosen_briefs


def _poster(
    field_id: str, briefs: Sequence[Brief], catalogue: Catalogue, ward: Ward | None
) -> tuple[poster.Poster, date]:
    day = max(notice.day_of(brief) for brief in briefs)
    return poster.poster(field_id, briefs, catalogue, ward), day


def _of_field(
    field_id: str, words: Callable[[], tuple[poster.Poster, date]], key: bytes, count: int
) -> Iterator[Output]:
    """The poster and the labels of a field, which say the same of ``count`` procedures."""
    for path, template in (
        (paper_addresses.poster(field_id), "poster.typ"),
        (paper_addresses.labels(field_id), "labels.typ"),
    ):
        make = partial(_print_poster, template, words)
        yield Output(path, digest(key, template.encode()), make, SHEET_WEIGHT + count, apart=True)


def _print_poster(template: str, words: Callable[[], tuple[poster.Poster, date]]) -> bytes:
    data, day = words()
    return press.print_pdf(template, poster.to_print(data), day)


def _exact(words: Callable[[], tuple[msgspec.Struct, date]]) -> bytes:
    """A hash of all that a paper says and of how it is printed."""
    data, day = words()
    return digest(press.fingerprint(), day.isoformat().encode(), msgspec.msgpack.encode(data))
