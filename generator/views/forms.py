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
from generator.views.offers import NO_PAPERS, Offer, Offers


class FormEntry(msgspec.Struct, frozen=True, gc=False):
    """A form in a list; ``about``: number, law, how many procedures of that field use it, or
    which, where another form has the same name.

    ``ways``: in which forms it is offered, in words; empty where the site has no file.
    """

    link: Link
    about: str
    ways: str


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


def view(catalogue: Catalogue, offers: Offers = NO_PAPERS) -> FormsView:
    """Put the forms into words."""
    uses = counting.by_form(catalogue)
    forms = catalogue.shared.forms
    count = f"{wording.number(len(forms))} biểu mẫu"
    groups = _by_field(uses, catalogue, offers)
    return FormsView(
        title="Biểu mẫu",
        description=f"{count} của các thủ tục hành chính, theo lĩnh vực.",
        crumbs=links.crumbs(links.FORMS),
        count=count,
        as_of=wording.as_of(catalogue.day),
        fields=tuple(sorted(groups, key=lambda group: wording.alphabetical(group.field.text))),
        unused=_sorted(
            [
                _entry(form, "chưa gắn với thủ tục nào", catalogue.shared, offers.of(id_))
                for id_, form in forms.items()
                if not uses.get(id_)
            ]
        ),
    )


def _by_field(
    uses: Mapping[str, Sequence[Brief]], catalogue: Catalogue, offers: Offers
) -> list[FieldForms]:
    groups: dict[str, list[FormEntry]] = {}
    names = Counter(form.name for form in catalogue.shared.forms.values())
    for form_id, form in catalogue.shared.forms.items():
        using: dict[str, list[Brief]] = {}
        for brief in uses.get(form_id, ()):
            using.setdefault(brief.field, []).append(brief)
        for field_id, briefs in using.items():
            used = _used_for(briefs, namesake=names[form.name] > 1)
            entry = _entry(form, used, catalogue.shared, offers.of(form_id))
            groups.setdefault(field_id, []).append(entry)
    return [
        FieldForms(field_id, fields.link(field_id, catalogue), _sorted(entries))
        for field_id, entries in groups.items()
    ]


def _used_for(briefs: Sequence[Brief], namesake: bool) -> str:
    """How many procedures, or for which where the form's name does not tell."""
    count = f"{wording.number(len(briefs))} thủ tục"
    if not namesake:
        return count
    first = f"“{links.entry(briefs[0], 120).text}”"
    return f"thủ tục {first}" if len(briefs) == 1 else f"{count}, như {first}"


def _entry(form: Form, used: str, shared: Shared, offer: Offer) -> FormEntry:
    parts = (
        f"Mẫu {form.number}" if form.number else "",
        legal.names(form.legal, shared),
        used,
    )
    link = Link(wording.shorten(form.name, 200), addresses.form(form.id))
    return FormEntry(link, " · ".join(filter(None, parts)), _ways(offer))


def _ways(offer: Offer) -> str:
    formats = dict.fromkeys(file.format for file in offer.files)
    return ", ".join([*(["điền trên trang"] if offer.fill else []), *formats])


def _sorted(entries: list[FormEntry]) -> tuple[FormEntry, ...]:
    return tuple(
        sorted(entries, key=lambda entry: (wording.alphabetical(entry.link.text), entry.link.path))
    )
