"""The tables of the data: which there are, their columns, their rows.

In: the types of ``model`` and a ``Dataset``.  Out: ``Table``s, made from the records' own types,
and ``rows``: table -> rows of plain values.  CSV, XLSX, SQLite, Parquet and the dictionary all
read them here.

A list of texts or numbers stands in one cell, its parts divided by ``SEPARATOR``; a list of
records is a table of its own, whose rows carry the procedure's code and their position from 1.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, Literal, get_args

import msgspec
from msgspec import inspect

from generator import model
from generator.completeness import KNOWN, NOT_RECORDED, forms_of, status
from generator.exports.dataset import Dataset
from generator.model import Attribute, InForce, Procedure, Record, Status

SEPARATOR = " | "
Kind = Literal["text", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column; ``refers`` names the table and column that its values come from."""

    name: str
    kind: Kind = "text"
    required: bool = False
    values: tuple[str, ...] = ()
    refers: tuple[str, str] | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table: its columns, and the columns that together name a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)


class _Plan(msgspec.Struct, frozen=True):
    """How a record becomes a row."""

    columns: tuple[Column, ...]
    cells: Callable[[Any], Row]


REFERS: Mapping[str, tuple[str, str]] = {
    "Procedure.field": ("fields", "id"),
    "Synonym.field": ("fields", "id"),
    "Jurisdiction.tier": ("tiers", "id"),
    "Agency.tier": ("tiers", "id"),
    "Authority.agency": ("agencies", "id"),
    "Fee.fee": ("shared_fees", "id"),
    "DossierItem.form": ("forms", "id"),
}
_PROCEDURE = Column(name="procedure", required=True, refers=("procedures", "code"))
_POSITION = Column(name="position", kind="integer", required=True)
_STATUSES = (KNOWN, *get_args(Status), NOT_RECORDED)
_LAST: Mapping[str, int] = {
    **dict.fromkeys(InForce.__struct_fields__, 1),
    "source": 2,
    "updated": 3,
}


def _plan(record: type[Record], *, leave_out: tuple[str, ...] = ()) -> _Plan:
    """Columns and cells for a type of record: nested records flattened, lists in one cell."""
    parts = [part for part in _parts(record) if part[0].name not in leave_out]
    paths = [path for _, path, _ in parts]
    kinds = [change for _, _, change in parts]

    def cells(value: Any) -> Row:
        return tuple(
            _cell(_at(value, path), change) for path, change in zip(paths, kinds, strict=True)
        )

    if all("." not in path for path in paths):
        return _Plan(tuple(column for column, _, _ in parts), _quick(paths, kinds))
    return _Plan(tuple(column for column, _, _ in parts), cells)


_Change = Literal["as it is", "joined", "whole"]


def _quick(paths: list[str], changes: list[_Change]) -> Callable[[Any], Row]:
    """The same for a record without nested ones: all attributes at once."""
    get = attrgetter(*paths) if len(paths) > 1 else (lambda value: (getattr(value, paths[0]),))
    special = [(place, change) for place, change in enumerate(changes) if change != "as it is"]

    def cells(value: Any) -> Row:
        found = get(value)
        if not special:
            row: Row = found
            return row
        changed = list(found)
        for place, change in special:
            changed[place] = _cell(changed[place], change)
        return tuple(changed)

    return cells


def _at(value: Any, path: str) -> Any:
    """The attribute at the end of the path; None where a record on the way is missing."""
    for name in path.split("."):
        if value is None:
            return None
        value = getattr(value, name)
    return value


def _cell(value: Any, change: _Change) -> Cell:
    if change == "joined":
        return SEPARATOR.join(value) if value else None
    if change == "whole" and isinstance(value, float) and value.is_integer():
        return int(value)
    cell: Cell = value
    return cell


def _parts(record: type[msgspec.Struct], above: str = "") -> Iterator[tuple[Column, str, _Change]]:
    """Each column of a record with its path and what changes; days, law and source come last."""
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    for field in sorted(info.fields, key=lambda field: _LAST.get(field.name, 0)):
        kind, optional = _without_none(field.type)
        path = f"{above}{field.name}"
        if isinstance(kind, inspect.StructType):
            for column, inner, change in _parts(kind.cls, f"{path}."):
                needed = column.required and not optional
                yield msgspec.structs.replace(column, required=needed), inner, change
        elif isinstance(kind, inspect.VarTupleType):
            if isinstance(_bare(kind.item_type), inspect.StrType):
                yield _column(record, field.name, path, "text"), path, "joined"
        elif not isinstance(kind, inspect.DictType):
            yield from _scalar(record, field, kind, path)


