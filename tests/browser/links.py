"""Where the links of a built site lead.

In: pages by path.  Out: a line for each link that leads nowhere, out of the site's folder, or to
an id that the page does not have; and the pages that nobody can reach.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

_LINKS = "//@href | //@src | //@action | //@data-root"
_SITE = "https://tren-may-chu.example/a/b/"
_OUTSIDE = ("https", "http", "mailto", "tel")
_NOT_FOUND = "404.html"


def broken_links(
    pages: Mapping[str, html.HtmlElement], folder: Path, base_path: str = "/"
) -> list[str]:
    """Every link that does not hold under a sub-path; 404.html's hold under its own path only."""
    return [
        f"{path}: {link}: {fault}"
        for path, page in pages.items()
        for link in sorted(set(map(str, page.xpath(_LINKS))))
        if (fault := _fault(link, path, pages, folder, base_path))
    ]


def unreachable(pages: Mapping[str, html.HtmlElement], start: str = "index.html") -> set[str]:
    """The pages to which no way leads from the start."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for link in pages[here].xpath("//body//a/@href"):
            target = _file(urljoin(_SITE + _address(here), str(link)))
            if target and target in pages and target not in seen:
                seen.add(target)
                waiting.append(target)
    return set(pages) - seen - {_NOT_FOUND}


def _fault(
    link: str, path: str, pages: Mapping[str, html.HtmlElement], folder: Path, base_path: str
) -> str | None:
    parts = urlsplit(link)
    if parts.scheme:
        return None if parts.scheme in _OUTSIDE else "a scheme that is not allowed"
    if link.startswith("/"):
        if path != _NOT_FOUND or not link.startswith(base_path):
            return "begins at the server's root"
        link = link.removeprefix(base_path) or "./"
    elif path == _NOT_FOUND and not link.startswith("#"):
        return "depends on the missing address"
    target = _file(urljoin(_SITE + _address(path), link))
    if target is None:
        return "leaves the site's folder"
    if not (folder / target).is_file():
        return f"no file {target}"
    return _missing_id(unquote(parts.fragment), target, pages)


def _missing_id(fragment: str, target: str, pages: Mapping[str, html.HtmlElement]) -> str | None:
    if not fragment:
        return None
    found = target in pages and pages[target].xpath("//*[@id=$id]", id=fragment)
    return None if found else f"no id {fragment} in {target}"


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _file(url: str) -> str | None:
    """The file below the root that a server sends for an address; None outside of the site."""
    address = unquote(urlsplit(url)._replace(query="", fragment="").geturl())
    if not address.startswith(_SITE):
        return None
    below = address.removeprefix(_SITE)
    return f"{below}index.html" if below.endswith("/") or not below else below


def duplicate_ids(pages: Mapping[str, html.HtmlElement]) -> Iterator[str]:
    """``page: id`` for every id that stands more than once on a page."""
    for path, page in pages.items():
        ids = [str(value) for value in page.xpath("//@id")]
        yield from (f"{path}: {value}" for value in sorted(set(ids)) if ids.count(value) > 1)
