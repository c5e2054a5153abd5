"""A look at the built site on this machine: a small web server, and a watch over the sources.

In: the site's folder, and the folders whose change asks for a new build.  Out: pages on loopback.
"""

import contextlib
import functools
import http.server
import multiprocessing
import os
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

HOST = "127.0.0.1"
PAUSE_SECONDS = 0.3


def serve(folder: Path, port: int) -> multiprocessing.Process:
    """Serve the folder from a process of its own, so that builds may fork; OSError if taken."""
    with socket.create_server((HOST, port)):
        pass
    process = multiprocessing.Process(target=_serve, args=(folder, port), daemon=True)
    process.start()
    return process


def _serve(folder: Path, port: int) -> None:
    handler = functools.partial(_Handler, directory=str(folder))
    with contextlib.suppress(KeyboardInterrupt):
        http.server.ThreadingHTTPServer((HOST, port), handler).serve_forever()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, says nothing of each, and lets no browser keep an old page."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for the builds."""

    def end_headers(self) -> None:
        """Ask the browser to fetch anew: the next build may have changed the file."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def changes(folders: Sequence[Path]) -> Iterator[None]:
    """Yield whenever a file below the folders has come, gone or changed; never ends by itself."""
    before = _state(folders)
    while True:
        time.sleep(PAUSE_SECONDS)
        now = _state(folders)
        if now != before:
            before = now
            yield


def _state(folders: Sequence[Path]) -> dict[str, tuple[int, int]]:
    return {
        f"{parent}/{name}": (status.st_mtime_ns, status.st_size)
        for folder in folders
        for parent, _, names in os.walk(folder)
        for name in names
        if (status := _status(f"{parent}/{name}"))
    }


def _status(path: str) -> os.stat_result | None:
    """The file's status; None where an editor's temporary file is already gone."""
    try:
        return os.stat(path)
    except OSError:
        return None
