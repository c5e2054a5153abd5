"""What MkDocs draws: the shells that the generator fills, and the hand-written pages.

In: the project's folder (``mkdocs.yml``, ``content/``, ``site_overrides/``) and the publisher.
Out: ``Website``: a ``Shell`` for each kind of page, and all other files as path -> bytes.

This module alone knows MkDocs.  A page of ``content/`` with ``shell: <kind>`` in its front matter
is a shell: ``site_overrides/main.html`` marks its kind and its slots, and it is never published.
"""

import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from html import escape
from pathlib import Path

import msgspec

from generator import addresses, minified, paper_addresses
from generator.findings import ExpectedFault
from generator.model import Publisher
from generator.search import engine

KINDS = (
    "home",
    "search",
    "fees",
    "forms",
    "fields",
    "procedures",
    "wards",
    "situations",
    "glossary",
    "field",
    "procedure",
    "form",
    "fillable",
    "notices",
    "ward",
    "situation",
    "as-of",
    "changes",
    "data",
    "edition",
    "settlement",
    "settlements",
    "statistics",
    "withdrawn",
)
PARTS = ("data", "record", "papers")
"""Parts that a site may lack: the open data; its own past and numbers; what can be printed."""
_PAGES = {
    "data": (addresses.DATA,),
    "record": (addresses.CHANGES, addresses.STATISTICS, addresses.AS_OF),
    "papers": (paper_addresses.NOTICES,),
}
"""Part -> the folders of its pages: where the part is lacking, no page links into them."""
SLOTS = ("title", "description", "address", "head", "body")

_KIND = re.compile(r"<!--@@shell:([a-z-]+)@@-->\s*")
_SLOT = re.compile(r"@@slot:([a-z]+)@@")
_STYLES = "assets/style.css"
_ANSWERS = "assets/answers.js"
_WORKER = "sw.js"
_DRAWN_BY = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


class WebsiteError(ExpectedFault):
    """The look of the site cannot be drawn; the message says what to repair."""


class Shell(msgspec.Struct, frozen=True):
    """A drawn page, cut at its slots: n + 1 literals in UTF-8 around the names of n slots."""

    literals: tuple[bytes, ...]
    slots: tuple[str, ...]

    def fill(
        self, *, title: str, description: str, address: str, body: str, head: str = ""
    ) -> bytes:
        """The page; ``head`` and ``body`` are HTML, the others plain text, the title as a whole."""
        values = {
            "title": escape(title).encode(),
            "description": escape(description).encode(),
            "address": escape(address).encode(),
            "head": head.encode(),
            "body": body.encode(),
        }
        pieces = [self.literals[0]]
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            pieces += values[slot], literal
        return b"".join(pieces)


class Website(msgspec.Struct, frozen=True):
    """``shells`` by kind of page; ``files`` by their path below the site's root."""

    shells: dict[str, Shell]
    files: dict[str, bytes]


def shells(
    project: Path, stage: Path, publisher: Publisher, parts: tuple[str, ...] = PARTS
) -> Website:
    """Run MkDocs once into the folder ``stage`` (emptied first) and read what it has drawn.

    ``parts``: which of ``PARTS`` the site has, to which every page then links.
    """
    _run_mkdocs(project, stage, publisher, parts)
    drawn = {
        path.relative_to(stage).as_posix(): _lighten(path.read_text(encoding="utf-8"))
        for path in sorted(stage.rglob("*.html"))
    }
    found = {kind.group(1): page for page in drawn.values() if (kind := _KIND.match(page))}
    lacking = [folder for part in PARTS if part not in parts for folder in _PAGES[part]]
    pages = {
        path: unlinked(page, lacking).encode()
        for path, page in drawn.items()
        if not _KIND.match(page)
    }
    return Website(_cut(found), pages | _assets(project / "site_overrides"))


def unlinked(page: str, folders: Iterable[str]) -> str:
    """The page with the words of its links into the folders, but not the links."""
    for folder in folders:
        link = rf'<a [^>]*href="(?:\.\./)*{folder}[^"]*"[^>]*>(.*?)</a>'
        page = re.sub(link, r"\1", page, flags=re.S)
    return page


def fingerprint(project: Path, publisher: Publisher, parts: tuple[str, ...] = PARTS) -> bytes:
    """A hash of all that ``shells`` depends on, without importing MkDocs."""
    state = blake2b(digest_size=16)
    state.update("\n".join(sorted(_installed(_DRAWN_BY))).encode())
    state.update(msgspec.json.encode((_names(publisher), parts), order="deterministic"))
    for path in _sources(project):
        content = path.read_bytes()
        state.update(f"{path.relative_to(project).as_posix()} {len(content)}\n".encode())
        state.update(content)
    state.update(Path(__file__).read_bytes())
    return state.digest()


def _installed(names: tuple[str, ...]) -> Iterator[str]:
    """Names and versions of the packages installed under these names, as their folders say.

    importlib.metadata would tell too, but its import alone costs a tenth of a small build.
    """
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.listdir(folder):
            package, _, kind = entry.rpartition(".")
            if kind == "dist-info" and _package(package) in names:
                yield package


