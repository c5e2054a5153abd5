"""One page of each kind of a catalogue, rendered as the site renders it, without a shell."""

from pathlib import Path
from tempfile import TemporaryDirectory

from generator.catalogue import Catalogue
from generator.templating import environment
from generator.views import (
    counting,
    fees,
    field,
    fields,
    form,
    forms,
    home,
    procedure,
    procedures,
    search,
    ward,
    wards,
)
from tests.paths import ROOT

TEMPLATES: Path = ROOT / "generator" / "templates"
CACHE = TemporaryDirectory()
ENVIRONMENT = environment(TEMPLATES, Path(CACHE.name), "test")
VIEWS: dict[str, type] = {
    "fees": fees.FeesView,
    "field": field.FieldView,
    "fields": fields.FieldsView,
    "form": form.FormView,
    "forms": forms.FormsView,
    "home": home.HomeView,
    "procedure": procedure.ProcedureView,
    "procedures": procedures.ProceduresView,
    "search": search.SearchView,
    "ward": ward.WardView,
    "wards": wards.WardsView,
}


def views(catalogue: Catalogue) -> dict[str, object]:
    """Kind -> the view of its page; of kinds with many pages, of the first record."""
    shared = catalogue.shared
    code = next(iter(catalogue.briefs))
    one_form = next(iter(shared.forms.values()))
    one_field = next(iter(shared.fields.values()))
    one_ward = next(iter(shared.wards.values()))
    uses, groups = counting.by_form(catalogue), counting.by_field(catalogue)
    return {
        "fees": fees.view(catalogue),
        "field": field.view(one_field, groups[one_field.id], catalogue),
        "fields": fields.view(catalogue),
        "form": form.view(one_form, uses[one_form.id], catalogue),
        "forms": forms.view(catalogue),
        "home": home.view(catalogue),
        "procedure": procedure.view(catalogue.whole(code), catalogue),
        "procedures": procedures.view(catalogue),
        "search": search.view(catalogue),
        "ward": ward.view(one_ward, counting.counts(catalogue), catalogue),
        "wards": wards.view(catalogue),
    }


def render(kind: str, view: object, root: str = "../../") -> str:
    """The body of a page."""
    return ENVIRONMENT.get_template(f"{kind}.html").render(v=view, root=root)


def pages(catalogue: Catalogue) -> dict[str, str]:
    """Kind -> the body of its page."""
    return {kind: render(kind, view) for kind, view in views(catalogue).items()}
