"""The national portal's workbooks become records of the catalogue.

In: workbooks and the catalogue folder.  Out: ``ImportReport``; the catalogue is written at the
end, each file in one step, and not at all where a workbook cannot be read.
"""

import os
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from generator.findings import Finding
from generator.importers.draft import HEADINGS, Settings, source
from generator.importers.grouping import Group, codes_of, group
from generator.importers.ledger import Ledger
from generator.importers.memory import FOLDER, Memory, month_of, read_memory, stem_of
from generator.importers.merge import Change, Merged, Mode, merge
from generator.importers.records import build
from generator.importers.registry import Registry, unreadable
from generator.importers.report import ImportReport
from generator.importers.resemblance import resemblances
from generator.importers.shared import shared_texts
from generator.importers.validity import refusal
from generator.importers.workbook import Workbook, read_workbook, repaired_cells
from generator.importers.workbook_file import fault
from generator.progress import Progress, silent

_CATALOGUE_NAMES = {"publisher.yml", "fields.yml", "procedures", FOLDER}
_CHECKED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?")


def import_workbooks(
    workbooks: Sequence[Path],
    into: Path,
    *,
    facts_only: bool = False,
    as_of: str | None = None,
    only: Collection[str] | None = None,
    keep_catalogue: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Import the workbooks into the catalogue folder ``into`` and report what happened.

    ``as_of``: the month (YYYY-MM) of the workbooks; else their file names tell it.
    ``only``: take these codes alone.  ``keep_catalogue``: where workbook and catalogue both
    changed, settle for the catalogue's value.  ``progress(done, total, what)`` is called often.
    """
    run = _Run(into, Mode(facts_only, keep_catalogue), only, progress)
    run.read(workbooks, as_of)
    if not run.stopped:
        run.build()
        run.merge()
        run.write()
    return run.report()


class _Run:
    """One import: what was read, built and merged so far."""

    def __init__(
        self, into: Path, mode: Mode, only: Collection[str] | None, progress: Progress
    ) -> None:
        self.into, self.mode, self.only, self.progress = into, mode, only, progress
        self.registry = Registry(into)
        self.findings: list[Finding] = [*_foreign_folder(into), *self.registry.faults]
        self.stopped = bool(self.findings)
        self.ledger = Ledger()
        self.books: list[tuple[Workbook, Settings]] = []
        self.memories: dict[str, Memory] = {}
        self.records: dict[str, tuple[str, dict[str, object]]] = {}
        self.refused: dict[str, str] = {}
        self.merged: list[Merged] = []
        self.gone: list[Change] = []
        self.written = 0

    def read(self, paths: Sequence[Path], as_of: str | None) -> None:
        """Read all workbooks and what was imported before; a fault stops the import."""
        for number, path in enumerate(paths):
            self.progress(number, len(paths), f"Đọc {path.name}")
            book, faults = read_workbook(path, HEADINGS)
            month = as_of or month_of(path.name)
            if not _CHECKED.fullmatch(month):
                faults.append(_no_month(path, as_of))
            tier = tier_of(book) if book else ""
            if book and not tier:
                faults.append(_no_tier(path))
            if book and not book.sheets[0].rows:
                faults.append(_no_rows(path, book.sheets[0].title))
            if stem_of(path.name) in self.memories:
                faults.append(_twice(path))
            self.memories[stem_of(path.name)] = Memory()
            self.findings += faults
            if book and not faults:
                self.books.append((book, Settings(self.mode.facts_only, month, tier)))
        self._remember()
        self.stopped = self.stopped or len(self.books) < len(paths) or not paths

    def _remember(self) -> None:
        for stem in self.memories:
            path = self.into / FOLDER / f"{stem}.json"
            try:
                self.memories[stem] = read_memory(path)
            except ValueError as error:
                self.findings.append(unreadable(path, str(error)))
                self.stopped = True

    def _owners(self) -> dict[str, str]:
        """The codes that other workbooks gave in earlier imports, with the workbook's stem."""
        owners: dict[str, str] = {}
        for path in sorted((self.into / FOLDER).glob("*.json")):
            if path.stem not in self.memories:
                try:
                    owners |= dict.fromkeys(read_memory(path).records, path.stem)
                except ValueError as error:
                    self.findings.append(unreadable(path, str(error)))
        return owners

    def build(self) -> None:
        """Make the records of all workbooks."""
        owners = self._owners()
        groups: list[tuple[Settings, Group]] = []
        for book, settings in self.books:
            for sheet in book.sheets:
                self.ledger.open(sheet)
                self.findings += repaired_cells(sheet, self.only)
            self.findings += [_unread(book.name, title) for title in book.unread]
            grouped, faults, refused = group(book, self.ledger, owners, self.only)
            self.findings += faults
            self.refused |= refused
            owners |= dict.fromkeys(grouped.codes, settings.tier)
            groups.append((settings, grouped))
        held = {code for book, _ in self.books for code in codes_of(book)}
        absent = sorted(set(self.only or ()) - held)
        names = ", ".join(book.name for book, _ in self.books)
        self.findings += [_code_absent(names, code) for code in absent]
        total = sum(len(grouped.procedures) for _, grouped in groups)
        done = 0
        for settings, grouped in groups:
            for rows in grouped.procedures:
                done += 1
                if done % 50 == 0 or done == total:
                    self.progress(done, total, "Dựng hồ sơ")
                self._build_one(settings, grouped, rows.code)
        self.findings += resemblances(
            (grouped.name, grouped.main, rows.main, self.records[rows.code][1])
            for _, grouped in groups
            for rows in grouped.procedures
            if rows.code in self.records
        )

    def _build_one(self, settings: Settings, grouped: Group, code: str) -> None:
        rows = grouped.of(code)
        broken = grouped.broken(rows)
        if broken:
            self.findings += broken
            self._leave(grouped, code, f"{len(broken)} ô hỏng, xem từng ô ở dưới.")
            return
        ledger = Ledger()
        draft = build(rows, settings, self.registry, ledger)
        self.findings += draft.findings
        why = refusal(draft.record)
        if why:
            self.findings.append(grouped.refuse(rows.main, f"{code}: {why}", "import/invalid"))
            self._leave(grouped, code, why)
            return
        self.ledger.absorb(ledger)
        self.records[code] = (stem_of(grouped.name), draft.record)

    def _leave(self, grouped: Group, code: str, why: str) -> None:
        """Refuse a whole procedure: its rows are counted, its record stays as it was."""
        self.refused[code] = why
        grouped.leave_all(grouped.of(code), self.ledger, "thủ tục bị từ chối")

    def merge(self) -> None:
        """Merge each record with the catalogue and find those gone from the workbooks."""
        known = {
            path.stem: path.relative_to(self.into).as_posix()
            for path in sorted((self.into / "procedures").glob("**/[!.]*.yml"))
        }
        for number, (stem, record) in enumerate(self.records.values(), 1):
            if number % 50 == 0 or number == len(self.records):
                self.progress(number, len(self.records), "So với danh mục")
            memory = self.memories[stem]
            outcome = merge(self.into, known, record, memory, self.mode)
            self.findings += outcome.findings
            self.merged.append(outcome)
            if outcome.change.happened != "unreadable":
                memory.records[outcome.change.code] = outcome.hashes
        self._find_gone(known)

    def _find_gone(self, known: dict[str, str]) -> None:
        """Codes imported once that the workbook has no more: reported, never deleted."""
        for memory in self.memories.values():
            for code in sorted(set(memory.records) - set(self.records) - set(self.refused)):
                if self.only is not None and code not in self.only:
                    continue
                if code not in known:
                    del memory.records[code]
                    continue
                self.gone.append(Change(code=code, name="", happened="gone"))
                self.findings.append(_gone(self.into / known[code], code))

    def write(self) -> None:
        """Write every file whose text changes, all at the end.

        What was imported is remembered last: where the writing breaks off, the next import must
        not take the records that are missing for records that an editor took away.
        """
        texts = {merged.path: merged.text for merged in self.merged if merged.text is not None}
        taken = [merged.taken for merged in self.merged]
        shared, faults = shared_texts(self.into, self.registry, taken, source(self.books[0][1]))
        self.findings += faults
        texts |= shared
        self.written = write_all(self.into, texts, self.progress)
        for merged in self.merged:
            if merged.moved_from:
                (self.into / merged.moved_from).unlink(missing_ok=True)
        memories = {f"{FOLDER}/{stem}.json": m.text() for stem, m in self.memories.items()}
        self.written += write_all(self.into, memories, silent)

    def report(self) -> ImportReport:
        """What happened, in numbers and findings."""
        return ImportReport(
            workbooks=tuple(book.name for book, _ in self.books),
            stopped=self.stopped,
            sheets=self.ledger.counts(),
            changes=(*(merged.change for merged in self.merged), *self.gone),
            refused=self.refused,
            findings=tuple(self.findings),
            files_written=self.written,
        )


def tier_of(book: Workbook) -> str:
    """The tier of a workbook: its main sheet's title says it, else its file name."""
    for text in (book.sheets[0].title, book.name):
        letters = re.sub(r"[^a-z]", " ", text.lower())
        if re.search(r"capxa|cap xa|\bxa\b", letters):
            return "ward"
        if re.search(r"captinh|cap tinh|\btinh\b", letters):
            return "city"
    return ""


def write_all(folder: Path, texts: dict[str, str], progress: Progress) -> int:
    """Write the texts that differ from their files, each by renaming; the number written."""
    written = 0
    for number, (name, text) in enumerate(sorted(texts.items()), 1):
        data, path = text.encode(), folder / name
        if not (path.exists() and path.read_bytes() == data):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f".{path.name}.part")
            unfinished.write_bytes(data)
            os.replace(unfinished, path)
            written += 1
        if number % 50 == 0 or number == len(texts):
            progress(number, len(texts), "Ghi tệp")
    return written


