"""A web server as a source: one kept connection a session, ranges, and deadlines that fire.

In: an address, how patient to be, a clock.  Out: replies.  Every wait for bytes, those of the
headers too, is bounded by what is left of the request's time, so a server that drips one byte a
second is dropped as surely as one that is silent.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator.mirror.source import PIECE, Absent, Reply
from generator.signing.faults import Fault

ABSENT = {403, 404, 410}
"""Some hosts answer 403 for what is not there (S3 without the right to list)."""
PASSING = {429, 500, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 3
AGENT = "niemyet-mirror"


@dataclass(frozen=True)
class Patience:
    """Seconds to connect or to wait in silence, seconds of grace, then the least bytes a second."""

    stall: float = 20
    grace: float = 30
    rate: float = 256
    tries: int = 3
    pause: float = 0.5


class Budget:
    """The time that one request has left; bytes that arrive earn more of it."""

    def __init__(self, patience: Patience, clock: Callable[[], float]) -> None:
        self._patience = patience
        self._clock = clock
        self._end = clock() + patience.grace

    def earn(self, count: int) -> None:
        """Count bytes of the body that have arrived."""
        self._end += count / self._patience.rate

    def left(self) -> float:
        """Seconds to wait for the next bytes."""
        left = min(self._patience.stall, self._end - self._clock())
        if left <= 0:
            raise Fault("slow", "Nguồn gửi quá chậm nên đã ngắt; lần chạy sau sẽ tải tiếp.")
        return left


class _Timed(io.RawIOBase):
    """A socket's reading end that never waits longer than the budget allows."""

    def __init__(self, line: socket.socket, budget: Budget) -> None:
        self._line, self._budget = line, budget
        self._raw: Any = line.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(self._budget.left())
        return int(self._raw.readinto(buffer) or 0)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Line:
    """What http.client takes for a socket; each response gets its own timed reading end."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.budget: Budget | None = None

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        assert self.budget is not None
        return io.BufferedReader(_Timed(self._line, self.budget), PIECE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


class Web:
    """A web address as a source."""

    def __init__(
        self,
        address: str,
        patience: Patience,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        proxy: str | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.name = address.rstrip("/")
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            raise Fault("settings", f"Địa chỉ nguồn không hợp lệ: {address[:200]}.")
        self._patience, self._clock, self._sleep, self._proxy = patience, clock, sleep, proxy
        self._context = context

    def session(self) -> "WebSession":
        """A new connection, opened when it is first needed."""
        return WebSession(
            self.name, self._patience, self._clock, self._sleep, self._proxy, self._context
        )


class WebSession:
    """One connection to a web server, kept open between requests."""

    def __init__(
        self,
        base: str,
        patience: Patience,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        proxy: str | None,
        context: ssl.SSLContext | None,
    ) -> None:
        self._base, self._patience, self._clock = base, patience, clock
        self._sleep, self._proxy, self._context = sleep, proxy, context
        self._connection: http.client.HTTPConnection | None = None
        self._place = ("", "")

    @contextmanager
    def open(self, path: str, start: int = 0) -> Iterator[Reply]:
        """The file from ``start`` on; what broke while it was asked for is asked for again."""
        budget = Budget(self._patience, self._clock)
        with self._faults_of_the_line():
            response = self._ask(f"{self._base}/{quote(path, safe='/%')}", path, start, budget)
        try:
            begun = start if response.status in (206, 416) else 0
            yield Reply(begun, self._pieces(response, budget))
        finally:
            if not response.isclosed():
                self.close()

    @contextmanager
    def _faults_of_the_line(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as fault:
            self.close()
            raise Fault("slow", f"Nguồn {self._base} không gửi gì trong thời gian chờ.") from fault
        except (OSError, http.client.HTTPException) as fault:
            self.close()
            reason = str(fault) or type(fault).__name__
            raise Fault("network", f"Mất liên lạc với nguồn {self._base}: {reason}.") from fault
        except Fault:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
        self._connection = None

    def _pieces(self, response: http.client.HTTPResponse, budget: Budget) -> Iterator[bytes]:
        if response.status == 416:  # nothing after ``start``: all of it had been fetched
            response.read()
            return
        while True:
            with self._faults_of_the_line():
                piece = response.read1(PIECE)
            if not piece:
                if response.length:
                    raise Fault("network", f"Nguồn {self._base} ngắt giữa chừng.")
                return
            budget.earn(len(piece))
            yield piece

    def _ask(self, address: str, path: str, start: int, budget: Budget) -> http.client.HTTPResponse:
        for attempt in range(1, self._patience.tries + 1):
            last = attempt == self._patience.tries
            try:
                response = self._follow(address, start, budget)
            except (OSError, http.client.HTTPException):
                self.close()
                if last:
                    raise
            else:
                if response.status in (200, 206, 416):
                    return response
                self._drop(response)
                if response.status in ABSENT:
                    raise Absent(path)
                if last or response.status not in PASSING:
                    raise Fault("network", f"Nguồn trả lời lỗi {response.status} cho {path}.")
            self._sleep(self._patience.pause * attempt)
        raise AssertionError("the last try returns or raises")

    def _follow(self, address: str, start: int, budget: Budget) -> http.client.HTTPResponse:
        for _ in range(MOST_REDIRECTS + 1):
            response = self._request(urlsplit(address), start, budget)
            target = response.getheader("Location")
            if response.status not in REDIRECTS or not target:
                return response
            self._drop(response)
            secure = urlsplit(address).scheme == "https"
            address = urljoin(address, target)
            if urlsplit(address).scheme not in (("https",) if secure else ("http", "https")):
                raise Fault("network", f"Nguồn chuyển hướng sang địa chỉ không nhận: {address}.")
        raise Fault("network", "Nguồn chuyển hướng quá nhiều lần.")

    def _request(
        self, address: SplitResult, start: int, budget: Budget
    ) -> http.client.HTTPResponse:
        connection = self._connect(address, budget)
        line = connection.sock
        assert isinstance(line, _Line)
        line.budget = budget
        line.settimeout(budget.left())
        target = address.path or "/"
        if address.query:
            target += f"?{address.query}"
        if self._proxy and address.scheme == "http":
            target = f"http://{address.netloc}{target}"
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        connection.request("GET", target, headers=headers)
        return connection.getresponse()

    def _connect(self, address: SplitResult, budget: Budget) -> http.client.HTTPConnection:
        place = (address.scheme, address.netloc)
        if self._connection is not None and self._connection.sock and place == self._place:
            return self._connection
        self.close()
        via = urlsplit(self._proxy) if self._proxy else address
        host, patience = via.hostname or "", budget.left()
        if address.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, via.port, timeout=patience, context=self._context
            )
        else:
            connection = http.client.HTTPConnection(host, via.port, timeout=patience)
        if self._proxy and address.scheme == "https":
            connection.set_tunnel(address.hostname or "", address.port or 443)
        connection.connect()
        connection.sock = _Line(connection.sock)
        self._connection, self._place = connection, place
        return connection

    def _drop(self, response: http.client.HTTPResponse) -> None:
        """Forget a body that nobody wants; a short one is read so that the line stays open."""
        if (response.length or 0) <= PIECE and not response.will_close:
            response.read()
        if not response.isclosed():
            self.close()
