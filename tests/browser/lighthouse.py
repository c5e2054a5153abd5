"""Lighthouse's marks on phone settings: ``python -m tests.browser.lighthouse`` (make lighthouse).

Builds the shipped catalogue's site, serves it as an ordinary host does (compressed), and prints for
each kind of page the four marks of 100.  Fails where one is below ``LEAST``.
"""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from tests import nodejs
from tests.browser import kinds
from tests.browser.built import SHIPPED, build_site

LEAST = 95
KINDS = ("home", "field", "procedure", "form", "situation")
MARKS = ("performance", "accessibility", "best-practices", "seo")
PROGRAM = nodejs.FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
FLAGS = "--headless=new --no-sandbox --disable-gpu"
COMPRESSED = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


class _Host(SimpleHTTPRequestHandler):
    """Sends text compressed, as web hosts do."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".woff2": "font/woff2"}

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{COMPRESSED[path.suffix]}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Serve the folder until the block ends; gives the origin."""
    handler = partial(_Host, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def report(address: str, out: Path) -> dict[str, Any]:
    """Lighthouse's whole report of a page."""
    command = [nodejs.PROGRAM, PROGRAM, address, "--quiet", "--output=json", f"--output-path={out}"]
    environment = os.environ | {"CHROME_PATH": which("chromium") or ""}
    subprocess.run([*command, f"--chrome-flags={FLAGS}"], check=True, env=environment)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def marks(found: Mapping[str, Any]) -> dict[str, int]:
    """The marks of a report, of 100."""
    return {name: round(found["categories"][name]["score"] * 100) for name in MARKS}


def lost(found: Mapping[str, Any]) -> Iterator[str]:
    """What cost marks: the audits that count and are not passed."""
    for name in MARKS:
        for counted in found["categories"][name]["auditRefs"]:
            audit = found["audits"][counted["id"]]
            if counted["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"  {name}: {audit['title']} {audit.get('displayValue', '')}"


def main() -> int:
    """Build, serve, measure, print."""
    with TemporaryDirectory() as folder:
        site = build_site(SHIPPED, Path(folder))
        paths = kinds.samples(site)
        worst = 100
        print(f"{'':12}" + "".join(f"{name:>16}" for name in MARKS))
        with hosting(site.folder) as origin:
            for kind in KINDS:
                found = report(f"{origin}/{paths[kind]}", Path(folder) / "report.json")
                given = marks(found)
                worst = min(worst, *given.values())
                print(f"{kind:12}" + "".join(f"{mark:>16}" for mark in given.values()))
                for line in lost(found):
                    print(line)
    return 0 if worst >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
