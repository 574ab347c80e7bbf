"""A log in memory that answers as the server does, honestly or not: for the tests of the witness."""
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gongdao.evidence.checkpoint import Checkpoint
from gongdao.evidence.encoding import to_standard, to_url
from gongdao.evidence.merkle import EMPTY, leaf_hash, node_hash
from gongdao.evidence.notes import LOG, Key

NAME = "gongdao.test/acme"


def split(count):
    """The largest power of two below."""
    return 1 << (count - 1).bit_length() - 1


def root(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else EMPTY
    half = split(len(hashes))
    return node_hash(root(hashes[:half]), root(hashes[half:]))


def inclusion(index, hashes):
    """RFC 9162, section 2.1.3.1."""
    if len(hashes) == 1:
        return []
    half = split(len(hashes))
    if index < half:
        return [*inclusion(index, hashes[:half]), root(hashes[half:])]
    return [*inclusion(index - half, hashes[half:]), root(hashes[:half])]


def consistency(old, hashes, whole=True):
    """RFC 9162, section 2.1.4.1."""
    if old == len(hashes):
        return [] if whole else [root(hashes)]
    half = split(len(hashes))
    if old <= half:
        return [*consistency(old, hashes[:half], whole), root(hashes[half:])]
    return [*consistency(old - half, hashes[half:], False), root(hashes[:half])]


class LogKey:
    """An Ed25519 key under the log's name."""

    def __init__(self):
        self._key = Ed25519PrivateKey.generate()
        self.public = Key(NAME, LOG, self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def note(self, text):
        return f"{text}\n— {NAME} {to_standard(self.public.id + self.sign(text))}\n"

    def sign(self, text):
        return self._key.sign(text.encode())


class TestLog:
    """Leaves, keys and checkpoints; `handed_in` are the notes a witness brought."""

    __test__ = False

    def __init__(self):
        self.epoch, self.time, self.leaves, self.bodies = 1, 1_795_000_000_000, [], {}
        self.keys, self.ends, self.handed_in, self.kept = [LogKey()], [], [], {}
        self.disclose(7, {"v": 1, "op": "log.key", "key": str(self.keys[0].public)})
        self.grow(4)

    def grow(self, count, word="leaf"):
        for number in range(count):
            self._add(8, hashlib.sha256(f"{word}{len(self.leaves)}{number}".encode()).digest())

    def _add(self, kind, commitment):
        self.time += 1_000
        self.leaves.append(bytes([1, kind]) + self.time.to_bytes(8, "big") + commitment)

    def disclose(self, kind, body):
        """A leaf whose body is known."""
        salt, data = bytes(32), json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        self.bodies[len(self.leaves)] = (salt, data)
        self._add(kind, hashlib.sha256(salt + data).digest())

    def rotate(self, signer=None):
        """To a new key, signed by the one before (or by `signer`)."""
        fresh = LogKey()
        old = self.keys[-1]
        signature = (signer or old).sign(f"gongdao/v1/log-key\n{fresh.public}\n")
        self.keys.append(fresh)
        self.disclose(7, {"v": 1, "op": "log.key", "key": str(fresh.public), "before": str(old.public), "sig": to_url(signature)})

    def restore(self, size):
        """A backup of so many leaves comes back: the next epoch begins."""
        del self.leaves[size:]
        before = self._state(self.epoch, size)
        self.ends.append((size, self.checkpoint()))
        self.epoch += 1
        self.before = "before {} {} {}\n".format(*before)
        self.grow(1, "restored")

    def _state(self, epoch, size):
        return f"{NAME}/e{epoch}", size, to_standard(root(self.hashes[:size]))

    @property
    def hashes(self):
        return [leaf_hash(leaf) for leaf in self.leaves]

    def checkpoint(self, size=None):
        size = len(self.leaves) if size is None else size
        text = "{}\n{}\n{}\n".format(*self._state(self.epoch, size)) + f"time {self.time}\n" + (self.before if self.epoch > 1 else "")
        return self.keys[-1].note(text)

    async def ask(self, method, params):
        """As the server answers."""
        return getattr(self, method.replace("evidence.", "_"))(params)

    def _checkpoint(self, _):
        return {"checkpoint": self.checkpoint(), "keys": [str(key.public) for key in self.keys]}

    def _consistency(self, params):
        start, hashes = params["from"], self.hashes
        here = (start["origin"], start["size"])
        steps = []
        for size, note in [*self.ends, (len(self.leaves), self.checkpoint())]:
            if note.startswith(here[0] + "\n") or steps:
                proof = consistency(here[1], hashes[:size]) if here[1] else []
                place = {"origin": here[0], "size": here[1]}
                steps.append({"from": place, "checkpoint": note, "proof": [to_url(item) for item in proof]})
                here = (note.split("\n")[0], size)
        keys = [
            {"index": index, "leaf": to_url(self.leaves[index]), "salt": to_url(salt), "body": to_url(body),
             "proof": [to_url(item) for item in inclusion(index, hashes)]} for index, (salt, body) in self.bodies.items()]
        return {"chain": steps, "keys": keys}

    def _cosign(self, params):
        self.handed_in.append(params["checkpoint"])
        return {"size": Checkpoint.parse(params["checkpoint"]).point.size, "witnesses": []}
