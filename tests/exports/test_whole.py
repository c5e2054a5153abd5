"""All files together: listed with size and hash, the same bytes, made again only when needed."""

import json
import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from generator import sitemap
from generator.cache_file import CacheError
from generator.catalogue import Catalogue, assemble
from generator.exports import bundle, data_page, records, whole
from generator.exports.dataset import dataset
from generator.exports.listing import File
from generator.templating import environment
from generator.views import wording
from tests.exports.conftest import CORPUS, EDITION
from tests.paths import ROOT

BIRTH = "1.001193"


def test_the_manifest_lists_every_file_with_its_size_and_hash(files: dict[str, File]) -> None:
    manifest = json.loads(files["manifest.json"].content)
    listed = {f["path"]: (f["size"], f["sha256"]) for f in manifest["files"]}
    made = {path: (len(f.content), sha256(f.content).hexdigest()) for path, f in files.items()}
    assert listed == {p: m for p, m in made.items() if p not in ("manifest.json", "SHA256SUMS")}
    assert all(f["description_vi"] and f["description_en"] for f in manifest["files"])


def test_the_sums_are_checked_by_the_usual_tool(folder: Path, tmp_path: Path) -> None:
    command = ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    (tmp_path / "thu-tuc.json").write_bytes(b"{}")
    (tmp_path / "SHA256SUMS").write_bytes((folder / "SHA256SUMS").read_bytes())
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_same_catalogue_gives_the_same_bytes(corpus: Catalogue) -> None:
    first = whole.files(dataset(corpus))
    again = assemble(corpus.shared, [corpus.whole(code) for code in reversed(corpus.briefs)])
    assert whole.files(dataset(again)) == first
    assert len(json.loads(first["thu-tuc.json"])["procedures"]) == CORPUS


def test_no_file_names_the_day_on_which_it_was_made(files: dict[str, File]) -> None:
    today = date.today().isoformat().encode()
    assert [path for path, file in files.items() if today in file.content] == []


def test_a_kept_file_that_has_changed_is_not_published(example: Catalogue, tmp_path: Path) -> None:
    kept = whole.keep(example, b"program", tmp_path)
    (tmp_path / "exports" / "api/v1/bieu-mau.json").write_bytes(b"{}")
    (rotten,) = [o for o in whole.outputs(kept, tmp_path) if o.path == "api/v1/bieu-mau.json"]
    with pytest.raises(CacheError, match="chạy lại"):
        rotten.make()
    for output in whole.outputs(whole.keep(example, b"program", tmp_path), tmp_path):
        assert output.make()


