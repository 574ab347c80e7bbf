"""What the person brings along: a pinned key, a checkpoint kept earlier, keys of witnesses (protocol/evidence.md, sections 4.2 and 4.3)."""
from __future__ import annotations

from dataclasses import dataclass

from .checkpoint import Checkpoint
from .encoding import FormError
from .merkle import parts, root_of
from .notes import WITNESS, Key


@dataclass(frozen=True)
class Pin:
    """Given with `--key`, `--checkpoint`, `--witness`; each may be missing."""

    key: Key | None = None
    checkpoint: Checkpoint | None = None
    witnesses: tuple = ()

    @classmethod
    def of(cls, key=None, checkpoint=None, witnesses=()):
        """From a vkey, a note (bytes or text), vkeys of witnesses. FormError where one is none."""
        if not isinstance(checkpoint, (bytes, str, type(None))) or not isinstance(witnesses, (list, tuple)):
            raise FormError("a note is text, witnesses are a list")
        return cls(
            Key.parse(key) if key else None,
            Checkpoint.parse(checkpoint) if checkpoint is not None else None,
            tuple(dict.fromkeys(Key.parse(text, WITNESS) for text in witnesses)),
        )


class Beginning:
    """Gathers the complete subtrees a kept size splits into, to tell whether it is the beginning of a larger tree."""

    def __init__(self, size):
        self._wanted = dict.fromkeys(parts(size))

    def see(self, key, value):
        if key in self._wanted:
            self._wanted[key] = value

    def root(self):
        """The root at that size, or None where a subtree is not known."""
        hashes = list(self._wanted.values())
        return None if None in hashes else root_of(hashes)


class PinCheck:
    """Holds a file against the pin while it is read."""

    def __init__(self, findings, pin, checkpoint):
        self._findings, self._pin, self._here = findings, pin, checkpoint
        kept = pin.checkpoint
        smaller = kept and checkpoint and kept.point.origin == checkpoint.point.origin and kept.point.size < checkpoint.point.size
        self._beginning = Beginning(kept.point.size) if smaller else None

    def see(self, key, value):
        """Shown the complete subtrees of proofs that hold."""
        if self._beginning:
            self._beginning.see(key, value)

    def witnesses(self):
        """Counts the witnesses whose cosignature holds."""
        for key in self._pin.witnesses:
            holds = self._here.note.signed_by(key) if self._here else None
            if holds:
                self._findings.counts["witnesses"] += 1
            elif holds is False:
                self._findings.fail("witness.signature", key.name)

    def finish(self, keys, points=()):
        """Whether the signer is established, and what the kept checkpoint says. `points`: other states of logs that the file tells of."""
        pin, findings = self._pin, self._findings
        if pin.key and keys and pin.key not in keys:
            findings.fail("pin.key", pin.key)
        elif pin.key and keys:
            findings.established = True
        if not pin.checkpoint:
            return
        note = pin.checkpoint.note
        held = [note.signed_by(key) for key in keys if pin.checkpoint.name == key.name]
        if True not in held or False in held:
            findings.fail("pin.checkpoint", pin.checkpoint.point.origin)
        else:
            findings.established = True
            self._compare(points)

    def _compare(self, points):
        kept, here, findings = self._pin.checkpoint, self._here, self._findings
        item = f"{kept.point.origin} {kept.point.size}"
        if any((one.origin, one.size) == (kept.point.origin, kept.point.size) and one.root != kept.point.root for one in points):
            findings.fail("pin.fork", item)
            return
        if here is None or here.point.origin != kept.point.origin:
            findings.not_proved.append("pinned_checkpoint")
            return
        root = here.point.root if here.point.size == kept.point.size else self._beginning.root() if self._beginning else None
        if (root is not None and root != kept.point.root) or backwards(kept, here):
            findings.fail("pin.fork", item)
        elif root is None:
            findings.not_proved.append("pinned_checkpoint")
        else:
            findings.pinned_shown = True


def backwards(one, other):
    """Of two checkpoints of one log the smaller one has the later time: a log only grows."""
    if one.time is None or other.time is None or one.point.size == other.point.size:
        return False
    return (one.point.size < other.point.size) != (one.time <= other.time) and one.time != other.time
