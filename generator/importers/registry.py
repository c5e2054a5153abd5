"""The shared records that procedures name: fields, agencies, legal documents and forms.

In: the catalogue folder as it is, and names as the workbook writes them.  Out: ids, and the
records that are missing, to be appended.  A known name or alias keeps its id.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.findings import Finding
from generator.importers.authorities import agency_id
from generator.importers.cleaning import fold, slug
from generator.importers.dossier import FormRead
from generator.importers.legal_numbers import kind_of
from generator.load import Tree, decode, parse

Plain = dict[str, object]


class Names:
    """Records with an id, a name and aliases, found by any spelling of these."""

    def __init__(self, known: Iterable[Mapping[str, Tree]], make_id: Callable[[str], str]) -> None:
        self._make_id = make_id
        self._ids: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        self.new: dict[str, Plain] = {}
        self._spellings: dict[str, set[str]] = {}
        for record in known:
            record_id = str(record.get("id", ""))
            self.taken[record_id] = str(record.get("name", ""))
            aliases = record.get("aliases") or []
            for name in [str(record.get("name", "")), *map(str, aliases)]:
                self._ids.setdefault(self._make_id(name), record_id)
                self._spellings.setdefault(record_id, set()).add(name)

    def is_variant(self, name: str) -> bool:
        """Whether the name is one more spelling of a known record's name."""
        return name not in self._spellings.get(self._ids.get(self._make_id(name), ""), {name})

    def id_of(self, name: str) -> str:
        """The id of the record with that name; a new one where there is none."""
        key = self._make_id(name)
        if key not in self._ids:
            self._ids[key] = record_id = key if key not in self.taken else free(key, self.taken)
            self.taken[record_id] = name
            self.new[record_id] = {"id": record_id, "name": name}
            self._spellings[record_id] = {name}
        return self._ids[key]


class Forms:
    """Forms by field, name and number."""

    def __init__(self, known: Mapping[str, list[Mapping[str, Tree]]]) -> None:
        self._ids: dict[tuple[str, str, str], str] = {}
        self.taken: set[str] = set()
        self.new: dict[str, tuple[str, Plain]] = {}
        for field_id, records in known.items():
            for record in records:
                number = str(record.get("number") or "")
                key = (field_id, fold(str(record.get("name", ""))), fold(number))
                self._ids.setdefault(key, str(record.get("id", "")))
                self.taken.add(str(record.get("id", "")))

    def id_of(self, field_id: str, form: FormRead, source: Plain) -> str:
        """The id of the form; new forms are kept under their field."""
        key = (field_id, fold(form.name), fold(form.number))
        if key not in self._ids:
            form_id = free(slug(form.name, 70), self.taken)
            self._ids[key] = form_id
            self.taken.add(form_id)
            record: Plain = {"id": form_id, "name": form.name}
            if form.number:
                record["number"] = form.number
            if form.legal:
                record["legal"] = list(form.legal)
            self.new[form_id] = (field_id, record | {"source": source})
        return self._ids[key]


class Registry:
    """All shared records that the import matches or adds."""

    def __init__(self, folder: Path) -> None:
        self.faults: list[Finding] = []
        self._folder = folder
        self.fields = Names(self._records("fields.yml", "fields"), slug)
        self.agencies = Names(self._records("agencies.yml", "agencies"), agency_id)
        self.forms = Forms(
            {
                path.stem: self._records(f"forms/{path.name}", "forms")
                for path in sorted((folder / "forms").glob("[!.]*.yml"))
            }
        )
        self.legal = {
            str(record.get("number"))
            for path in sorted((folder / "legal").glob("[!.]*.yml"))
            for record in self._records(f"legal/{path.name}", "documents")
        }

    def _records(self, name: str, key: str) -> list[Mapping[str, Tree]]:
        """The records of a shared file; none where it does not exist."""
        path = self._folder / name
        if not path.exists():
            return []
        text, flaws = decode(path.read_bytes())
        tree: Tree = None
        if not flaws:
            tree, flaws = parse(text)
        if flaws or not isinstance(tree, dict):
            self.faults.append(unreadable(path, flaws[0].what if flaws else "Tệp trống."))
            return []
        records = tree.get(key) or []
        return [record for record in records if isinstance(record, dict)]


def unreadable(path: Path, why: str) -> Finding:
    """A catalogue file that cannot be read keeps the import from going on."""
    return Finding(
        path=str(path),
        what=f"Tệp của danh mục không đọc được: {why}",
        repair="Chạy niemyet check, sửa tệp này rồi nhập lại.",
        rule="import/catalogue-unreadable",
    )


def free(wanted: str, taken: Iterable[str]) -> str:
    """The id, with the first number behind it that makes it new where it is taken."""
    used = set(taken)
    number = 2
    candidate = wanted
    while candidate in used:
        candidate = f"{wanted}-{number}"
        number += 1
    return candidate


def legal_record(number: str, source: Plain) -> Plain:
    """A legal document of which only the number is known."""
    return {"number": number, "kind": kind_of(number), "source": source}
