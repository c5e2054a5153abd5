"""Every number of procedures on the site equals what is listed there."""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from urllib.parse import urldefrag

import pytest
from lxml import html

from tests.browser.built import BuiltSite, parse, words
from tests.browser.kinds import below

_COUNT = re.compile(r"([\d.]+) thủ tục(?: trong ([\d.]+) lĩnh vực)?")
_CODE = re.compile(r"thu-tuc/([^/#]+)/$")
_HEADINGS = ("h1", "h2", "h3")
Counted = tuple[int, int | None]


def counted(element: html.HtmlElement) -> Counted | None:
    """The numbers of procedures and of fields that a text states."""
    found = _COUNT.search(words(element))
    if not found:
        return None
    procedures, fields = (int(part.replace(".", "")) if part else None for part in found.groups())
    assert procedures is not None
    return procedures, fields


def section(page: html.HtmlElement, anchor: str = "") -> list[html.HtmlElement]:
    """A heading and what follows up to the next of its rank; without an anchor all of main."""
    if not anchor:
        return [page.get_element_by_id("noi-dung")]
    heading = page.get_element_by_id(anchor)
    ends = _HEADINGS[: _HEADINGS.index(heading.tag) + 1]
    parts = [heading]
    for element in heading.itersiblings():
        if element.tag in ends:
            break
        parts.append(element)
    return parts


def codes(parts: list[html.HtmlElement]) -> set[str]:
    """The procedures that some part of a page links to."""
    links = [str(link) for part in parts for link in part.xpath(".//a/@href")]
    return {found.group(1) for link in links if (found := _CODE.search(link))}


def statements(path: str, page: html.HtmlElement) -> Iterator[tuple[str, str, Counted]]:
    """Each "N thủ tục" beside a link: the page it leads to, the place there, and the numbers."""
    for item in page.xpath("//main//li[a]"):
        stated = item.xpath("*[contains(@class, 'ny-meta')]")
        numbers = counted(stated[0]) if stated else None
        if numbers:
            target, anchor = urldefrag(str(item.xpath("string(a[1]/@href)")))
            folder = normpath(join(path.removesuffix("index.html"), target))
            yield normpath(join(folder, "index.html")), anchor, numbers


def all_codes(site: BuiltSite) -> set[str]:
    return {path.split("/")[1] for path in below(site, "thu-tuc")}


def fields_of(site: BuiltSite) -> dict[str, set[str]]:
    """Page of a field -> the procedures it lists."""
    return {
        f"{path}index.html": codes(section(page, "thu-tuc"))
        for path, page in below(site, "linh-vuc").items()
    }


def test_every_procedure_is_in_the_list_of_all_and_in_one_field(any_site: BuiltSite) -> None:
    everything = all_codes(any_site)
    assert everything
    assert codes(section(any_site.pages["thu-tuc/index.html"])) == everything
    listed = fields_of(any_site)
    assert set().union(*listed.values()) == everything
    assert sum(map(len, listed.values())) == len(everything)


@pytest.mark.parametrize(
    "path", ["index.html", "tim-kiem/index.html", "thu-tuc/index.html", "linh-vuc/index.html"]
)
def test_the_total_is_the_same_on_every_page(any_site: BuiltSite, path: str) -> None:
    total = len(all_codes(any_site)), sum(map(bool, fields_of(any_site).values()))
    page = any_site.pages[path]
    stated = [counted(line) for line in page.xpath("//main//p[not(ancestor::li)]")]
    assert next(numbers for numbers in stated if numbers) == total


def test_a_field_counts_what_it_lists_by_tier(any_site: BuiltSite) -> None:
    for path, page in below(any_site, "linh-vuc").items():
        listed = codes(section(page, "thu-tuc"))
        assert counted(page.xpath("//p[@class='ny-count']")[0]) == (len(listed), None), path
        headings = page.xpath("//h3[starts-with(@id, 'cap-')]")
        tiers = [codes(section(page, heading.get("id"))) for heading in headings]
        stated = [counted(heading) for heading in headings]
        assert stated == [(len(tier), None) for tier in tiers], path
        assert sum(map(len, tiers)) == len(listed), path


