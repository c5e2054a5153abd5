"""From the touch of the search box to the first answer, on an emulated slow phone.

In: the catalogue of the repository, cut to 400 procedures.  Out: milliseconds and their median on
the terminal, for what the first script answers and for what only the second one does.
Run: ``make slow-phone``.
"""

import gzip
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from generator.build import load_catalogue
from generator.catalogue import Catalogue, assemble
from generator.search import engine, index
from tests.paths import ROOT

RUNS = 3
AIM = 1000  # ms
LATENCY = 400  # ms a request
BYTES = 50_000  # a second
SLOWER = 4  # times, the processor
FIRST = ("khai sinh", "làm sổ đỏ", "mat bang lai")
SECOND = ("ly hôn ra tòa", "xây tượng đài")

PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trang</title>
<script defer src="assets/search/search.js"></script>
<form role="search" class="ny-search" action="./tim-kiem/"><label for="q">Tìm</label>
<input id="q" name="q"></form><div class="ny-results"></div></html>"""

ANSWER = ".ny-list a, .ny-elsewhere"

# The time of the reader's own fingers does not count: the whole query comes with the touch.
ASK = """([query, wanted]) => new Promise((done) => {
  const input = document.querySelector("input[name=q]");
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (document.querySelector(wanted)) done(performance.now() - start);
  });
  seen.observe(document.body, { childList: true, subtree: true });
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def main() -> int:
    """Print the runs; 1 where there is no catalogue or no browser."""
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as cache:
        catalogue = load_catalogue(ROOT / "catalogue", Path(cache)).catalogue
        if catalogue is None or not catalogue.briefs or chromium is None:
            print("This needs a catalogue without faults and chromium.", file=sys.stderr)
            return 1
        files = _files(catalogue)
    with _served(files) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        first = report(browser, address, FIRST)
        report(browser, address, SECOND)
        browser.close()
    print(f"the aim is {AIM} ms for what the first script answers")
    return 0 if first <= AIM else 1


def report(browser: Browser, address: str, queries: Sequence[str]) -> float:
    """Print the times of the queries; their median."""
    times = [measure(browser, address, query) for query in queries for _ in range(RUNS)]
    median = statistics.median(times)
    shown = ", ".join(f"{time:.0f}" for time in times)
    print(f"{' | '.join(queries)}: median {median:.0f} ms ({shown})")
    return median


def measure(browser: Browser, address: str, query: str) -> float:
    """One first search with an empty cache, until an answer stands there."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    phone = context.new_cdp_session(page)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    phone.send("Network.enable")
    line = {"latency": LATENCY, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
    phone.send("Network.emulateNetworkConditions", {"offline": False, **line})
    time: float = page.evaluate(ASK, [query, ANSWER])
    context.close()
    return time


def _files(catalogue: Catalogue) -> dict[str, bytes]:
    codes = list(catalogue.briefs)
    chosen = [codes[place * len(codes) // 400] for place in range(min(400, len(codes)))]
    some = assemble(catalogue.shared, [catalogue.whole(code) for code in chosen])
    return {
        "/": PAGE.encode(),
        f"/{engine.ADDRESS}": engine.script(),
        f"/{index.ADDRESS}": index.index(some),
        f"/{index.REST_ADDRESS}": index.rest(some),
    }


@contextmanager
def _served(files: dict[str, bytes]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = gzip.compress(files.get(self.path, b""), 9)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html"
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
