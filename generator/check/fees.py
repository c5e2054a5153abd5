"""Rules on fees: what is known of each, in which amount, and by which law.

In: procedures and shared fees.
"""

from collections.abc import Iterator

from generator.check.faults import Spot, rule
from generator.check.records import fees_of
from generator.load import Place
from generator.model import Fee, Procedure, Record

LEAST_USUAL_AMOUNT = 1_000
"""A smaller amount in đồng is most likely one written in thousands."""


def _fees(record: Record) -> Iterator[tuple[Place, Fee, str]]:
    """Place, fee and the name by which an editor knows it again."""
    attribute, fees = fees_of(record)
    for position, fee in enumerate(fees):
        name = fee.name or fee.case
        label = f"“{name}”" if name else f"thứ {position + 1}"
        yield (attribute, position), fee, label


@rule(
    "fees/basis",
    "Khoản thu có “basis” nào thì phải có đúng khóa đi kèm: amount, fee, stated.",
)
def basis(record: Record) -> Iterator[Spot]:
    """A fee has what its basis needs."""
    for place, fee, label in _fees(record):
        key, words = _NEEDS.get(fee.basis, ("", ""))
        if key and getattr(fee, key) is None and not (fee.basis == "rule" and fee.note):
            what = f"Khoản thu {label} ghi “basis: {fee.basis}” nhưng thiếu “{key}:”."
            yield Spot((*place, "basis"), what, f"Thêm “{key}:” {words}, hoặc đổi “basis:”.")


_NEEDS = {
    "amount": ("amount", "với mức thu"),
    "shared": ("fee", "với mã của khoản phí chung trong fees/"),
    "unverified": ("stated", "với nguyên văn của nguồn"),
    "rule": ("stated", "với cách tính ghi trong văn bản"),
}


@rule("fees/stray", "“amount” chỉ đi với basis amount, “fee” chỉ đi với basis shared.")
def stray(record: Record) -> Iterator[Spot]:
    """An amount stands only with basis amount, and a shared fee only with basis shared."""
    for place, fee, label in _fees(record):
        for key, owner in (("amount", "amount"), ("fee", "shared")):
            if getattr(fee, key) is not None and fee.basis != owner:
                what = f"Khoản thu {label} có “{key}:” nhưng ghi “basis: {fee.basis}”."
                yield Spot((*place, key), what, f"Bỏ “{key}:” hoặc ghi “basis: {owner}”.")


@rule(
    "fees/reduced",
    "Mức thu giảm dần phải ghi đủ: từ đơn vị thứ mấy, mức nào, và đơn vị là gì.",
)
def reduced(record: Record) -> Iterator[Spot]:
    """A lower amount says from which unit on it holds, and what the unit is."""
    for place, fee, label in _fees(record):
        parts = (fee.reduced_from, fee.reduced_amount)
        if parts != (None, None) and (None in parts or fee.unit is None):
            what = f"Khoản thu {label} ghi mức thu giảm dần nhưng chưa đủ."
            yield Spot(place, what, "Ghi đủ “unit:”, “reduced_from:” và “reduced_amount:”.")


@rule("fees/nested", "Khoản phí chung không được dẫn tiếp đến một khoản phí chung khác.")
def nested(record: Record) -> Iterator[Spot]:
    """A shared fee gives amounts itself, and does not name another shared fee."""
    if isinstance(record, Procedure):
        return
    for place, fee, label in _fees(record):
        if fee.basis == "shared":
            what = f"Mức thu {label} của khoản phí chung lại dẫn đến khoản phí chung khác."
            yield Spot(place, what, "Ghi mức thu ngay tại đây.")


@rule("fees/source", "Mức thu và việc miễn phí phải có căn cứ pháp lý.")
def source(record: Record) -> Iterator[Spot]:
    """An amount, or that there is none, has its legal source."""
    if not _to_be_verified(record):
        yield from _without_source(record)


@rule(
    "fees/source-pending",
    "Mức thu đang chờ kiểm tra mà chưa có căn cứ pháp lý thì cần bổ sung.",
    "warning",
)
def source_pending(record: Record) -> Iterator[Spot]:
    """An amount that is to be verified has its legal source too."""
    if _to_be_verified(record):
        yield from _without_source(record)


def _to_be_verified(record: Record) -> bool:
    gap = record.gaps.get("fees") if isinstance(record, Procedure) else None
    return gap is not None and gap.status == "to-be-verified"


def _without_source(record: Record) -> Iterator[Spot]:
    for place, fee, label in _fees(record):
        if fee.basis in ("amount", "free") and not fee.legal:
            what = f"Khoản thu {label} không có căn cứ pháp lý."
            yield Spot(place, what, "Thêm “legal:” với số văn bản quy định mức thu hoặc việc miễn.")


@rule("fees/zero", "Không thu thì ghi “basis: free”, không ghi mức 0.")
def zero(record: Record) -> Iterator[Spot]:
    """A fee of nothing is said to be free."""
    for place, fee, label in _fees(record):
        if fee.amount == 0:
            what = f"Khoản thu {label} có mức 0."
            yield Spot((*place, "amount"), what, "Ghi “basis: free” nếu đúng là không thu tiền.")


@rule("fees/whole", "Mức thu bằng đồng là số nguyên.")
def whole(record: Record) -> Iterator[Spot]:
    """An amount in đồng is whole."""
    for place, fee, label in _fees(record):
        if fee.amount is not None and fee.currency == "VND" and fee.amount % 1:
            what = f"Khoản thu {label} có phần lẻ của đồng: {fee.amount:g}."
            repair = "Ghi số đồng nguyên, không dấu chấm ngăn hàng nghìn (8000, không phải 8.000)."
            yield Spot((*place, "amount"), what, repair)


@rule("fees/small", "Mức thu dưới 1.000 đồng thường là ghi nhầm.", "warning")
def small(record: Record) -> Iterator[Spot]:
    """An amount in đồng is not below 1,000, which is most likely a slip."""
    for place, fee, label in _fees(record):
        if fee.amount and fee.currency == "VND" and fee.amount < LEAST_USUAL_AMOUNT:
            what = f"Khoản thu {label} chỉ {fee.amount:g} đồng."
            yield Spot((*place, "amount"), what, "Xem lại có thiếu ba số 0 hay không.")
