"""What a client must be able to do to hold its side of a transcript, and the clients that can."""
import ssl
from collections.abc import Awaitable
from typing import Any, Protocol

ANSWER_S = 30
NOTICE_S = 5
CLOSED_S = 5


class NoAnswer(Exception):
    """Nothing came in the time that the specification allows; says what was awaited."""


class Driver(Protocol):
    """One connection at a time; `open` comes first, `close` may come at any time."""

    name: str
    whole: bool
    """Whether the client sees the whole answer; a library may keep `jsonrpc` and `error.data` to itself."""
    compresses: bool
    """Whether a `hello` that the runner says is to offer compression."""

    async def open(self, address: str, ca: str | None = None) -> None: ...
    def can_send(self, message: Any) -> bool: ...
    def start(self, message: Any) -> Awaitable[Any]: ...
    async def send_bytes(self, data: bytes) -> None: ...
    async def unmatched(self) -> dict[str, Any]: ...
    async def notice(self) -> dict[str, Any]: ...
    async def wait_closed(self) -> None: ...
    async def close(self) -> None: ...


def host_and_port(address: str) -> tuple[str, int]:
    host, port = address.rsplit(":", 1)
    return host, int(port)


def tls_context(ca: str) -> ssl.SSLContext:
    """TLS 1.3 with the protocol's ALPN, trusting the given authority only."""
    context = ssl.create_default_context(cafile=ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["gongdao/1"])
    return context
