"""JSON lines over TCP or TLS with asyncio: answers by id, notifications by arrival."""
import asyncio
import json
import ssl
from collections.abc import Hashable
from typing import Any

from .canonical import compact
from .drivers import host_and_port, tls_context

LINE = 1_048_576 + 2


class Closed(ConnectionError):
    """The server closed the connection."""

    def __init__(self) -> None:
        super().__init__("the server closed the connection")


def _key(message: Any) -> Hashable:
    """By what an answer finds its request: the id, of a batch the set of its ids."""
    if isinstance(message, list):
        return frozenset(member.get("id") for member in message if isinstance(member, dict) and "id" in member)
    return message.get("id")


class Lines:
    """One connection. Answers are matched to requests by id; notifications wait in `notices`, everything else in `unmatched`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.waiting: dict[Hashable, asyncio.Future] = {}
        self.notices: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.unmatched: asyncio.Queue[Any] = asyncio.Queue()
        self.closed = asyncio.Event()
        self.task = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, address: str, ca: str | None = None) -> "Lines":
        host, port = host_and_port(address)
        reader, writer = await asyncio.open_connection(
            host, port, limit=LINE, ssl=tls_context(ca) if ca else None, server_hostname="localhost" if ca else None)
        return cls(reader, writer)

    async def _read(self) -> None:
        try:
            while line := await self.reader.readline():
                if line.strip():
                    self._take(json.loads(line))
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            self.closed.set()
            for future in self.waiting.values():
                self._fail(future)

    @staticmethod
    def _fail(future: asyncio.Future) -> None:
        if not future.done():
            future.set_exception(Closed())
            future.exception()          # a request that nobody waits for any more is no fault of the loop

    def _take(self, message: Any) -> None:
        if isinstance(message, dict) and "method" in message:
            self.notices.put_nowait(message)
            return
        future = self.waiting.pop(_key(message), None)
        if future and not future.done():
            future.set_result(message)
        else:
            self.unmatched.put_nowait(message)

    def send_bytes(self, data: bytes) -> None:
        self.writer.write(data)

    def send(self, message: Any) -> asyncio.Future:
        """Sends a request, a batch or a notification; gives the future of its answer (None for a notification)."""
        future = asyncio.get_running_loop().create_future()
        if _key(message) is None:
            future.set_result(None)
        else:
            self.waiting[_key(message)] = future
        if self.closed.is_set():
            self._fail(future)
        else:
            self.writer.write(compact(message).encode("utf-8") + b"\n")
        return future

    async def ask(self, method: str, params: dict[str, Any] | None = None, number: int = 0, timeout: float = 30) -> dict[str, Any]:
        """A request and its whole answer."""
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}
        return await asyncio.wait_for(self.send(message), timeout)

    async def close(self) -> None:
        self.writer.close()
        try:
            await asyncio.wait_for(self.writer.wait_closed(), 5)
        except (OSError, TimeoutError, ssl.SSLError):
            pass
        self.task.cancel()
