"""What a procedure's page says.

In: the record, the shared records, and the briefs of the procedures it links to; nothing else of
the catalogue, so that a page changes only with these.  Out: ``ProcedureView``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar

import msgspec

from generator import addresses
from generator.catalogue import Catalogue, Shared, holds
from generator.editions.chain import UNPUBLISHED, Editions
from generator.model import (
    Attribute,
    Authority,
    Channel,
    ChannelKind,
    Decision,
    Jurisdiction,
    Procedure,
    TimeLimit,
)
from generator.views import (
    answers,
    citations,
    cite,
    contact,
    glance,
    history,
    legal,
    links,
    papers,
    tariff,
    wording,
)
from generator.views.cite import CiteView
from generator.views.contact import ContactView
from generator.views.glance import Glance
from generator.views.history import HistoryView
from generator.views.legal import LegalLine
from generator.views.lines import Line, Note
from generator.views.links import Entry, Link, Outside
from generator.views.offers import NO_PAPERS, Offers
from generator.views.papers import Case, FormLine
from generator.views.tariff import Charge, FeeRow

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "trinh-tu": "Trình tự thực hiện",
        "cach-thuc": "Cách thức thực hiện",
        "ho-so": "Thành phần hồ sơ",
        "thoi-han": "Thời hạn giải quyết",
        "le-phi": "Phí, lệ phí",
        "bieu-mau": "Biểu mẫu",
        "ket-qua": "Kết quả",
        "dieu-kien": "Yêu cầu, điều kiện",
        "can-cu": "Căn cứ pháp lý",
        "lien-quan": "Thủ tục liên quan",
        history.SECTION: history.HEADING,
        "phan-anh": "Phản ánh, kiến nghị",
        "nguon": "Nguồn và ngày kiểm tra",
        "trich-dan": "Trích dẫn",
    }
)
"""Id and heading of each section of the page, in their order."""


_HOME_DELIVERY = {
    True: "Có trả kết quả tại nhà.",
    False: "Không trả kết quả tại nhà.",
    None: "",
}


class ChannelRow(msgspec.Struct, frozen=True, gc=False):
    """One way to submit with its own time limits and fees."""

    name: str
    note: str
    limits: tuple[Line, ...]
    fees: tuple[Line, ...]


class ProcedureView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page; each ``*_note`` says what is not known or doubtful.

    ``limits`` and ``prices`` are for the calculators: see ``answers``.  ``history`` is None before
    the first edition, ``cite`` where no edition has the procedure.  ``sheet``: the path of the
    notice to print, empty where the site has none.
    """

    sections: ClassVar[Mapping[str, str]] = SECTIONS

    title: str
    heading: str
    description: str
    crumbs: tuple[Link, ...]
    official_name: str
    code: str
    field: Link
    tier: str
    as_of: str
    summary: str
    facts_only: bool
    official: Outside | None
    glance: tuple[Glance, ...]
    steps: tuple[str, ...]
    steps_note: Note | None
    channels: tuple[ChannelRow, ...]
    channels_note: Note | None
    reception: str
    reception_note: Note | None
    online: str
    online_note: Note | None
    authorities: tuple[Line, ...]
    authorities_note: Note | None
    jurisdiction: tuple[Line, ...]
    cases: tuple[Case, ...]
    cases_note: Note | None
    sets: str
    sets_note: Note | None
    time_limits: tuple[Line, ...]
    time_limits_note: Note | None
    limits: str
    fees: tuple[FeeRow, ...]
    fees_note: Note | None
    prices: str
    sheet: str
    forms: tuple[FormLine, ...]
    forms_note: Note | None
    results: tuple[str, ...]
    results_note: Note | None
    home_delivery: str
    home_delivery_note: Note | None
    conditions: tuple[str, ...]
    conditions_note: Note | None
    legal: tuple[LegalLine, ...]
    legal_note: Note | None
    decision: str
    decision_note: Note | None
    linked: tuple[Entry, ...]
    related: tuple[Entry, ...]
    situations: tuple[Link, ...]
    history: HistoryView | None
    contacts: tuple[ContactView, ...]
    source: str
    checked: str
    updated: str
    cite: CiteView | None


