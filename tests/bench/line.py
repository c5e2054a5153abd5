"""An emulated line: a relay on the loopback that adds a round trip and limits the rate.

`python -m tests.bench.line LISTEN TARGET MILLISECONDS KILOBITS`: prints the bytes that have gone
down and up, as one line, for each line that it reads on standard input, and counts from nought.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable

PIECE = 8192


class Direction:
    """One way of the line: when a piece that is sent now comes out at the other end."""

    def __init__(self, rate: float, delay: float) -> None:
        self._rate, self._delay, self._free = rate, delay, 0.0
        self.bytes = 0

    def arrival(self, count: int) -> float:
        self.bytes += count
        self._free = max(self._free, time.monotonic()) + count / self._rate
        return self._free + self._delay


class Line:
    """Relays connections; both directions are shared by all of them."""

    def __init__(self, target: int, milliseconds: float, kilobits: float) -> None:
        rate = kilobits * 1000 / 8
        self._target, self._delay = target, milliseconds / 2000
        self.down, self.up = Direction(rate, self._delay), Direction(rate, self._delay)

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its handshake to its end."""
        await asyncio.sleep(2 * self._delay)
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(
            self._pump(reader, back, self.up), self._pump(there, writer, self.down)
        )
        for end in (writer, back):
            end.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Direction
    ) -> None:
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)
        deliver = asyncio.create_task(self._deliver(on_the_way, writer))
        try:
            while data := await reader.read(PIECE):
                await on_the_way.put((way.arrival(len(data)), data))
        except ConnectionError:
            pass
        await on_the_way.put((time.monotonic() + self._delay, b""))
        await deliver

    async def _deliver(
        self, on_the_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
    ) -> None:
        broken = False
        while True:
            when, data = await on_the_way.get()
            await asyncio.sleep(max(0.0, when - time.monotonic()))
            try:
                if not data:
                    writer.write_eof()
                elif not broken:
                    writer.write(data)
                    await writer.drain()
            except (ConnectionError, OSError, RuntimeError):
                broken = True
            if not data:
                return


async def serve(listen: int, line: Line, command: Callable[[], Awaitable[bytes]]) -> None:
    """Relay until standard input ends."""
    server = await asyncio.start_server(line.connect, "127.0.0.1", listen, backlog=256)
    async with server:
        print("ready", flush=True)
        while await command():
            print(line.down.bytes, line.up.bytes, flush=True)
            line.down.bytes = line.up.bytes = 0


async def main() -> None:
    listen, target = int(sys.argv[1]), int(sys.argv[2])
    line = Line(target, float(sys.argv[3]), float(sys.argv[4]))
    loop = asyncio.get_running_loop()
    await serve(listen, line, lambda: loop.run_in_executor(None, sys.stdin.buffer.readline))


if __name__ == "__main__":
    asyncio.run(main())
