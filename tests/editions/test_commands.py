"""The commands ``publish`` and ``diff``."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.editions import diff_command, publish_command
from tests.editions.site import FIRST, SECOND, House


def publish(house: House, day: date, *more: str, decision: str = "12/QĐ-VÍDỤ") -> Result:
    options = ["--date", day.isoformat(), "--decision", decision, "--workers", "1", *more]
    return CliRunner().invoke(publish_command, [*folders(house), *options])


def diff(house: House, *names: str) -> Result:
    return CliRunner().invoke(diff_command, [*folders(house), "--workers", "1", *names])


def folders(house: House) -> list[str]:
    return ["--catalogue", str(house.root), "--cache", str(house.cache)]


def written(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "editions").glob("*/*"))


def test_publish_writes_an_edition_and_says_what_is_in_it(house: House) -> None:
    result = publish(house, FIRST, "--note", "Kỳ đầu")
    assert result.exit_code == 0, result.output
    assert "Kỳ công bố 03/02/2020: 3 mới." in result.output
    names = ["data.tar.xz", "edition.json", "pages.tar.xz", "records.tar.xz"]
    assert written(house.root) == names
    edition = house.editions.chain[0].edition
    assert (edition.decision, edition.notes) == ("Quyết định 12/QĐ-VÍDỤ", ("Kỳ đầu",))


def test_a_dry_run_writes_nothing(house: House) -> None:
    result = publish(house, FIRST, "--dry-run")
    assert result.exit_code == 0 and "3 mới" in result.output
    assert not (house.root / "editions").exists()


def test_publish_refuses_a_catalogue_that_fails_its_checks(house: House) -> None:
    house.edit("procedures/ho-tich/1.001193.yml", "agency: ubnd-phuong", "agency: khong-co")
    result = publish(house, FIRST)
    assert result.exit_code == 1
    assert "references/agency" in result.output and "Chưa ghi gì" in result.output
    assert not (house.root / "editions").exists()


def test_publish_shows_why_it_refuses(published: House) -> None:
    result = publish(published, FIRST)
    assert result.exit_code == 1
    assert "[editions/date]" in result.output
    assert "Traceback" not in result.output


def test_publish_needs_date_and_decision(house: House) -> None:
    result = CliRunner().invoke(publish_command, folders(house))
    assert result.exit_code == 2 and "--date" in result.output


def test_diff_tells_two_editions_apart_by_legal_part(published: House) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    result = diff(published, FIRST.isoformat(), SECOND.isoformat())
    assert result.exit_code == 0, result.output
    for line in (
        "## Chứng thực",
        "2.000815 Chứng thực bản sao từ bản chính",
        "  Trình tự thực hiện",
        "    − Mang bản chính và bản sao đến bộ phận một cửa.",
        "    + Mang bản chính và bản sao đến quầy chứng thực.",
        "1 sửa đổi.",
    ):
        assert line in result.output.splitlines()


def test_diff_without_a_second_name_takes_the_catalogue_as_it_stands(published: House) -> None:
    published.post_on(SECOND)
    published.change_copy(SECOND)
    assert "1 sửa đổi." in diff(published, FIRST.isoformat()).output


def test_diff_of_equal_editions_says_so(published: House) -> None:
    assert diff(published, FIRST.isoformat()).output.strip() == "Không có thay đổi."


def test_diff_as_json_holds_the_same(published: House) -> None:
    published.post_on(SECOND)
    published.change_copy(SECOND)
    tree = json.loads(diff(published, FIRST.isoformat(), "--format", "json").output)
    (change,) = tree["procedures"]
    assert tree["shared"] == []
    assert (change["code"], change["kind"]) == ("2.000815", "changed")


def test_diff_tells_of_a_shared_record_that_no_procedure_shows(published: House) -> None:
    published.edit("fields.yml", "fields:\n", "fields:\n  - {id: moi, name: Mới}\n")
    text = diff(published, FIRST.isoformat()).output
    assert text.splitlines()[:3] == ["## Dùng chung: Lĩnh vực", "moi Mới", "  Thêm mới"]
    assert "Bản ghi dùng chung thay đổi: 1 lĩnh vực." in text


def test_diff_tells_old_and_new_amounts_of_a_shared_fee(published: House) -> None:
    published.edit("fees/chung-thuc.yml", "amount: 2000", "amount: 2500")
    lines = diff(published, FIRST.isoformat()).output.splitlines()
    start = lines.index("## Dùng chung: Phí, lệ phí dùng chung")
    told = " ".join(lines[start : start + 6])
    assert "2.000 đồng/trang" in told and "2.500 đồng/trang" in told


@pytest.mark.parametrize(
    ("name", "words"), [("2020-02-04", "Các kỳ: 2020-02-03"), ("hôm qua", "không phải ngày")]
)
def test_diff_of_an_unknown_edition_says_which_there_are(
    published: House, name: str, words: str
) -> None:
    result = diff(published, name)
    assert result.exit_code == 1 and words in result.output


def test_nothing_is_published_upon_a_damaged_archive(published: House) -> None:
    (published.root / f"editions/{FIRST}/records.tar.xz").unlink()
    published.post_on(SECOND)
    result = publish(published, SECOND)
    assert result.exit_code == 1 and "không mở được gói dữ liệu" in result.output


def test_a_broken_chain_is_told_without_a_traceback(published: House) -> None:
    path = published.root / f"editions/{FIRST}/edition.json"
    path.write_text(path.read_text("utf-8").replace(FIRST.isoformat(), "2020-02-04"), "utf-8")
    result = publish(published, SECOND)
    assert result.exit_code == 1 and "tên thư mục" in result.output
