"""Bundles of a log in memory (`log_of_test`), small or large, whole or with members replaced: for the tests of the verifier."""
import hashlib
import io
import json
import zipfile

from log_of_test import NAME, TestLog, split

from gongdao.evidence.encoding import canonical_json, to_standard, to_url
from gongdao.evidence.merkle import leaf_hash, node_hash
from gongdao.keys import DeviceKey

TENANT = NAME.rpartition("/")[2]


class Tree:
    """RFC 9162 over hashes, every subtree reckoned once: proofs of ten thousand leaves in a moment."""

    def __init__(self, hashes):
        self._hashes, self._roots = hashes, {}

    def root(self, low, high):
        if high - low == 1:
            return self._hashes[low]
        if (low, high) not in self._roots:
            middle = low + split(high - low)
            self._roots[low, high] = node_hash(self.root(low, middle), self.root(middle, high))
        return self._roots[low, high]

    def path(self, index):
        low, high, path = 0, len(self._hashes), []
        while high - low > 1:
            middle = low + split(high - low)
            here, other = ((low, middle), (middle, high)) if index < middle else ((middle, high), (low, middle))
            path.append(self.root(*other))
            low, high = here
        return path[::-1]


def disclosed(log, tree, index):
    """The line of leaves.jsonl; withheld where the log does not know the body."""
    salt, body = log.bodies.get(index, (None, None))
    line = {"index": index, "leaf": to_url(log.leaves[index]), "proof": [to_url(item) for item in tree.path(index)]}
    if body is None:
        return {**line, "salt": None, "body": None, "why": "withheld"}
    return {**line, "salt": to_url(salt), "body": to_url(body)}


def members(log, earlier=(), sizes=(), devices=(), records=()):
    """The members of a bundle but for the manifest. `earlier`: notes for `checkpoints/`; `sizes`: their last leaves are listed too."""
    tree = Tree(log.hashes)
    indexes = sorted({index for index in log.bodies if index < len(log.leaves)} | {size - 1 for size in sizes if size})
    keys = [{"key": json.loads(log.bodies[index][1])["key"], "leaf": index} for index in indexes
            if index in log.bodies and b'"log.key"' in log.bodies[index][1]]
    notes = {f"checkpoints/e{number}.note": note.encode() for number, note in enumerate(earlier)}
    return {
        "checkpoint.note": log.checkpoint().encode(), **notes,
        "keys.json": canonical_json(keys), "devices.json": canonical_json(list(devices)),
        "schema.json": b"{}", "leaves.jsonl": lines(disclosed(log, tree, index) for index in indexes), "records.jsonl": lines(records),
        "verify.txt": b"how\n"}


def lines(values):
    return b"".join(canonical_json(value) + b"\n" for value in values)


def sealed(log, contents):
    """The archive with a manifest and a note over these members."""
    origin, size = log.checkpoint().split("\n")[:2]
    listed = [
        {"path": path, "size": len(data), "sha256": to_url(hashlib.sha256(data).digest()), "type": "x"} for path, data in contents.items()]
    manifest = canonical_json({
        "v": 1, "kind": "gongdao-evidence", "tenant": TENANT, "origin": origin, "size": int(size), "made": log.time, "scope": {},
        "made_by": {"account": "a", "roles": []}, "purpose": "own", "language": "zh-Hans", "members": listed, "gaps": [], "omitted": []})
    digest = to_standard(hashlib.sha256(manifest).digest())
    note = log.keys[-1].note(f"gongdao/v1/bundle\n{origin}\nsha256 {digest}\nmade {log.time}\n")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in {**contents, "manifest.json": manifest, "manifest.note": note.encode()}.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return out.getvalue()


def bundle(log, earlier=(), sizes=()):
    return sealed(log, members(log, earlier, sizes))


def large(count):
    """(log, members) with so many acts under one device's key, each with one version of a record."""
    log, device, records = TestLog(), DeviceKey(), []
    log.disclose(7, {"v": 1, "op": "device.enroll", "device": "d1", "key": device.public, "voucher": "device:d0"})
    bound = len(log.leaves) - 1
    for number in range(count):
        row = ["r" + str(number), 1, {"month": "2026-10", "net": 600_000 + number, "name": "王秀英"}]
        version, salt = {"c": "payslip", "id": row[0], "rev": 1, "row": row}, number.to_bytes(16, "big")
        mutation = {"n": number, "op": "note.set", "a": {"id": row[0], "text": "加班两小时"}}
        body = {
            "v": 1, "op": "note.set", "actor": {"kind": "employee", "account": "a", "device": "d1", "key": True, "app": "x"}, "code": 0,
            "act": [TENANT, "d1", "s", "q", number, "note.set", mutation["a"], None, None], "arrived": log.time, "tt": log.time - 5,
            "sig": device.sign_mutation(TENANT, "d1", "s", "q", mutation),
            "rows": {"n": 1, "root": to_url(leaf_hash(salt + canonical_json(version)))}}
        records.append({**version, "salt": to_url(salt), "leaf": len(log.leaves), "n": 1, "i": 0, "path": []})
        log.disclose(1, body)
    devices = [{"device": "d1", "key": device.public, "voucher": "device:d0", "leaf": bound}]
    return log, members(log, devices=devices, records=records)
