"""Rules on references: what a record names must exist.

In: ``References``, the names that a procedure uses, computed from it alone (so that they are kept
beside it), and the catalogue.  Out: faults with the nearest name that does exist.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.catalogue import Catalogue
from generator.check.faults import Owner, Rule, Spot, rule
from generator.check.names import name_key
from generator.check.records import dated_values, fees_of, shared_records
from generator.load import Place
from generator.model import (
    Agency,
    Authority,
    Jurisdiction,
    LegalDocument,
    Procedure,
    Publisher,
    Record,
    Situation,
    Synonym,
)

Target = Literal["fields", "tiers", "agencies", "legal", "fees", "forms", "codes"]


class References(Struct, frozen=True, gc=False):
    """What a procedure names, each name once, and the key under which near-equal names meet."""

    name_key: str
    fields: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


class Use(NamedTuple):
    """A name as one place of a record uses it."""

    target: Target
    name: str
    place: Place


def references_of(procedure: Procedure) -> References:
    """The names that a procedure uses."""
    names: dict[str, dict[str, None]] = {}
    for target, name, _ in uses(procedure):
        names.setdefault(target, {})[name] = None
    key = name_key(procedure.title)
    return References(key, **{target: tuple(names[target]) for target in names})


def uses(record: Record) -> Iterator[Use]:
    """Every name of another record that a record uses, with its place."""
    if isinstance(record, Procedure):
        yield from _uses_of_procedure(record)
    elif isinstance(record, LegalDocument) and record.replaced_by:
        yield Use("legal", record.replaced_by, ("replaced_by",))
    elif isinstance(record, Agency) and record.tier:
        yield Use("tiers", record.tier, ("tier",))
    elif isinstance(record, Publisher):
        for position, count in enumerate(record.counts):
            yield Use("tiers", count.tier, ("counts", position, "tier"))
    elif isinstance(record, Synonym):
        yield from _uses_of_synonym(record)
    elif isinstance(record, Situation):
        yield from _uses_of_situation(record)
    yield from _uses_of_dated(record)
    attribute, fees = fees_of(record)
    for position, fee in enumerate(fees):
        if fee.fee:
            yield Use("fees", fee.fee, (attribute, position, "fee"))


def _uses_of_procedure(record: Procedure) -> Iterator[Use]:
    yield Use("fields", record.field, ("field",))
    for position, number in enumerate(record.legal_basis):
        yield Use("legal", number, ("legal_basis", position))
    for position, form in enumerate(record.forms):
        yield Use("forms", form, ("forms", position))
    for case_position, case in enumerate(record.dossier):
        for position, item in enumerate(case.items):
            if item.form:
                place = ("dossier", case_position, "items", position, "form")
                yield Use("forms", item.form, place)
    for position, code in enumerate(record.linked):
        yield Use("codes", code, ("linked", position))
    for position, code in enumerate(record.related):
        yield Use("codes", code, ("related", position))


def _uses_of_synonym(record: Synonym) -> Iterator[Use]:
    for position, code in enumerate(record.codes):
        yield Use("codes", code, ("codes", position))
    if record.field:
        yield Use("fields", record.field, ("field",))


def _uses_of_situation(record: Situation) -> Iterator[Use]:
    for position, step in enumerate(record.steps):
        for place, code in enumerate(step.codes):
            yield Use("codes", code, ("steps", position, "codes", place))


def _uses_of_dated(record: Record) -> Iterator[Use]:
    for place, value in dated_values(record):
        for position, number in enumerate(value.legal):
            yield Use("legal", number, (*place, "legal", position))
        if isinstance(value, Jurisdiction):
            yield Use("tiers", value.tier, (*place, "tier"))
        elif isinstance(value, Authority):
            yield Use("agencies", value.agency, (*place, "agency"))


class _Kind(NamedTuple):
    """One kind of name: its rule in two languages, what to say of an unknown one, the known."""

    rule: str
    sentence: str
    explanation: str
    word: str
    remedy: str
    known: Callable[[Catalogue], Iterable[str]]


_KINDS: dict[Target, _Kind] = {
    "fields": _Kind(
        "references/field",
        "A field that a record names stands in fields.yml.",
        "Lĩnh vực được nêu phải có trong fields.yml.",
        "lĩnh vực",
        "thêm lĩnh vực vào fields.yml",
        lambda catalogue: catalogue.shared.fields,
    ),
    "tiers": _Kind(
        "references/tier",
        "A tier that a record names stands in publisher.yml.",
        "Cấp thực hiện được nêu phải có trong publisher.yml.",
        "cấp thực hiện",
        "thêm cấp vào “tiers:” của publisher.yml",
        lambda catalogue: [tier.id for tier in catalogue.shared.publisher.tiers],
    ),
    "agencies": _Kind(
        "references/agency",
        "An agency that a procedure names stands in agencies.yml.",
        "Cơ quan được nêu phải có trong agencies.yml.",
        "cơ quan",
        "thêm cơ quan vào agencies.yml",
        lambda catalogue: catalogue.shared.agencies,
    ),
    "legal": _Kind(
        "references/legal",
        "A legal document that a record names stands in legal/.",
        "Văn bản được nêu phải có trong legal/.",
        "văn bản",
        "thêm văn bản vào một tệp của legal/",
        lambda catalogue: catalogue.shared.legal,
    ),
    "fees": _Kind(
        "references/fee",
        "A shared fee that a procedure names stands in fees/.",
        "Khoản phí chung được nêu phải có trong fees/.",
        "khoản phí chung",
        "thêm khoản phí vào một tệp của fees/",
        lambda catalogue: catalogue.shared.fees,
    ),
    "forms": _Kind(
        "references/form",
        "A form that a procedure names stands in forms/.",
        "Biểu mẫu được nêu phải có trong forms/.",
        "biểu mẫu",
        "thêm biểu mẫu vào một tệp của forms/",
        lambda catalogue: catalogue.shared.forms,
    ),
    "codes": _Kind(
        "references/code",
        "A code that a record names is that of a procedure in the catalogue.",
        "Mã thủ tục được nêu phải là của một thủ tục trong danh mục.",
        "thủ tục có mã",
        "bỏ mã này",
        lambda catalogue: catalogue.briefs,
    ),
}


def _unknown(
    target: Target, catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """Faults for every name of the target that does not exist.

    A procedure is decoded only when it has such a name, to find the place.
    """
    known = frozenset(_KINDS[target].known(catalogue))
    for owner, record in shared_records(catalogue.shared):
        yield from _unknown_in(owner, record, target, known)
    for code, names in references.items():
        if not known.issuperset(getattr(names, target)):
            owner = Owner("procedure", code)
            yield from _unknown_in(owner, catalogue.whole(code), target, known)


def _unknown_in(
    owner: Owner, record: Record, target: Target, known: frozenset[str]
) -> Iterator[tuple[Owner, Spot]]:
    kind = _KINDS[target]
    for use in uses(record):
        if use.target == target and use.name not in known:
            repair = f"{_nearest(use.name, known)}{kind.remedy}."
            what = f"Không có {kind.word} “{use.name}”."
            yield owner, Spot(use.place, what, repair[0].upper() + repair[1:])


def _nearest(name: str, known: frozenset[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"Có phải là “{near[0]}”? Nếu không, " if near else ""


EXISTING = tuple(
    Rule(kind.rule, kind.sentence, kind.explanation, "error", partial(_unknown, target))
    for target, kind in _KINDS.items()
)
"""A rule for each kind of name."""


@rule("references/self", "Thủ tục không được nêu chính nó là thủ tục liên thông hay liên quan.")
def self_reference(procedure: Procedure) -> Iterator[Spot]:
    """A procedure is neither linked nor related to itself."""
    for attribute, codes in (("linked", procedure.linked), ("related", procedure.related)):
        if procedure.code in codes:
            place = (attribute, codes.index(procedure.code))
            yield Spot(place, f"Thủ tục nêu lại chính mã “{procedure.code}”.", "Bỏ mã này.")
