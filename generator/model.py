"""The records of a catalogue: frozen, typed, in the words of the law.

In: the text trees of ``load``, through ``bind``.  Out: the records that ``Catalogue`` holds.

A record never holds a bare guess.  A legal part that the source does not give has an entry in
``Procedure.gaps``; whatever changes in time carries the days it holds and the legal document
that set it (``InForce``).
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
        description="Lower-case letters without diacritics, digits and single hyphens.",
    ),
]
Code = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]+\.[0-9]{6}\Z",
        description='Procedure code (mã thủ tục) as "1.001193"; keep the quotes in YAML.',
    ),
]
Text = Annotated[str, Meta(min_length=1)]
LegalNumber = Annotated[
    str, Meta(min_length=1, description="Number of a legal document, as 60/2014/QH13.")
]
CheckedOn = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\Z",
        description="The day, or only the month, on which the source was read.",
    ),
]
Count = Annotated[int, Meta(ge=0)]
Year = Annotated[int, Meta(ge=2000, le=2200)]
Hour = Annotated[
    str, Meta(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z", description='An hour as "15:00".')
]
Status = Literal["not-published", "not-applicable", "to-be-verified"]
ChannelKind = Literal["in-person", "online", "post"]
TimeUnit = Literal["hour", "day", "working-day", "month"]
OnlineLevel = Literal["full", "partial", "none"]


class Record(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """Base of every record: immutable, and strict about its keys."""


class InForce(Record, frozen=True, kw_only=True):
    """A value that holds from ``since`` to ``until``, both included, and the law that says so."""

    since: date | None = None
    until: date | None = None
    legal: tuple[LegalNumber, ...] = ()
    note: Text | None = None


class Gap(Record, frozen=True, kw_only=True):
    """Why a legal part has no value, or a doubtful one: shown to the reader in words."""

    status: Status
    note: Text | None = None


class Source(Record, frozen=True, kw_only=True):
    """Where the facts of a record were read, and when."""

    title: Text
    checked: CheckedOn
    url: Text | None = None


class Jurisdiction(InForce, frozen=True, kw_only=True):
    """The tier that handles a procedure on the days of ``InForce``."""

    tier: Id


class Authority(InForce, frozen=True, kw_only=True):
    """An agency and its part in settling a procedure."""

    agency: Id
    role: Literal["competent", "executing"] = "competent"


class Channel(Record, frozen=True, kw_only=True):
    """One way to submit (cách thức thực hiện)."""

    kind: ChannelKind
    note: Text | None = None


class TimeLimit(InForce, frozen=True, kw_only=True):
    """How long it takes: number and unit, or a rule in words, or only what the source states."""

    number: Annotated[int, Meta(ge=1)] | None = None
    unit: TimeUnit | None = None
    rule: Text | None = None
    stated: Text | None = None
    channel: ChannelKind | None = None
    case: Text | None = None


class Fee(InForce, frozen=True, kw_only=True):
    """What it costs.  ``basis`` says what is known; ``amount`` stands only with basis amount.

    ``council``: set by the People's Council and not known here.  ``unverified``: the source's
    words (``stated``) contradict themselves or are its placeholder.  ``fee`` names a shared fee of
    ``catalogue/fees`` that then gives the amounts.  From the unit numbered ``reduced_from`` on,
    each costs ``reduced_amount``; one copy costs at most ``ceiling``.
    """

    basis: Literal["amount", "free", "council", "rule", "unverified", "shared"] = "amount"
    amount: Annotated[float, Meta(ge=0)] | None = None
    currency: Literal["VND", "USD"] = "VND"
    unit: Text | None = None
    reduced_from: Annotated[int, Meta(ge=2)] | None = None
    reduced_amount: Annotated[float, Meta(ge=0)] | None = None
    ceiling: Annotated[float, Meta(ge=0)] | None = None
    fee: Id | None = None
    name: Text | None = None
    kind: Literal["charge", "levy"] | None = None
    channel: ChannelKind | None = None
    case: Text | None = None
    exemptions: tuple[Text, ...] = ()
    stated: Text | None = None


class DossierItem(Record, frozen=True, kw_only=True):
    """One paper to bring; a count of None means that the source gives none."""

    name: Text
    originals: Count | None = None
    copies: Count | None = None
    form: Id | None = None
    note: Text | None = None


class DossierCase(Record, frozen=True, kw_only=True):
    """The papers of one case; ``case`` is None where all applicants bring the same.

    ``choice``: whether only one of such cases is an applicant's own, any of them may be, or all
    bring these papers; None where nobody has said so.
    """

    items: tuple[DossierItem, ...]
    case: Text | None = None
    choice: Literal["one", "any", "all"] | None = None


class Decision(Record, frozen=True, kw_only=True):
    """The publishing decision (quyết định công bố)."""

    number: Text
    issued: date | None = None
    issuer: Text | None = None


Attribute = Literal[
    "applicants",
    "authorities",
    "channels",
    "conditions",
    "decision",
    "dossier",
    "fees",
    "forms",
    "home_delivery",
    "legal_basis",
    "online_level",
    "reception",
    "results",
    "sets",
    "steps",
    "time_limits",
]


class Brief(Record, frozen=True, kw_only=True):
    """What lists, tables and the search say of a procedure: its short parts."""

    code: Code
    name: Text
    field: Id
    jurisdiction: tuple[Jurisdiction, ...]
    source: Source
    short_name: Text | None = None
    summary: Text | None = None
    synonyms: tuple[Text, ...] = ()
    authorities: tuple[Authority, ...] = ()
    channels: tuple[Channel, ...] = ()
    online_level: OnlineLevel | None = None
    time_limits: tuple[TimeLimit, ...] = ()
    fees: tuple[Fee, ...] = ()
    forms: tuple[Id, ...] = ()
    gaps: dict[Attribute, Gap] = {}
    updated: date | None = None

    @property
    def title(self) -> str:
        """The name to show in lists: the short one where there is one."""
        return self.short_name or self.name


class Procedure(Brief, frozen=True, kw_only=True):
    """An administrative procedure with the legal parts of Nghị định 63/2010/NĐ-CP, Điều 8."""

    applicants: tuple[Text, ...] = ()
    reception: Text | None = None
    online_reason: Text | None = None
    home_delivery: bool | None = None
    steps: tuple[Text, ...] = ()
    dossier: tuple[DossierCase, ...] = ()
    sets: Annotated[int, Meta(ge=1)] | None = None
    results: tuple[Text, ...] = ()
    conditions: tuple[Text, ...] = ()
    legal_basis: tuple[LegalNumber, ...] = ()
    decision: Decision | None = None
    linked: tuple[Code, ...] = ()
    related: tuple[Code, ...] = ()

    def brief(self) -> Brief:
        """The short parts alone, as lists and the search hold them for every procedure."""
        return Brief(**{name: getattr(self, name) for name in Brief.__struct_fields__})


class Contact(Record, frozen=True, kw_only=True):
    """How to reach an office.  ``sample`` marks invented details of a demonstration."""

    address: Text | None = None
    hours: Text | None = None
    telephone: Text | None = None
    email: Text | None = None
    url: Text | None = None
    checked: CheckedOn | None = None
    sample: bool = False


class Tier(InForce, frozen=True, kw_only=True):
    """A level of government that handles procedures (cấp thực hiện)."""

    id: Id
    name: Text
    plural: Text | None = None


class Holiday(InForce, frozen=True, kw_only=True):
    """A day, or a run of days, on which offices are closed.

    ``made_up_on``: the day off on which they work in exchange (ngày làm bù).  ``unverified``:
    nobody has verified here whether they are closed at all.
    """

    name: Text
    made_up_on: date | None = None
    unverified: bool = False
    source: Source | None = None


class Licence(Record, frozen=True, kw_only=True):
    """Under which terms the data may be used again."""

    name: Text
    url: Text


class DeclaredCount(Record, frozen=True, kw_only=True):
    """A count that somebody has announced; it must equal what the catalogue holds."""

    tier: Id
    procedures: Count
    fields: Count
    source: Source


class Publisher(Record, frozen=True, kw_only=True):
    """Who publishes, where, and the rules that hold for the whole site (``publisher.yml``).

    ``holiday_years``: the years of which ``holidays`` names every day off.  ``cut_off``: what
    comes later on a day counts as received on the next working day.
    """

    name: Text
    short_name: Text
    base_address: Text
    posted_on: date
    tiers: tuple[Tier, ...]
    hotline: Contact
    feedback: Contact
    licence: Licence
    holidays: tuple[Holiday, ...] = ()
    holiday_years: tuple[Year, ...] = ()
    cut_off: Hour | None = None
    counts: tuple[DeclaredCount, ...] = ()
    notice: Text | None = None


class Field(Record, frozen=True, kw_only=True):
    """A field of procedures (lĩnh vực); ``aliases`` are its names in other sources."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    description: Text | None = None