def _foreign_folder(into: Path) -> list[Finding]:
    """A fault where the folder holds other things than a catalogue, as a mistyped path would."""
    names = {path.name for path in into.iterdir()} if into.is_dir() else set()
    if not names or names & _CATALOGUE_NAMES:
        return []
    what = "Thư mục này có tệp khác nhưng không phải danh mục, nên chưa ghi gì vào đây."
    inner = into / "catalogue"
    repair = (
        f"Có phải “{inner}”?" if inner.is_dir() else "Chọn thư mục danh mục, hoặc thư mục trống."
    )
    return [Finding(path=str(into), what=what, repair=repair, rule="import/not-a-catalogue")]


def _no_month(path: Path, as_of: str | None) -> Finding:
    what = f"Không hiểu --as-of “{as_of}”." if as_of else "Không biết bảng tính của tháng nào."
    return fault(
        path,
        what,
        "Đặt tên tệp có năm và tháng (…-2026-07.xlsx) hoặc chạy với --as-of 2026-07.",
        "import/no-month",
    )


def _no_tier(path: Path) -> Finding:
    return fault(
        path,
        "Không biết bảng tính của cấp nào: tên sheet chính không có CAPXA hay CAPTINH.",
        "Giữ tên sheet như Cổng xuất ra (TTHC2-CAPXA, TTHC1-CAPTINH).",
        "import/no-tier",
    )


