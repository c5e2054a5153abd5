"""What has changed between two editions, in readable lines by legal part.

In: records of two days with the shared records of each.  Out: ``Difference`` for one procedure,
``Comparison`` for whole catalogues.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from generator.catalogue import Shared
from generator.model import Procedure
from generator.views import wording
from generator.views.parts import CHECKS, Part, parts

Kind = Literal["new", "changed", "checked", "withdrawn", "restored"]
KIND: Mapping[Kind, str] = {
    "new": "Công bố mới",
    "changed": "Sửa đổi",
    "checked": "Kiểm tra lại, nội dung không đổi",
    "withdrawn": "Bãi bỏ, không công bố nữa",
    "restored": "Công bố lại",
}
_WORDS = re.compile(r"\S+\s*")
_ALIKE = 0.35
"""Two lines less alike than this are one line gone and another come, not one line changed."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A run of words of a line; ``changed``: the other line does not have them."""

    text: str
    changed: bool


class LineChange(msgspec.Struct, frozen=True, gc=False):
    """A line before and after; one of them is empty where the line is new or gone."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The old line in plain text."""
        return "".join([piece.text for piece in self.old]).rstrip()

    @property
    def after(self) -> str:
        """The new line in plain text."""
        return "".join([piece.text for piece in self.new]).rstrip()


class PartChange(msgspec.Struct, frozen=True, gc=False):
    """The changed lines of a legal part."""

    id: str
    heading: str
    lines: tuple[LineChange, ...]


class Difference(msgspec.Struct, frozen=True, gc=False):
    """What has changed in a procedure; ``parts`` is empty where it is new or withdrawn."""

    code: str
    title: str
    field: str
    kind: Kind
    parts: tuple[PartChange, ...] = ()

    @property
    def telling(self) -> bool:
        """Whether a reader must know: a mere new check is no news."""
        return self.kind != "checked"

    @property
    def headings(self) -> str:
        """The names of the changed parts as one line, the day of the check left out."""
        named = [part.heading for part in self.parts if part.id != CHECKS]
        return wording.listing(named) if named else ""


def between(
    old: Procedure, old_shared: Shared, new: Procedure, new_shared: Shared
) -> tuple[PartChange, ...]:
    """The legal parts whose lines differ, in their order."""
    pairs = zip(parts(old, old_shared), parts(new, new_shared), strict=True)
    return tuple(_part(one, two) for one, two in pairs if one.lines != two.lines)


def changed(
    old: Procedure, old_shared: Shared, new: Procedure, new_shared: Shared
) -> Difference | None:
    """The difference of a procedure published on both days; None where nothing shows any."""
    found = between(old, old_shared, new, new_shared)
    if not found:
        return None
    kind: Kind = "checked" if all(part.id == CHECKS for part in found) else "changed"
    return _difference(new, kind, found)


def whole(procedure: Procedure, kind: Kind) -> Difference:
    """The difference of a procedure that came or went as a whole."""
    return _difference(procedure, kind, ())


def _difference(procedure: Procedure, kind: Kind, found: tuple[PartChange, ...]) -> Difference:
    title = wording.title(procedure)
    return Difference(procedure.code, title, procedure.field, kind, found)


class Side(msgspec.Struct, frozen=True):
    """A catalogue on one day: code -> hash, how to read a record, the shared records."""

    hashes: Mapping[str, str]
    read: Callable[[str], Procedure]
    shared: Shared

    @property
    def named(self) -> tuple[object, ...]:
        """The shared records whose words stand in procedures."""
        shared = self.shared
        tiers = shared.publisher.tiers
        return tiers, shared.fields, shared.agencies, shared.legal, shared.fees, shared.forms


def compare(old: Side, new: Side, ever: Iterable[str] = ()) -> Iterator[Difference]:
    """The differences of all procedures by code; ``ever``: codes published before ``old``.

    Where shared records differ, equal records are compared too: a fee that several procedures share
    changes what each of them says.
    """
    known, same_words = set(ever), old.named == new.named
    for code in sorted({*old.hashes, *new.hashes}):
        if code not in new.hashes:
            yield whole(old.read(code), "withdrawn")
        elif code not in old.hashes:
            yield whole(new.read(code), "restored" if code in known else "new")
        elif not same_words or old.hashes[code] != new.hashes[code]:
            found = changed(old.read(code), old.shared, new.read(code), new.shared)
            if found:
                yield found
            elif old.hashes[code] != new.hashes[code]:
                yield whole(new.read(code), "checked")


def plain(difference: Difference) -> dict[str, object]:
    """The difference for machines: each changed line as it was and as it is."""
    return {
        "code": difference.code,
        "title": difference.title,
        "field": difference.field,
        "kind": difference.kind,
        "parts": [
            {
                "id": part.id,
                "heading": part.heading,
                "lines": [{"before": line.before, "after": line.after} for line in part.lines],
            }
            for part in difference.parts
        ],
    }


def said(change: LineChange) -> Iterator[str]:
    """A changed line in plain text: "−" before what was, "+" before what is."""
    if change.before:
        yield f"− {change.before}"
    if change.after:
        yield f"+ {change.after}"


def _part(old: Part, new: Part) -> PartChange:
    return PartChange(new.id, new.heading, tuple(line_changes(old.lines, new.lines)))


def line_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[LineChange]:
    """The lines that only one side has, each new one beside the old one that it replaces."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(list(old[i1:i2]), list(new[j1:j2]))


def _paired(gone: list[str], come: list[str]) -> Iterator[LineChange]:
    """Each new line beside the old one that it is most like; what is left is gone or come."""
    for line in come:
        best = max(gone, key=lambda other: _likeness(other, line), default="")
        if best and _likeness(best, line) >= _ALIKE:
            gone.remove(best)
            yield LineChange(*_marked(best, line))
        else:
            yield LineChange((), (Piece(line, True),))
    for line in gone:
        yield LineChange((Piece(line, True),), ())


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, one.split(), two.split(), autojunk=False).ratio()


def _pieces(run: str, changed: bool) -> Iterator[Piece]:
    """The run as pieces; the space after changed words is not one of them."""
    words = run.rstrip() if changed else run
    if words:
        yield Piece(words, changed)
    if len(words) < len(run):
        yield Piece(run[len(words) :], False)


def _marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines with the words marked that the other does not have."""
    one, two = _WORDS.findall(old), _WORDS.findall(new)
    plain = [word.rstrip() for word in one], [word.rstrip() for word in two]
    before, after = list[Piece](), list[Piece]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        before += _pieces("".join(one[i1:i2]), tag != "equal")
        after += _pieces("".join(two[j1:j2]), tag != "equal")
    return tuple(before), tuple(after)
