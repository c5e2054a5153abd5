"""What rules are made of: a rule, and the faults that it reports.

In: records of ``model``.  Out: ``Fault``, a fault at a place inside a record, which becomes a
``Flaw`` of the file where the record stands.
"""

from collections.abc import Callable, Iterable
from typing import Generic, Literal, NamedTuple, TypeVar

from msgspec import Struct

from generator.findings import Severity
from generator.load import Flaw, Place

Kind = Literal[
    "procedure",
    "publisher",
    "field",
    "agency",
    "ward",
    "legal",
    "fee",
    "form",
    "synonym",
    "situation",
    "term",
]


class Owner(NamedTuple):
    """Which record: its kind and id.

    Procedures go by code, legal documents by number, synonyms by position ("0", "1", …), terms by
    the term; the publisher's id is "".
    """

    kind: Kind
    id: str


class Spot(NamedTuple):
    """A fault as a rule reports it: the place inside the record, what is wrong, the repair."""

    place: Place
    what: str
    repair: str


class Fault(Struct, frozen=True, kw_only=True, gc=False):
    """A fault at ``place`` (keys and positions from the record's root) of one record."""

    kind: Kind
    id: str
    place: Place
    what: str
    repair: str
    rule: str
    severity: Severity = "error"

    def flaw(self, start: Place = ()) -> Flaw:
        """The flaw of the file in which the record stands at ``start``."""
        return Flaw(
            place=(*start, *self.place),
            what=self.what,
            repair=self.repair,
            rule=self.rule,
            severity=self.severity,
        )


Check = TypeVar("Check", bound=Callable[..., object])
Check_co = TypeVar("Check_co", bound=Callable[..., object], covariant=True)


class Rule(Struct, Generic[Check_co], frozen=True):
    """One rule: its name, its sentence in English and in Vietnamese, and the function."""

    name: str
    sentence: str
    explanation: str
    severity: Severity
    check: Check_co


def rule(
    name: str, explanation: str, severity: Severity = "error"
) -> Callable[[Check], Rule[Check]]:
    """Make a function a rule; the first line of its docstring is the rule's sentence."""

    def make(check: Check) -> Rule[Check]:
        sentence = (check.__doc__ or "").partition("\n")[0]
        return Rule(name, sentence, explanation, severity, check)

    return make


def faults(rule: Rule[Check], owner: Owner, spots: Iterable[Spot]) -> list[Fault]:
    """The spots that a rule has found in one record, as faults."""
    return [
        Fault(
            kind=owner.kind,
            id=owner.id,
            place=spot.place,
            what=spot.what,
            repair=spot.repair,
            rule=rule.name,
            severity=rule.severity,
        )
        for spot in spots
    ]