def test_a_number_beside_a_link_is_the_length_of_the_list_it_leads_to(any_site: BuiltSite) -> None:
    listed = fields_of(any_site)
    checked = 0
    for path, page in any_site.pages.items():
        for target, anchor, numbers in statements(path, page):
            if target in listed and anchor != "le-phi":
                place = codes(section(any_site.pages[target], anchor or "thu-tuc"))
                assert numbers == (len(place), None), f"{path}: {target}#{anchor}"
                checked += 1
    assert checked >= 3 * len(listed)


def folded(page: html.HtmlElement) -> Iterator[tuple[str, Counted, set[str]]]:
    """Each folded list: its summary, the number that this states, and what it holds."""
    for details in page.xpath("//main//details[summary]"):
        summary = details.find("summary")
        if numbers := counted(summary):
            yield words(summary), numbers, codes([details])


def test_a_folded_list_holds_as_many_as_it_says(any_site: BuiltSite) -> None:
    for path, page in any_site.pages.items():
        for summary, numbers, listed in folded(page):
            assert numbers == (len(listed), None), f"{path}: {summary}"


@pytest.mark.parametrize(
    ("anchor", "said"),
    [("chua-kiem-chung", "chưa kiểm chứng"), ("chua-co-thong-tin", "chưa có thông tin")],
)
def test_the_fees_that_are_not_known_are_counted_as_the_fields_list_them(
    any_site: BuiltSite, anchor: str, said: str
) -> None:
    fees = any_site.pages["le-phi/index.html"]
    _, total, *lists = section(fees, anchor)
    stated = {
        target: numbers
        for part in lists
        for target, _, numbers in statements("le-phi/index.html", _as_main(part))
    }
    found = {
        f"{path}index.html": numbers
        for path, page in below(any_site, "linh-vuc").items()
        for summary, numbers, _ in folded(page)
        if said in summary
    }
    assert stated == found
    assert (counted(total) or (0, None)) == (sum(number for number, _ in found.values()), None)


def test_a_form_counts_the_procedures_that_its_page_lists(any_site: BuiltSite) -> None:
    uses: dict[str, int] = {}
    forms = any_site.pages["bieu-mau/index.html"]
    for target, _, (number, _) in statements("bieu-mau/index.html", forms):
        uses[target] = uses.get(target, 0) + number
    assert uses
    for target, number in uses.items():
        page = any_site.pages[target]
        assert number == len(codes(section(page))), target


def test_a_tier_counts_what_the_fields_list_for_it(any_site: BuiltSite) -> None:
    fields = any_site.pages["linh-vuc/index.html"]
    tiers = [
        s
        for s in statements("index.html", any_site.pages["index.html"])
        if s[0] == "linh-vuc/index.html"
    ]
    assert tiers
    for _, anchor, numbers in tiers:
        inside = [
            (target, place)
            for part in section(fields, anchor)
            for target, place, _ in statements("linh-vuc/index.html", _as_main(part))
        ]
        found = [codes(section(any_site.pages[target], place)) for target, place in inside]
        assert numbers == (sum(map(len, found)), len(inside)), anchor
        assert counted(section(fields, anchor)[1]) == numbers, anchor


def test_every_page_of_a_procedure_names_the_field_that_lists_it(any_site: BuiltSite) -> None:
    listed = fields_of(any_site)
    for path, page in below(any_site, "thu-tuc").items():
        way = page.xpath("//nav[@aria-label='Đường dẫn']//a/@href")
        field = normpath(join(path, str(way[-1]), "index.html"))
        assert path.split("/")[1] in listed[field], path


def _as_main(part: html.HtmlElement) -> html.HtmlElement:
    return parse(b"<main>" + html.tostring(part, encoding="utf-8") + b"</main>")


def test_a_count_over_an_empty_list_does_not_agree() -> None:
    page = parse(
        "<main id='noi-dung'><h2 id='thu-tuc'>Thủ tục</h2><h3 id='cap-ward'>Cấp xã "
        "<span class='ny-meta'>7 thủ tục</span></h3><ul></ul></main>".encode()
    )
    assert counted(page.xpath("//h3")[0]) == (7, None)
    assert codes(section(page, "cap-ward")) == set()
