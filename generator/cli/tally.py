"""One line on how many faults a catalogue has.

In: the faults.  Out: the line.
"""

from collections.abc import Sequence

from generator.findings import Finding
from generator.load import Flaw


def tally(files: int, faults: Sequence[Finding | Flaw]) -> str:
    """How many files, errors and warnings."""
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    if not faults:
        return f"Danh mục hợp lệ: {files} tệp, không có lỗi."
    return f"Danh mục: {files} tệp, {errors} lỗi, {warnings} cảnh báo."