def view(
    procedure: Procedure,
    catalogue: Catalogue,
    editions: Editions = UNPUBLISHED,
    offers: Offers = NO_PAPERS,
) -> ProcedureView:
    """Put the record into words."""
    shared, day = catalogue.shared, catalogue.day
    title = wording.shorten(wording.title(procedure), 150)
    field = _field(procedure, shared)
    tier = _tier_name(procedure, shared, day)
    charges = tariff.charges(procedure.fees, shared, day)
    box = glance.rows(procedure, shared, day, tier, charges)
    publisher = shared.publisher
    return ProcedureView(
        title=f"{title} ({procedure.code})",
        heading=title,
        description=_description(procedure, title, box),
        crumbs=links.crumbs(links.FIELDS, field, Link(title, addresses.procedure(procedure.code))),
        official_name=_official_name(procedure, title),
        code=procedure.code,
        field=field,
        tier=tier,
        as_of=wording.as_of(day),
        summary=procedure.summary or "",
        facts_only=not procedure.steps,
        official=links.outside(procedure.source),
        glance=box,
        steps=procedure.steps,
        steps_note=_note(procedure, "steps", procedure.steps),
        channels=_channels(procedure, day, charges),
        channels_note=_note(procedure, "channels", procedure.channels),
        reception=procedure.reception or "",
        reception_note=_note(procedure, "reception", procedure.reception),
        online=(online := glance.online(procedure)),
        online_note=_note(procedure, "online_level", online),
        authorities=_authorities(procedure.authorities, shared),
        authorities_note=_note(procedure, "authorities", procedure.authorities),
        jurisdiction=_jurisdiction(procedure.jurisdiction, shared),
        cases=papers.cases(procedure, shared),
        cases_note=_note(procedure, "dossier", procedure.dossier),
        sets=f"{procedure.sets} bộ" if procedure.sets else "",
        sets_note=_note(procedure, "sets", procedure.sets),
        time_limits=_time_limits(procedure.time_limits, shared),
        time_limits_note=_note(procedure, "time_limits", procedure.time_limits),
        limits=answers.limits(procedure.time_limits, day),
        fees=tariff.rows(charges),
        fees_note=_note(procedure, "fees", procedure.fees),
        prices=answers.prices(charges),
        sheet=offers.sheet(procedure.code),
        forms=(forms := papers.forms(procedure, shared, offers)),
        forms_note=_note(procedure, "forms", forms),
        results=procedure.results,
        results_note=_note(procedure, "results", procedure.results),
        home_delivery=_HOME_DELIVERY[procedure.home_delivery],
        home_delivery_note=_note(procedure, "home_delivery", procedure.home_delivery is not None),
        conditions=procedure.conditions,
        conditions_note=_note(procedure, "conditions", procedure.conditions),
        legal=legal.lines(procedure.legal_basis, shared, day),
        legal_note=_note(procedure, "legal_basis", procedure.legal_basis),
        decision=_decision(procedure.decision),
        decision_note=_note(procedure, "decision", procedure.decision),
        linked=_others(procedure.linked, catalogue),
        related=_others(procedure.related, catalogue),
        situations=_situations(procedure.code, shared),
        history=history.view(procedure, catalogue, editions) if editions.newest else None,
        contacts=(
            contact.view("Đường dây nóng", publisher.hotline),
            contact.view("Nơi nhận phản ánh, kiến nghị", publisher.feedback),
        ),
        source=procedure.source.title,
        checked=wording.checked(procedure.source.checked),
        updated=wording.day(procedure.updated) if procedure.updated else "",
        cite=_cite(procedure, shared, editions),
    )


def _cite(procedure: Procedure, shared: Shared, editions: Editions) -> CiteView | None:
    """How to cite the newest published version, whose frozen page keeps what is cited."""
    versions = editions.versions(procedure.code)
    if not versions:
        return None
    newest = versions[-1]
    decision = editions.of(newest.day).edition.decision
    cited = citations.procedure(procedure, shared.publisher, newest.day, newest.record, decision)
    return cite.view(cited, addresses.version(procedure.code, newest.day))


def _note(procedure: Procedure, attribute: Attribute, value: object) -> Note | None:
    """What to say of a part that is missing or doubtful; None of one that is known."""
    words = (wording.doubt if value else wording.missing)(procedure, attribute)
    return Note(words, wording.status(procedure, attribute)) if words else None


def _official_name(procedure: Procedure, title: str) -> str:
    """Empty where the title says the same but for capitals and the word "Thủ tục"."""
    same = wording.without_prefix(procedure.name).casefold() == title.casefold()
    return "" if same else procedure.name


