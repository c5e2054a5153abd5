"""From the touch of the search box to the first answer, on an emulated slow phone.

In: the catalogue of the repository, cut to 400 procedures.  Out: milliseconds of five runs and
their median on the terminal.  Run: ``python -m tests.search.slow_phone``.
"""

import gzip
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from generator.build import load_catalogue
from generator.catalogue import Catalogue, assemble
from generator.search import index
from tests.paths import ROOT

RUNS = 5
LATENCY = 400  # ms a request
BYTES = 50_000  # a second
SLOWER = 4  # times, the processor
QUERY = "khai sinh"

PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trang</title>
<script defer src="assets/search/search.js"></script>
<form role="search" class="ny-search" action="./tim-kiem/"><label for="q">Tìm</label>
<input id="q" name="q"></form><div class="ny-results"></div></html>"""

# The time of the reader's own fingers does not count: the whole query comes with the touch.
ASK = """(query) => new Promise((done) => {
  const input = document.querySelector("input[name=q]");
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (document.querySelector(".ny-list a")) done(performance.now() - start);
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
        times = [measure(browser, address) for _ in range(RUNS)]
        browser.close()
    print("ms from touch to answer: " + ", ".join(f"{time:.0f}" for time in times))
    print(f"median {statistics.median(times):.0f} ms; the aim is 1000 ms")
    return 0


def measure(browser: Browser, address: str) -> float:
    """One first search with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    phone = context.new_cdp_session(page)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    phone.send("Network.enable")
    line = {"latency": LATENCY, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
    phone.send("Network.emulateNetworkConditions", {"offline": False, **line})
    time: float = page.evaluate(ASK, QUERY)
    context.close()
    return time


def _files(catalogue: Catalogue) -> dict[str, bytes]:
    codes = list(catalogue.briefs)
    chosen = [codes[place * len(codes) // 400] for place in range(min(400, len(codes)))]
    some = assemble(catalogue.shared, [catalogue.whole(code) for code in chosen])
    boot = (index.SCRIPTS / "search.js").read_bytes()
    return {
        "/": PAGE.encode(),
        "/assets/search/search.js": boot,
        f"/{index.ADDRESS}": index.index(some),
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
