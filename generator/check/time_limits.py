"""Rules on time limits: never a bare number.

In: procedures.
"""

from collections.abc import Iterator

from generator.check.faults import Spot, rule
from generator.model import Procedure


@rule("time-limits/unit", "Thời hạn phải có cả số và đơn vị.")
def unit(procedure: Procedure) -> Iterator[Spot]:
    """A time limit has both a number and a unit, or neither."""
    for position, limit in enumerate(procedure.time_limits):
        if limit.number is not None and limit.unit is None:
            yield Spot(
                ("time_limits", position, "number"),
                f"Thời hạn {limit.number} không có đơn vị.",
                "Thêm “unit:” (hour, day, working-day, month); nếu nguồn không nói đơn vị thì "
                f'ghi “stated: "{limit.number}"” thay cho “number:”.',
            )
        elif limit.unit is not None and limit.number is None:
            yield Spot(
                ("time_limits", position, "unit"),
                f"Thời hạn có đơn vị “{limit.unit}” mà không có số.",
                "Thêm “number:” hoặc bỏ “unit:”.",
            )


@rule("time-limits/empty", "Thời hạn phải có số, quy tắc bằng lời, hoặc nguyên văn của nguồn.")
def empty(procedure: Procedure) -> Iterator[Spot]:
    """A time limit says how long: in a number, a rule or the source's words."""
    for position, limit in enumerate(procedure.time_limits):
        if limit.number is None and limit.unit is None and not (limit.rule or limit.stated):
            yield Spot(
                ("time_limits", position),
                "Mục thời hạn này không nói bao lâu.",
                "Thêm “number:” và “unit:”, hoặc “rule:”, hoặc “stated:” với nguyên văn của nguồn.",
            )
