"""One look at a log: ask, check, remember, sign, hand in."""
import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from .history import Alarm, Known, at_first_sight, goes_on, last_of, parse
from .memory import Memory
from .signer import Signer

Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
"""A method and its parameters; gives the result. Raises Refused where the server answers with an error."""


GONE = (1301, 1402)
"""Answers to `evidence.consistency` that deny what the server showed before; every other one may pass by itself."""


class Refused(Exception):
    """The server answered with an error, or with what is no answer; `code` is its number, 0 for the latter. Says it in words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


async def look(
    ask: Ask, memory: Memory, signer: Signer, seconds: int, key: str | None = None, stamping: Callable[[str], str] | None = None
) -> Known:
    """Signs the newest checkpoint and gives what is known now. `key`: the log's key, where the person knows it; without one, the first
    look takes what it is shown. `stamping` gives the line of a time stamp, or nothing. Raises Alarm, having signed nothing."""
    known = memory.known()
    if known and key and known.key != key:
        raise Alarm("keys")
    answer = await ask("evidence.checkpoint", {})
    first = parse(answer.get("checkpoint"))
    known = known or Known(key or _first_key(answer.get("keys"), str(first.note)), None)
    at_first_sight(known, first)
    start = known.origin(first)
    asked: dict[str, Any] = {"origin": start.origin, "size": start.size}
    if known.checkpoint:
        asked["note"] = str(known.checkpoint.note)
    try:
        chain = await ask("evidence.consistency", {"from": asked})
    except Refused as refused:
        if refused.code not in GONE:
            raise
        raise Alarm("unproved", str(first.note)) from refused
    # The log may have grown since it was asked first: the last step's checkpoint is the newest, and must not contradict the first.
    shown = last_of(chain)
    if shown.name != first.name:
        raise Alarm("form", str(first.note))
    for before in (known, Known(known.key, first)):
        at_first_sight(before, shown)
    goes_on(known, shown, chain)
    known = Known(known.key, shown)
    memory.keep(known)
    stamp = await asyncio.to_thread(stamping, shown.note.text) if stamping else ""
    await ask("evidence.cosign", {"checkpoint": cosigned(shown, signer, seconds) + stamp})
    return known


def _first_key(keys: Any, note: str) -> str:
    if not isinstance(keys, list) or not keys or not isinstance(keys[0], str):
        raise Alarm("form", note)
    return keys[0]


def cosigned(shown, signer: Signer, seconds: int) -> str:
    """The note with this witness's line instead of an older one of its own."""
    text, _, lines = str(shown.note).rpartition("\n\n")
    others = [line for line in lines.splitlines() if not line.startswith(f"— {signer.key.name} ")]
    return text + "\n\n" + "".join(line + "\n" for line in others[:14]) + signer.line(shown.note.text, seconds)