class Agency(Record, frozen=True, kw_only=True):
    """An authority that handles procedures; ``aliases`` are its names in other sources."""

    id: Id
    name: Text
    tier: Id | None = None
    aliases: tuple[Text, ...] = ()
    contact: Contact | None = None


class Ward(InForce, frozen=True, kw_only=True):
    """A ward, the days it exists, and its one-stop desk."""

    id: Id
    code: Annotated[str, Meta(pattern=r"^[0-9]{5}\Z")]
    name: Text
    district: Text | None = None
    desk: Contact | None = None
    source: Source


LegalKind = Literal[
    "law",
    "ordinance",
    "decree",
    "circular",
    "joint-circular",
    "decision",
    "resolution",
    "other",
]


class LegalDocument(Record, frozen=True, kw_only=True):
    """A legal document, known by its number; the title is None where nobody has checked it."""

    number: LegalNumber
    kind: LegalKind
    title: Text | None = None
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    replaced_by: LegalNumber | None = None
    url: Text | None = None
    source: Source


class SharedFee(Record, frozen=True, kw_only=True):
    """A fee that many procedures share; each amount carries its days and its law."""

    id: Id
    name: Text
    kind: Literal["charge", "levy"]
    amounts: tuple[Fee, ...]
    exemptions: tuple[Text, ...] = ()
    source: Source


