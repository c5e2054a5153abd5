"""A visit of one page in the browser, and what there was to complain about on the way.

In: a browser and the server's origin.  Out: ``Visit``: the page and its ``complaints``.
"""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

PHONE = 390
SMALL_PHONE = 320
DESKTOP = 1280
_HEIGHT = 900
PATIENCE = 15_000  # ms: a machine may be busy with other tests
_LISTEN = """
window.nyViolations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.nyViolations.push(event.violatedDirective + " " + event.blockedURI));
"""


@dataclass
class Visit:
    """An open page; ``requests`` and ``responses`` are all that it has caused."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("response", lambda answer: self.responses.append(answer))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.errors.append(f"console: {message.text} ({where})")

    def complaints(self) -> list[str]:
        """Requests to strangers, missing files, errors and breaches of the policy."""
        foreign = [
            f"foreign request: {url}"
            for url in self.requests
            if not url.startswith((f"{self.origin}/", "data:", "blob:"))
        ]
        broken = [
            f"{answer.status}: {answer.url}" for answer in self.responses if not self._fine(answer)
        ]
        breaches = [f"policy: {breach}" for breach in self.page.evaluate("window.nyViolations")]
        return [*foreign, *broken, *breaches, *filter(self._serious, self.errors)]

    def _fine(self, answer: Response) -> bool:
        return answer.status < 400 or self._is_missing_page(answer.url)

    def _serious(self, error: str) -> bool:
        if "blocked by Playwright" in error:
            return False
        return not ("404" in error and error.endswith(f"({self.page.url})"))

    def _is_missing_page(self, url: str) -> bool:
        """The 404 page is itself the answer 404."""
        return url == self.page.url and bool(self.page.locator("meta[content=noindex]").count())


def new_context(
    browser: Browser, width: int = DESKTOP, scheme: str = "light", **options: Any
) -> BrowserContext:
    """A fresh reader: nothing stored, a window of the given width, light or dark.

    Service workers are blocked unless allowed: what they fetch is not among a page's requests.
    """
    options.setdefault("service_workers", "block")
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="vi-VN",
        **options,
    )
    context.add_init_script(_LISTEN)
    context.set_default_timeout(PATIENCE)
    return context
