"""The box at the top of a procedure page: what to bring, where, how long, how much, who.

In: a procedure and its fees as rows.  Out: rows of the box, in the order in which people ask.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from generator.catalogue import Shared, holds
from generator.model import Attribute, ChannelKind, DossierCase, Procedure, TimeLimit
from generator.views import wording
from generator.views.lines import Line
from generator.views.tariff import Charge

LINES = 4
"""How many lines a row has at most; the section below the box holds the rest."""


class Glance(msgspec.Struct, frozen=True, gc=False):
    """One row: a question, its answer, a mark for doubt, the section that says more.

    ``gap`` stands in place of ``lines`` where the answer is not known.
    """

    label: str
    lines: tuple[Line, ...] = ()
    gap: str = ""
    mark: str = ""
    section: str = ""
    more: str = ""


def rows(
    procedure: Procedure, shared: Shared, day: date, tier: str, charges: Sequence[Charge]
) -> tuple[Glance, ...]:
    """All rows of the box."""
    return (
        _papers(procedure),
        _where(procedure, shared, day, tier),
        _how_long(procedure, day),
        _how_much(procedure, charges),
        _who(procedure),
        _online(procedure),
    )


def _mark(procedure: Procedure, attribute: Attribute) -> str:
    gap = procedure.gaps.get(attribute)
    return wording.UNVERIFIED if gap and gap.status == "to-be-verified" else ""


def _papers(procedure: Procedure) -> Glance:
    label = "Cần mang gì"
    if not procedure.dossier:
        return Glance(label, gap=wording.missing(procedure, "dossier"))
    lines = _papers_in_short(procedure.dossier)
    return Glance(label, lines, "", _mark(procedure, "dossier"), "ho-so", "Xem từng giấy tờ")


def _papers_in_short(cases: Sequence[DossierCase]) -> tuple[Line, ...]:
    """The names of the papers that all bring where they are few and short, else a count."""
    first, *others = cases
    names = [item.name for item in first.items]
    if len(names) > LINES or (others and first.case) or any(len(name) > 120 for name in names):
        count = sum([len(case.items) for case in cases])
        about = f"chia theo {len(cases)} nhóm, trường hợp" if others else ""
        return (Line(f"{count} mục giấy tờ", about),)
    lines = [Line(name, "") for name in names]
    if others:
        lines.append(Line("", f"và giấy tờ riêng cho {len(others)} trường hợp khác"))
    return tuple(lines)


def _where(procedure: Procedure, shared: Shared, day: date, tier: str) -> Glance:
    lines = _reception(procedure.reception) if procedure.reception else []
    agencies = [
        shared.agencies[authority.agency].name
        for authority in procedure.authorities
        if authority.agency in shared.agencies and holds(authority, day)
    ]
    if agencies:
        lines.append(Line("; ".join(dict.fromkeys(agencies)), "giải quyết"))
    lines.append(Line("", f"Cấp giải quyết: {tier}"))
    mark = _mark(procedure, "reception") or _mark(procedure, "authorities")
    return Glance("Ở đâu", tuple(lines), "", mark, "cach-thuc", "Xem cách nộp")


def _reception(place: str) -> list[Line]:
    """The first sentence; the section holds the others."""
    return [Line(place.partition(". ")[0], "")]


def _how_long(procedure: Procedure, day: date) -> Glance:
    label = "Bao lâu"
    limits = [limit for limit in procedure.time_limits if holds(limit, day)]
    if not limits:
        return Glance(label, gap=wording.missing(procedure, "time_limits"))
    lines = by_channel([(limit.channel, time_limit(limit)) for limit in limits])
    mark = _mark(procedure, "time_limits")
    return Glance(label, _few(lines, "thời hạn"), "", mark, "thoi-han", "Xem thời hạn")


def time_limit(limit: TimeLimit) -> Line:
    """How long, and in which case."""
    return Line(wording.time_limit(limit), limit.case or "")


def _how_much(procedure: Procedure, charges: Sequence[Charge]) -> Glance:
    label = "Bao nhiêu tiền"
    current = [charge for charge in charges if not charge.row.state]
    if not current:
        return Glance(label, gap=wording.missing(procedure, "fees"))
    lines = by_channel([(charge.channel, _charge(charge)) for charge in current])
    doubtful = any(charge.row.mark for charge in current)
    mark = wording.UNVERIFIED if doubtful else _mark(procedure, "fees")
    return Glance(label, _few(lines, "mức"), "", mark, "le-phi", "Xem phí, lệ phí")


def _charge(charge: Charge) -> Line:
    row = charge.row
    about = wording.shorten(row.case or row.name, 80)
    if row.mark:
        words = wording.shorten(row.amount, 80)
        return Line("", f"{about}: {words}" if about else words)
    return Line(wording.shorten(row.amount, 120), about)


def by_channel(pairs: Sequence[tuple[ChannelKind | None, Line]]) -> list[Line]:
    """One line for each different value; the channels are named only where values differ."""
    values: dict[Line, list[str]] = {}
    for kind, line in pairs:
        values.setdefault(line, []).append(wording.CHANNEL[kind] if kind else "")
    if len(values) == 1:
        return list(values)
    return [line if "" in kinds else _named(line, kinds) for line, kinds in values.items()]


def _named(line: Line, kinds: Sequence[str]) -> Line:
    channels = wording.listing(dict.fromkeys(kinds))
    return Line(line.text, f"{channels}: {line.about}" if line.about else channels)


def _few(lines: Sequence[Line], what: str) -> tuple[Line, ...]:
    if len(lines) <= LINES:
        return tuple(lines)
    return (*lines[: LINES - 1], Line("", f"và {len(lines) - LINES + 1} {what} khác"))


def _who(procedure: Procedure) -> Glance:
    label, known = "Ai làm được", procedure.applicants
    if not known:
        return Glance(label, gap=wording.missing(procedure, "applicants"))
    line = Line("; ".join(known), wording.doubt(procedure, "applicants"))
    return Glance(label, (line,), "", _mark(procedure, "applicants"))


def _online(procedure: Procedure) -> Glance:
    label, words = "Làm qua mạng", online(procedure)
    if not words:
        return Glance(label, gap=wording.missing(procedure, "online_level"))
    return Glance(label, (Line(words, ""),), "", _mark(procedure, "online_level"))


def online(procedure: Procedure) -> str:
    """The online level in words, with the reason of a partial one; empty where not known."""
    if procedure.online_level:
        return wording.sentence(wording.ONLINE[procedure.online_level], procedure.online_reason)
    if any(channel.kind == "online" for channel in procedure.channels):
        return "Có nhận hồ sơ trực tuyến; chưa rõ toàn trình hay một phần."
    return ""