def _scalar(
    record: type[msgspec.Struct], field: inspect.Field, kind: inspect.Type, path: str
) -> Iterator[tuple[Column, str, _Change]]:
    values = tuple(map(str, kind.values)) if isinstance(kind, inspect.LiteralType) else ()
    name = _KINDS.get(type(kind), "text")
    column = _column(record, field.name, path, name, values)
    required = field.required or bool(values and not _without_none(field.type)[1])
    change: _Change = "whole" if name == "number" else "as it is"
    yield msgspec.structs.replace(column, required=required), path, change


_KINDS: Mapping[type, Kind] = {
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.DateType: "date",
}


def _column(
    record: type[msgspec.Struct], name: str, path: str, kind: Kind, values: tuple[str, ...] = ()
) -> Column:
    return Column(
        name=path.replace(".", "_"),
        kind=kind,
        values=values,
        refers=REFERS.get(f"{record.__name__}.{name}"),
    )


def _without_none(kind: inspect.Type) -> tuple[inspect.Type, bool]:
    """The type without its remarks, and whether it may be missing."""
    if not isinstance(kind, inspect.UnionType):
        return _bare(kind), False
    arms = [arm for arm in kind.types if not isinstance(arm, inspect.NoneType)]
    return _bare(arms[0]), len(arms) < len(kind.types)


def _bare(kind: inspect.Type) -> inspect.Type:
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def _fees() -> _Plan:
    """A fee's row: a currency stands only beside an amount."""
    plan = _plan(model.Fee)
    columns = tuple(
        msgspec.structs.replace(column, required=column.name == "basis") for column in plan.columns
    )
    currency = [column.name for column in columns].index("currency")

    def cells(fee: model.Fee) -> Row:
        row = plan.cells(fee)
        return row if fee.amount is not None else (*row[:currency], None, *row[currency + 1 :])

    return _Plan(columns, cells)


LISTS: Mapping[str, tuple[str, type[Record]]] = {
    "jurisdictions": ("jurisdiction", model.Jurisdiction),
    "authorities": ("authorities", model.Authority),
    "channels": ("channels", model.Channel),
    "time_limits": ("time_limits", model.TimeLimit),
    "fees": ("fees", model.Fee),
}
"""Table -> the attribute of a procedure that holds its records, and their type."""

TEXTS = ("applicants", "steps", "results", "conditions", "synonyms")
"""Tables of one text a row, named as the attribute of a procedure."""

Names = Callable[[Procedure], tuple[str, ...]]
NUMBERS: Mapping[str, tuple[Names, str, tuple[str, str]]] = {
    "legal_basis": (attrgetter("legal_basis"), "number", ("legal_documents", "number")),
    "procedure_forms": (forms_of, "form", ("forms", "id")),
    "linked_procedures": (attrgetter("linked"), "other", ("procedures", "code")),
    "related_procedures": (attrgetter("related"), "other", ("procedures", "code")),
}
"""Table -> the other records that a procedure names, the column, and where they stand."""

SHARED: Mapping[str, tuple[str, type[Record], str]] = {
    "fields": ("fields", model.Field, "id"),
    "tiers": ("publisher.tiers", model.Tier, "id"),
    "agencies": ("agencies", model.Agency, "id"),
    "wards": ("wards", model.Ward, "id"),
    "legal_documents": ("legal", model.LegalDocument, "number"),
    "shared_fees": ("fees", model.SharedFee, "id"),
    "forms": ("forms", model.Form, "id"),
    "holidays": ("publisher.holidays", model.Holiday, ""),
    "search_words": ("synonyms", model.Synonym, ""),
    "situations": ("situations", model.Situation, "id"),
    "glossary": ("glossary", model.Term, "term"),
}
"""Table -> where the shared records stand, their type, the attribute that names one."""

_PLANS = {
    **{name: _plan(kind) for name, (_, kind) in LISTS.items()},
    **{name: _plan(kind) for name, (_, kind, _) in SHARED.items()},
    "procedures": _plan(Procedure, leave_out=(*TEXTS, "legal_basis", "forms", "linked", "related")),
    "dossier": _plan(model.DossierItem),
    "gaps": _plan(model.Gap),
    "fees": _fees(),
    "shared_fee_amounts": _fees(),
    "situation_steps": _plan(model.SituationStep),
}
_ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)


def _computed() -> tuple[Column, ...]:
    return (
        Column(name="tier", refers=("tiers", "id")),
        Column(name="page", required=True),
        Column(name="sha256", required=True),
        *(
            Column(name=f"{attribute}_status", required=True, values=_STATUSES)
            for attribute in _ATTRIBUTES
        ),
    )


