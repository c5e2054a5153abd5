"""What a build keeps for the next: used again as long as its key and base say so."""

from functools import partial
from pathlib import Path

import jinja2
import pytest

from generator import cache_file
from generator.fee_tables import FeeTables
from generator.kept import Kept
from generator.model import Fee
from generator.templating import environment
from tests.every_page import ENVIRONMENT
from tests.small_catalogue import catalogue, record

BASE = b"base"


def build(path: Path, values: dict[bytes, str], base: bytes = BASE) -> list[bytes]:
    """The keys whose values a build had to make; each value given is checked."""
    made: list[bytes] = []

    def make(key: bytes) -> str:
        made.append(key)
        return values[key]

    kept = Kept(path, base, str)
    assert [kept.get(key, partial(make, key)) for key in values] == list(values.values())
    kept.save()
    return made


def test_a_kept_value_is_not_made_again(tmp_path: Path) -> None:
    assert build(tmp_path / "kept", {b"a": "1", b"b": "2"}) == [b"a", b"b"]
    assert build(tmp_path / "kept", {b"a": "1", b"c": "3"}) == [b"c"]


def test_what_a_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    build(tmp_path / "kept", {b"a": "1", b"b": "2"})
    build(tmp_path / "kept", {b"a": "1"})
    assert build(tmp_path / "kept", {b"b": "2"}) == [b"b"]


def test_nothing_holds_with_another_base(tmp_path: Path) -> None:
    build(tmp_path / "kept", {b"a": "1"})
    assert build(tmp_path / "kept", {b"a": "2"}, b"other") == [b"a"]


@pytest.mark.parametrize("content", [b"", b"broken", b"\x92\xc4\x04base\x81\xa1a\x01"])
def test_a_broken_file_keeps_nothing(tmp_path: Path, content: bytes) -> None:
    cache_file.write(tmp_path / "kept", content)
    assert build(tmp_path / "kept", {b"a": "1"}) == [b"a"]


def test_only_the_fee_table_of_a_changed_field_is_drawn_again(tmp_path: Path) -> None:
    birth = record("1.000001", "Khai sinh", fees=(Fee(amount=1000),))
    land = record("1.000002", "Cấp đất", field="dat-dai", fees=(Fee(amount=2000),))
    raised = record("1.000002", "Cấp đất", field="dat-dai", fees=(Fee(amount=3000),))
    before, after = catalogue(birth, land), catalogue(birth, raised)
    tables = FeeTables(before, ENVIRONMENT, tmp_path, before.shared_digest)
    drawn = [tables.table(brief.field, [brief]).html for brief in before.briefs.values()]
    tables.save()
    cannot_draw = environment(tmp_path / "nothing", tmp_path, "test")
    tables = FeeTables(after, cannot_draw, tmp_path, after.shared_digest)
    first, second = after.briefs.values()
    assert tables.table(first.field, [first]).html == drawn[0]
    with pytest.raises(jinja2.TemplateNotFound):
        tables.table(second.field, [second])
