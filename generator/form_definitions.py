"""Reads the definitions of forms and their filled samples, and tells what is wrong in them.

In: the catalogue's folder (``forms/definitions/*.yml``, ``forms/samples/*.yml``).  Out:
``FormReading``: the records that are sound, and each flaw with its file.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.bind import nearest, record_in
from generator.catalogue import holds
from generator.form_model import (
    RESERVED,
    Blank,
    Entry,
    FilledSample,
    FormDefinition,
    blanks,
    option_tag,
)
from generator.load import Flaw, Place
from generator.located import Located
from generator.model import Record

DEFINITIONS = "forms/definitions"
SAMPLES = "forms/samples"

R = TypeVar("R", bound=Record)


class FormReading(msgspec.Struct, frozen=True):
    """What the folder says of forms: records by id, and the flaws of the files."""

    root: Path
    definitions: dict[str, FormDefinition]
    samples: dict[str, FilledSample]
    located: tuple[Located, ...]

    def current(self, day: date) -> dict[str, FormDefinition]:
        """Form id -> the definition that holds on the day, for each form that has one."""
        return {
            form_id: definition
            for definition in self.definitions.values()
            if holds(definition, day)
            for form_id in (definition.form_id, *definition.also)
        }


def unknown_references(
    reading: FormReading, forms: Collection[str], documents: Collection[str]
) -> list[Located]:
    """Forms (by id) and legal documents (by number) that definitions name and nobody records."""
    found: list[Located] = []
    for definition in reading.definitions.values():
        path = f"{DEFINITIONS}/{definition.id}.yml"
        for form_id in (definition.form_id, *definition.also):
            if form_id not in forms:
                found.append(Located(path, _unrecorded(form_id, definition)))
        for position, number in enumerate(definition.legal):
            if number not in documents:
                what = f"Không có văn bản “{number}” trong legal/."
                repair = "Thêm văn bản vào legal/, hoặc sửa số ký hiệu."
                flaw = _flaw(("legal", position), what, repair, "legal")
                found.append(Located(path, flaw))
    return found


def _unrecorded(form_id: str, definition: FormDefinition) -> Flaw:
    key = "also" if form_id in definition.also else "form" if definition.form else "id"
    return _flaw(
        (key,),
        f"Không tệp nào trong forms/ có biểu mẫu “{form_id}” nên nó không có trang.",
        f"Thêm “- id: {form_id}” với name, source vào một tệp của forms/.",
        "unrecorded",
    )


def read(root: Path) -> FormReading:
    """Read both folders; a folder that does not exist holds nothing."""
    located: list[Located] = []
    definitions = {
        definition.id: definition
        for path, definition in _records(root, DEFINITIONS, FormDefinition, located)
        if not _add(located, path, definition_flaws(definition, Path(path).stem))
    }
    samples = {
        sample.definition: sample
        for path, sample in _records(root, SAMPLES, FilledSample, located)
        if not _add(located, path, sample_flaws(sample, definitions))
    }
    located += _overlaps(definitions)
    return FormReading(root, definitions, samples, tuple(located))


def _records(
    root: Path, folder: str, kind: type[R], located: list[Located]
) -> Iterator[tuple[str, R]]:
    for file in sorted((root / folder).glob("[!.]*.yml")):
        path = f"{folder}/{file.name}"
        record = record_in(file, kind)
        if isinstance(record, list):
            _add(located, path, record)
        else:
            yield path, record


def _add(located: list[Located], path: str, found: list[Flaw]) -> bool:
    """Keep the flaws; whether one of them makes the record unfit for use."""
    located += [Located(path, flaw) for flaw in found]
    return any(flaw.severity == "error" for flaw in found)


def definition_flaws(definition: FormDefinition, stem: str) -> list[Flaw]:
    """What is wrong in a definition by itself."""
    flaws = [] if definition.id == stem else [_misnamed(definition.id, stem)]
    flaws += _repeated_tags(definition)
    for place, entry in _entries(definition):
        flaws += _entry_flaws(entry, place)
    if not any(True for _ in blanks(definition)):
        flaws.append(_flaw((), "Biểu mẫu không có chỗ nào để điền.", "Thêm “entries:”.", "empty"))
    return flaws


def _misnamed(definition_id: str, stem: str) -> Flaw:
    what = f"Tên tệp “{stem}.yml” khác với id “{definition_id}”."
    return _flaw(("id",), what, f"Đổi tên tệp thành {definition_id}.yml, hoặc sửa id.", "file-name")


def _repeated_tags(definition: FormDefinition) -> Iterator[Flaw]:
    seen = set(RESERVED)
    places = {entry.id: place for place, entry in _entries(definition)}
    for blank in blanks(definition):
        if blank.tag in seen and (blank.tag not in RESERVED or blank.tag in places):
            place = places.get(blank.tag, ("sections",))
            what = f"Tên “{blank.tag}” đã dùng cho một chỗ điền khác."
            yield _flaw(place, what, "Mỗi chỗ điền phải có id riêng.", "repeated-entry")
        seen.add(blank.tag)


def _entries(definition: FormDefinition) -> Iterator[tuple[Place, Entry]]:
    for number, section in enumerate(definition.sections):
        for position, entry in enumerate(section.entries):
            yield ("sections", number, "entries", position), entry


def _entry_flaws(entry: Entry, place: Place) -> Iterator[Flaw]:
    if entry.kind == "choice" and len(entry.options) < 2 and not entry.several:
        what = f"“{entry.label}” là mục chọn nhưng không có từ hai lựa chọn trở lên."
        yield _flaw(place, what, "Thêm “options: […]”, hoặc “several: true”.", "options")
    if entry.kind != "choice" and entry.options:
        what = f"“{entry.label}” có lựa chọn nhưng không phải mục chọn."
        yield _flaw(place, what, "Thêm “kind: choice”.", "options")
    if entry.kind == "comb" and entry.length is None:
        what = f"“{entry.label}” chia ô nhưng không ghi số ô."
        yield _flaw(place, what, "Thêm “length:”.", "length")


def sample_flaws(sample: FilledSample, definitions: Mapping[str, FormDefinition]) -> list[Flaw]:
    """Values of a sample for which its form has no place."""
    definition = definitions.get(sample.definition)
    if definition is None:
        what = f"Không có biểu mẫu “{sample.definition}”."
        repair = _did_you_mean(sample.definition, definitions)
        return [_flaw(("definition",), what, repair, "unknown-form")]
    known = fillable_tags(definition)
    return [
        flaw for tag, value in sample.values.items() for flaw in _value_flaws(tag, value, known)
    ]


def fillable_tags(definition: FormDefinition) -> dict[str, Blank]:
    """Tag -> blank for every name that can have a value; several boxes have a tag each."""
    tags = {}
    for blank in blanks(definition):
        if blank.entry.several:
            for number in range(1, len(blank.entry.options) + 1):
                tags[option_tag(blank.entry, number)] = blank
        else:
            tags[blank.tag] = blank
    return tags


def _value_flaws(tag: str, value: str, known: Mapping[str, Blank]) -> Iterator[Flaw]:
    place: Place = ("values", tag)
    if tag not in known:
        yield _flaw(place, f"Biểu mẫu không có mục “{tag}”.", _did_you_mean(tag, known), "unknown")
        return
    entry = known[tag].entry
    if entry.kind == "choice" and not entry.several and value not in entry.options:
        what = f"“{value}” không phải lựa chọn của “{entry.label}”."
        yield _flaw(place, what, f"Chọn một trong: {', '.join(entry.options)}.", "options")
    if entry.length and len(value) > entry.length:
        what = f"“{value}” dài hơn {entry.length} ô của “{entry.label}”."
        yield _flaw(place, what, "Rút ngắn giá trị.", "length")


def _did_you_mean(word: str, known: Collection[str]) -> str:
    close = nearest(word, list(known))
    return f"Có phải “{close}”?" if close else "Xem tệp trong forms/definitions/."


def _overlaps(definitions: Mapping[str, FormDefinition]) -> Iterator[Located]:
    """Two definitions of one form that hold on the same day."""
    by_form: dict[str, list[FormDefinition]] = {}
    for definition in definitions.values():
        for form_id in (definition.form_id, *definition.also):
            by_form.setdefault(form_id, []).append(definition)
    for form_id, group in by_form.items():
        group.sort(key=lambda definition: definition.since or date.min)
        for earlier, later in pairwise(group):
            if (earlier.until or date.max) >= (later.since or date.min):
                yield Located(f"{DEFINITIONS}/{later.id}.yml", _overlap(form_id, earlier))


def _overlap(form_id: str, earlier: FormDefinition) -> Flaw:
    what = f"Mẫu “{form_id}” có hai bản cùng áp dụng một ngày: bản này và {earlier.id}.yml."
    return _flaw((), what, "Ghi “until:” cho bản cũ, “since:” cho bản mới.", "overlap")


def _flaw(place: Place, what: str, repair: str, rule: str) -> Flaw:
    return Flaw(place=place, what=what, repair=repair, rule=f"form-definition/{rule}")
