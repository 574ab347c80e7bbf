"""What the person brings along: a pinned key, a checkpoint kept earlier, keys of witnesses (protocol/evidence.md, sections 4.1 to 4.3)."""
from __future__ import annotations

from dataclasses import dataclass

from .checkpoint import Checkpoint
from .encoding import FormError
from .epochs import NEWEST
from .history import BEGINNING, FORKED, LOST, History
from .notes import WITNESS, Key


@dataclass(frozen=True)
class Pin:
    """Given with `--key`, `--checkpoint`, `--witness`; each may be missing. `broken`: what was given as a checkpoint is none."""

    key: Key | None = None
    checkpoint: Checkpoint | None = None
    witnesses: tuple = ()
    broken: bool = False

    @classmethod
    def of(cls, key=None, checkpoint=None, witnesses=()):
        """From a vkey, a note (bytes or text), vkeys of witnesses. FormError where a key is none."""
        if not isinstance(checkpoint, (bytes, str, type(None))) or not isinstance(witnesses, (list, tuple)):
            raise FormError("a note is text, witnesses are a list")
        return cls.with_keys(Key.parse(key) if key else None, checkpoint, [Key.parse(text, WITNESS) for text in witnesses])

    @classmethod
    def with_keys(cls, key=None, checkpoint=None, witnesses=()):
        """The same with the keys already parsed."""
        try:
            return cls(key, None if checkpoint is None else Checkpoint.parse(checkpoint), tuple(dict.fromkeys(witnesses)))
        except FormError:
            return cls(key, None, tuple(dict.fromkeys(witnesses)), broken=True)


class PinCheck:
    """Holds a file's checkpoints (`epochs`) against the pin."""

    def __init__(self, findings, pin, epochs):
        self._findings, self._pin, self._epochs = findings, pin, epochs
        epochs.expect(*([pin.checkpoint] if pin.checkpoint else []))

    def witnesses(self, shown=()):
        """Counts the witnesses whose cosignature of the file's checkpoint holds, and names those who signed nothing; `shown`: the members
        of `checkpoints/` shown to be its beginning."""
        here, findings = self._epochs.here, self._findings
        notes = {**({NEWEST: here} if here else {}), **self._epochs.earlier}
        for key in self._pin.witnesses:
            signed = earlier = False
            for path, note in notes.items():
                holds = note.note.signed_by(key)
                if holds is False:
                    findings.fail("witness.signature", key.name)
                elif holds and path == NEWEST:
                    signed = True
                elif holds and path in shown and note.point != here.point:
                    findings.witnessed_earlier = earlier = True
            findings.counts["witnesses"] += signed
            if here and not earlier and here.note.signed_by(key) is None:
                findings.absent.append(key.name)

    def finish(self, keys):
        """Whether the signer is established, and what the kept checkpoint says."""
        pin, findings = self._pin, self._findings
        if pin.key and keys and pin.key not in keys:
            findings.fail("pin.key", pin.key)
        elif pin.key and keys:
            findings.established = True
        if pin.broken:
            findings.fail("pin.checkpoint")
        if not pin.checkpoint:
            return
        note = pin.checkpoint.note
        held = [note.signed_by(key) for key in keys if pin.checkpoint.name == key.name]
        if True not in held or False in held:
            findings.fail("pin.checkpoint", pin.checkpoint.point.origin)
        else:
            findings.established = True
            self.compare()

    def compare(self, provable=True):
        """What §4.3 says of the kept checkpoint and the file's; not `provable`: no key signed both, so that only a contradiction counts."""
        kept, epochs, findings = self._pin.checkpoint, self._epochs, self._findings
        if not epochs.here or epochs.here.name != kept.name:
            findings.not_proved.append("pinned_checkpoint")
            return
        relation, settled = epochs.settle(History([*epochs.known, kept]), kept)
        if settled == FORKED:
            findings.fail("pin.fork", f"{kept.point.origin} {kept.point.size}")
        elif settled == LOST:
            findings.fail("pin.lost", relation.item)
        elif settled == BEGINNING and relation.low is kept and provable:
            findings.pinned_shown = True
        else:
            findings.not_proved.append("pinned_checkpoint")
