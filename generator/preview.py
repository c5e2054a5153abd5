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

from generator.store import Signature, signature

HOST = "127.0.0.1"
PAUSE_SECONDS = 0.3


def listen(port: int) -> socket.socket:
    """Take the port; OSError where it cannot be had."""
    return socket.create_server((HOST, port))


def serve(folder: Path, listener: socket.socket) -> multiprocessing.Process:
    """Serve the folder from a process of its own, so that builds may fork."""
    process = multiprocessing.Process(target=_serve, args=(folder, listener), daemon=True)
    process.start()
    listener.close()
    return process


def _serve(folder: Path, listener: socket.socket) -> None:
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer((HOST, 0), handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, says nothing of each, and lets no browser keep an old page."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for the builds."""

    def end_headers(self) -> None:
        """Ask the browser to fetch anew: the next build may have changed the file."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def changes(places: Sequence[Path]) -> Iterator[None]:
    """Yield whenever a file, or one below a folder, has come, gone or changed since this call;
    never ends by itself."""
    return _changes(places, _state(places))


def _changes(places: Sequence[Path], before: dict[str, Signature]) -> Iterator[None]:
    while True:
        time.sleep(PAUSE_SECONDS)
        now = _state(places)
        if now != before:
            before = now
            yield


def _state(places: Sequence[Path]) -> dict[str, Signature]:
    state = {}
    for path in _files(places):
        # An editor's temporary file may be gone already.
        with contextlib.suppress(OSError):
            state[path] = signature(path)
    return state


def _files(places: Sequence[Path]) -> Iterator[str]:
    for place in places:
        if place.is_file():
            yield str(place)
        for parent, _, names in os.walk(place):
            yield from (f"{parent}/{name}" for name in names)
