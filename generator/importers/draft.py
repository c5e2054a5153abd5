"""A record in the making: the sheets it is read from, its order of keys, its findings.

In: the rows of one procedure.  Out: ``Draft``, which the readers of single parts fill.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from generator.findings import Finding, Severity
from generator.importers.ledger import Ledger
from generator.importers.registry import Plain, Registry
from generator.importers.workbook import Row, Sheet

MAIN, CHANNELS, STEPS, DOSSIER, RESULTS, LEGAL, CONDITIONS = (
    "",
    "Cách thức thực hiện",
    "Trình tự thực hiện",
    "TPHS",
    "KQTH",
    "CCPL",
    "Yêu cầu, điều kiện",
)
HEADINGS = {
    MAIN: (
        "Mã TTHC",
        "Tên TTHC",
        "Link truy cập",
        "Số quyết định",
        "Lĩnh vực",
        "Cấp thực hiện",
        "Đối tượng thực hiện",
        "Cơ quan thực hiện",
        "Cơ quan có thẩm quyền",
    ),
    CHANNELS: ("Mã TTHC", "Hình thức nộp", "Thời gian", "Phí, lệ phí", "Mô tả"),
    STEPS: ("Mã TTHC", "Mô tả chi tiết"),
    DOSSIER: ("Mã TTHC", "Trường hợp", "Tên giấy tờ", "Bản chính", "Bản sao", "Mẫu đơn, tờ khai"),
    RESULTS: ("Mã TTHC", "Kết quả"),
    LEGAL: ("Mã TTHC", "Số ký hiệu"),
    CONDITIONS: ("Mã TTHC", "Yêu cầu, điều kiện"),
}
"""The columns that each sheet must have; the empty title is the main sheet."""
KEY_ORDER = (
    "code",
    "name",
    "short_name",
    "field",
    "jurisdiction",
    "summary",
    "synonyms",
    "applicants",
    "authorities",
    "reception",
    "channels",
    "online_level",
    "online_reason",
    "home_delivery",
    "time_limits",
    "fees",
    "steps",
    "dossier",
    "sets",
    "forms",
    "results",
    "conditions",
    "legal_basis",
    "decision",
    "linked",
    "related",
    "gaps",
    "updated",
    "source",
)
STATED = 160
PORTAL = "Cổng Dịch vụ công Quốc gia"


class Settings(NamedTuple):
    """How to read: without prose or whole, the month of the workbook, its tier."""

    facts_only: bool
    checked: str
    tier: str

    @property
    def words(self) -> int | None:
        """The most characters of the source's own words to keep."""
        return STATED if self.facts_only else None


class Rows(NamedTuple):
    """The rows of one procedure: its main row, and the others by sheet title."""

    code: str
    main: Row
    of: Mapping[str, list[Row]]
    sheets: Mapping[str, Sheet]


class Draft:
    """A record in the making, with its findings."""

    def __init__(self, rows: Rows, settings: Settings, registry: Registry, ledger: Ledger) -> None:
        self.rows, self.settings = rows, settings
        self.registry, self.ledger = registry, ledger
        self.record: dict[str, object] = {}
        self.gaps: dict[str, object] = {}
        self.findings: list[Finding] = []

    def fault(
        self,
        sheet: str,
        row: Row,
        column: str,
        fault: tuple[str, str, str],
        severity: Severity = "warning",
    ) -> None:
        """Report a fault (rule, what, repair) at a cell."""
        rule, what, repair = fault
        at = self.rows.sheets[sheet]
        text = f"{self.rows.code}: {what}"
        self.findings.append(at.finding(row, column, text, repair, f"import/{rule}", severity))

    def gap(
        self,
        attribute: str,
        status: Literal["not-published", "not-applicable", "to-be-verified"],
        note: str = "",
    ) -> None:
        """Say why an attribute has no value, or a doubtful one; the first reason stands."""
        self.gaps.setdefault(attribute, {"status": status} | ({"note": note} if note else {}))

    def part(self, title: str) -> list[Row]:
        """The rows of a sheet."""
        return self.rows.of.get(title, [])

    def used(self, title: str, rows: int) -> None:
        """Count rows as used."""
        self.ledger.used(self.rows.sheets[title], rows)

    def left_out(self, title: str, reason: str, rows: int = 1) -> None:
        """Count rows as left out."""
        self.ledger.left_out(self.rows.sheets[title], reason, rows)

    def put(self, attribute: str, value: object) -> None:
        """Set an attribute that has a value."""
        if value not in (None, "", [], {}):
            self.record[attribute] = value


def source(settings: Settings, url: str = "") -> Plain:
    """Where the facts were read, and when."""
    link: Plain = {"url": url} if url else {}
    return {"title": PORTAL, **link, "checked": settings.checked}
