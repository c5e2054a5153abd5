"""Findings: what is wrong in the input, exactly where, and how to repair it.

In: places and sentences from the stages.  Out: lines for a terminal, JSON, or annotations that a
code host shows beside the changed line.
"""

import json
import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs of catalogue text or file names with which a line would end, or command a terminal."""

Severity = Literal["error", "warning"]
Format = Literal["text", "json", "github"]


class ExpectedFault(Exception):
    """A fault of the input or the machine, not of the program; the message says what to do."""


class Finding(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """One fault: ``path`` and ``line`` (1-based; 0 means the whole file) say where.

    ``place`` is a finer place in words where the file has no lines: a sheet, row and column.
    """

    path: str
    line: int = 0
    place: str = ""
    what: str
    repair: str
    rule: str
    severity: Severity = "error"

    @property
    def where(self) -> str:
        """The address of the fault as an editor opens it."""
        address = f"{self.path}:{self.line}" if self.line else self.path
        return f"{address} {self.place}" if self.place else address


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings forbids publishing."""
    return any(finding.severity == "error" for finding in findings)


def show(findings: Iterable[Finding], form: Format = "text") -> str:
    """All findings, sorted by place, in the wanted form; the empty string for none."""
    return _SHOW[form](sorted(findings))


def _text(findings: list[Finding]) -> str:
    return "".join(f"{_text_line(finding)}\n" for finding in findings)


def _text_line(finding: Finding) -> str:
    mark = "" if finding.severity == "error" else "warning: "
    line = f"{finding.where}  {mark}{finding.what} {finding.repair} [{finding.rule}]"
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", line)


def _json(findings: list[Finding]) -> str:
    records = [
        {
            "path": finding.path,
            "line": finding.line,
            "place": finding.place,
            "severity": finding.severity,
            "rule": finding.rule,
            "what": finding.what,
            "repair": finding.repair,
        }
        for finding in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _github(findings: list[Finding]) -> str:
    return "".join(f"{_github_line(finding)}\n" for finding in findings)


def _github_line(finding: Finding) -> str:
    message = f"{finding.place} {finding.what} {finding.repair}".strip()
    attributes = (
        f"file={_escape(finding.path, ',:')},line={max(finding.line, 1)},"
        f"title={_escape(finding.rule, ',:')}"
    )
    return f"::{finding.severity} {attributes}::{_escape(message)}"


def _escape(text: str, also: str = "") -> str:
    """Escape as workflow commands ask: percent, line ends, and in attributes comma and colon."""
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


_SHOW = {"text": _text, "json": _json, "github": _github}
