"""Pictures of each kind of page, for looking and for the README.

``python -m tests.browser.screenshots OUT_DIR``: builds the shipped catalogue's site and writes
``<kind>-<width>-<scheme>.png``, each as high as the page is, but no higher than three screens.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import kinds, serving
from tests.browser.built import SHIPPED, build_site
from tests.browser.conftest import QUIET
from tests.browser.visits import DESKTOP, PHONE, new_context

HIGHEST = 2700
IN_THE_DARK = ("home", "procedure")
SEARCHED = "home-search"


def shots() -> Iterator[tuple[str, int, str]]:
    """Kind, width and scheme of each picture."""
    for kind in (*kinds.KINDS, SEARCHED):
        for width in (PHONE, DESKTOP):
            yield kind, width, "light"
            if kind in IN_THE_DARK:
                yield kind, width, "dark"


def picture(page: Page, file: Path, width: int) -> None:
    """Write what the page shows, from its top."""
    page.evaluate("document.fonts.ready")
    height = min(page.evaluate("document.scrollingElement.scrollHeight"), HIGHEST)
    page.screenshot(
        path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}
    )


def take(browser: Browser, origin: str, paths: dict[str, str], out: Path) -> None:
    """Visit every kind of page and picture it; once with answers below the search box."""
    for kind, width, scheme in shots():
        context = new_context(browser, width, scheme)
        page = context.new_page()
        page.goto(f"{origin}/{paths.get(kind, '')}")
        if kind == SEARCHED:
            page.fill("main input[name=q]", "dang ky khai sinh")
            page.locator("main .ny-results a").first.wait_for()
        picture(page, out / f"{kind}-{width}-{scheme}.png", width)
        context.close()


def main(out: Path) -> None:
    """Build, serve, look."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        site = build_site(SHIPPED, Path(folder))
        roots = {"/": serving.STRICT, site.base_path: serving.STRICT}
        with serving.serving(site.folder, roots) as origin, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(QUIET)
            )
            take(browser, origin, kinds.samples(site), out)
            browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m tests.browser.screenshots OUT_DIR")
    main(Path(sys.argv[1]))
