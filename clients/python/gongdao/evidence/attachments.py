"""Attachments: original bytes under the name of their content hash, each named by an act or a row (protocol/evidence.md, section 3.2)."""
import hashlib
import re

from .encoding import strings, to_url
from .limits import CHUNK

NAME = re.compile(r"attachments/([0-9a-f]{64})(\.[A-Za-z0-9]{1,16})?\Z")


class ContentHash:
    """SHA-256 over the SHA-256 of each chunk of 196,608 bytes, as `blob.put` names what it takes."""

    def __init__(self):
        self._whole, self._chunk, self._left = hashlib.sha256(), hashlib.sha256(), CHUNK

    def update(self, piece):
        view = memoryview(piece)
        while view:
            part = view[: self._left]
            self._chunk.update(part)
            self._left -= len(part)
            view = view[len(part) :]
            if not self._left:
                self._whole.update(self._chunk.digest())
                self._chunk, self._left = hashlib.sha256(), CHUNK

    def digest(self):
        if self._left < CHUNK:
            self._whole.update(self._chunk.digest())
            self._chunk, self._left = hashlib.sha256(), CHUNK
        return self._whole.digest()


class Attachments:
    """The attachments of a bundle, waiting to be named by a body or a row."""

    def __init__(self, findings):
        self._findings = findings
        self._waiting = {}

    def add(self, path, content):
        """One attachment and its content hash."""
        self._findings.counts["attachments"] += 1
        match = NAME.match(path)
        if not match or match[1] != content.hex():
            self._findings.fail("attachment.name", path)
        else:
            self._waiting[to_url(content)] = path

    def see(self, value):
        """Shown every disclosed body and row."""
        if self._waiting:
            for text in strings(value):
                if len(text) == 43:
                    self._waiting.pop(text, None)

    def finish(self):
        for path in self._waiting.values():
            self._findings.fail("attachment.unnamed", path)