def _package(installed: str) -> str:
    """The name in ``name-1.2.3``, as package indexes write it."""
    return installed.split("-")[0].replace("_", "-").lower()


def _sources(project: Path) -> Iterator[Path]:
    yield project / "mkdocs.yml"
    for folder in ("content", "site_overrides"):
        yield from _visible(project / folder)


def _visible(folder: Path) -> Iterator[Path]:
    """The files below the folder, but not the hidden ones that editors and systems leave there."""
    yield from sorted(path for path in folder.rglob("[!.]*") if path.is_file())


def _names(publisher: Publisher) -> dict[str, object]:
    """What every page says of the publisher: never the day of posting, which would then stand in
    every page and make each edition a new copy of the whole site."""
    return {
        "name": publisher.name,
        "short_name": publisher.short_name,
        "address": publisher.base_address,
        "notice": publisher.notice,
        "licence": publisher.licence,
        "hotline": publisher.hotline,
    }


def _run_mkdocs(project: Path, stage: Path, publisher: Publisher, parts: tuple[str, ...]) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Imported here because it costs a third of a second, which a build with cached shells saves.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    try:
        build(
            load_config(
                str(project / "mkdocs.yml"),
                site_dir=str(stage),
                site_name=publisher.short_name,
                site_url=publisher.base_address,
                extra={"publisher": _names(publisher), "styles": [_STYLES], "parts": parts},
            )
        )
    except Exception as error:
        raise WebsiteError(_failure(complaints.lines or [str(error)])) from error
    finally:
        logger.removeHandler(complaints)


class _Complaints(logging.Handler):
    """Keeps MkDocs' warnings and errors, so that they reach the editor in our own message."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _failure(lines: list[str]) -> str:
    said = "".join(f"\n  {line}" for line in lines)
    return f"MkDocs không dựng được khung trang. Sửa mkdocs.yml, content/, site_overrides/:{said}"


def _lighten(page: str) -> str:
    """Without indentation, where no element keeps its white space."""
    return page.strip() if "<pre" in page else re.sub(r"\s*\n\s*", "\n", page.strip())


def _cut(found: dict[str, str]) -> dict[str, Shell]:
    if missing := [kind for kind in KINDS if kind not in found]:
        raise WebsiteError(
            f"Thiếu trang khung: {', '.join(missing)}. "
            "Hãy thêm vào content/ một trang có dòng “shell: <tên>” ở đầu."
        )
    return {kind: _cut_one(kind, found[kind]) for kind in KINDS}


def _cut_one(kind: str, page: str) -> Shell:
    parts = _SLOT.split(_KIND.sub("", page, count=1))
    named = parts[1::2]
    if missing := [slot for slot in SLOTS if slot not in named]:
        raise WebsiteError(
            f"Trang khung “{kind}” thiếu chỗ điền: {', '.join(missing)}. "
            "Hãy đặt lại dấu @@slot:…@@ trong site_overrides/."
        )
    if unknown := [slot for slot in named if slot not in SLOTS]:
        raise WebsiteError(f"Trang khung “{kind}” có chỗ điền lạ: {', '.join(unknown)}.")
    return Shell(tuple(literal.encode() for literal in parts[::2]), tuple(named))


def _assets(overrides: Path) -> dict[str, bytes]:
    """Our own assets; all styles, theme.css first, are one file, and so are the scripts of the
    answers and those of the search box.

    The service worker stands at the site's root, since it may only serve what is below it.
    """
    folder = overrides / "assets"
    whole = [path for path in _visible(folder) if not _is_part(path)]
    files = {
        path.relative_to(overrides).as_posix(): path.read_bytes()
        for path in whole
        if path.suffix not in (".css", ".js")
    }
    styles = sorted(
        folder.glob("[!.]*.css"), key=lambda path: (path.name != "theme.css", path.name)
    )
    tight = "".join(_tighten(path.read_text("utf-8")) for path in styles)
    return files | _scripts(overrides, whole) | {_STYLES: tight.encode()}


def _scripts(overrides: Path, whole: list[Path]) -> dict[str, bytes]:
    """The scripts by their addresses, minified together."""
    folder = overrides / "assets"
    answers = sorted((folder / "answers").glob("[!.]*.js"))
    sources = {
        path.relative_to(overrides).as_posix(): path.read_text("utf-8")
        for path in (*whole, overrides / _WORKER)
        if path.suffix == ".js"
    }
    sources[engine.ADDRESS] = engine.source(folder / "search")
    sources[_ANSWERS] = "\n".join(path.read_text("utf-8") for path in answers)
    shorter = minified.scripts([*sources.values()])
    return {path: text.encode() for path, text in zip(sources, shorter, strict=True)}


def _is_part(asset: Path) -> bool:
    """Whether the file goes into one with others."""
    return asset.parent.name == "answers" or asset.name in engine.PARTS


def _tighten(style: str) -> str:
    """A style sheet without comments and indentation."""
    without_comments = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", without_comments).lstrip()
