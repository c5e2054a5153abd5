"""An edition is frozen: its records, the pages of the procedures that have changed, its data.

In: the checked catalogue, the editions so far, what the editor asks for.  Out: ``Publication``, the
new edition's files, or the findings that forbid it.

A frozen page is kept as bytes and not as a record to be rendered again: templates, styles and
words of the site change with the years, and what was published on a day must not.  So that no
later look of the site can reach it, the page names no file but a style sheet that is frozen with
it and whose name is its hash (inside the page it would break a host's strict policy), and links
only to the page in force and the version before.  Its banner says nothing that could become untrue:
it is the text of that day, and the page in force is elsewhere, whichever that is.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2
import msgspec

from generator.catalogue import Catalogue
from generator.editions import shared_records, withdrawals
from generator.editions.archive import pack, sha
from generator.editions.chain import (
    EDITION_FILE,
    PAGES_FILE,
    RECORDS_FILE,
    Editions,
    State,
    Version,
    whole_hash,
)
from generator.editions.data_files import DATA_FILE, Stored, store
from generator.editions.records import Edition, encode
from generator.editions.refusals import (
    Candidate,
    Request,
    hashes,
    refusals,
)
from generator.exports import bundle, frozen_data
from generator.exports.dataset import dataset
from generator.findings import Finding
from generator.located import findings
from generator.views import differences, version
from generator.views.differences import Difference, Side

PAGE = "version.html"


class Publication(msgspec.Struct, frozen=True):
    """A new edition, its files by name, and what it changes."""

    edition: Edition
    files: Mapping[str, bytes]
    differences: tuple[Difference, ...]


def prepare(
    catalogue: Catalogue,
    editions: Editions,
    request: Request,
    root: Path,
    environment: jinja2.Environment,
) -> Publication | list[Finding]:
    """The edition of the catalogue as it stands, or every reason against it."""
    said, located = withdrawals.read(root, catalogue.briefs)
    by_code, contents = hashes(catalogue)
    candidate = Candidate(
        catalogue=catalogue,
        editions=editions,
        request=request,
        withdrawals=said,
        hashes=by_code,
        root=root,
    )
    faults = findings(root, located) or refusals(candidate)
    return faults or _publication(candidate, contents, environment)


def _publication(
    candidate: Candidate, contents: dict[str, bytes], environment: jinja2.Environment
) -> Publication:
    found = tuple(compared(candidate.catalogue, candidate.hashes, candidate.editions))
    pages = _pages(found, candidate, environment)
    shared = shared_records.contents(candidate.catalogue.shared)
    state = State(dict(candidate.hashes), {key: sha(value) for key, value in shared.items()})
    stored = store(_data(candidate, pages, environment), candidate.editions.data)
    edition = _edition(candidate, state, found, pages, stored)
    contents |= {sha(content): content for content in shared.values()}
    kept = _kept(candidate.editions)
    named = dict.fromkeys((*edition.procedures.values(), *edition.shared.values()))
    files = {
        EDITION_FILE: encode(edition),
        RECORDS_FILE: pack(contents[name] for name in named if name not in kept),
        PAGES_FILE: pack([*_style(candidate.editions), *pages.values()]),
        DATA_FILE: stored.archive,
    }
    return Publication(edition, files, found)


def is_newest(catalogue: Catalogue, editions: Editions) -> bool:
    """Whether the newest edition holds exactly this catalogue: nothing waits to be published."""
    if not editions.newest:
        return False
    shared = shared_records.contents(catalogue.shared)
    state = State(hashes(catalogue)[0], {key: sha(value) for key, value in shared.items()})
    return whole_hash(state) == editions.newest.edition.whole


def compared(
    catalogue: Catalogue, by_code: Mapping[str, str], editions: Editions
) -> Iterable[Difference]:
    """What the catalogue changes of the newest edition; before the first everything is new."""
    new = Side(by_code, catalogue.whole, catalogue.shared)
    if not editions.newest:
        return [differences.whole(catalogue.whole(code), "new") for code in by_code]
    state = editions.state()
    read = lambda code: editions.procedure(state.procedures[code])  # noqa: E731
    old = Side(state.procedures, read, editions.shared(editions.newest.edition.day))
    return differences.compare(old, new, editions.codes())


def _pages(
    found: Iterable[Difference], candidate: Candidate, environment: jinja2.Environment
) -> dict[str, bytes]:
    """The frozen page of each procedure that a reader finds different from its last version."""
    template = environment.get_template(PAGE)
    pages = {}
    for difference in found:
        if difference.kind == "withdrawn":
            continue
        code = difference.code
        before = candidate.editions.versions(code)
        view = version.view(
            candidate.catalogue.whole(code),
            candidate.catalogue.shared,
            day=candidate.request.day,
            decision=candidate.request.decision,
            sha256=candidate.hashes[code],
            style=sha(version.STYLE.encode()),
            before=before[-1].day if before else None,
        )
        pages[code] = template.render(v=view).encode()
    return pages


def _data(
    candidate: Candidate, pages: Mapping[str, bytes], environment: jinja2.Environment
) -> Iterator[tuple[str, bytes]]:
    """The edition's data files one after another, and the page that lists them."""
    request = candidate.request
    older = {code: versions[-1].day for code, versions in _versions(candidate)}
    published = older | dict.fromkeys(pages, request.day)
    data = dataset(candidate.catalogue, request.day, published, request.decision)
    listed = []
    for file in bundle.files(data):
        listed.append(file.listed())
        yield file.path, file.content
    page = frozen_data.view(data, listed, sha(version.STYLE.encode()))
    yield frozen_data.FILE, environment.get_template(frozen_data.PAGE).render(v=page).encode()


