"""The files of every form that the site itself sets: to print, to fill, to edit, and a sample.

In: the definitions, the catalogue and a cache folder.  Out: ``Output``s, and for the form's page
what is offered, with format and size in words.
"""

import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from generator import addresses, paper_addresses
from generator.catalogue import Catalogue, digest
from generator.documents import form_paper, press
from generator.documents.form_paper import Paper
from generator.form_definitions import FormReading
from generator.form_model import FormDefinition
from generator.output import Output
from generator.views import wording

FileKind = Literal["print", "fillable", "word", "sample"]
ENDINGS: dict[FileKind, str] = {
    "print": ".pdf",
    "fillable": "-dien.pdf",
    "word": ".docx",
    "sample": "-mau.pdf",
}
WORDS: dict[FileKind, str] = {
    "print": "In ra rồi điền tay",
    "fillable": "Điền trên máy rồi in",
    "word": "Sửa bằng Word",
    "sample": "Xem bản điền mẫu",
}
WEIGHT = 10
"""How dear a file is to make, counted in pages of the site."""


class Offered(msgspec.Struct, frozen=True, gc=False):
    """A file on a form's page: what it is for, where it is, its format and size."""

    words: str
    path: str
    format: str
    size: str


class FormFiles:
    """The files of all forms that hold on the catalogue's day; each is made once and kept."""

    def __init__(
        self, reading: FormReading, catalogue: Catalogue, program: bytes, cache: Path
    ) -> None:
        self._shared = catalogue.shared
        self._samples = reading.samples
        self._program = program
        self._cache = cache / "forms"
        self._cache.mkdir(parents=True, exist_ok=True)
        self.current = reading.current(catalogue.day)

    def definitions(self) -> list[FormDefinition]:
        """The definitions in force, each once."""
        known = {definition.id: definition for definition in self.current.values()}
        return [known[key] for key in sorted(known)]

    def outputs(self) -> Iterator[Output]:
        """Every file of every form, and the script that brings the Word file to its page."""
        for definition in self.definitions():
            for kind in self.kinds(definition):
                make = partial(self.content, definition, kind)
                yield Output(path_of(definition, kind), self._key(definition, kind), make, WEIGHT)
            key = digest(self._key(definition, "word"), b"script")
            yield Output(script_path(definition), key, partial(self._script, definition), WEIGHT)

    def offered(self, form_id: str) -> tuple[Offered, ...]:
        """What the page of a form offers; nothing where the site does not set it."""
        definition = self.current.get(form_id)
        if definition is None:
            return ()
        return tuple([self._offered(definition, kind) for kind in self.kinds(definition)])

    def _offered(self, definition: FormDefinition, kind: FileKind) -> Offered:
        path = path_of(definition, kind)
        size = size_in_words(len(self.content(definition, kind)))
        return Offered(WORDS[kind], path, path.rpartition(".")[2].upper(), size)

    def kinds(self, definition: FormDefinition) -> list[FileKind]:
        """The kinds of file that there are of a form: a sample only where one is given."""
        return [kind for kind in ENDINGS if kind != "sample" or definition.id in self._samples]

    def content(self, definition: FormDefinition, kind: FileKind) -> bytes:
        """The bytes of a file, from the cache where it has been made before."""
        kept = self._cache / self._key(definition, kind).hex()
        try:
            return kept.read_bytes()
        except FileNotFoundError:
            made = self._make(definition, kind)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_bytes(made)
        draft.replace(kept)
        return made

    def _make(self, definition: FormDefinition, kind: FileKind) -> bytes:
        return _MAKE[kind](self._paper(definition, kind), day_of(definition))

    def _paper(self, definition: FormDefinition, kind: FileKind) -> Paper:
        if kind != "sample":
            return form_paper.paper(definition, self._shared)
        values = self._samples[definition.id].values
        return form_paper.paper(definition, self._shared, values, sample=True)

    def _key(self, definition: FormDefinition, kind: FileKind) -> bytes:
        paper = msgspec.msgpack.encode(self._paper(definition, kind))
        day = day_of(definition).isoformat().encode()
        return digest(press.fingerprint(), self._program, kind.encode(), day, paper)

    def _script(self, definition: FormDefinition) -> bytes:
        content = b64encode(self.content(definition, "word"))
        return b'window.niemYetForm="' + content + b'";\n'


def _print(paper: Paper, day: date) -> bytes:
    return press.print_pdf("form.typ", form_paper.fitted(paper, day), day)


# The libraries below are loaded where they are used: most builds make no form again.
def _fill(paper: Paper, day: date) -> bytes:
    from generator.documents import fillable_pdf

    return fillable_pdf.make(form_paper.fitted(paper, day), day)


def _word(paper: Paper, day: date) -> bytes:
    from generator.documents import form_docx

    return form_docx.make(paper, day)


_MAKE: dict[FileKind, Callable[[Paper, date], bytes]] = {
    "print": _print,
    "fillable": _fill,
    "word": _word,
    "sample": _print,
}


def path_of(definition: FormDefinition, kind: FileKind) -> str:
    """Where a file stands, below the site's root."""
    return f"{addresses.form(definition.form_id)}{definition.id}{ENDINGS[kind]}"


def page_path(definition: FormDefinition) -> str:
    """The page on which the form is filled."""
    return paper_addresses.fill(definition.form_id)


def script_path(definition: FormDefinition) -> str:
    """The script that brings the blank Word file to that page."""
    return f"{page_path(definition)}mau.js"


def day_of(definition: FormDefinition) -> date:
    """The day written into the files: that of the form, so that they change only with it."""
    if definition.since:
        return definition.since
    year, month, *day = definition.source.checked.split("-")
    return date(int(year), int(month), int(day[0]) if day else 1)


def size_in_words(size: int) -> str:
    """The size as readers know it: "68 KB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{wording.number(round(size / 1_000_000, 1))} MB"
