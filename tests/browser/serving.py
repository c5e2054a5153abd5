"""A web server on loopback that serves a built site under several roots, as strangers' hosts do.

In: the site's folder, and for each root the Content-Security-Policy that the host sends.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
WITH_WASM = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


class _Handler(SimpleHTTPRequestHandler):
    """Sends a root's policy with each answer and the site's own page for what is missing."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".woff2": "font/woff2"}

    def __init__(self, *request: Any, roots: Mapping[str, str], directory: str) -> None:
        self.roots = roots
        super().__init__(*request, directory=directory)

    def _root(self) -> str:
        return max((root for root in self.roots if self.path.startswith(root)), key=len)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self._root()))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.roots[self._root()])
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(Path(self.directory, "404.html").read_bytes())
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, roots: Mapping[str, str]) -> Iterator[str]:
    """Serve until the block ends; gives the origin.  "/" must be among the roots."""
    handler = partial(_Handler, roots=roots, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
