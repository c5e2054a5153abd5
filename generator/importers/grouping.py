"""The rows of all sheets of a workbook, grouped by procedure; rows that belong to none refused.

In: a workbook.  Out: ``Group`` and a finding for each row that cannot belong to a procedure.
"""

from collections.abc import Collection, Mapping

from generator.findings import Finding
from generator.importers.cleaning import fold, one_line, shortened
from generator.importers.draft import MAIN, Rows
from generator.importers.ledger import Ledger
from generator.importers.workbook import Row, Sheet, Workbook, code_of

CODE, NAME, FIELD = "Mã TTHC", "Tên TTHC", "Lĩnh vực"


class Group:
    """The procedures of one workbook in its order."""

    def __init__(self, book: Workbook) -> None:
        self.name = book.name
        self.main = book.sheets[0]
        self.sheets: dict[str, Sheet] = {MAIN: self.main}
        self.sheets |= {sheet.title: sheet for sheet in book.sheets[1:]}
        self._rows: dict[str, Rows] = {}

    @property
    def codes(self) -> Collection[str]:
        """The codes in the order of the workbook."""
        return self._rows.keys()

    @property
    def procedures(self) -> list[Rows]:
        """The procedures in the order of the workbook."""
        return list(self._rows.values())

    def add(self, code: str, main: Row) -> None:
        """Begin a procedure."""
        self._rows[code] = Rows(code, main, {}, self.sheets)

    def drop(self, code: str) -> None:
        """Take a procedure back."""
        del self._rows[code]

    def of(self, code: str) -> Rows:
        """The rows of a procedure."""
        return self._rows[code]

    def refuse(self, row: Row, what: str, rule: str, column: str = CODE) -> Finding:
        """The finding of a refused main row."""
        repair = "Sửa trong bảng tính rồi nhập lại; chưa ghi gì của thủ tục này."
        return self.main.finding(row, column, what, repair, rule, "error")

    def broken(self, rows: Rows) -> list[Finding]:
        """A finding for each cell of the procedure whose value Excel has lost."""
        placed = [(self.main, rows.main)]
        placed += [(self.sheets[title], row) for title, others in rows.of.items() for row in others]
        return [
            _broken(sheet, row, rows.code, name, cell.broken)
            for sheet, row in placed
            for name, cell in row.cells.items()
            if cell.broken
        ]

    def leave_all(self, rows: Rows, ledger: Ledger, reason: str) -> None:
        """Count all rows of a procedure as left out."""
        ledger.left_out(self.main, reason)
        for title, others in rows.of.items():
            ledger.left_out(self.sheets[title], reason, len(others))


def codes_of(book: Workbook) -> set[str]:
    """The codes of the main sheet that can be read."""
    return {code_of(row.cells.get(fold(CODE)))[0] for row in book.sheets[0].rows}


_ALONE = (
    "Tên ở sheet chính khác tên ở mọi sheet còn lại; có thể chỉ mới sửa tên ở một chỗ.",
    "import/name-alone",
)


def group(
    book: Workbook, ledger: Ledger, owners: Mapping[str, str], only: Collection[str] | None
) -> tuple[Group, list[Finding], dict[str, str]]:
    """The rows by procedure, findings, and the refused codes with the reason.

    ``owners``: codes that another workbook has given already.  ``only``: the wanted codes.
    """
    grouped = Group(book)
    findings: list[Finding] = []
    refused: dict[str, str] = {}
    unwanted: set[str] = set()
    for row in grouped.main.rows:
        code, remark = code_of(row.cells.get(fold(CODE)))
        why = _refusal(grouped, code, remark, row, owners)
        if code and only is not None and code not in only:
            unwanted.add(code)
            ledger.left_out(grouped.main, "ngoài danh sách mã được chọn")
        elif why:
            findings.append(grouped.refuse(row, why[0], why[1]))
            refused.setdefault(code or f"dòng {row.number}", why[0])
            ledger.left_out(grouped.main, "thủ tục bị từ chối")
        else:
            if remark:
                findings.append(_restored(grouped.main, row, remark))
            grouped.add(code, row)
    foreign: dict[str, list[Finding]] = {}
    for sheet in book.sheets[1:]:
        _distribute(grouped, sheet, ledger, findings, foreign, set(refused), unwanted)
    for code, faults in foreign.items():
        rows = grouped.of(code)
        if rows.of:
            findings += faults
            continue
        findings.append(grouped.refuse(rows.main, *_ALONE, NAME))
        refused[code] = _ALONE[0]
        ledger.left_out(grouped.main, "thủ tục bị từ chối")
        grouped.drop(code)
    refused = {code: why for code, why in refused.items() if code not in grouped.codes}
    return grouped, findings, refused


