"""One page of each kind of a catalogue, rendered as the site renders it, without a shell."""

from pathlib import Path
from tempfile import TemporaryDirectory

from generator.catalogue import Catalogue
from generator.editions.chain import UNPUBLISHED
from generator.exports import data_page, frozen_data
from generator.fee_tables import FeeTables
from generator.templating import environment
from generator.views import (
    as_of,
    changes,
    counting,
    fees,
    field,
    fields,
    fillable,
    form,
    forms,
    glossary,
    home,
    notices,
    pricing,
    procedure,
    procedures,
    search,
    settlement,
    situation,
    situations,
    statistics,
    version,
    ward,
    wards,
    withdrawn,
)
from generator.views.changelog import Changelog
from tests.paths import ROOT

TEMPLATES: Path = ROOT / "generator" / "templates"
CACHE = TemporaryDirectory()
ENVIRONMENT = environment(TEMPLATES, Path(CACHE.name), "test")
VIEWS: dict[str, type] = {
    "as-of": as_of.AsOfView,
    "changes": changes.ChangesView,
    "data": data_page.DataView,
    "edition": changes.EditionView,
    "fee-table": pricing.FeeTableView,
    "fees": fees.FeesView,
    "field": field.FieldView,
    "fields": fields.FieldsView,
    "fillable": fillable.FillableView,
    "form": form.FormView,
    "forms": forms.FormsView,
    "frozen-data": frozen_data.FrozenDataView,
    "glossary": glossary.GlossaryView,
    "home": home.HomeView,
    "notices": notices.NoticesView,
    "procedure": procedure.ProcedureView,
    "procedures": procedures.ProceduresView,
    "search": search.SearchView,
    "settlement": settlement.SettlementView,
    "situation": situation.SituationView,
    "situations": situations.SituationsView,
    "statistics": statistics.StatisticsView,
    "version": version.VersionView,
    "ward": ward.WardView,
    "wards": wards.WardsView,
    "withdrawn": withdrawn.WithdrawnView,
}


def views(catalogue: Catalogue) -> dict[str, object]:
    """Kind -> the view of its page; of kinds with many pages, of the first record.

    Without the kinds that editions, exports, results or forms make: their own tests draw those.
    """
    shared = catalogue.shared
    code = next(iter(catalogue.briefs))
    one_form = next(iter(shared.forms.values()))
    one_field = next(iter(shared.fields.values()))
    one_ward = next(iter(shared.wards.values()))
    uses, groups = counting.by_form(catalogue), counting.by_field(catalogue)
    log = Changelog(UNPUBLISHED)
    tables = FeeTables(catalogue, ENVIRONMENT, Path(CACHE.name), catalogue.shared_digest)
    return {
        "as-of": as_of.view(catalogue),
        "changes": changes.view(catalogue, log),
        "fees": fees.view(catalogue, tables.table),
        "field": field.view(one_field, groups[one_field.id], catalogue),
        "fields": fields.view(catalogue),
        "form": form.view(one_form, uses[one_form.id], catalogue),
        "forms": forms.view(catalogue),
        "glossary": glossary.view(catalogue),
        "home": home.view(catalogue),
        "procedure": procedure.view(catalogue.whole(code), catalogue),
        "procedures": procedures.view(catalogue),
        "search": search.view(catalogue),
        "situation": situation.view(shared.situations[0], catalogue),
        "situations": situations.view(catalogue),
        "statistics": statistics.view(catalogue, statistics.tables(catalogue, log), None),
        "ward": ward.view(one_ward, counting.counts(catalogue), catalogue),
        "wards": wards.view(catalogue),
    }


def render(kind: str, view: object, root: str = "../../") -> str:
    """The body of a page."""
    return ENVIRONMENT.get_template(f"{kind}.html").render(v=view, root=root)


def pages(catalogue: Catalogue) -> dict[str, str]:
    """Kind -> the body of its page."""
    return {kind: render(kind, view) for kind, view in views(catalogue).items()}
