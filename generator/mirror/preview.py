"""A look at a mirror on this machine; not a web server for the public.

In: the folder that is served and a port.  Out: pages on the loopback, until interrupted.
"""

from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.signing.faults import Fault


def serve(folder: Path, port: int) -> None:
    """Serve the folder, whichever release it shows at each request."""
    if not folder.exists():
        raise Fault("missing", "Chưa có bản nào để xem; hãy chạy “niemyet mirror sync” trước.")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as fault:
        raise Fault("busy", f"Cổng {port} đang bận; hãy chọn cổng khác.") from fault
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()
