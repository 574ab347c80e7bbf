"""A signed-in session: the device's key, its queue's numbers, and signatures on what it pushes (protocol/methods/auth.md)."""
from typing import Any

from .drivers import Driver
from .keys import DeviceKey
from .transcript import Mismatch

QUEUES = 16


class Device:
    """A key made here, the id the server gave the device that holds it, and how many of its queues were begun."""

    def __init__(self) -> None:
        self.key = DeviceKey()
        self.id: str | None = None
        self.queues = 0

    def new_queue(self) -> "Queue":
        if self.queues == QUEUES:
            raise Mismatch(f"the device has no queue left: {QUEUES} transcripts have pushed with it")
        self.queues += 1
        return Queue(f"{self.id}.{self.queues - 1}")


class Devices:
    """The devices a client has, by role and name: kept from one transcript to the next, as a person keeps a telephone."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Device] = {}

    def of(self, role: str, name: str) -> Device:
        return self._known.setdefault((role, name), Device())


class Queue:
    """Its id, and the number that the next mutation gets."""

    def __init__(self, identifier: str) -> None:
        self.id, self.next = identifier, 1

    def number(self) -> int:
        self.next += 1
        return self.next - 1


class Session:
    """Who is signed in on which device; the queue is there where the transcript pushes."""

    def __init__(self, device: Device, answer: dict[str, Any]) -> None:
        self.device = device
        self.tenant, self.subject = answer["tenant"]["code"], str(answer["subject"])

    def sign(self, params: Any) -> None:
        """Signs the mutations of a push that carry no `sig`; `"sig": null` is left as it stands."""
        push = params
        if isinstance(params, dict) and isinstance(params.get("push"), dict):      # sync.round carries its push in a member
            push = params["push"]
        if not isinstance(push, dict) or not isinstance(push.get("muts"), list):
            return
        for mutation in push["muts"]:
            if isinstance(mutation, dict) and "sig" not in mutation and {"n", "op", "a"} <= set(mutation):
                try:
                    mutation["sig"] = self.device.key.sign_mutation(self.tenant, self.device.id, self.subject, push.get("q"), mutation)
                except (ValueError, TypeError):
                    mutation["sig"] = "A" * 86     # no canonical form: the server has to refuse it anyway


async def sign_in(driver: Driver, demo: dict[str, Any], account: dict[str, str], greeting: dict[str, Any], device: Device) -> Session:
    """With a password; a device that is new is enrolled with its key, a known one proves itself."""
    who = device.id or device.key.public
    params = {"tenant": demo["tenant"], "login": account["staff_no"], "password": account["password"], "nonce": greeting["nonce"],
              "device": {"id": device.id} if device.id else {"name": "conformance", "key": device.key.public},
              "sig": device.key.sign_challenge(greeting["name"], demo["tenant"], who, greeting["nonce"])}
    answer = await driver.start({"jsonrpc": "2.0", "id": 1, "method": "auth.sign_in", "params": params})
    if "result" not in answer:
        raise Mismatch(f"{account['role']} cannot sign in: {answer}")
    device.id = answer["result"]["device"]
    return Session(device, answer["result"])


async def sign_in_operator(driver: Driver, account: dict[str, str]) -> None:
    """Operators push nothing and sign nothing."""
    params = {"name": account["staff_no"], "password": account["password"]}
    answer = await driver.start({"jsonrpc": "2.0", "id": 1, "method": "operator.sign_in", "params": params})
    if "result" not in answer:
        raise Mismatch(f"the operator cannot sign in: {answer}")