def _field(procedure: Procedure, shared: Shared) -> Link:
    field = shared.fields.get(procedure.field)
    return Link(field.name if field else procedure.field, addresses.field(procedure.field))


def _tier_name(procedure: Procedure, shared: Shared, day: date) -> str:
    for jurisdiction in procedure.jurisdiction:
        if holds(jurisdiction, day):
            return wording.tier(shared, jurisdiction.tier)
    return "không còn cấp nào" if procedure.jurisdiction else "chưa ghi"


def _description(procedure: Procedure, title: str, box: tuple[Glance, ...]) -> str:
    """For search engines: the summary, else how long and how much."""
    if procedure.summary:
        return wording.shorten(procedure.summary, 160)
    short = wording.shorten(title, 100)
    return f"{short} (mã {procedure.code}): hồ sơ, nơi nộp, thời hạn, phí và lệ phí."


def _channels(procedure: Procedure, day: date, charges: Sequence[Charge]) -> tuple[ChannelRow, ...]:
    limits = [limit for limit in procedure.time_limits if holds(limit, day)]
    current = [charge for charge in charges if not charge.row.state]
    return tuple([_channel(channel, limits, current) for channel in procedure.channels])


def _channel(
    channel: Channel, limits: Sequence[TimeLimit], charges: Sequence[Charge]
) -> ChannelRow:
    return ChannelRow(
        wording.CHANNEL[channel.kind],
        channel.note or "",
        _of_kind(channel.kind, [(limit.channel, glance.time_limit(limit)) for limit in limits]),
        _of_kind(channel.kind, [(charge.channel, _charge(charge)) for charge in charges]),
    )


def _of_kind(
    kind: ChannelKind, pairs: Iterable[tuple[ChannelKind | None, Line]]
) -> tuple[Line, ...]:
    found = [line for channel, line in pairs if channel is None or channel == kind]
    return tuple(dict.fromkeys(found)) or (Line("Chưa có thông tin", ""),)


def _charge(charge: Charge) -> Line:
    row = charge.row
    return Line(row.amount, _about(row.case or row.name, row.mark.lower()))


def _about(*parts: str | None) -> str:
    return "; ".join([part for part in parts if part])


def _authorities(authorities: Iterable[Authority], shared: Shared) -> tuple[Line, ...]:
    return tuple([_authority(authority, shared) for authority in authorities])


def _authority(authority: Authority, shared: Shared) -> Line:
    agency = shared.agencies.get(authority.agency)
    role = "có thẩm quyền quyết định" if authority.role == "competent" else "trực tiếp thực hiện"
    about = _about(
        role,
        wording.period(authority),
        legal.names(authority.legal, shared),
        authority.note,
    )
    return Line(agency.name if agency else authority.agency, about)


def _jurisdiction(spans: Iterable[Jurisdiction], shared: Shared) -> tuple[Line, ...]:
    return tuple(
        [
            Line(
                wording.tier(shared, span.tier),
                _about(wording.period(span), legal.names(span.legal, shared), span.note),
            )
            for span in spans
        ]
    )


def _time_limits(limits: Iterable[TimeLimit], shared: Shared) -> tuple[Line, ...]:
    return tuple([_time_limit(limit, shared) for limit in limits])


def _time_limit(limit: TimeLimit, shared: Shared) -> Line:
    law = legal.names(limit.legal, shared)
    about = _about(limit.case, wording.period(limit), law, limit.note)
    return Line(f"{wording.channel(limit.channel)}: {wording.time_limit(limit)}", about)


def _decision(decision: Decision | None) -> str:
    if decision is None:
        return ""
    issued = f"ngày {wording.day(decision.issued)}" if decision.issued else ""
    issuer = f"của {decision.issuer}" if decision.issuer else ""
    return " ".join(filter(None, (f"Quyết định số {decision.number}", issued, issuer)))


def _others(codes: Iterable[str], catalogue: Catalogue) -> tuple[Entry, ...]:
    briefs = catalogue.briefs
    return tuple([links.entry(briefs[code]) for code in codes if code in briefs])


def _situations(code: str, shared: Shared) -> tuple[Link, ...]:
    """The life situations in which the procedure is a step, each once."""
    found = [
        Link(known.name, addresses.situation(known.id))
        for known in shared.situations
        for step in known.steps
        if code in step.codes
    ]
    return tuple(dict.fromkeys(found))
