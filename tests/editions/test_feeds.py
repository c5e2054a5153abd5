"""The feeds, read by two parsers that are not ours."""

from pathlib import Path

import atoma
import feedparser
import pytest

from generator.website import Website
from tests.editions.site import BIRTH, SECOND, SHOP, House

FIELDS = ("chung-thuc", "ho-kinh-doanh", "ho-tich")


@pytest.fixture
def site(published: House, website: Website) -> Path:
    """Two editions: the second changes one procedure, checks another again, withdraws a third."""
    published.change_copy(SECOND)
    published.edit(BIRTH, "checked: 2020-02}", "checked: 2020-02-28}")
    published.withdraw("1.001612", SHOP)
    published.publish(SECOND, decision="Quyết định <77> & 78")
    return published.build(website)


def feed_of(site: Path, field: str | None) -> bytes:
    return (site / (f"linh-vuc/{field}/thay-doi.atom" if field else "thay-doi.atom")).read_bytes()


COUNTS = {None: 2 + 2, "chung-thuc": 2 + 1, "ho-kinh-doanh": 2 + 1, "ho-tich": 2}


@pytest.mark.parametrize(("field", "count"), COUNTS.items())
def test_both_parsers_find_every_entry(site: Path, field: str | None, count: int) -> None:
    content = feed_of(site, field)
    lenient, strict = feedparser.parse(content), atoma.parse_atom_bytes(content)
    assert not lenient.bozo
    assert len(lenient.entries) == len(strict.entries) == count
    assert len({entry.id_ for entry in strict.entries}) == count


def test_there_is_a_feed_for_each_field(site: Path) -> None:
    assert sorted(path.parent.name for path in site.glob("linh-vuc/*/thay-doi.atom")) == [*FIELDS]


def test_an_entry_says_what_has_changed_and_leads_to_the_frozen_page(site: Path) -> None:
    entries = {
        entry.title.value: entry for entry in atoma.parse_atom_bytes(feed_of(site, None)).entries
    }
    title = "Chứng thực bản sao từ bản chính: Sửa đổi: Trình tự thực hiện"
    entry = entries[title]
    assert entry.id_ == "https://example.org/niem-yet/thu-tuc/2.000815/ban/2020-03-02/"
    assert entry.links[0].href == entry.id_
    assert (site / "thu-tuc/2.000815/ban/2020-03-02/index.html").is_file()
    assert "+ Mang bản chính và bản sao đến quầy chứng thực." in entry.summary.value
    assert entry.updated.isoformat() == "2020-03-02T00:00:00+07:00"


def test_an_entry_of_a_withdrawn_procedure_leads_to_its_tombstone(site: Path) -> None:
    found = feedparser.parse(feed_of(site, "ho-kinh-doanh")).entries
    (entry,) = [entry for entry in found if "Bãi bỏ" in entry.title]
    assert entry.link == "https://example.org/niem-yet/thu-tuc/1.001612/"


def test_a_mere_check_is_no_entry(site: Path) -> None:
    titles = [entry.title for entry in feedparser.parse(feed_of(site, None)).entries]
    assert not [title for title in titles if "khai sinh" in title]


def test_the_first_edition_is_one_entry(published: House, website: Website) -> None:
    (entry,) = feedparser.parse(feed_of(published.build(website), None)).entries
    assert entry.title == "Kỳ công bố 03/02/2020"
    assert "3 mới" in entry.summary.lower()


def test_words_with_signs_of_markup_stay_words(site: Path) -> None:
    strict = atoma.parse_atom_bytes(feed_of(site, None))
    assert any("Quyết định <77> & 78" in entry.summary.value for entry in strict.entries)


def test_a_feed_without_editions_is_still_a_feed(house: House, website: Website) -> None:
    strict = atoma.parse_atom_bytes(feed_of(house.build(website), None))
    assert strict.entries == []
    assert strict.updated.isoformat() == "2020-02-03T00:00:00+07:00"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</feed>", b""),
        (b"</id>", b"</id><!--"),
        (b"id>", b"ident>"),
        (b"http://www.w3.org/2005/Atom", b"http://www.w3.org/2005/Atoms"),
    ],
    ids=["no end", "an open comment", "no id", "another namespace"],
)
def test_the_strict_parser_refuses_a_broken_copy(site: Path, old: bytes, new: bytes) -> None:
    broken = feed_of(site, None).replace(old, new)
    with pytest.raises((atoma.FeedParseError, atoma.FeedXMLError, ValueError)):
        atoma.parse_atom_bytes(broken)
