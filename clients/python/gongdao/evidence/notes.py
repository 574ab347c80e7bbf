"""Signed notes and their keys (C2SP `signed-note`, `tlog-cosignature`; protocol/evidence.md, sections 1.7 and 1.8)."""
import functools
import hashlib
import re
from dataclasses import dataclass

from .encoding import FormError, standard, to_standard
from .signatures import log_signature

LOG, WITNESS = 1, 4
"""Algorithm bytes: a log's Ed25519 signature, a witness's time-stamped one."""
NAME = re.compile(r"[^\s+]+\Z")
LINE = re.compile(r"— (\S+) (\S+)\Z")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
SURROGATE = re.compile("[\ud800-\udfff]")
"""What a command line of wrong UTF-8 turns into."""


@dataclass(frozen=True)
class Key:
    """A verifier key: name, algorithm and 32 bytes."""

    name: str
    algorithm: int
    data: bytes

    @classmethod
    def parse(cls, text, algorithm=LOG):
        """From `<name>+<key id>+<base64>`; FormError where the id is another one or the algorithm is not the wanted one."""
        parts = text.split("+", 2) if isinstance(text, str) and len(text) <= 1_000 else []
        if len(parts) != 3 or not NAME.match(parts[0]) or SURROGATE.search(parts[0]):
            raise FormError("no vkey")
        data = standard(parts[2])
        if len(data) != 33 or data[0] != algorithm:
            raise FormError("no key of this kind")
        key = cls(parts[0], algorithm, data[1:])
        if key.id.hex() != parts[1]:
            raise FormError("the key's id is another one")
        return key

    @functools.cached_property
    def id(self):
        return hashlib.sha256(self.name.encode("utf-8") + b"\n" + bytes([self.algorithm]) + self.data).digest()[:4]

    def __str__(self):
        return f"{self.name}+{self.id.hex()}+{to_standard(bytes([self.algorithm]) + self.data)}"

    def holds(self, text, blob):
        """Whether what follows the key id in a signature line signs `text` (str, line feed at the end included)."""
        message = text.encode("utf-8")
        if self.algorithm == LOG:
            return log_signature(self.data, blob, message)
        if len(blob) != 72:
            return False
        head = f"cosignature/v1\ntime {int.from_bytes(blob[:8], 'big')}\n".encode()
        return log_signature(self.data, blob[8:], head + message)


@dataclass(frozen=True)
class Note:
    """A text and its signature lines, each (name, key id, blob)."""

    text: str
    signatures: tuple

    @classmethod
    def parse(cls, data, most):
        """From bytes or text of at most `most` bytes. FormError for anything that is no signed note."""
        if isinstance(data, str):
            data = _utf8(data)
        if len(data) > most:
            raise FormError("longer than allowed")
        try:
            whole = data.decode("utf-8")
        except UnicodeError as error:
            raise FormError("no UTF-8") from error
        place = whole.rfind("\n\n")
        if place < 0 or not whole.endswith("\n") or CONTROL.search(whole):
            raise FormError("no signed note")
        lines = whole[place + 2 : -1].split("\n")
        if not 1 <= len(lines) <= 16:
            raise FormError("1 to 16 signature lines")
        return cls(whole[: place + 1], tuple(cls._signature(line) for line in lines))

    @staticmethod
    def _signature(line):
        match = LINE.match(line)
        if not match or not NAME.match(match[1]):
            raise FormError("no signature line")
        blob = standard(match[2])
        if len(blob) < 5:
            raise FormError("a signature too short")
        return match[1], blob[:4], blob[4:]

    def signed_by(self, key):
        """True or False where there are lines under this name and key id (all must hold); None where there is none."""
        blobs = [blob for name, number, blob in self.signatures if name == key.name and number == key.id]
        return all(key.holds(self.text, blob) for blob in blobs) if blobs else None

    def __str__(self):
        lines = [f"— {name} {to_standard(number + blob)}\n" for name, number, blob in self.signatures]
        return self.text + "\n" + "".join(lines)

    def lines(self):
        return self.text[:-1].split("\n")


def _utf8(text):
    try:
        return text.encode("utf-8")
    except UnicodeError as error:
        raise FormError("a lone surrogate") from error
