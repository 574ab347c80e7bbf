"""Verifies a receipt (protocol/evidence.md, sections 2.2, 3.1 and 4.1)."""
from .acts import ActChecks, digest
from .bundle import check_origin, check_signature, signer
from .checkpoint import Checkpoint
from .devices import Devices
from .encoding import FormError, is_integer, is_one, is_text, read_json, to_standard, to_url
from .epochs import Epochs
from .findings import Findings
from .keychain import KeyChain
from .leaves import Leaf, LeafChecks
from .limits import RECEIPT, RECEIPT_NOTE
from .notes import Note
from .pin import PinCheck


class ReceiptVerifier:
    """One run over one receipt, read as a whole: it has at most 4 MiB."""

    def __init__(self, data, pin, watch=None, shown=None):
        self.findings = Findings("receipt")
        self._data, self._pin, self._watch, self._shown = data, pin, watch, shown
        self.checkpoint, self.keys = None, KeyChain(self.findings, [], [])
        self.epochs = Epochs(self.findings, None)

    def run(self):
        """Does every check."""
        findings = self.findings
        try:
            value, self.leaf, others = self._form()
        except FormError as error:
            findings.fail("receipt.form", error)
            return self
        self.keys = KeyChain.of_receipt(findings, value["keys"])
        self._check_checkpoint(value["checkpoint"])
        self.epochs = Epochs(findings, self.checkpoint)
        check = PinCheck(findings, self._pin, self.epochs)
        self._check_leaves(value, others)
        self._check_note(value["note"])
        check.witnesses(self.epochs.check())
        check.finish(self.keys.keys)
        return self

    def _form(self):
        if len(self._data) > RECEIPT:
            raise FormError("longer than 4 MiB")
        value = read_json(self._data)
        if not isinstance(value, dict) or not is_one(value.get("v")) or value.get("kind") != "gongdao-receipt":
            raise FormError("no receipt of version 1")
        if not is_text(value.get("note"), value.get("checkpoint")) or not isinstance(value.get("keys"), list):
            raise FormError("note, checkpoint, keys")
        others = [] if value.get("leaves") is None else value["leaves"]
        if not isinstance(others, list):
            raise FormError("leaves")
        return value, Leaf.of(value.get("leaf")), [Leaf.of(item) for item in others]

    def _check_checkpoint(self, text):
        try:
            self.checkpoint = Checkpoint.parse(text)
        except FormError as error:
            self.findings.fail("checkpoint.form", error)
            return
        check_origin(self.findings, self.checkpoint, self.keys)
        check_signature(self.findings, self.checkpoint, self.keys.keys, self.keys.last)
        self.findings.signer = signer(self.checkpoint, self.keys.last)

    def _check_leaves(self, value, others):
        findings = self.findings
        devices = Devices(findings, value["devices"]) if value.get("devices") not in (None, []) else None
        acts = ActChecks(findings, self.keys.tenant, devices)

        checks = LeafChecks(findings, self.checkpoint and self.checkpoint.point, self.epochs.seeing(self._watch), self._shown)
        for leaf in [*others, self.leaf]:
            checks.check(leaf, ordered=False)
        acts.check(self.leaf)
        self.keys.find(others)
        if devices:
            for leaf in others:
                devices.see(leaf)
            devices.finish()

    def _check_note(self, text):
        findings = self.findings
        try:
            note = Note.parse(text, RECEIPT_NOTE)
        except FormError as error:
            findings.fail("receipt.note", error)
            return
        if self.keys.last and not note.signed_by(self.keys.last):
            findings.fail("receipt.signature", self.keys.last.name)
        lines = note.lines()
        if len(lines) != 10 or lines[0] != "gongdao/v1/receipt":
            findings.fail("receipt.note", "ten lines")
            return
        if self.leaf.content is None and self.leaf.body is None:
            findings.not_proved.append("receipt_unchecked")
        for number, wanted in enumerate(self._lines(), start=1):
            if wanted is not None and lines[number] != wanted:
                findings.fail("receipt.line", lines[number].partition(" ")[0] if number > 5 else f"line {number + 1}")

    def _lines(self):
        """What each line after the first must be; None where it cannot be known."""
        leaf, content = self.leaf, self.leaf.content
        point = self.checkpoint.point if self.checkpoint else None
        head = [point.origin, str(point.size), to_standard(point.root)] if point else [None] * 3
        middle = [None] * 3
        if content is not None:
            lower, arrived, code = content.get("tt"), content.get("arrived", leaf.time), content.get("code", 0)
            if not all(is_integer(value) for value in (0 if lower is None else lower, arrived)) or not is_integer(code, -(2**53)):
                self.findings.fail("leaf.body", f"leaf {leaf.index}")
            interval = f"interval {'-' if lower is None else lower} {arrived}"
            try:
                middle = [f"digest {digest(leaf)}", f"code {code}", interval]
            except FormError:
                self.findings.fail("act.form", f"leaf {leaf.index}")
        return [*head, str(leaf.index), to_url(leaf.data), *middle, f"time {leaf.time}"]


def looks_like_one(data):
    """A file that begins as a JSON object is taken for a receipt."""
    return data.lstrip(b" \t\r\n")[:1] == b"{"
