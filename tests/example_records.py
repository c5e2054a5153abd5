"""Records made from the model's types alone, for tests that must not forget an attribute.

In: a type and what every text shall be.  Out: a record whose attributes all have a value.  Ids and
codes are the same everywhere, so that all references meet.
"""

import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal

import msgspec

from generator import model
from generator.catalogue import Catalogue, Shared, assemble

ID = "ward"
CODE = "1.000001"
DAY = date(2026, 1, 1)

Basis = Literal["amount", "free", "council", "rule", "unverified"]
Speak = Callable[[str], str]
"""From the place of a text, as ``Procedure.fees.unit``, to the text."""

FIXED: dict[Any, Any] = {model.Id: ID, model.Code: CODE, model.CheckedOn: "2026-01"}


def record(kind: type, speak: Speak, turn: int = 0, place: str = "") -> Any:
    """One record; ``turn`` chooses among the values of enumerations and truth values."""
    place = place or kind.__name__
    hints = typing.get_type_hints(kind, include_extras=True)
    names = kind.__struct_fields__  # type: ignore[attr-defined]
    return kind(**{name: _value(hints[name], speak, turn, f"{place}.{name}") for name in names})


def _value(hint: Any, speak: Speak, turn: int, place: str) -> Any:
    if hint in FIXED:
        return FIXED[hint]
    if hint == model.LegalNumber:
        return speak("LegalDocument.number")
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return "00001" if "0-9" in str(hint) else _value(arguments[0], speak, turn, place)
    if origin in (typing.Union, types.UnionType):
        return _value(arguments[0], speak, turn, place)
    if origin is typing.Literal:
        return arguments[turn % len(arguments)]
    if origin is tuple:
        return (_value(arguments[0], speak, turn, place),)
    if origin is dict:
        keys = typing.get_args(arguments[0])
        return {key: _value(arguments[1], speak, turn, f"{place}.{key}") for key in keys}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return record(hint, speak, turn, place)
    plain = {str: speak(place), bool: turn % 2 == 0, int: 1, float: 1.0, date: DAY}
    return plain[hint]


def catalogue(speak: Speak, turn: int = 0) -> Catalogue:
    """A catalogue with one record of each kind, every attribute filled."""
    return assemble(shared(speak, turn), [procedure(speak, turn)])


def procedure(speak: Speak, turn: int = 0) -> model.Procedure:
    """A procedure with everything; its fee of basis ``shared`` stands beside one of each basis."""
    whole: model.Procedure = record(model.Procedure, speak, turn)
    fees = (*whole.fees, msgspec.structs.replace(whole.fees[0], basis="shared"))
    return msgspec.structs.replace(whole, fees=fees)


def bare_procedure(speak: Speak, turn: int = 0) -> model.Procedure:
    """A procedure of which only the gaps are known."""
    whole: model.Procedure = record(model.Procedure, speak, turn)
    kept = ("code", "name", "field", "jurisdiction", "source", "gaps")
    return model.Procedure(**{name: getattr(whole, name) for name in kept})


def shared(speak: Speak, turn: int = 0) -> Shared:
    """The shared records, one of each kind, found by the id that all references name."""
    number = speak("LegalDocument.number")
    return Shared(
        publisher=record(model.Publisher, speak, turn),
        fields={ID: record(model.Field, speak, turn)},
        agencies={ID: record(model.Agency, speak, turn)},
        wards={ID: record(model.Ward, speak, turn)},
        legal={number: record(model.LegalDocument, speak, turn)},
        fees={ID: _shared_fee(speak, turn)},
        forms={ID: record(model.Form, speak, turn)},
        synonyms=(record(model.Synonym, speak, turn),),
        situations=(record(model.Situation, speak, turn),),
        glossary=(record(model.Term, speak, turn),),
    )


def _shared_fee(speak: Speak, turn: int) -> model.SharedFee:
    fee: model.SharedFee = record(model.SharedFee, speak, turn)
    bases: tuple[Basis, ...] = ("amount", "free", "council", "rule", "unverified")
    amounts = tuple(msgspec.structs.replace(fee.amounts[0], basis=basis) for basis in bases)
    return msgspec.structs.replace(fee, amounts=amounts)


def texts(value: object) -> Iterator[str]:
    """Every text in a tree of builtins."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)
