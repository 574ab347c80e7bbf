"""JSON lines over TCP or TLS with asyncio: answers by id, notifications by arrival."""
import asyncio
import json
import ssl
from collections.abc import Hashable
from typing import Any

from .canonical import compact
from .drivers import host_and_port, tls_context
from .segments import ALGORITHM, Reader, name, pack, store

LINE = 1_048_576 + 2


class Closed(ConnectionError):
    """The server closed the connection."""

    def __init__(self) -> None:
        super().__init__("the server closed the connection")


def _key(message: Any) -> Hashable:
    """By what an answer finds its request: the id, of a batch the set of its ids."""
    if isinstance(message, list):
        return frozenset(_id(member) for member in message if isinstance(member, dict) and "id" in member)
    return _id(message)


def _id(message: Any) -> Hashable:
    identifier = message.get("id") if isinstance(message, dict) else None
    return identifier if isinstance(identifier, (int, str)) else None


OPEN = {"sync.pull", "sync.subscribe", "sync.credit", "ping", "bye", "schema.get", "rpc.cancel"}
"""Requests without a secret in them: these are compressed, where that was agreed on; everything else is stored."""


class Lines:
    """One connection. Answers are matched to requests by id; notifications wait in `notices`, everything else in `unmatched`. With a
    dictionary, an answer to `hello` that agrees on compression is the last plain line, both ways."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, dictionary: bytes | None = None) -> None:
        self.reader, self.writer = reader, writer
        self.dictionary = dictionary
        self.segments: Reader | None = None
        self.waiting: dict[Hashable, asyncio.Future] = {}
        self.notices: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.unmatched: asyncio.Queue[Any] = asyncio.Queue()
        self.closed = asyncio.Event()
        self.task = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, address: str, ca: str | None = None, dictionary: bytes | None = None) -> "Lines":
        host, port = host_and_port(address)
        reader, writer = await asyncio.open_connection(
            host, port, limit=LINE, ssl=tls_context(ca) if ca else None, server_hostname="localhost" if ca else None)
        return cls(reader, writer, dictionary)

    async def _read(self) -> None:
        rest = b""
        try:
            while data := await self.reader.read(65_536):
                rest += self.segments.feed(data) if self.segments else data
                while (end := rest.find(b"\n")) >= 0:
                    line, rest = rest[:end], rest[end + 1:]
                    if line.strip():
                        message = json.loads(line)
                        if self._agrees(message):
                            rest = self.segments.feed(rest)
                        self._take(message)
                if len(rest) > LINE:
                    raise ValueError("the server's line is too long")
        except (ConnectionError, asyncio.IncompleteReadError, ValueError, RecursionError):
            pass
        finally:
            self.closed.set()
            for future in self.waiting.values():
                self._fail(future)

    def _agrees(self, message: Any) -> bool:
        """Whether this is the answer to `hello` behind which segments begin."""
        if self.segments or not self.dictionary or not isinstance(message, dict) or not isinstance(message.get("result"), dict):
            return False
        result = message["result"]
        if result.get("comp") != ALGORITHM:
            return False
        if result.get("dict") != name(self.dictionary):
            raise ValueError(f"the server's dictionary is another: {result.get('dict')}")
        self.segments = Reader(self.dictionary)
        return True

    def _write(self, line: bytes, is_open: bool) -> None:
        if self.segments:
            line = pack(line, self.dictionary) if is_open else store(line)
        self.writer.write(line)

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
        self._write(data, is_open=False)

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
            is_open = isinstance(message, dict) and message.get("method") in OPEN
            self._write(compact(message).encode("utf-8") + b"\n", is_open)
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
