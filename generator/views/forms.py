"""What the list of forms says: the forms of each field, with how many procedures use them.

In: the catalogue.  Out: ``FormsView``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from generator import addresses
from generator.catalogue import Catalogue, Shared
from generator.model import Brief, Form
from generator.views import counting, fields, legal, links, wording
from generator.views.links import Link


class FormEntry(msgspec.Struct, frozen=True, gc=False):
    """A form in a list; ``about``: number, law, how many procedures of that field use it."""

    link: Link
    about: str


class FieldForms(msgspec.Struct, frozen=True):
    """The forms that procedures of one field use."""

    id: str
    field: Link
    forms: tuple[FormEntry, ...]


class FormsView(msgspec.Struct, frozen=True):
    """The page; ``unused``: forms that no procedure names."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    count: str
    as_of: str
    fields: tuple[FieldForms, ...]
    unused: tuple[FormEntry, ...]


def view(catalogue: Catalogue) -> FormsView:
    """Put the forms into words."""
    uses = counting.by_form(catalogue)
    forms = catalogue.shared.forms
    count = f"{wording.number(len(forms))} biểu mẫu"
    groups = _by_field(uses, catalogue)
    return FormsView(
        title="Biểu mẫu",
        description=f"{count} của các thủ tục hành chính, theo lĩnh vực.",
        crumbs=links.crumbs(links.FORMS),
        count=count,
        as_of=wording.as_of(catalogue.day),
        fields=tuple(sorted(groups, key=lambda group: wording.alphabetical(group.field.text))),
        unused=_sorted(
            [_entry(form, 0, catalogue.shared) for id_, form in forms.items() if not uses.get(id_)]
        ),
    )


def _by_field(uses: Mapping[str, Sequence[Brief]], catalogue: Catalogue) -> list[FieldForms]:
    groups: dict[str, list[FormEntry]] = {}
    for form_id, form in catalogue.shared.forms.items():
        for field_id, count in Counter(brief.field for brief in uses.get(form_id, ())).items():
            groups.setdefault(field_id, []).append(_entry(form, count, catalogue.shared))
    return [
        FieldForms(field_id, fields.link(field_id, catalogue), _sorted(entries))
        for field_id, entries in groups.items()
    ]


def _entry(form: Form, count: int, shared: Shared) -> FormEntry:
    parts = (
        f"Mẫu {form.number}" if form.number else "",
        legal.names(form.legal, shared),
        f"{wording.number(count)} thủ tục" if count else "chưa gắn với thủ tục nào",
    )
    link = Link(wording.shorten(form.name, 200), addresses.form(form.id))
    return FormEntry(link, " · ".join(filter(None, parts)))


def _sorted(entries: list[FormEntry]) -> tuple[FormEntry, ...]:
    return tuple(
        sorted(entries, key=lambda entry: (wording.alphabetical(entry.link.text), entry.link.path))
    )
