"""What ``editions/withdrawn.yml`` says: which procedures are no longer published, and why.

In: the catalogue's folder.  Out: ``Withdrawal``s by code, and a ``Finding`` for each fault.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.bind import bind
from generator.editions.records import Withdrawal, WithdrawnFile
from generator.findings import Finding
from generator.load import Flaw, decode, lines, parse

FILE = "editions/withdrawn.yml"


def read(root: Path, codes: Collection[str] = ()) -> tuple[dict[str, Withdrawal], list[Finding]]:
    """The file, and its faults; nothing where there is none.  ``codes``: of the catalogue."""
    path = root / FILE
    if not path.is_file():
        return {}, []
    text, flaws = decode(path.read_bytes())
    tree, more = parse(text)
    bound = [*flaws, *more] or bind(tree, WithdrawnFile)
    said = bound.withdrawn if isinstance(bound, WithdrawnFile) else ()
    found = bound if isinstance(bound, list) else [*_faults(said, codes)]
    return {withdrawal.code: withdrawal for withdrawal in said}, [*_placed(found, path, text)]


def _faults(said: Iterable[Withdrawal], codes: Collection[str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for place, withdrawal in enumerate(said):
        code = withdrawal.code
        if code in codes:
            yield Flaw(
                place=("withdrawn", place, "code"),
                what=f"Thủ tục {code} ghi là bãi bỏ nhưng vẫn còn trong danh mục.",
                repair="Bỏ mục này, hoặc xóa tệp thủ tục.",
                rule="editions/withdrawal-present",
            )
        if code in seen:
            yield Flaw(
                place=("withdrawn", place, "code"),
                what=f"Thủ tục {code} có hai mục bãi bỏ.",
                repair="Giữ một mục.",
                rule="editions/withdrawal-twice",
            )
        seen.add(code)


def _placed(flaws: Iterable[Flaw], path: Path, text: str) -> Iterator[Finding]:
    line_of = lines(text)
    for flaw in flaws:
        yield Finding(
            path=str(path),
            line=flaw.line or line_of(flaw.place),
            what=flaw.what,
            repair=flaw.repair,
            rule=flaw.rule,
        )
