"""How to submit: the channels of a procedure with their time limits and fees.

In: the rows of the sheet of channels.  Out: attributes and findings of the ``Draft``.
"""

import re
from collections.abc import Mapping

from generator.importers.cleaning import fold, is_unknown
from generator.importers.draft import CHANNELS, Draft
from generator.importers.fees import read_fee
from generator.importers.time_limits import read_time
from generator.importers.workbook import Row

KINDS = {"truc tiep": "in-person", "truc tuyen": "online", "dich vu buu chinh": "post"}


def read_channels(draft: Draft) -> None:
    """Channels with their time limits and fees."""
    channels: dict[str, list[str]] = {}
    limits: list[dict[str, object]] = []
    fees: list[dict[str, object]] = []
    for row in draft.part(CHANNELS):
        kind = KINDS.get(fold(row.text("Hình thức nộp")))
        if not kind:
            what = f"Hình thức nộp “{row.text('Hình thức nộp')}” không rõ."
            fault = ("channel-unknown", what, "Sửa thành Trực tiếp, Trực tuyến hoặc Bưu chính.")
            draft.fault(CHANNELS, row, "Hình thức nộp", fault, "error")
            draft.left_out(CHANNELS, "hình thức nộp không rõ")
            continue
        draft.used(CHANNELS, 1)
        channels.setdefault(kind, []).append(_note(row))
        _limit(draft, row, kind, limits)
        _fee(draft, row, kind, fees)
    draft.put("channels", [_channel(draft, kind, notes) for kind, notes in channels.items()])
    draft.put("time_limits", limits)
    draft.put("fees", fees)
    _channel_gaps(draft, channels, limits, fees)


def _note(row: Row) -> str:
    """The description of a channel without the portal's words for nothing before it."""
    text = re.sub(r"^Không (?:có thông tin|quy định)\.?\s*", "", row.text("Mô tả"))
    return "" if is_unknown(text) else text.strip()


def _channel(draft: Draft, kind: str, notes: list[str]) -> dict[str, object]:
    note = "\n".join(dict.fromkeys(note for note in notes if note))
    channel: dict[str, object] = {"kind": kind}
    if note and not draft.settings.facts_only:
        channel["note"] = note
    return channel


def _limit(draft: Draft, row: Row, kind: str, limits: list[dict[str, object]]) -> None:
    read = read_time(row.text("Thời gian"), draft.settings.words)
    if read.fault:
        draft.fault(CHANNELS, row, "Thời gian", read.fault)
    if not read.limit:
        return
    limit = read.limit | {"channel": kind}
    others = [other for other in limits if other["channel"] == kind and other != limit]
    if others:
        what = f"Một hình thức nộp có nhiều thời hạn: “{row.text('Thời gian')}” và thời hạn khác."
        fault = ("time-differs-by-row", what, "Ghi rõ mỗi thời hạn cho trường hợp nào.")
        draft.fault(CHANNELS, row, "Thời gian", fault)
    if limit not in limits:
        limits.append(limit)


def _fee(draft: Draft, row: Row, kind: str, fees: list[dict[str, object]]) -> None:
    read = read_fee(row.text("Phí, lệ phí"), row.text("Mô tả"), draft.settings.words)
    if read is None:
        return
    for fault in read.faults:
        draft.fault(CHANNELS, row, "Phí, lệ phí", fault)
        if fault[0] in _FEE_NOTES:
            draft.gap("fees", "to-be-verified", _FEE_NOTES[fault[0]])
    fee = _ordered(read.fee, kind)
    if any(other.get("channel") == kind and other != fee for other in fees):
        what = "Một hình thức nộp được liệt kê nhiều lần với mức thu khác nhau."
        fault = ("channel-twice", what, "Ghi rõ mỗi mức cho trường hợp nào.")
        draft.fault(CHANNELS, row, "Phí, lệ phí", fault)
    if fee not in fees:
        fees.append(fee)


_FEE_NOTES = {
    "fee-placeholder": "Cổng ghi “Miễn phí”, có thể là chữ điền sẵn.",
    "fee-placeholder-with-amount": "Cổng ghi “Miễn phí” nhưng phần mô tả lại nêu một mức thu.",
    "fee-unreadable": "Mức thu trên Cổng không đọc được.",
    "fee-several-amounts": "Cổng nêu nhiều mức thu cho nhiều trường hợp.",
    "fee-disagrees": "Số tiền trên Cổng không khớp với phần chữ kèm theo.",
    "fee-too-small": "Số tiền trên Cổng nhỏ bất thường, có thể thiếu hàng nghìn.",
    "fee-without-currency": "Số tiền trên Cổng không ghi đơn vị tiền.",
    "fee-conditions": "Mức thu trên Cổng có điều kiện hoặc thời gian áp dụng.",
    "fee-exemptions": "Cổng nêu trường hợp được miễn, chưa ghi vào đây.",
}
_FEE_KEYS = ("basis", "amount", "currency", "unit", "name", "kind", "channel", "case", "stated")


def _ordered(fee: Mapping[str, object], kind: str) -> dict[str, object]:
    fee = {**fee, "channel": kind}
    keys = [*_FEE_KEYS, *(key for key in fee if key not in _FEE_KEYS)]
    return {key: fee[key] for key in keys if key in fee}


def _channel_gaps(
    draft: Draft,
    channels: object,
    limits: list[dict[str, object]],
    fees: list[dict[str, object]],
) -> None:
    if not channels:
        draft.gap("channels", "not-published")
    if not limits:
        draft.gap("time_limits", "not-published")
    bare = next((limit for limit in limits if "stated" in limit), None)
    if bare and str(bare["stated"]).isdigit():
        note = f"Cổng chỉ ghi số “{bare['stated']}”, không ghi đơn vị."
        draft.gap("time_limits", "to-be-verified", note)
    if not fees:
        draft.gap("fees", "not-published")
    if any(fee["basis"] == "amount" and "legal" not in fee for fee in fees):
        draft.gap("fees", "to-be-verified", "Cổng không ghi văn bản quy định mức thu.")
