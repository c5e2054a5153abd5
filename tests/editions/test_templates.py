"""A template reads what its view has, and a view has nothing that no template reads."""

import re

import msgspec
import pytest

from generator.render import TEMPLATES
from generator.views.as_of import AsOfView, Turn
from generator.views.changes import (
    ChangeRow,
    ChangesView,
    EditionRow,
    EditionView,
    FieldChanges,
    FieldCount,
)
from generator.views.charts import Bar, Table
from generator.views.differences import LineChange, PartChange, Piece
from generator.views.history import Answer, HistoryView, SpanRow, VersionRow
from generator.views.settlement import SettlementView
from generator.views.shared_changes import SharedChange, SharedGroup
from generator.views.statistics import StatisticsView
from generator.views.version import VersionView
from generator.views.withdrawn import WithdrawnView

READ = {
    "as-of.html": (AsOfView, Turn),
    "changes.html": (ChangesView, EditionRow, FieldCount),
    "charts.html": (Bar, Table),
    "edition.html": (EditionView, FieldChanges, ChangeRow, SharedChange, SharedGroup),
    "history.html": (HistoryView, SpanRow, Answer, VersionRow, PartChange, LineChange, Piece),
    "settlement.html": (SettlementView,),
    "statistics.html": (StatisticsView,),
    "version.html": (VersionView,),
    "withdrawn.html": (WithdrawnView,),
}
BY_OTHERS = {
    "description": "the shell reads it",
    "csv": "the file of the table",
    "kind": "tests and feeds read it",
    "id": "a change is known by its heading; the id serves machines",
}


@pytest.mark.parametrize(("template", "views"), READ.items())
def test_a_template_reads_every_attribute_of_its_views(
    template: str, views: tuple[type[msgspec.Struct], ...]
) -> None:
    text = (TEMPLATES / template).read_text("utf-8")
    read = set(re.findall(r"\.([a-z_0-9]+)", text))
    for view in views:
        assert set(view.__struct_fields__) - read - BY_OTHERS.keys() == set(), view.__name__