def _no_rows(path: Path, title: str) -> Finding:
    return fault(
        path,
        "Dưới dòng tên cột không có dòng nào.",
        "Xuất lại bảng tính từ Cổng; bảng trống không có nghĩa là mọi thủ tục đã bãi bỏ.",
        "import/no-rows",
        f"sheet “{title}”",
    )


def _unread(book: str, title: str) -> Finding:
    return Finding(
        path=book,
        place=f"sheet “{title}”",
        what="Sheet này không thuộc mẫu của Cổng nên không được đọc.",
        repair="Nếu có dữ liệu cần nhập thì chuyển sang đúng sheet của mẫu.",
        rule="import/sheet-unread",
        severity="warning",
    )


def _code_absent(books: str, code: str) -> Finding:
    return Finding(
        path=books,
        what=f"Mã “{code}” trong danh sách cần lấy không có ở sheet chính.",
        repair="Xem lại mã trong danh sách, hoặc nhập kèm bảng tính có mã này.",
        rule="import/code-absent",
        severity="warning",
    )


def _twice(path: Path) -> Finding:
    return fault(
        path,
        "Hai bảng tính cùng một tên (không kể tháng) trong một lần nhập.",
        "Nhập lần lượt từng tháng.",
        "import/workbook-twice",
    )


def _gone(path: Path, code: str) -> Finding:
    return Finding(
        path=str(path),
        what=f"{code} không còn trong bảng tính.",
        repair="Kiểm tra quyết định bãi bỏ; nếu đúng thì ghi ngày hết hiệu lực hoặc xóa tệp.",
        rule="import/gone",
        severity="warning",
    )


def codes_in(lines: Iterable[str]) -> set[str]:
    """The codes of a list, one a line; blank lines and those after # are passed over."""
    return {line.partition("#")[0].strip() for line in lines} - {""}
