"""Runs transcripts against a server (protocol/vectors/README.md)."""
import asyncio

from .session import sign_in
from .transcript import Mismatch, match, substitute


class Skipped(Exception):
    """This client cannot send what the transcript needs (broken lines by a library that only sends whole ones)."""


def needs_raw(steps):
    """Raw bytes, and members of a line that a library writes by itself: batches and missing or odd ids."""
    for _, mark, value in steps:
        if mark == "!" and ("raw" in value or "raw_hex" in value):
            return True
        if mark == ">" and (not isinstance(value, dict) or "method" not in value or value.get("jsonrpc") != "2.0"
                            or not isinstance(value.get("id", 0), (int, str)) or not isinstance(value.get("params", {}), dict)):
            return True
    return False


class Runner:
    """One transcript on one client."""

    def __init__(self, driver, demo):
        self.driver, self.demo = driver, demo
        self.names = {"tenant": demo["tenant"]}
        for account in demo["accounts"]:
            for key, value in account.items():
                self.names.setdefault(f"{account['role']}.{key}", value)
        self.pending = {}
        self.session = None
        self.devices = {}
        self.device_name = "first"

    async def run(self, steps):
        if needs_raw(steps) and not self.driver.raw:
            raise Skipped()
        try:
            for index, (number, mark, value) in enumerate(steps):
                try:
                    await self.step(mark, value)
                except Mismatch as problem:
                    raise Mismatch(f"line {number}: {problem}") from None
                except asyncio.TimeoutError:
                    raise Mismatch(f"line {number}: nothing came in time") from None
        finally:
            await self.driver.close()

    async def step(self, mark, value):
        if mark == "!":
            await self.directive(value)
        elif mark == ">":
            await self.send(value)
        elif mark == "<":
            await self.receive(value)
        else:
            match(value, await self.driver.notice(), self.names, "notification")

    async def directive(self, value):
        if "connect" in value:
            await self.connect(value["connect"])
        if "hello" in value:
            await self.hello()
        if "device" in value:
            self.device_name = value["device"]
        if "as" in value and "repeat" not in value:
            await self.enter(value["as"])
        if "repeat" in value:
            self.names[value["as"]] = value["of"] * value["repeat"]
        if "raw" in value:
            self.driver.send_bytes(substitute(value["raw"], self.names).encode("utf-8") + b"\n")
        if "raw_hex" in value:
            self.driver.send_bytes(bytes.fromhex(value["raw_hex"]))
        if "closed" in value:
            await self.driver.wait_closed()
        if "wait_ms" in value:
            await asyncio.sleep(value["wait_ms"] / 1000)

    async def connect(self, kind):
        await self.driver.close()
        self.session = None
        if kind == "tls":
            await self.driver.open(self.demo["tls"], self.demo["ca"])
        else:
            await self.driver.open(self.demo["operator"] if kind == "operator" else self.demo["tcp"])

    async def hello(self):
        answer = await self.driver.request({"jsonrpc": "2.0", "id": 0, "method": "hello", "params": {"v": [1, 1], "app": "conformance/1", "schema": 1}})
        if "result" not in answer:
            raise Mismatch(f"hello was refused: {answer}")
        return answer["result"]

    async def enter(self, role):
        await self.connect("operator" if role == "operator" else "plain")
        greeting = await self.hello()
        account = next((a for a in self.demo["accounts"] if a["role"] == role), None)
        if account is None:
            raise Mismatch(f"the demo has no account of role {role}")
        key = (role, self.device_name)
        self.session = await sign_in(self.driver, self.demo, account, greeting, self.devices.get(key))
        self.devices[key] = self.session.device
        self.names.update(self.session.names())

    async def send(self, value):
        message = substitute(value, self.numbered(value))
        if isinstance(message, dict) and self.session:
            self.session.sign(message.get("params"))
        if isinstance(message, list) or "id" in message:
            future = self.driver.start(message)
            for member in message if isinstance(message, list) else [message]:
                if isinstance(member, dict) and "id" in member:
                    self.pending[member["id"]] = future
        else:
            self.driver.start(message)
        await asyncio.sleep(0)

    def numbered(self, value):
        """Gives `$n` its number: the runner counts the mutations of the session's queue."""
        if self.session and '"$n"' in repr(value).replace("'", '"'):
            self.names["n"] = self.session.next_number()
        return self.names

    async def receive(self, value):
        identifier = value.get("id") if isinstance(value, dict) else None
        if isinstance(value, list):
            future = next(iter(self.pending.values()), None)
            self.pending.clear()
            match(value, await asyncio.wait_for(future, 30), self.names)
            return
        if identifier is not None and substitute(identifier, self.names) in self.pending:
            answer = await asyncio.wait_for(self.pending.pop(substitute(identifier, self.names)), 30)
        else:
            answer = await self.driver.unmatched()
        expected = {key: element for key, element in value.items() if key != "jsonrpc" or self.driver.raw}
        if not self.driver.raw and "error" in expected:
            expected = dict(expected, error={key: element for key, element in expected["error"].items() if key != "data"})
        match(expected, answer, self.names)
