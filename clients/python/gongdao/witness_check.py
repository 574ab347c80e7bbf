"""The witness against the real daemon: an admin names it, it signs, and everybody is handed its line."""
import tempfile
import time
import types
from typing import Any

from .demo import Demo
from .evidence.checkpoint import Checkpoint
from .own_driver import OwnDriver
from .runner import HELLO
from .session import Device, Queue, Session, sign_in
from .transcript import Mismatch
from .witness.connection import Connection
from .witness.look import look
from .witness.memory import Memory
from .witness.signer import Signer


async def push(driver: OwnDriver, session: Session, queue: Queue, op: str, a: dict[str, Any]) -> None:
    """One act that must be taken."""
    params = {"q": queue.id, "muts": [{"n": queue.number(), "op": op, "a": a}]}
    session.sign(params)
    answer = await driver.start({"jsonrpc": "2.0", "id": 2, "method": "sync.push", "params": params})
    if answer.get("result", {}).get("res", [[0, "?"]])[0][1] != "ok":
        raise Mismatch(f"{op} was not taken: {answer}")


async def check_witness(program: str) -> None:
    """Raises Mismatch, Alarm or Refused where it does not go as told."""
    async with Demo(program) as demo:
        with tempfile.TemporaryDirectory(prefix="witness-") as folder:
            await _check(demo.says, folder)


async def _check(says: dict[str, Any], folder: str) -> None:
    accounts = {account["role"]: account for account in says["accounts"]}
    memory, signer = Memory(folder), Signer.open(folder + "/witness.pem", "union.example")
    driver = OwnDriver()
    await driver.open(says["tcp"])
    try:
        greeting = (await driver.start({"jsonrpc": "2.0", "id": 1, "method": "hello", "params": HELLO}))["result"]
        device = Device()
        session = await sign_in(driver, says, accounts["admin"], greeting, device)
        queue = device.new_queue()
        await push(driver, session, queue, "witness.set", {"id": "WitnessTst1", "name": "工会 / labour union", "key": str(signer.key)})
        person = accounts["employee"]
        options = types.SimpleNamespace(
            server=says["tcp"], ca=None, tenant=says["tenant"], login=person["staff_no"], password=person["password"],
            name="union.example", public=str(signer.key))
        for _ in range(2):
            async with Connection(options, memory) as connection:
                known = await look(connection.ask, memory, signer, int(time.time()), None)
                shown = await connection.ask("evidence.checkpoint", {"witnessed": True})
                _signed(shown["checkpoint"], known, signer)
            await push(driver, session, queue, "void", {})
    finally:
        await driver.close()


def _signed(note: str, known: Any, signer: Signer) -> None:
    checkpoint = Checkpoint.parse(note)
    if checkpoint.point != known.checkpoint.point or not checkpoint.note.signed_by(signer.key):
        raise Mismatch(f"the cosigned checkpoint is not handed out: {note}")
