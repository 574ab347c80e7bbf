"""Whether what a server shows goes on from what was seen before (protocol/evidence.md, sections 1.2, 1.7 and 1.8): pure, no network."""
from dataclasses import dataclass

from ..evidence.checkpoint import Checkpoint, Point
from ..evidence.encoding import FormError, read_json, url
from ..evidence.findings import Findings
from ..evidence.keychain import KeyChain
from ..evidence.leaves import Leaf, LeafChecks
from ..evidence.merkle import EMPTY, consistent

WHY = {
    "fork": ("同一大小却有两个不同的根：日志持有者签了两份历史", "one size, two roots: the holder of the log signed two histories"),
    "rollback": ("日志变短了，或时间倒退", "the log is shorter than before, or its time went back"),
    "unproved": ("没有证明新检查点由先前的检查点增长而来", "it is not proved that the log has only grown since"),
    "signature": ("检查点不是由日志密钥签名", "the checkpoint is not signed by the log's key"),
    "keys": ("日志密钥的更换没有前一密钥的签名，或不含所知的密钥", "the keys form no chain from the one that is known"),
    "lost": ("恢复备份后丢失了先前已有的记录", "a restore lost leaves that were there"),
    "form": ("答复格式不对", "the answer is not of its form"),
}
"""Why a witness refuses, in both languages."""


class Alarm(Exception):
    """The witness refuses to sign; `shown` is the note that it was shown."""

    def __init__(self, why, shown=""):
        super().__init__(why)
        self.why, self.shown = why, shown


@dataclass(frozen=True)
class Known:
    """What a witness remembers: the key it began with, and the last checkpoint it saw whole (None: none yet)."""

    key: str
    checkpoint: Checkpoint | None

    def origin(self, shown):
        """From where to ask for consistency."""
        return self.checkpoint.point if self.checkpoint else Point(shown.point.origin, 0, EMPTY)


def parse(note):
    """A checkpoint, or Alarm."""
    try:
        if not isinstance(note, str):
            raise FormError("no text")
        return Checkpoint.parse(note)
    except FormError:
        raise Alarm("form", str(note)) from None


def last_of(answer):
    """The checkpoint at the end of an answer of `evidence.consistency`, or Alarm."""
    steps = answer.get("chain")
    if not isinstance(steps, list) or not steps or not isinstance(steps[-1], dict):
        raise Alarm("form")
    return parse(steps[-1].get("checkpoint"))


def at_first_sight(known, shown):
    """What needs no proof to be refused."""
    kept = known.checkpoint
    if not kept or kept.point.origin != shown.point.origin:
        return
    if kept.point.size == shown.point.size and kept.point.root != shown.point.root:
        raise Alarm("fork", str(shown.note))
    back = kept.time is not None and shown.time is not None and shown.time < kept.time
    if shown.point.size < kept.point.size or (back and shown.point.size > kept.point.size):
        raise Alarm("rollback", str(shown.note))


def goes_on(known, shown, answer):
    """Checks the answer of `evidence.consistency` up to `shown`; gives the keys of the log, oldest first. Alarm where anything fails."""
    note = str(shown.note)
    if "lost" in answer:
        raise Alarm("lost", note)
    try:
        keys = _keys(known, shown, answer["keys"])
        _steps(known.origin(shown), shown, answer["chain"], keys)
    except (KeyError, TypeError, AttributeError, FormError):
        raise Alarm("form", note) from None
    return keys


def _keys(known, shown, lines):
    leaves = [Leaf.of(line) for line in lines]
    names = []
    findings = Findings()
    checks = LeafChecks(findings, shown.point)
    for leaf in leaves:
        checks.check(leaf)
        names.append({"key": (leaf.content or {}).get("key"), "leaf": leaf.index})
    chain = KeyChain.of_bundle(findings, names)
    for leaf in leaves:
        chain.see(leaf)
    chain.finish()
    if findings.failures or known.key not in [str(key) for key in chain.keys]:
        raise Alarm("keys", str(shown.note))
    if shown.name != chain.last.name or not shown.note.signed_by(chain.last):
        raise Alarm("signature", str(shown.note))
    return chain.keys


def _steps(point, shown, steps, keys):
    """Step by step from `point`: within an epoch by proof; into the next one by its `before` line as well."""
    for number, step in enumerate(steps):
        here = parse(step["checkpoint"])
        last = number == len(steps) - 1
        if last and here.point != shown.point:
            raise Alarm("unproved", str(shown.note))
        if not any(here.note.signed_by(key) for key in keys):
            raise Alarm("signature", str(here.note))
        moved = here.point.origin != point.origin
        proof = [url(item, 32) for item in step["proof"]]
        if (moved and here.before != point) or not consistent(point.size, here.point.size, point.root, here.point.root, proof):
            raise Alarm("unproved", str(here.note))
        point = here.point
    if point != shown.point:
        raise Alarm("unproved", str(shown.note))


def object_of(data):
    """A JSON object from bytes, or FormError."""
    value = read_json(data)
    if not isinstance(value, dict):
        raise FormError("no object")
    return value
