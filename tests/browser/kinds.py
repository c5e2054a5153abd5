"""The kinds of pages, and one page of a built site for each kind.

In: a built site.  Out: kind -> path below the root, such as ``thu-tuc/1.001193/``.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from lxml import html

from tests.browser.built import BuiltSite, words
from tests.paths import ROOT

NOT_FOUND = "not-found"
FIXED = {
    "home": "",
    "search": "tim-kiem/",
    "procedures": "thu-tuc/",
    "fields": "linh-vuc/",
    "fees": "le-phi/",
    "forms": "bieu-mau/",
    "wards": "phuong/",
    "situations": "viec/",
    "glossary": "thuat-ngu/",
    "about": "gioi-thieu/",
    "data": "du-lieu/",
    "changes": "thay-doi/",
    "statistics": "so-lieu/",
    "as-of": "theo-ngay/",
    "guides": "huong-dan/",
    "notices": "niem-yet/",
    "settlements": "so-lieu/ket-qua/",
}
GUIDES = {
    f"guide-{file.stem}": f"huong-dan/{file.stem}/"
    for file in sorted((ROOT / "content" / "huong-dan").glob("*.md"))
    if file.stem != "index"
}


def _weight(page: html.HtmlElement) -> int:
    return len(html.tostring(page))


def _lightness(page: html.HtmlElement) -> int:
    return -_weight(page)


def _name_length(page: html.HtmlElement) -> int:
    return len(words(page.find(".//h1")))


# Of many pages those are opened that most probably break: the fullest, the emptiest, the longest.
CHOSEN: dict[str, tuple[str, Callable[[html.HtmlElement], int]]] = {
    "procedure": ("thu-tuc", _weight),
    "procedure-thin": ("thu-tuc", _lightness),
    "procedure-long-name": ("thu-tuc", _name_length),
    "field": ("linh-vuc", _weight),
    "form": ("bieu-mau", _weight),
    "fillable": ("bieu-mau/*/dien", _weight),
    "ward": ("phuong", _weight),
    "situation": ("viec", _weight),
    "settlement": ("so-lieu/ket-qua", _weight),
    "edition": ("thay-doi", _weight),
}
# Pages that stand for themselves, without the site's frame: of each the largest is opened.
FROZEN = {"frozen-procedure": "thu-tuc/*/ban/*", "frozen-data": "du-lieu/2*"}
KINDS = (*FIXED, *CHOSEN, *GUIDES, NOT_FOUND)


def samples(site: BuiltSite) -> dict[str, str]:
    """A page for each kind; every kind must be there."""
    chosen = {kind: _choose(site, *rule) for kind, rule in CHOSEN.items()}
    frozen = {kind: _largest(site, pattern) for kind, pattern in FROZEN.items()}
    return FIXED | chosen | GUIDES | frozen | {NOT_FOUND: "404.html"}


def below(site: BuiltSite, section: str) -> dict[str, html.HtmlElement]:
    """The pages one folder below a section: those of its single records.

    A section with a ``*`` stands for the pages themselves.
    """
    pattern = f"{section}/index.html" if "*" in section else f"{section}/*/index.html"
    return {
        path.removesuffix("index.html"): page
        for path, page in site.pages.items()
        if PurePosixPath(path).match(pattern)
    }


def _largest(site: BuiltSite, pattern: str) -> str:
    pages = sorted(site.folder.glob(f"{pattern}/index.html"), key=lambda page: page.stat().st_size)
    assert pages, f"the site has no page {pattern}/"
    return pages[-1].relative_to(site.folder).as_posix().removesuffix("index.html")


def _choose(site: BuiltSite, section: str, key: Callable[[html.HtmlElement], int]) -> str:
    pages = below(site, section)
    assert pages, f"the site has no page below {section}/"
    return max(pages, key=lambda path: (key(pages[path]), path))