class Form(InForce, frozen=True, kw_only=True):
    """A form (mẫu đơn, tờ khai): its name, number and the document that sets it."""

    id: Id
    name: Text
    number: Text | None = None
    source: Source


class Synonym(Record, frozen=True, kw_only=True):
    """Everyday words (``say``) and the official words or procedures that they mean.

    ``elsewhere`` says who handles a matter that is no procedure of this catalogue.
    """

    say: tuple[Text, ...]
    means: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()
    field: Id | None = None
    elsewhere: Text | None = None


class SituationStep(Record, frozen=True, kw_only=True):
    """One thing to do in a situation; ``elsewhere`` says who handles what no procedure here does.

    ``codes``: the procedures that do it, the most usual first.
    """

    title: Text
    when: Text | None = None
    why: Text | None = None
    codes: tuple[Code, ...] = ()
    elsewhere: Text | None = None


class Situation(Record, frozen=True, kw_only=True):
    """A situation of life (``situations.yml``): a short guide and its procedures in order.

    ``say``: what people type who are in it, beside its name; the search reads it.
    """

    id: Id
    name: Text
    summary: Text
    say: tuple[Text, ...] = ()
    guide: tuple[Text, ...]
    steps: tuple[SituationStep, ...]


class Term(Record, frozen=True, kw_only=True):
    """A legal term in plain words (``glossary.yml``); ``also``: other spellings of it."""

    term: Text
    means: Text
    also: tuple[Text, ...] = ()