def _refusal(
    grouped: Group, code: str, remark: str, row: Row, owners: Mapping[str, str]
) -> tuple[str, str] | None:
    """Why a main row gives no record, with its rule; None where it does."""
    if not code:
        return remark, "import/code-unreadable"
    if code in grouped.codes:
        return f"{code}: mã đã có ở dòng {grouped.of(code).main.number}.", "import/code-twice"
    if code in owners:
        other = owners[code]
        return f"{code}: mã đã nhập từ bảng tính khác ({other}).", "import/code-at-two-tiers"
    if not fold(row.text(NAME)) and not row.broken(NAME):
        return f"{code}: dòng không có tên thủ tục.", "import/name-missing"
    if not fold(row.text(FIELD)) and not row.broken(FIELD):
        return f"{code}: dòng không có lĩnh vực.", "import/field-missing"
    return None


def _restored(sheet: Sheet, row: Row, remark: str) -> Finding:
    repair = "Định dạng cột mã là Text trong bảng tính."
    return sheet.finding(row, CODE, remark, repair, "import/code-number")


def _distribute(
    grouped: Group,
    sheet: Sheet,
    ledger: Ledger,
    findings: list[Finding],
    foreign: dict[str, list[Finding]],
    refused: Collection[str],
    unwanted: Collection[str],
) -> None:
    """Give the rows of a sub-sheet to their procedures; those of another name to ``foreign``."""
    stray: dict[str, list[Row]] = {}
    for row in sheet.rows:
        code, remark = code_of(row.cells.get(fold(CODE)))
        if code in unwanted:
            ledger.left_out(sheet, "ngoài danh sách mã được chọn")
            continue
        if code not in grouped.codes:
            known = code in refused
            ledger.left_out(sheet, "thủ tục bị từ chối" if known else "mã không có ở sheet chính")
            if not known:
                why = f"{code}: mã không có ở sheet chính." if code else remark
                stray.setdefault(why, []).append(row)
            continue
        rows = grouped.of(code)
        other = _other_name(rows, row)
        if other:
            ledger.left_out(sheet, "tên khác với sheet chính")
            foreign.setdefault(code, []).append(_foreign(sheet, row, code, other))
            continue
        if remark:
            findings.append(_restored(sheet, row, remark))
        of = rows.of
        if isinstance(of, dict):
            of.setdefault(sheet.title, []).append(row)
    findings += [_stray(sheet, rows, why) for why, rows in stray.items()]


def _other_name(rows: Rows, row: Row) -> str:
    """The name of another procedure that the row carries; empty where it is the right one."""
    name = "" if rows.main.broken(NAME) else one_line(row.text(NAME))
    return name if fold(name) and fold(name) != fold(rows.main.text(NAME)) else ""


def _stray(sheet: Sheet, rows: list[Row], why: str) -> Finding:
    """One finding for the rows of a code, or of one fault of their codes."""
    numbers = ", ".join(str(row.number) for row in rows)
    what = f"{why} Bỏ {len(rows)} dòng: {numbers}."
    repair = "Thêm thủ tục vào sheet chính hoặc sửa mã."
    return sheet.finding(rows[0], CODE, what, repair, "import/code-unknown", "error")


def _broken(sheet: Sheet, row: Row, code: str, column: str, why: str) -> Finding:
    what = f"{code}: ô {why}."
    repair = "Gõ lại giá trị (định dạng cột là Text) rồi nhập lại; chưa ghi gì của thủ tục này."
    return sheet.finding(row, column, what, repair, "import/cell-broken", "error")


def _foreign(sheet: Sheet, row: Row, code: str, name: str) -> Finding:
    what = f"{code}: dòng mang tên thủ tục khác: “{shortened(name, 80)}”."
    repair = "Kiểm tra xem dòng thuộc thủ tục nào; đã bỏ dòng này."
    return sheet.finding(row, NAME, what, repair, "import/other-procedure", "error")
