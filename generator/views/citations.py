"""How to cite a procedure or the whole data: as text, BibTeX, RIS and CSL-JSON.

In: what is cited.  Out: texts.  Each names the edition, its date, the permanent address and the
content hash, so that a reader can check that what they see is what was cited.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from generator import addresses
from generator.canonical import packed
from generator.catalogue import Catalogue
from generator.model import Brief, Publisher
from generator.views import wording

NAME = "trich-dan"
"""The name of the citation files, before their ending."""


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """What is cited; ``code`` is None for the whole data."""

    title: str
    publisher: str
    edition: date
    address: str
    sha256: str
    licence: str
    decision: str = ""
    code: str | None = None

    @property
    def key(self) -> str:
        """The name of the entry in a reader's list of references."""
        return f"thu-tuc-{self.code or 'du-lieu'}-{self.edition.isoformat()}"


def procedure(
    record: Brief, publisher: Publisher, day: date, content_hash: str, decision: str = ""
) -> Cited:
    """A procedure as the edition of ``day`` published it, by its decision."""
    return Cited(
        title=wording.title(record),
        publisher=publisher.name,
        edition=day,
        decision=decision,
        address=f"{publisher.base_address.rstrip('/')}/{addresses.version(record.code, day)}",
        sha256=content_hash,
        licence=publisher.licence.name,
        code=record.code,
    )


def whole(catalogue: Catalogue, edition: date, content_hash: str, decision: str = "") -> Cited:
    """The whole data of an edition; ``content_hash`` is that of the whole as one JSON file."""
    publisher = catalogue.shared.publisher
    return Cited(
        title=f"Thủ tục hành chính – {publisher.short_name}",
        publisher=publisher.name,
        edition=edition,
        decision=decision,
        address=f"{publisher.base_address.rstrip('/')}/{addresses.data(edition)}",
        sha256=content_hash,
        licence=publisher.licence.name,
    )


def files(cited: Cited) -> Mapping[str, bytes]:
    """The citation in each format that programs read, by the file's ending."""
    return {ending: make(cited) for ending, make in FORMATS.items()}


def text(cited: Cited) -> str:
    """A reference to copy into a text."""
    code = f" (mã {cited.code})" if cited.code else ""
    decision = f", theo {cited.decision}" if cited.decision else ""
    return (
        f"{cited.publisher}. “{_line(cited.title)}”{code}. Kỳ công bố "
        f"{wording.day(cited.edition)}{decision}. {cited.address} (SHA-256 {cited.sha256})"
    )


def bibtex(cited: Cited) -> str:
    """An entry for BibTeX and BibLaTeX, in UTF-8."""
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": f"{{{_tex(cited.publisher)}}}",
        "year": str(cited.edition.year),
        "date": cited.edition.isoformat(),
        "version": cited.edition.isoformat(),
        "url": cited.address,
        "language": "vietnamese",
        "note": _tex(_note(cited)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}}}\n"


def ris(cited: Cited) -> str:
    """A record of RIS, for reference managers."""
    fields = (
        ("TY", "ELEC" if cited.code else "DATA"),
        ("ID", cited.key),
        ("TI", _line(cited.title)),
        ("AU", _line(cited.publisher)),
        ("PB", _line(cited.publisher)),
        ("PY", str(cited.edition.year)),
        ("DA", f"{cited.edition:%Y/%m/%d}/"),
        ("ET", cited.edition.isoformat()),
        ("LA", "vi"),
        ("UR", cited.address),
        ("N1", _line(_note(cited))),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl(cited: Cited) -> bytes:
    """An entry of CSL-JSON, for citation processors."""
    day = cited.edition
    entry = {
        "id": cited.key,
        "type": "webpage" if cited.code else "dataset",
        "title": _line(cited.title),
        "author": [{"literal": _line(cited.publisher)}],
        "publisher": _line(cited.publisher),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": day.isoformat(),
        "language": "vi",
        "URL": cited.address,
        "note": _note(cited),
    }
    return packed([entry]) + b"\n"


def _note(cited: Cited) -> str:
    code = f"Mã {cited.code}" if cited.code else None
    decision = wording.first_upper(cited.decision)
    return wording.sentence(code, decision, f"SHA-256: {cited.sha256}", cited.licence)


def _line(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())


def _tex(words: str) -> str:
    """The words with TeX's own signs made harmless; braces would unbalance the entry."""
    plain = _line(words).replace("\\", "/").translate({ord("{"): "(", ord("}"): ")"})
    return re.sub(r"([%&#_$~^])", r"\\\1", plain)


FORMATS: Mapping[str, Callable[[Cited], bytes]] = {
    "bib": lambda cited: bibtex(cited).encode(),
    "ris": lambda cited: ris(cited).encode(),
    "csl.json": csl,
}
