"""One built site, one server and one browser for all tests of this folder."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser import kinds, serving
from tests.browser.built import EXAMPLE, SHIPPED, BuiltSite, build_site
from tests.browser.visits import PATIENCE, Visit, new_context
from tests.tools import program

SUB_PATH = "/a/b/"
WASM_PATH = "/toan-van/"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
Visitor = Callable[..., Visit]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the catalogue that we ship."""
    return build_site(SHIPPED, tmp_path_factory.mktemp("shipped"), full_text=True)


@pytest.fixture(scope="package")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the example catalogue, with the tiers of 2020."""
    return build_site(EXAMPLE, tmp_path_factory.mktemp("example"))


@pytest.fixture(params=["site", "example_site"])
def any_site(request: pytest.FixtureRequest) -> BuiltSite:
    """Both sites, one after the other."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, BuiltSite)
    return found


@pytest.fixture(scope="package")
def samples(site: BuiltSite) -> dict[str, str]:
    """Kind of page -> path of the page that stands for it."""
    return kinds.samples(site)


@pytest.fixture(scope="package")
def origin(site: BuiltSite) -> Iterator[str]:
    """Where the shipped site is served: at its own path, "/", /a/b/ and /toan-van/."""
    policies = dict.fromkeys(("/", SUB_PATH, site.base_path), serving.STRICT)
    with serving.serving(site.folder, policies | {WASM_PATH: serving.WITH_WASM}) as address:
        yield address


@pytest.fixture(scope="package")
def browser(site: BuiltSite, example_site: BuiltSite) -> Iterator[Browser]:
    """The one browser; started after the builds, which fork."""
    chromium = program("chromium-headless-shell")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh readers (browser contexts), which leave when the test ends."""
    contexts: list[BrowserContext] = []

    def arrive(**options: Any) -> BrowserContext:
        contexts.append(new_context(browser, **options))
        return contexts[-1]

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def visit(
    reader: Callable[..., BrowserContext], origin: str, samples: dict[str, str], site: BuiltSite
) -> Visitor:
    """Opens the page of a kind: ``visit("home", width=390, scheme="dark")``."""

    def open_page(kind: str, root: str = SUB_PATH, query: str = "", **options: Any) -> Visit:
        opened = Visit(reader(**options).new_page(), origin)
        if kind == kinds.NOT_FOUND:
            # Its links begin at the root, for it answers at any depth: it only suits its own host.
            opened.page.goto(f"{origin}{site.base_path}khong/co/trang/", wait_until="load")
        else:
            opened.page.goto(f"{origin}{root}{samples[kind]}{query}", wait_until="load")
        return opened

    return open_page
