"""Two clients that can hold the client's side of a transcript: our own lines, and the unmodified aiorpcX library."""
import asyncio
import ssl

import aiorpcx

from .lines import Lines


def tls_context(ca):
    context = ssl.create_default_context(cafile=ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["gongdao/1"])
    return context


class OwnDriver:
    """Speaks every line as the transcript writes it, hostile ones too."""
    name = "python kit"
    raw = True

    def __init__(self):
        self.lines = None

    async def open(self, address, ca=None):
        self.lines = await Lines.connect(address, ca)

    async def request(self, message):
        """The whole answer, with id, result or error."""
        return await asyncio.wait_for(self.lines.send(message), 30)

    def start(self, message):
        return self.lines.send(message)

    def send_bytes(self, data):
        self.lines.send_bytes(data)

    async def unmatched(self):
        return await asyncio.wait_for(self.lines.unmatched.get(), 10)

    async def notice(self):
        return await asyncio.wait_for(self.lines.notices.get(), 5)

    async def wait_closed(self):
        await asyncio.wait_for(self.lines.closed.wait(), 5)

    async def close(self):
        if self.lines:
            await self.lines.close()
            self.lines = None


class _Session(aiorpcx.RPCSession):
    """aiorpcX as it is; only notifications of the server are collected."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.notices = asyncio.Queue()
        self.gone = asyncio.Event()

    async def handle_request(self, request):
        self.notices.put_nowait({"method": request.method, "params": request.args})

    async def connection_lost(self):
        await super().connection_lost()
        self.gone.set()


class LibraryDriver:
    """aiorpcX numbers its requests itself, from 0, and drops `error.data`; it cannot send broken lines."""
    name = "aiorpcX"
    raw = False

    def __init__(self):
        self.client = None
        self.session = None

    async def open(self, address, ca=None):
        host, port = address.rsplit(":", 1)
        options = {"ssl": tls_context(ca), "server_hostname": "localhost"} if ca else {}
        self.client = aiorpcx.connect_rs(host, int(port), session_factory=_Session, **options)
        self.session = await self.client.__aenter__()

    async def request(self, message):
        answer = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            answer["result"] = await asyncio.wait_for(self.session.send_request(message["method"], message.get("params", {})), 30)
        except aiorpcx.RPCError as error:
            answer["error"] = {"code": error.code, "message": error.message}
        except asyncio.CancelledError:          # how the library says that the connection is gone
            raise ConnectionError("the server closed the connection") from None
        return answer

    def start(self, message):
        if "id" not in message:
            return asyncio.ensure_future(self.session.send_notification(message["method"], message.get("params", {})))
        return asyncio.ensure_future(self.request(message))

    async def notice(self):
        return await asyncio.wait_for(self.session.notices.get(), 5)

    async def wait_closed(self):
        await asyncio.wait_for(self.session.gone.wait(), 5)

    async def close(self):
        if self.session:
            await self.session.close()
            self.session = self.client = None
