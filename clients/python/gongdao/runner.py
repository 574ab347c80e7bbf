"""Runs transcripts against a server (protocol/vectors/README.md)."""
import asyncio
from collections.abc import Awaitable
from typing import Any

from .canonical import compact
from .drivers import ANSWER_S, Driver, NoAnswer
from .schemas import Schemas
from .segments import ALGORITHM
from .session import Device, Devices, Queue, Session, sign_in, sign_in_operator
from .transcript import Mismatch, Step, match, substitute

HELLO = {"v": [1, 1], "app": "conformance/1", "schema": 1}


class Runner:
    """One transcript on one client."""

    def __init__(self, driver: Driver, demo: dict[str, Any], devices: Devices, schemas: Schemas) -> None:
        self.driver, self.demo, self.devices, self.schemas = driver, demo, devices, schemas
        self.names: dict[str, Any] = {"tenant": demo["tenant"]}
        for account in demo["accounts"]:
            for key, value in account.items():
                self.names.setdefault(f"{account['role']}.{key}", value)
        self.open: dict[Any, tuple[Any, Awaitable[Any]]] = {}
        """What was asked and is not answered yet, with its answer to come: by id, the batch under None."""
        self.session: Session | None = None
        self.queue: Queue | None = None
        self.queues: dict[Device, Queue] = {}
        self.device_name = "first"
        self.pushes = False

    async def run(self, steps: list[Step]) -> None:
        self.pushes = any('"$queue"' in step.text for step in steps)
        try:
            for step in steps:
                try:
                    await self.step(step)
                except (Mismatch, NoAnswer, ConnectionError) as problem:
                    raise Mismatch(f"line {step.line}: {problem}") from None
        finally:
            await self.driver.close()

    async def step(self, step: Step) -> None:
        if step.mark == "!":
            await self.directive(step.value)
        elif step.mark == ">":
            await self.send(step.value)
        elif step.mark == "<":
            await self.receive(step.value)
        else:
            match(step.value, await self.driver.notice(), self.names, "notification")

    async def directive(self, value: dict[str, Any]) -> None:
        if "connect" in value:
            await self.connect(value["connect"])
        elif "hello" in value:
            await self.hello()
        elif "device" in value:
            self.device_name = value["device"]
        elif "repeat" in value:
            self.names[value["as"]] = value["of"] * value["repeat"]
        elif "as" in value:
            await self.enter(value["as"])
        elif "raw" in value:
            await self.driver.send_bytes(substitute(value["raw"], self.names).encode("utf-8") + b"\n")
        elif "raw_hex" in value:
            await self.driver.send_bytes(bytes.fromhex(value["raw_hex"]))
        elif "closed" in value:
            await self.driver.wait_closed()
        elif "wait_ms" in value:
            await asyncio.sleep(value["wait_ms"] / 1000)
        else:
            raise Mismatch(f"no directive: {value}")

    async def connect(self, kind: str) -> None:
        await self.driver.close()
        self.session, self.queue, self.open = None, None, {}
        if kind == "tls":
            await self.driver.open(self.demo["tls"], self.demo["ca"])
        else:
            await self.driver.open(self.demo["operator"] if kind == "operator" else self.demo["tcp"])

    async def hello(self) -> dict[str, Any]:
        params = HELLO | {"comp": [ALGORITHM]} if self.driver.compresses else HELLO
        answer = await self.driver.start({"jsonrpc": "2.0", "id": 0, "method": "hello", "params": params})
        if "result" not in answer:
            raise Mismatch(f"hello was refused: {answer}")
        return answer["result"]

    async def enter(self, role: str) -> None:
        """Connects, greets and signs in. A device that pushes in this transcript gets a queue that no other transcript has used."""
        account = next((a for a in self.demo["accounts"] if a["role"] == role), None)
        if account is None:
            raise Mismatch(f"the demo has no account of role {role}")
        await self.connect("operator" if role == "operator" else "plain")
        greeting = await self.hello()
        if role == "operator":
            return await sign_in_operator(self.driver, account)
        device = self.devices.of(role, self.device_name)
        self.session = await sign_in(self.driver, self.demo, account, greeting, device)
        self.names["device"] = device.id
        if self.pushes:
            self.queue = self.queues.get(device) or device.new_queue()
            self.queues[device] = self.queue
            self.names["queue"] = self.queue.id
        return None

    async def send(self, value: Any) -> None:
        if '"$n"' in compact(value):
            if self.queue is None:
                raise Mismatch("nobody is signed in who has a queue, and $n is the next number of one")
            self.names["n"] = self.queue.number()
        message = substitute(value, self.names)
        if not self.driver.can_send(message):
            raise Mismatch(f"{self.driver.name} cannot be made to write this line; a transcript sends such lines as raw")
        for member in message if isinstance(message, list) else [message]:
            if self.session:
                self.session.sign(member.get("params"))
        answer = self.driver.start(message)
        if isinstance(message, list):
            self.open[None] = (message, answer)
        elif "id" in message:
            self.open[message["id"]] = (message, answer)
        await asyncio.sleep(0)

    async def receive(self, value: Any) -> None:
        identifier = value.get("id") if isinstance(value, dict) else None
        if identifier == "$any" or identifier not in self.open:
            return match(self.visible(value), await self.driver.unmatched(), self.names)
        message, to_come = self.open.pop(identifier)
        try:
            answer = await asyncio.wait_for(to_come, ANSWER_S)
        except TimeoutError:
            what = message["method"] if isinstance(message, dict) else "the batch"
            raise NoAnswer(f"no answer to {what} came within {ANSWER_S} s") from None
        match(self.visible(value), answer, self.names)
        asked_for = [member for member in message if "id" in member] if isinstance(message, list) else [message]
        for asked, got in zip(asked_for, answer if isinstance(answer, list) else [answer], strict=True):
            if "result" in got:
                self.schemas.exchange(asked["method"], asked.get("params", {}), got["result"])
        return None

    def visible(self, expected: Any) -> Any:
        """What of an answer this client gets to see."""
        if isinstance(expected, list):
            return [self.visible(element) for element in expected]
        if self.driver.whole or not isinstance(expected, dict) or "error" not in expected:
            return expected
        return dict(expected, error={key: element for key, element in expected["error"].items() if key != "data"})
