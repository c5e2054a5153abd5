"""The files of every form that the site itself sets: to print, to fill, to edit, and a sample.

In: the definitions, the catalogue and a cache folder.  Out: ``Output``s, and for the form's page
what is offered, with format and size in words.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from generator import addresses, cache_file, paper_addresses, parallel
from generator.catalogue import Catalogue, digest
from generator.documents import form_paper, press
from generator.documents.form_paper import Paper
from generator.form_definitions import FormReading
from generator.form_model import FormDefinition
from generator.output import Output
from generator.views import wording
from generator.views.offers import Offered

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


class FormFiles:
    """The files of all forms that hold on the catalogue's day; each is made once and kept.

    Only those of forms that the catalogue records, since the others have no page.
    """

    def __init__(self, reading: FormReading, catalogue: Catalogue, cache: Path) -> None:
        self._shared = catalogue.shared
        self._samples = reading.samples
        self._cache = cache / "forms"
        self._cache.mkdir(parents=True, exist_ok=True)
        known = catalogue.shared.forms
        self.current = {
            form_id: definition
            for form_id, definition in reading.current(catalogue.day).items()
            if form_id in known and definition.form_id in known
        }

        self._keys = {
            (definition.id, kind): self._key(definition, kind)
            for definition in self.definitions()
            for kind in self.kinds(definition)
        }

    def definitions(self) -> list[FormDefinition]:
        """The definitions in force, each once."""
        known = {definition.id: definition for definition in self.current.values()}
        return [known[key] for key in sorted(known)]

    def outputs(self) -> Iterator[Output]:
        """Every file of every form."""
        for definition in self.definitions():
            for kind in self.kinds(definition):
                make = partial(self.content, definition, kind)
                key = self._keys[definition.id, kind]
                yield Output(path_of(definition, kind), key, make)

    def script(self, definition: FormDefinition) -> Output:
        """The script that brings the Word file to the page on which the form is filled."""
        key = digest(self._keys[definition.id, "word"], b"script")
        return Output(script_path(definition), key, partial(self._script, definition))

    def offered(self, form_id: str) -> tuple[Offered, ...]:
        """What the page of a form offers; nothing where the site does not set it."""
        definition = self.current.get(form_id)
        if definition is None:
            return ()
        return tuple([self._offered(definition, kind) for kind in self.kinds(definition)])

    def _offered(self, definition: FormDefinition, kind: FileKind) -> Offered:
        path = path_of(definition, kind)
        size = wording.size(len(self.content(definition, kind)))
        return Offered(WORDS[kind], path, path.rpartition(".")[2].upper(), size)

    def keys(self, form_id: str) -> list[bytes]:
        """Hashes of what a form's files are made from, known without making them."""
        definition = self.current.get(form_id)
        if definition is None:
            return []
        return [self._keys[definition.id, kind] for kind in self.kinds(definition)]

    def make(self, workers: int) -> None:
        """Make all files that are not kept yet, and forget those that no form has any more."""
        wanted = {
            self._keys[definition.id, kind].hex(): partial(self.content, definition, kind)
            for definition in self.definitions()
            for kind in self.kinds(definition)
        }
        kept = {path.name for path in self._cache.iterdir()}
        for name in kept - wanted.keys():
            (self._cache / name).unlink()
        missing = [make for name, make in sorted(wanted.items()) if name not in kept]
        hands = [missing[start::workers] for start in range(min(workers, len(missing)))]
        parallel.run([partial(_make_all, hand) for hand in hands], lambda: None)

    def kinds(self, definition: FormDefinition) -> list[FileKind]:
        """The kinds of file that there are of a form: a sample only where one is given."""
        return [kind for kind in ENDINGS if kind != "sample" or definition.id in self._samples]

    def content(self, definition: FormDefinition, kind: FileKind) -> bytes:
        """The bytes of a file, from the cache where it has been made before."""
        kept = self._cache / self._keys[definition.id, kind].hex()
        content = cache_file.read(kept)
        if content is None:
            content = self._make(definition, kind)
            cache_file.write(kept, content)
        return content

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
        return digest(press.fingerprint(), kind.encode(), day, paper)

    def _script(self, definition: FormDefinition) -> bytes:
        content = b64encode(self.content(definition, "word"))
        return b'window.niemYetForm="' + content + b'";\n'


def _make_all(makers: Iterable[Callable[[], object]]) -> None:
    for make in makers:
        make()


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


def script_path(definition: FormDefinition) -> str:
    """The script that brings the blank Word file to that page."""
    return f"{paper_addresses.fill(definition.form_id)}mau.js"


def day_of(definition: FormDefinition) -> date:
    """The day written into the files: that of the form, so that they change only with it."""
    if definition.since:
        return definition.since
    year, month, *day = definition.source.checked.split("-")
    return date(int(year), int(month), int(day[0]) if day else 1)
