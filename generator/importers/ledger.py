"""Every row that was read is accounted for: it was used, or left out for a named reason.

In: sheets and rows as the importer goes through them.  Out: ``SheetCount`` for each sheet.
"""

from collections import Counter, defaultdict

from msgspec import Struct

from generator.importers.workbook import Sheet


class SheetCount(Struct, frozen=True, kw_only=True):
    """The rows of one sheet: ``read`` is ``used`` and all of ``left_out`` together."""

    workbook: str
    sheet: str
    read: int
    used: int
    left_out: dict[str, int]


class Ledger:
    """Counts rows by sheet and by what became of them."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], int] = {}
        self._used: Counter[tuple[str, str]] = Counter()
        self._left: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def open(self, sheet: Sheet) -> None:
        """Note how many rows the sheet has."""
        self._read[sheet.workbook, sheet.title] = len(sheet.rows)

    def used(self, sheet: Sheet, rows: int = 1) -> None:
        """That many rows gave something to a record."""
        self._used[sheet.workbook, sheet.title] += rows

    def left_out(self, sheet: Sheet, reason: str, rows: int = 1) -> None:
        """That many rows gave nothing, for the reason."""
        if rows:
            self._left[sheet.workbook, sheet.title][reason] += rows

    def absorb(self, other: "Ledger") -> None:
        """Add what another ledger counted of the same sheets."""
        self._used.update(other._used)
        for key, left in other._left.items():
            self._left[key].update(left)

    def counts(self) -> tuple[SheetCount, ...]:
        """The sheets in the order in which they were read."""
        return tuple(self._count(key) for key in self._read)

    def _count(self, key: tuple[str, str]) -> SheetCount:
        return SheetCount(
            workbook=key[0],
            sheet=key[1],
            read=self._read[key],
            used=self._used[key],
            left_out=dict(sorted(self._left[key].items())),
        )
