"""The unmodified aiorpcX library as a client: its own ids from 0, its own JSON, its own matching of answers to requests."""
import asyncio
import json
from collections.abc import Awaitable
from typing import Any

import aiorpcx

from .drivers import ANSWER_S, CLOSED_S, NOTICE_S, NoAnswer, host_and_port, tls_context
from .own_driver import next_of


class _AsItIs(bytes):
    """Bytes that are sent without a line feed behind them."""


class _Framer(aiorpcx.NewlineFramer):
    """The library's framer; only `raw_hex` goes out without a line feed."""

    def frame(self, message: bytes) -> bytes:
        return bytes(message) if isinstance(message, _AsItIs) else super().frame(message)


class _Connection(aiorpcx.JSONRPCConnection):
    """The library's matching of answers; what it cannot match (the answer to a line it did not write) is kept aside."""

    def __init__(self) -> None:
        super().__init__(aiorpcx.JSONRPCv2)
        self.unmatched: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def receive_message(self, message: bytes) -> list[Any]:
        try:
            return super().receive_message(message)
        except aiorpcx.ProtocolError:
            self.unmatched.put_nowait(json.loads(message))
            raise


class _Session(aiorpcx.RPCSession):
    """The library's session; notifications of the server are collected, its end is told."""

    def __init__(self, transport: Any) -> None:
        super().__init__(transport, connection=_Connection())
        self.notices: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def handle_request(self, request: Any) -> None:
        # The library takes no other version than 2.0 and does not pass the member on.
        self.notices.put_nowait({"jsonrpc": "2.0", "method": request.method, "params": request.args})

    async def connection_lost(self) -> None:
        await super().connection_lost()
        self.gone.set()


class LibraryDriver:
    """See `Driver`. A line that the library would not write itself goes through its transport as bytes."""

    name = "aiorpcX"
    whole = False
    compresses = False

    def __init__(self) -> None:
        self._session: _Session | None = None
        self._tasks: list[asyncio.Future] = []

    @property
    def session(self) -> _Session:
        if self._session is None:
            raise ConnectionError("there is no connection yet")
        return self._session

    async def open(self, address: str, ca: str | None = None) -> None:
        host, port = host_and_port(address)
        options = {"ssl": tls_context(ca), "server_hostname": "localhost"} if ca else {}
        client = aiorpcx.connect_rs(host, port, session_factory=_Session, framer=_Framer(), **options)
        self._session = await client.__aenter__()

    def can_send(self, message: Any) -> bool:
        """Whether the library writes such a line: version 2.0, an id as the protocol has them, named or listed parameters."""
        if isinstance(message, list):
            return bool(message) and all(isinstance(member, dict) and self.can_send(member) for member in message)
        return (isinstance(message, dict) and message.get("jsonrpc") == "2.0" and isinstance(message.get("method"), str)
                and isinstance(message.get("id", 0), int | str) and isinstance(message.get("params", {}), dict | list)
                and set(message) <= {"jsonrpc", "id", "method", "params"})

    def start(self, message: Any) -> Awaitable[Any]:
        if isinstance(message, list):
            work = self._batch(message)
        elif "id" in message:
            work = self._request(message)
        else:
            work = self.session.send_notification(message["method"], message.get("params", ()))
        task = asyncio.ensure_future(work)
        self._tasks.append(task)
        return task

    async def _request(self, message: dict[str, Any]) -> dict[str, Any]:
        if self.session.gone.is_set():          # the library would wait for an answer all the same
            raise ConnectionError("the server closed the connection")
        try:
            result = await self.session.send_request(message["method"], message.get("params", ()))
        except (aiorpcx.RPCError, aiorpcx.ProtocolError) as error:
            result = error
        except asyncio.CancelledError:          # how the library says that the connection is gone
            raise ConnectionError("the server closed the connection") from None
        except aiorpcx.TaskTimeout:
            raise NoAnswer(f"no answer to {message['method']} came within the library's own time") from None
        return self._answer(message, result)

    async def _batch(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        async with self.session.send_batch() as batch:
            for message in messages:
                add = batch.add_request if "id" in message else batch.add_notification
                add(message["method"], message.get("params", ()))
        asked = [message for message in messages if "id" in message]
        return [self._answer(message, result) for message, result in zip(asked, batch.results, strict=True)]

    @staticmethod
    def _answer(message: dict[str, Any], result: Any) -> dict[str, Any]:
        answer: dict[str, Any] = {"jsonrpc": "2.0", "id": message["id"]}
        if isinstance(result, aiorpcx.RPCError):
            answer["error"] = {"code": result.code, "message": result.message}
        elif isinstance(result, Exception):
            raise ConnectionError(f"the library takes the answer for broken: {result}")
        else:
            answer["result"] = result
        return answer

    async def send_bytes(self, data: bytes) -> None:
        whole_line = data.endswith(b"\n")
        await self.session.transport.write(data[:-1] if whole_line else _AsItIs(data))

    async def unmatched(self) -> dict[str, Any]:
        return await next_of(self.session.connection.unmatched, ANSWER_S, "answer")

    async def notice(self) -> dict[str, Any]:
        return await next_of(self.session.notices, NOTICE_S, "notification")

    async def wait_closed(self) -> None:
        try:
            await asyncio.wait_for(self.session.gone.wait(), CLOSED_S)
        except TimeoutError:
            raise NoAnswer(f"the server did not close the connection within {CLOSED_S} s") from None

    async def close(self) -> None:
        if self._session:
            await self._session.close(force_after=CLOSED_S)
            self._session = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
