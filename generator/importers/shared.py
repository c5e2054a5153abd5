"""The files of shared records with what the taken values newly name.

In: the attributes that the import takes, and the registry.  Out: texts of ``fields.yml``,
``agencies.yml``, ``legal/*.yml`` and ``forms/*.yml``; only records that are used are added.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.findings import Finding
from generator.importers.legal_numbers import kind_of
from generator.importers.memory import Flat
from generator.importers.registry import Names, Plain, Registry, legal_record, unreadable
from generator.importers.yaml_text import CannotEditError, append_items
from generator.load import Tree

_LEGAL_FILES = {
    "decree": "nghi-dinh",
    "circular": "thong-tu",
    "joint-circular": "thong-tu-lien-tich",
    "decision": "quyet-dinh",
    "resolution": "nghi-quyet",
    "law": "luat",
    "ordinance": "phap-lenh",
    "other": "khac",
}


def shared_texts(
    folder: Path, registry: Registry, taken: Sequence[Flat], source: Plain
) -> tuple[dict[str, str], list[Finding]]:
    """The changed texts by path, and the files that could not be added to."""
    wanted: dict[str, tuple[str, list[Plain]]] = {}
    fields = {str(one["field"]) for one in taken if "field" in one}
    agencies = {agency for one in taken for agency in _each(one.get("authorities"), "agency")}
    forms = {form for one in taken for form in _forms(one)}
    _add(wanted, "fields.yml", "fields", _new(registry.fields, fields))
    _add(wanted, "agencies.yml", "agencies", _new(registry.agencies, agencies))
    legal: dict[str, None] = dict.fromkeys(number for one in taken for number in _legal(one))
    for form_id in sorted(forms & registry.forms.new.keys()):
        field_id, record = registry.forms.new[form_id]
        _add(wanted, f"forms/{field_id}.yml", "forms", [record])
        legal |= dict.fromkeys(_strings(record.get("legal")))
    for number in sorted(legal.keys() - registry.legal, key=_by_year):
        path = f"legal/{_LEGAL_FILES[kind_of(number)]}.yml"
        _add(wanted, path, "documents", [legal_record(number, source)])
    return _texts(folder, wanted)


def _add(
    wanted: dict[str, tuple[str, list[Plain]]], path: str, key: str, records: list[Plain]
) -> None:
    if records:
        wanted.setdefault(path, (key, []))[1].extend(records)


def _new(names: Names, used: set[str]) -> list[Plain]:
    return [names.new[name] for name in sorted(used & names.new.keys())]


def _each(value: object, key: str) -> Iterator[str]:
    """The values of a key in a list of mappings."""
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, Mapping) and key in entry:
            yield str(entry[key])


def _strings(value: object) -> Iterable[str]:
    return [str(entry) for entry in value] if isinstance(value, list | tuple) else []


def _forms(attributes: Flat) -> Iterator[str]:
    yield from _strings(attributes.get("forms"))
    cases = attributes.get("dossier")
    for case in cases if isinstance(cases, list) else []:
        if isinstance(case, dict):
            yield from _each(case.get("items"), "form")


def _legal(attributes: Flat) -> Iterator[str]:
    yield from _strings(attributes.get("legal_basis"))
    fees: Tree = attributes.get("fees")
    for fee in fees if isinstance(fees, list) else []:
        if isinstance(fee, dict):
            yield from _strings(fee.get("legal"))


def _by_year(number: str) -> tuple[str, str, str]:
    """By sign, year and number, so that a new file reads in order."""
    parts = number.split("/")
    year = parts[1] if len(parts) > 2 else ""
    return (parts[-1], year, parts[0].zfill(5))


def _texts(
    folder: Path, wanted: Mapping[str, tuple[str, list[Plain]]]
) -> tuple[dict[str, str], list[Finding]]:
    texts: dict[str, str] = {}
    faults: list[Finding] = []
    for path, (key, records) in wanted.items():
        file = folder / path
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        try:
            texts[path] = append_items(text, key, records)
        except CannotEditError:
            faults.append(unreadable(file, "Danh sách viết theo kiểu không thêm dòng được."))
    return texts, faults
