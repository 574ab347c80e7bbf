"""The manifest of a bundle and the signed note over it (protocol/evidence.md, section 3.2)."""
import hashlib
from dataclasses import dataclass

from .encoding import FormError, is_integer, is_one, is_text, read_json, to_standard, url
from .limits import LISTS, OTHER
from .notes import Note

PATH, NOTE = "manifest.json", "manifest.note"
DEMANDED = ("checkpoint.note", "keys.json", "devices.json", "schema.json", "leaves.jsonl", "records.jsonl", "verify.txt")


@dataclass(frozen=True)
class Manifest:
    """What the bundle says of itself; `members` are (size, SHA-256) by path."""

    value: dict
    members: dict
    digest: bytes

    @classmethod
    def parse(cls, data):
        """FormError for what is not of the form."""
        value = read_json(data)
        if not isinstance(value, dict) or not is_one(value.get("v")) or value.get("kind") != "gongdao-evidence":
            raise FormError("no manifest of version 1")
        if not is_text(*(value.get(name) for name in ("tenant", "origin", "language", "purpose"))):
            raise FormError("tenant, origin, purpose, language")
        if not is_integer(value.get("size")) or not is_integer(value.get("made")):
            raise FormError("size, made")
        if not all(isinstance(value.get(name), dict) for name in ("made_by", "scope")):
            raise FormError("made_by, scope")
        lists = [value.get(name) for name in ("members", "gaps", "omitted")]
        if not all(isinstance(items, list) and all(isinstance(item, dict) for item in items) for items in lists):
            raise FormError("members, gaps, omitted")
        members = {}
        for item in value["members"]:
            if not is_text(item.get("path"), item.get("type")) or not is_integer(item.get("size")) or item["path"] in members:
                raise FormError("a member is not of its form, or twice")
            members[item["path"]] = (item["size"], url(item.get("sha256"), 32))
        return cls(value, members, hashlib.sha256(data).digest())


def read_manifest(findings, archive):
    """The manifest, or None after `manifest.form`."""
    data = archive.read(PATH, LISTS)
    try:
        if data is None:
            raise FormError("missing or too long")
        manifest = Manifest.parse(data)
    except FormError as error:
        findings.fail("manifest.form", error)
        return None
    for name in ("gaps", "omitted"):
        if manifest.value[name]:
            findings.not_proved.append(name)
    return manifest


def check_members(findings, manifest, found):
    """`found`: (size, SHA-256) of every member of the archive but the manifest and its note."""
    listed = manifest.members if manifest else found
    for path, (size, digest) in found.items():
        if path not in listed:
            findings.fail("member.unlisted", path)
        elif size != listed[path][0]:
            findings.fail("member.size", path)
        elif digest != listed[path][1]:
            findings.fail("member.hash", path)
    for path in dict.fromkeys([*listed, *DEMANDED]):
        if path not in found:
            findings.fail("member.missing", path)


def check_note(findings, manifest, archive, key):
    """The signed note over the manifest: its lines, and the signature of the key that signed the checkpoint."""
    data = archive.read(NOTE, OTHER)
    try:
        if data is None:
            raise FormError("missing or too long")
        note = Note.parse(data, OTHER)
    except FormError as error:
        findings.fail("manifest.note", error)
        return
    if manifest:
        wanted = ["gongdao/v1/bundle", manifest.value["origin"], f"sha256 {to_standard(manifest.digest)}", f"made {manifest.value['made']}"]
        if note.lines() != wanted:
            findings.fail("manifest.note")
    if key and not note.signed_by(key):
        findings.fail("manifest.signature", key.name)