def test_files_are_kept_and_made_again_only_when_the_catalogue_changes(
    example: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = whole.keep(example, b"program", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(bundle, "files", lambda _: pytest.fail("made again without need"))
        assert whole.keep(example, b"program", tmp_path) == first
    changed = [example.whole(code) for code in example.briefs]
    changed[0] = replace(changed[0], summary="Lời khác.")
    later = whole.keep(assemble(example.shared, changed), b"program", tmp_path)
    path = "du-lieu/2020-02-03/thu-tuc.json"
    assert later.site[path] != first.site[path]


def test_a_cache_that_lost_a_file_is_filled_again(example: Catalogue, tmp_path: Path) -> None:
    first = whole.keep(example, b"", tmp_path)
    lost = tmp_path / "exports" / "api" / "v1" / "openapi.json"
    lost.unlink()
    assert whole.keep(example, b"", tmp_path) == first
    assert lost.is_file()


def test_the_site_has_the_edition_and_the_latest_with_the_same_bytes(
    example: Catalogue, files: dict[str, File], tmp_path: Path
) -> None:
    kept = whole.keep(example, b"", tmp_path)
    made = {output.path: output.make() for output in whole.outputs(kept, tmp_path)}
    for path, file in files.items():
        assert made[f"du-lieu/2020-02-03/{path}"] == file.content
        assert made[f"du-lieu/moi-nhat/{path}"] == file.content
    assert "api/v1/openapi.json" in made


MAKE = """
import sys
from pathlib import Path
from generator.exports import whole
from tests.exports.conftest import EXAMPLE, catalogue_of
folder = Path(sys.argv[1])
kept = whole.keep(catalogue_of(EXAMPLE, folder), b"", folder)
print(sorted(kept.site.items()))
"""


def test_another_process_in_another_time_zone_makes_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for place, (seed, zone) in enumerate([("1", "Asia/Ho_Chi_Minh"), ("2", "America/Lima")]):
        (tmp_path / str(place)).mkdir()
        done = subprocess.run(
            [sys.executable, "-c", MAKE, str(tmp_path / str(place))],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        made.append(done.stdout)
    assert made[0] == made[1]


def test_another_edition_s_day_changes_no_procedure_s_own_file(example: Catalogue) -> None:
    posted = replace(example.shared.publisher, posted_on=date(2020, 2, 4))
    later = assemble(
        replace(example.shared, publisher=posted), [example.whole(c) for c in example.briefs]
    )
    made = [{o.path: o.make() for o in records.outputs(c, b"")} for c in (example, later)]
    assert made[0] == made[1]


def test_a_changed_record_is_a_new_key_for_its_own_files_alone(example: Catalogue) -> None:
    changed = [example.whole(code) for code in example.briefs]
    changed[0] = replace(changed[0], summary="Lời khác.")
    other = assemble(example.shared, changed)
    same = assemble(example.shared, [example.whole(code) for code in example.briefs])
    keys = [{o.path: o.key for o in records.outputs(c, b"")} for c in (same, other)]
    moved = {path for path, key in keys[0].items() if keys[1][path] != key}
    assert moved == {f"thu-tuc/{changed[0].code}.json", f"thu-tuc/{changed[0].code}.jsonld"}


def test_the_linkset_names_each_page_its_forms_and_its_frozen_page(files: dict[str, File]) -> None:
    linkset = json.loads(files["linkset.json"].content)["linkset"]
    pages = {link["anchor"]: link for link in linkset}
    assert len(pages) == 4
    birth = pages["https://example.org/niem-yet/thu-tuc/1.001193/"]
    assert [link["type"] for link in birth["alternate"]] == [
        "application/json", "application/ld+json"
    ]  # fmt: skip
    assert birth["cite-as"][0]["href"].endswith("/thu-tuc/1.001193/ban/2020-02-03/")
    assert birth["license"] and birth["describedby"]


def test_a_version_published_earlier_is_cited_by_its_own_day(example: Catalogue) -> None:
    data = dataset(example, EDITION, {BIRTH: date(2020, 1, 6)})
    assert data.frozen_page(BIRTH).endswith("/ban/2020-01-06/")
    assert data.frozen_page("2.000815").endswith("/ban/2020-02-03/")


class TestPage:
    @pytest.fixture
    def page(self, example: Catalogue, files: dict[str, File], tmp_path: Path) -> etree._Element:
        listed = [file.listed() for file in files.values()]
        view = data_page.view(example, EDITION, listed, [date(2020, 1, 6)])
        templates = environment(ROOT / "generator" / "templates", tmp_path, "test")
        html = templates.get_template("data.html").render(v=view, root="../")
        root: etree._Element = etree.HTML(html)
        return root

    def test_it_lists_every_file_with_its_hash(
        self, page: etree._Element, files: dict[str, File]
    ) -> None:
        hashes = {code.text for code in page.iterfind(".//code[@class='ny-hash']")}
        citations = {path for path in files if path.startswith("trich-dan")}
        assert hashes == {f.listed().sha256 for p, f in files.items() if p not in citations}
        addresses = {link.get("href") for link in page.iterfind(".//a")}
        assert {f"../du-lieu/2020-02-03/{path}" for path in files} <= addresses

    def test_it_says_licence_citation_and_dictionary(self, page: etree._Element) -> None:
        text = " ".join(page.itertext())
        assert "CC BY 4.0" in text
        assert "Kỳ công bố 03/02/2020" in text
        assert "Mức thu" in text and "Amount; only where basis is amount." in text

    @pytest.mark.parametrize(
        ("count", "words"), [(999, "999 byte"), (12_345, "12,3 KB"), (4_200_000, "4,2 MB")]
    )
    def test_sizes_are_written_for_readers(self, count: int, words: str) -> None:
        assert wording.size(count) == words


class TestSitemap:
    @pytest.fixture
    def schema(self, standards: Path) -> etree.XMLSchema:
        return etree.XMLSchema(etree.parse(standards / "sitemap" / "sitemap.xsd"))

    @staticmethod
    def made(example: Catalogue) -> bytes:
        paths = ["index.html", *(f"thu-tuc/{code}/index.html" for code in example.briefs)]
        outputs = {output.path: output for output in sitemap.outputs(example, paths)}
        return outputs["sitemap.xml"].make()

    def test_the_schema_accepts_it(self, schema: etree.XMLSchema, example: Catalogue) -> None:
        tree = etree.fromstring(self.made(example))
        assert schema.validate(tree), schema.error_log
        assert len(tree) == 4

    def test_the_schema_refuses_a_broken_copy(
        self, schema: etree.XMLSchema, example: Catalogue
    ) -> None:
        broken = self.made(example).replace(b"<lastmod>2020-02-01", b"<lastmod>01/02/2020")
        assert not schema.validate(etree.fromstring(broken))
