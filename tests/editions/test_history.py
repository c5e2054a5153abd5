"""The history section of a procedure's page, as its template writes it."""

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from generator.render import TEMPLATES
from generator.templating import environment
from generator.views import history
from tests.editions.site import SECOND, SHOP, House

SOURCE = '{% from "history.html" import history %}{{ history(v.history, root) }}'


class Page:
    """What a page with the section has."""

    def __init__(self, section: history.HistoryView) -> None:
        self.history = section


def section(house: House, code: str, cache: Path) -> html.HtmlElement:
    catalogue = house.catalogue()
    view = history.view(catalogue.whole(code), catalogue, house.editions)
    template = environment(TEMPLATES, cache, "thử").from_string(SOURCE)
    return html.fromstring(f"<div>{template.render(v=Page(view), root='../../')}</div>")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_section_shows_each_span_of_days_with_what_held(
    published: House, tmp_path: Path
) -> None:
    rows = section(published, "1.001612", tmp_path).xpath(".//tbody/tr")
    states = [words(row.xpath("./th/span")[0]) for row in rows]
    assert states.count("Đang áp dụng") == 1
    assert words(rows[-1]).startswith("Từ 01/07/2025 Sắp áp dụng")


def test_what_is_to_come_stands_first_and_is_called_coming(
    published: House, tmp_path: Path
) -> None:
    notes = [words(note) for note in section(published, "1.001612", tmp_path).xpath(".//p[@class]")]
    coming = [note for note in notes if note.startswith("Sắp thay đổi. Từ 01/07/2025")]
    assert coming and "Cấp xã" in coming[0]


def test_a_change_that_has_come_is_no_longer_coming(published: House, tmp_path: Path) -> None:
    later = date(2025, 7, 1)
    published.edit(SHOP, "checked: 2020-02-01}", "checked: 2025-07-01}")
    published.publish(later)
    found = section(published, "1.001612", tmp_path)
    assert "Sắp thay đổi" not in words(found)
    current = [row for row in found.xpath(".//tbody/tr") if "Đang áp dụng" in words(row)]
    assert words(current[0]).startswith("Từ 01/07/2025")


def test_the_versions_link_their_frozen_pages_and_their_editions(
    published: House, tmp_path: Path
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    found = section(published, "2.000815", tmp_path)
    assert found.xpath(".//ol/li/a/@href") == [
        "../../thu-tuc/2.000815/ban/2020-03-02/",
        "../../thu-tuc/2.000815/ban/2020-02-03/",
    ]
    assert found.xpath(".//ol/li/span/a/@href") == [
        "../../thay-doi/2020-03-02/",
        "../../thay-doi/2020-02-03/",
    ]
    assert words(found.xpath(".//details//dt")[0]) == "Trình tự thực hiện"
    assert words(found.xpath(".//del")[0]) == "bộ phận một cửa."
    assert words(found.xpath(".//ins")[0]) == "quầy chứng thực."


@pytest.mark.parametrize("sign", ["<b>", "&amp;", '"x"'])
def test_words_of_a_record_are_never_markup(published: House, tmp_path: Path, sign: str) -> None:
    published.edit(SHOP, "name: Đăng ký thành", f"name: '{sign} Đăng ký thành")
    text = (published.root / SHOP).read_text("utf-8")
    lines = [f"{line}'" if line.startswith("name: '") else line for line in text.splitlines()]
    (published.root / SHOP).write_text("\n".join(lines), "utf-8")
    published.edit(SHOP, "checked: 2020-02-01}", "checked: 2020-03-01}")
    published.publish(SECOND)
    found = section(published, "1.001612", tmp_path)
    assert sign in words(found.xpath(".//ins")[0])
    page = published.editions.page(published.editions.versions("1.001612")[-1].page)
    assert sign in html.fromstring(page.decode()).text_content()


def test_a_procedure_never_published_has_no_versions(house: House, tmp_path: Path) -> None:
    assert not section(house, "1.001193", tmp_path).xpath(".//ol")