def _versions(candidate: Candidate) -> Iterator[tuple[str, tuple[Version, ...]]]:
    """The versions so far of the catalogue's procedures."""
    for code in candidate.catalogue.briefs:
        if versions := candidate.editions.versions(code):
            yield code, versions


def _edition(
    candidate: Candidate,
    state: State,
    found: Iterable[Difference],
    pages: Mapping[str, bytes],
    stored: Stored,
) -> Edition:
    newest, request = candidate.editions.newest, candidate.request
    before = candidate.editions.state()
    gone = [difference.code for difference in found if difference.kind == "withdrawn"]
    return Edition(
        day=request.day,
        decision=request.decision,
        notes=request.notes,
        previous=newest.sha256 if newest else None,
        procedures=_changed(before.procedures, state.procedures),
        shared=_changed(before.shared, state.shared),
        style=sha(version.STYLE.encode()),
        pages={code: sha(page) for code, page in pages.items()},
        data=stored.data,
        pieces=stored.pieces,
        withdrawn={code: candidate.withdrawals[code] for code in gone},
        dropped=tuple(sorted(before.shared.keys() - state.shared.keys())),
        renamed=tuple(sorted(set(request.renamed) & state.procedures.keys())),
        whole=whole_hash(state),
    )


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {key: name for key, name in now.items() if before.get(key) != name}


def _style(editions: Editions) -> Iterable[bytes]:
    """The style sheet of the pages, unless an earlier edition keeps it already."""
    style = version.STYLE.encode()
    return () if sha(style) in editions.styles() else (style,)


def _kept(editions: Editions) -> set[str]:
    """The hashes of all records that earlier editions keep already."""
    chain = [published.edition for published in editions.chain]
    return {
        name
        for edition in chain
        for name in (*edition.procedures.values(), *edition.shared.values())
    }


def write(folder: Path, publication: Publication) -> Path:
    """Put the edition's files below ``catalogue/editions``: all of them or none."""
    target = folder / publication.edition.day.isoformat()
    stage = folder / f".{target.name}.new"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    for name, content in publication.files.items():
        (stage / name).write_bytes(content)
    return stage.rename(target)
