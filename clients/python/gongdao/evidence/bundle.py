"""Verifies a bundle (protocol/evidence.md, section 4.1): all of it streams; held are keys, devices and the names of members."""
import hashlib

from .acts import ActChecks
from .archive import Archive
from .attachments import Attachments, ContentHash
from .checkpoint import Checkpoint
from .devices import Devices
from .encoding import FormError, read_json, to_standard
from .epochs import Epochs
from .findings import Findings
from .keychain import KeyChain
from .leaves import Leaf, LeafChecks
from .limits import CHECKPOINT, LISTS, OTHER
from .lines import counted, parsed
from .manifest import NOTE, PATH, check_members, check_note, read_manifest
from .pin import PinCheck
from .records import Record, RecordMerge

LINED = ("leaves.jsonl", "records.jsonl")


class BundleVerifier:
    """One run over one bundle. `watch(key, hash)` and `shown(leaf)`, where given, see what proofs that hold tell."""

    def __init__(self, file, pin, watch=None, shown=None):
        self.findings = Findings("bundle")
        self._archive = Archive(file)
        self._pin, self._watch, self._shown = pin, watch, shown
        self.checkpoint = self.manifest = None

    def run(self):
        """Does every check. Raises Unreadable where the archive breaks its rules."""
        findings = self.findings
        self._attachments = Attachments(findings)
        self.manifest = read_manifest(findings, self._archive)
        check_members(findings, self.manifest, dict(self._hashes()))
        self.keys = KeyChain.of_bundle(findings, self._json("keys.json", OTHER))
        self.checkpoint = self._newest()
        self.epochs = self._earlier()
        check_note(findings, self.manifest, self._archive, self.keys.last)
        check = PinCheck(findings, self._pin, self.epochs)
        self._leaves()
        check.witnesses(self.epochs.check())
        check.finish(self.keys.keys)
        if any(path in self._archive.members for path in ("index.html", "index.pdf")):
            findings.not_proved.append("pages")
        if findings.counts["records"]:
            findings.not_proved.append("columns")
        return self

    def _hashes(self):
        for path in self._archive.members:
            size, digest, content = 0, hashlib.sha256(), ContentHash() if path.startswith("attachments/") else None
            pieces = self._archive.pieces(path)
            for piece in counted(pieces, path) if path in LINED else pieces:
                size += len(piece)
                digest.update(piece)
                if content:
                    content.update(piece)
            if content:
                self._attachments.add(path, content.digest())
            if path not in (PATH, NOTE):
                yield path, (size, digest.digest())

    def _json(self, path, most):
        """The value of a member, or None: missing, too long, or no JSON."""
        data = self._archive.read(path, most)
        try:
            return None if data is None else read_json(data)
        except FormError:
            return None

    def _newest(self):
        findings = self.findings
        try:
            checkpoint = Checkpoint.parse(self._archive.read("checkpoint.note", CHECKPOINT) or b"")
        except FormError as error:
            findings.fail("checkpoint.form", error)
            return None
        check_origin(findings, checkpoint, self.keys)
        check_signature(findings, checkpoint, self.keys.keys, self.keys.last)
        value = self.manifest.value if self.manifest else {}
        tenant = checkpoint.name.rpartition("/")[2] if checkpoint.name else None
        if self.manifest and (value["origin"] != checkpoint.point.origin or value["tenant"] != tenant):
            findings.fail("checkpoint.origin", "manifest.json")
        if self.manifest and value["size"] != checkpoint.point.size:
            findings.fail("checkpoint.size", value["size"])
        findings.signer = signer(checkpoint, self.keys.last)
        return checkpoint

    def _earlier(self):
        """The checkpoints of earlier epochs and sizes."""
        epochs = Epochs(self.findings, self.checkpoint)
        for path in self._archive.members:
            if not path.startswith("checkpoints/"):
                continue
            try:
                checkpoint = Checkpoint.parse(self._archive.read(path, CHECKPOINT) or b"")
            except FormError:
                self.findings.fail("checkpoint.form", path)
                continue
            named = check_origin(self.findings, checkpoint, self.keys, path)
            signed = check_signature(self.findings, checkpoint, self.keys.keys, None, path)
            epochs.add(path, checkpoint, named and signed)
        return epochs

    def _leaves(self):
        findings, keys = self.findings, self.keys
        devices = Devices(findings, self._json("devices.json", LISTS))
        acts = ActChecks(findings, keys.tenant or (self.manifest and self.manifest.value["tenant"]), devices)
        checks = LeafChecks(findings, self.checkpoint and self.checkpoint.point, self.epochs.seeing(self._watch), self._shown)
        records = RecordMerge(findings, self._lines("records.jsonl", Record.parse), self._attachments)
        for number, leaf in self._lines("leaves.jsonl", Leaf.parse):
            if leaf is None:
                findings.fail("leaf.form", f"leaves.jsonl:{number}")
                continue
            checks.check(leaf)
            keys.see(leaf)
            devices.see(leaf)
            acts.check(leaf)
            self._attachments.see(leaf.content)
            records.take(leaf)
        records.finish()
        keys.finish()
        devices.finish()
        self._attachments.finish()

    def _lines(self, path, parse):
        return parsed(self._archive.pieces(path), parse) if path in self._archive.members else iter(())


def check_origin(findings, checkpoint, keys, item="checkpoint.note"):
    """The origin is the key name, `/e` and a number; gives whether it is."""
    if keys.last and checkpoint.name != keys.last.name:
        findings.fail("checkpoint.origin", item)
        return False
    return bool(keys.last)


def check_signature(findings, checkpoint, keys, wanted, item="checkpoint.note"):
    """Signed by `wanted` (None: by any of the keys), and no signature under a known key that does not hold; gives whether that is so."""
    lines = {(name, number) for name, number, _ in checkpoint.note.signatures}
    held = {key: checkpoint.note.signed_by(key) for key in keys if (key.name, key.id) in lines}
    signed = held.get(wanted) if wanted else True in held.values()
    if keys and (not signed or False in held.values()):
        findings.fail("checkpoint.signature", item)
        return False
    return bool(keys)


def signer(checkpoint, key):
    """The verdict's `signer`."""
    point, root = checkpoint.point, to_standard(checkpoint.point.root)
    values = {"key": key and str(key), "origin": point.origin, "size": point.size, "root": root, "time": checkpoint.time}
    return {name: value for name, value in values.items() if value is not None}
