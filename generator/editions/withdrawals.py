"""What ``editions/withdrawn.yml`` says: which procedures are no longer published, and why.

In: the catalogue's folder.  Out: ``Withdrawal``s by code, and each flaw with its file.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.bind import record_in
from generator.editions.records import Withdrawal, WithdrawnFile
from generator.load import Flaw
from generator.located import Located

FILE = "editions/withdrawn.yml"


def read(root: Path, codes: Collection[str] = ()) -> tuple[dict[str, Withdrawal], list[Located]]:
    """The file, and its flaws; nothing where there is none.  ``codes``: of the catalogue."""
    path = root / FILE
    if not path.is_file():
        return {}, []
    file = record_in(path, WithdrawnFile)
    if isinstance(file, list):
        return {}, [Located(FILE, flaw) for flaw in file]
    said = {withdrawal.code: withdrawal for withdrawal in file.withdrawn}
    return said, [Located(FILE, flaw) for flaw in _flaws(file.withdrawn, codes)]


def _flaws(said: Iterable[Withdrawal], codes: Collection[str]) -> Iterator[Flaw]:
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
