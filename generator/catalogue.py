"""The catalogue as one value: shared records by their id, procedures by their code.

In: the records of ``model``.  Out: ``Catalogue``, which every later stage reads.

All procedures are at hand as ``Brief``; a whole ``Procedure`` is decoded from its packed bytes
only when asked for, so that 20,000 of them fit in a small memory.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b

import msgspec

from generator.model import (
    Agency,
    Brief,
    Field,
    Form,
    InForce,
    LegalDocument,
    Procedure,
    Publisher,
    SharedFee,
    Situation,
    Synonym,
    Term,
    Tier,
    Ward,
)


def holds(value: InForce, day: date) -> bool:
    """Whether the value is in force on the day; an open end holds for ever."""
    return (value.since is None or value.since <= day) and (
        value.until is None or day <= value.until
    )


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """All that is not a procedure, by id (legal documents by number); keys are sorted.

    ``synonyms``, ``situations`` and ``glossary`` stand in the order of their files.
    """

    publisher: Publisher
    fields: dict[str, Field]
    agencies: dict[str, Agency]
    wards: dict[str, Ward]
    legal: dict[str, LegalDocument]
    fees: dict[str, SharedFee]
    forms: dict[str, Form]
    synonyms: tuple[Synonym, ...]
    situations: tuple[Situation, ...] = ()
    glossary: tuple[Term, ...] = ()

    def tier(self, tier_id: str) -> Tier:
        """The tier of that id; KeyError where the publisher names none."""
        for tier in self.publisher.tiers:
            if tier.id == tier_id:
                return tier
        raise KeyError(tier_id)


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """The checked catalogue.

    ``briefs``: code -> Brief, sorted by code.  ``whole``: code -> Procedure, decoded on demand.
    ``digests`` and ``brief_digests``: code -> hash of the whole record, of its brief;
    ``named``: code -> the other procedures that it names; ``shared_digest``: hash of ``shared``.
    """

    shared: Shared
    briefs: dict[str, Brief]
    whole: Callable[[str], Procedure]
    digests: Mapping[str, bytes]
    brief_digests: Mapping[str, bytes]
    named: Mapping[str, tuple[str, ...]]
    shared_digest: bytes

    @property
    def day(self) -> date:
        """The day as of which the site speaks; dates come from the data, never from a clock."""
        return self.shared.publisher.posted_on

    def tier_of(self, brief: Brief) -> str | None:
        """The id of the tier that handles the procedure on ``day``; None where none does."""
        for jurisdiction in brief.jurisdiction:
            if holds(jurisdiction, self.day):
                return jurisdiction.tier
        return None

    def of_field(self, field_id: str) -> list[Brief]:
        """The procedures of a field, sorted by code."""
        return [brief for brief in self.briefs.values() if brief.field == field_id]


def digest(*parts: bytes) -> bytes:
    """A 16-byte hash of the parts and their lengths, so that no two lists run together."""
    lengths = ",".join([str(len(part)) for part in parts])
    return blake2b(b"".join(parts) + lengths.encode(), digest_size=16).digest()


def assemble(shared: Shared, procedures: Iterable[Procedure]) -> Catalogue:
    """A catalogue held in memory whole, as tests and small tools use it."""
    whole = {procedure.code: procedure for procedure in procedures}
    codes = sorted(whole)
    encode = msgspec.msgpack.encode
    return Catalogue(
        shared=shared,
        briefs={code: whole[code].brief() for code in codes},
        whole=whole.__getitem__,
        digests={code: digest(encode(whole[code])) for code in codes},
        brief_digests={code: digest(encode(whole[code].brief())) for code in codes},
        named={code: (*whole[code].linked, *whole[code].related) for code in codes},
        shared_digest=digest(encode(shared)),
    )
