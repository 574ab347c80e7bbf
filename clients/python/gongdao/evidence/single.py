"""Verifies a checkpoint that stands by itself (protocol/evidence.md, section 4.1)."""
from .bundle import check_origin, check_signature, signer
from .checkpoint import Checkpoint
from .encoding import FormError
from .epochs import Epochs
from .findings import Findings, Unreadable
from .keychain import KeyChain
from .limits import OTHER
from .notes import Note
from .pin import PinCheck


class NoteVerifier:
    """One run over one note. Its key is the pinned one, or one of `keys`: of the file it is compared with."""

    def __init__(self, data, pin, keys=()):
        self.findings = Findings("checkpoint")
        self._data, self._pin, self._known = data, pin, list(keys)
        self.checkpoint, self.keys, self.epochs = None, None, Epochs(self.findings, None)

    def run(self):
        """Does every check. Raises Unreadable for what is no signed note at all."""
        findings = self.findings
        try:
            note = Note.parse(self._data, OTHER)
        except FormError as error:
            raise Unreadable("file") from error
        known = [self._pin.key] if self._pin.key else self._known
        self.keys = KeyChain(findings, known[-1:], [None])
        if not known:
            findings.not_proved.append("unchecked")
        try:
            self.checkpoint = Checkpoint.parse(self._data)
        except FormError as error:
            findings.fail("checkpoint.form", error)
            self._held_against(PinCheck(findings, self._pin, self.epochs))
            return self
        signing = next((key for key in known if note.signed_by(key)), self.keys.last)
        if signing:
            self.keys = KeyChain(findings, [signing], [None])
        check_origin(findings, self.checkpoint, self.keys)
        check_signature(findings, self.checkpoint, known, signing)
        findings.signer = signer(self.checkpoint, self.keys.last)
        findings.established = bool(self._pin.key)
        self.epochs = Epochs(findings, self.checkpoint)
        check = PinCheck(findings, self._pin, self.epochs)
        self.epochs.check()
        check.witnesses()
        self._held_against(check)
        return self

    def _held_against(self, check):
        """A kept checkpoint, with a key or without one. It establishes nothing: neither note brings a chain of keys."""
        kept, key = self._pin.checkpoint, self._pin.key
        signed = kept.note.signed_by(key) if kept and key else None
        here = self.checkpoint
        if self._pin.broken or (kept and (kept.name is None or (here and here.name != kept.name) or signed is False)):
            self.findings.fail("pin.checkpoint", kept.point.origin if kept else "")
        elif kept:
            check.compare(provable=bool(signed))
