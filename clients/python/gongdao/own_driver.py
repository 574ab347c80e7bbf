"""The kit's own client: sends every line as the transcript writes it, hostile ones too."""
import asyncio
from collections.abc import Awaitable
from typing import Any

from .drivers import ANSWER_S, CLOSED_S, NOTICE_S, NoAnswer
from .lines import Lines


async def next_of(queue: asyncio.Queue, seconds: float, what: str) -> dict[str, Any]:
    """The next element, or `NoAnswer` with a sentence."""
    try:
        return await asyncio.wait_for(queue.get(), seconds)
    except TimeoutError:
        raise NoAnswer(f"no {what} came within {seconds} s") from None


class OwnDriver:
    """See `Driver`."""

    name = "python kit"
    whole = True

    def __init__(self, dictionary: bytes | None = None) -> None:
        self._lines: Lines | None = None
        self._dictionary = dictionary
        self.compresses = dictionary is not None
        if dictionary is not None:
            self.name = "kit, packed"

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            raise ConnectionError("there is no connection yet")
        return self._lines

    async def open(self, address: str, ca: str | None = None) -> None:
        self._lines = await Lines.connect(address, ca, self._dictionary)

    def can_send(self, message: Any) -> bool:
        return True

    def start(self, message: Any) -> Awaitable[Any]:
        """Sends at once; the awaitable is the answer, of a batch the array, of a notification nothing."""
        return self.lines.send(message)

    async def send_bytes(self, data: bytes) -> None:
        self.lines.send_bytes(data)

    async def unmatched(self) -> dict[str, Any]:
        return await next_of(self.lines.unmatched, ANSWER_S, "answer")

    async def notice(self) -> dict[str, Any]:
        return await next_of(self.lines.notices, NOTICE_S, "notification")

    async def wait_closed(self) -> None:
        try:
            await asyncio.wait_for(self.lines.closed.wait(), CLOSED_S)
        except TimeoutError:
            raise NoAnswer(f"the server did not close the connection within {CLOSED_S} s") from None

    async def close(self) -> None:
        if self._lines:
            await self._lines.close()
            self._lines = None
