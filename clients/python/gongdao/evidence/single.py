"""Verifies a checkpoint that stands by itself (protocol/evidence.md, section 4.1)."""
from .bundle import check_origin, check_signature, signer
from .checkpoint import Checkpoint
from .encoding import FormError
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
        self.checkpoint = None

    def run(self):
        """Does every check. Raises Unreadable for what is no signed note at all."""
        findings = self.findings
        try:
            note = Note.parse(self._data, OTHER)
        except FormError as error:
            raise Unreadable("file") from error
        known = [self._pin.key] if self._pin.key else self._known
        self.keys = KeyChain(findings, known[-1:], [None])
        try:
            self.checkpoint = Checkpoint.parse(self._data)
        except FormError as error:
            findings.fail("checkpoint.form", error)
            return self
        signing = next((key for key in known if note.signed_by(key)), self.keys.last)
        if signing:
            self.keys = KeyChain(findings, [signing], [None])
        check_origin(findings, self.checkpoint, self.keys)
        check_signature(findings, self.checkpoint, known, signing)
        findings.signer = signer(self.checkpoint, self.keys.last)
        check = PinCheck(findings, self._pin, self.checkpoint)
        check.witnesses()
        if self.keys.last:
            check.finish(self.keys.keys, self.checkpoint.points())
        elif self._pin.checkpoint:
            findings.not_proved.append("pinned_checkpoint")
        return self
