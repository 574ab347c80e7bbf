"""JSON lines over TCP or TLS with asyncio: requests by id, notifications by arrival."""
import asyncio
import json
import ssl

from .canonical import compact

LINE = 1_048_576 + 2


class Closed(ConnectionError):
    """The server closed the connection."""


class Lines:
    """One connection. Answers are matched to requests by id; notifications wait in `notices`."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.waiting = {}
        self.notices = asyncio.Queue()
        self.closed = asyncio.Event()
        self.unmatched = asyncio.Queue()
        self.task = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, address, ca=None):
        host, port = address.rsplit(":", 1)
        context = None
        if ca:
            context = ssl.create_default_context(cafile=ca)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            context.set_alpn_protocols(["gongdao/1"])
        reader, writer = await asyncio.open_connection(
            host, int(port), limit=LINE, ssl=context, server_hostname="localhost" if ca else None)
        return cls(reader, writer)

    async def _read(self):
        try:
            while line := await self.reader.readline():
                if line.strip():
                    self._take(json.loads(line))
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            self.closed.set()
            for future in self.waiting.values():
                if not future.done():
                    future.set_exception(Closed())

    def _take(self, message):
        if isinstance(message, list):
            for member in message:
                self._take(member)
        elif "method" in message:
            self.notices.put_nowait(message)
        else:
            future = self.waiting.pop(message.get("id"), None)
            if future and not future.done():
                future.set_result(message)
            else:
                self.unmatched.put_nowait(message)

    def send_bytes(self, data):
        self.writer.write(data)

    def send(self, message):
        """Sends a request or notification; gives the future of its answer (None for a notification)."""
        future = None
        if "id" in message:
            future = asyncio.get_running_loop().create_future()
            self.waiting[message["id"]] = future
        self.writer.write(compact(message).encode("utf-8") + b"\n")
        return future

    async def ask(self, method, params=None, number=0, timeout=30):
        answer = await asyncio.wait_for(self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}), timeout)
        return answer

    async def close(self):
        self.writer.close()
        try:
            await asyncio.wait_for(self.writer.wait_closed(), 5)
        except (OSError, asyncio.TimeoutError, ssl.SSLError):
            pass
        self.task.cancel()
