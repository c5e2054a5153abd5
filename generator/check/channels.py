"""Rules on ways to submit: in person, online, by post.

In: procedures.
"""

from collections.abc import Iterator

from generator.check.faults import Spot, rule
from generator.load import Place
from generator.model import ChannelKind, Procedure


@rule(
    "channels/listed",
    "Thời hạn và khoản thu theo cách nộp nào thì cách nộp đó phải có ở “channels”.",
)
def listed(procedure: Procedure) -> Iterator[Spot]:
    """A channel that a time limit or fee names is one of the procedure's channels."""
    offered = [channel.kind for channel in procedure.channels]
    for place, kind in _named(procedure):
        if kind not in offered:
            what = f"Cách nộp “{kind}” không có trong “channels:” của thủ tục."
            yield Spot(place, what, f"Thêm “- kind: {kind}” vào “channels:”, hoặc sửa chỗ này.")


def _named(procedure: Procedure) -> Iterator[tuple[Place, ChannelKind]]:
    for position, limit in enumerate(procedure.time_limits):
        if limit.channel:
            yield ("time_limits", position, "channel"), limit.channel
    for position, fee in enumerate(procedure.fees):
        if fee.channel:
            yield ("fees", position, "channel"), fee.channel


@rule("channels/repeated", "Mỗi cách nộp chỉ ghi một lần.")
def repeated(procedure: Procedure) -> Iterator[Spot]:
    """Each channel is listed once."""
    kinds = [channel.kind for channel in procedure.channels]
    for position, kind in enumerate(kinds):
        if kind in kinds[:position]:
            what = f"Cách nộp “{kind}” ghi hai lần."
            yield Spot(("channels", position), what, "Gộp ghi chú của hai mục vào một mục.")


@rule("channels/online-reason", "Chỉ trực tuyến một phần thì phải nói lý do.")
def online_reason(procedure: Procedure) -> Iterator[Spot]:
    """A procedure that is online only in part says why."""
    if procedure.online_level == "partial" and not procedure.online_reason:
        what = "Thủ tục chỉ trực tuyến một phần mà không nói lý do."
        yield Spot(
            ("online_level",), what, "Thêm “online_reason:” nói phần nào phải làm trực tiếp."
        )
