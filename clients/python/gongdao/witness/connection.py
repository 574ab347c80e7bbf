"""A witness's session with the server: as any member of the tenant, on a device of its own that it keeps."""
import os
from typing import Any

from ..keys import DeviceKey
from ..lines import Lines
from .look import Refused
from .words import FORM, refusal, told

HELLO = {"v": [1, 1], "app": "witness/1", "schema": 1}


class Connection:
    """`async with Connection(options, memory) as c`: signed in; `c.ask(method, params)` gives the result."""

    def __init__(self, options: Any, memory: Any) -> None:
        self._options, self._folder = options, memory.folder
        self._lines: Lines | None = None
        self._number = 0

    async def __aenter__(self) -> "Connection":
        self._lines = await Lines.connect(self._options.server, self._options.ca)
        try:
            await self._sign_in(await self.ask("hello", HELLO))
        except BaseException:
            await self._lines.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._lines.close()

    async def ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """The result; Refused for an error of the server."""
        self._number += 1
        answer = await self._lines.ask(method, params, self._number)
        if "result" not in answer:
            error = answer.get("error")
            if not isinstance(error, dict) or not isinstance(error.get("code"), int):
                raise Refused(0, told(FORM, method))
            code = error["code"]
            raise Refused(code, refusal(code, method, str(error.get("message")), error.get("data"), self._options.public))
        if not isinstance(answer["result"], dict):
            raise Refused(0, told(FORM, method))
        return answer["result"]

    async def _sign_in(self, greeting: dict[str, Any]) -> None:
        _texts(greeting, "name", "nonce")
        tenant, key = self._options.tenant, DeviceKey.open(os.path.join(self._folder, "device.pem"))
        path = os.path.join(self._folder, "device.id")
        known = _read(path)
        signature = key.sign_challenge(greeting["name"], tenant, known or key.public, greeting["nonce"])
        answer = await self.ask("auth.sign_in", {
            "tenant": tenant, "login": self._options.login, "password": self._options.password,
            "device": {"id": known} if known else {"name": f"witness {self._options.name}", "key": key.public},
            "nonce": greeting["nonce"], "sig": signature})
        _texts(answer, "device")
        with open(path, "w", encoding="ascii") as file:
            file.write(answer["device"])


def _texts(answer: dict[str, Any], *names: str) -> None:
    if not all(isinstance(answer.get(name), str) for name in names):
        raise Refused(0, told(FORM, ", ".join(names)))


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="ascii") as file:
            return file.read().strip() or None
    except FileNotFoundError:
        return None