def _of_procedure(name: str, columns: tuple[Column, ...]) -> Table:
    return Table(
        name=name, columns=(_PROCEDURE, _POSITION, *columns), key=("procedure", "position")
    )


def _shared(name: str, key: str) -> Table:
    columns = _PLANS[name].columns
    if key:
        return Table(name=name, columns=columns, key=(key,))
    return Table(name=name, columns=(_POSITION, *columns), key=("position",))


def _tables() -> Iterator[Table]:
    columns = (*_PLANS["procedures"].columns, *_computed())
    yield Table(name="procedures", columns=columns, key=("code",))
    for name in LISTS:
        yield _of_procedure(name, _PLANS[name].columns)
    case = Column(name="case")
    where = (Column(name="case_position", kind="integer", required=True), case)
    yield _of_procedure("dossier", (*where, *_PLANS["dossier"].columns))
    for name in TEXTS:
        yield _of_procedure(name, (Column(name="text", required=True),))
    for name, (_, column, refers) in NUMBERS.items():
        yield _of_procedure(name, (Column(name=column, required=True, refers=refers),))
    attribute = Column(name="attribute", required=True, values=_ATTRIBUTES)
    yield Table(
        name="gaps",
        columns=(_PROCEDURE, attribute, *_PLANS["gaps"].columns),
        key=("procedure", "attribute"),
    )
    for name, (_, _, key) in SHARED.items():
        yield _shared(name, key)
    yield _inside("shared_fee_amounts", "shared_fee", "shared_fees")
    yield _inside("situation_steps", "situation", "situations")


def _inside(name: str, above: str, table: str) -> Table:
    """A table of what shared records hold: each row names its record in the column ``above``."""
    column = Column(name=above, required=True, refers=(table, "id"))
    columns = (column, _POSITION, *_PLANS[name].columns)
    return Table(name=name, columns=columns, key=(above, "position"))


TABLES: Mapping[str, Table] = {table.name: table for table in _tables()}
"""All tables by name, in the order in which they are shown."""


def rows(dataset: Dataset) -> dict[str, list[Row]]:
    """The rows of every table, procedures in the order of their codes."""
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    for procedure in dataset.procedures():
        _add(procedure, dataset, found)
    for name, (path, _, key) in SHARED.items():
        records = attrgetter(path)(dataset.catalogue.shared)
        listed = list(records.values() if isinstance(records, dict) else records)
        cells = _PLANS[name].cells
        found[name] = [
            cells(record) if key else (place, *cells(record))
            for place, record in enumerate(listed, 1)
        ]
    shared = dataset.catalogue.shared
    amounts, steps = _PLANS["shared_fee_amounts"].cells, _PLANS["situation_steps"].cells
    for fee in shared.fees.values():
        priced = enumerate(fee.amounts, 1)
        found["shared_fee_amounts"] += [(fee.id, place, *amounts(part)) for place, part in priced]
    for situation in shared.situations:
        told = enumerate(situation.steps, 1)
        found["situation_steps"] += [(situation.id, place, *steps(part)) for place, part in told]
    return found


def _add(procedure: Procedure, dataset: Dataset, found: dict[str, list[Row]]) -> None:
    code = procedure.code
    found["procedures"].append(_procedure(procedure, dataset))
    for name, (attribute, _) in LISTS.items():
        cells = _PLANS[name].cells
        for place, record in enumerate(getattr(procedure, attribute), 1):
            found[name].append((code, place, *cells(record)))
    found["dossier"] += _dossier(procedure)
    for name in TEXTS:
        listed = enumerate(getattr(procedure, name), 1)
        found[name] += [(code, place, text) for place, text in listed]
    for name, (names, _, _) in NUMBERS.items():
        listed = enumerate(names(procedure), 1)
        found[name] += [(code, place, number) for place, number in listed]
    cells = _PLANS["gaps"].cells
    found["gaps"] += [(code, part, *cells(gap)) for part, gap in sorted(procedure.gaps.items())]


def _procedure(procedure: Procedure, dataset: Dataset) -> Row:
    code = procedure.code
    return (
        *_PLANS["procedures"].cells(procedure),
        dataset.catalogue.tier_of(procedure),
        f"{dataset.base}/thu-tuc/{code}/",
        dataset.hash_of(code),
        *(status(procedure, attribute) for attribute in _ATTRIBUTES),
    )


def _dossier(procedure: Procedure) -> Iterator[Row]:
    cells, place = _PLANS["dossier"].cells, 0
    for case_position, case in enumerate(procedure.dossier, 1):
        for item in case.items:
            place += 1
            yield (procedure.code, place, case_position, case.case, *cells(item))
