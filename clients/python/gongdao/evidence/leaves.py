"""Leaves as a file discloses them, and their checks (protocol/evidence.md, sections 1.1, 1.3, 2.1 and 4.1)."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .encoding import FormError, is_integer, is_one, is_text, read_json, url
from .merkle import leaf_hash, root_by, walk

KEY_KIND, TIMER_KIND = 7, 4
PROOF = 64
"""Hashes in a proof at most: a tree of 2^53 leaves is 53 high."""


@dataclass
class Leaf:
    """A disclosed leaf. `content` is the body's object, or None: erased, withheld, or not of its form."""

    index: int
    data: bytes
    salt: bytes | None
    body: bytes | None
    proof: list
    withheld: bool
    content: dict | None = None

    @property
    def kind(self):
        return self.data[1]

    @property
    def time(self):
        return int.from_bytes(self.data[2:10], "big")

    @classmethod
    def of(cls, value):
        """From the JSON object of section 2.1. FormError for what is not of that form."""
        if not isinstance(value, dict) or not is_integer(value.get("index")) or "salt" not in value or "body" not in value:
            raise FormError("no disclosed leaf")
        data, salt, body, proof = url(value.get("leaf"), 42), value["salt"], value["body"], value.get("proof")
        if data[0] != 1 or not 1 <= data[1] <= 8 or (salt is None) != (body is None):
            raise FormError("no leaf of version 1")
        if not isinstance(proof, list) or len(proof) > PROOF:
            raise FormError("no proof")
        return cls(
            value["index"], data, None if salt is None else url(salt, 32), None if body is None else url(body),
            [url(item, 32) for item in proof], body is None and value.get("why") == "withheld",
        )

    @classmethod
    def parse(cls, line):
        return cls.of(read_json(line))


class LeafChecks:
    """Checks leaf after leaf against the checkpoint; `watch(key, hash)` is shown the complete subtrees of proofs that hold."""

    def __init__(self, findings, point, watch=None, shown=None):
        self._findings, self._point, self._watch, self._shown = findings, point, watch, shown
        self._last = None

    def check(self, leaf, ordered=True):
        """All checks of a leaf by itself; fills its `content`."""
        findings = self._findings
        findings.counts["leaves"] += 1
        item = f"leaf {leaf.index}"
        if ordered:
            self._order(leaf, item)
        if self._point:
            self._proved(leaf, item)
        if leaf.body is None:
            findings.counts["withheld" if leaf.withheld else "erased"] += 1
            return
        if hashlib.sha256(leaf.salt + leaf.body).digest() != leaf.data[10:]:
            findings.fail("leaf.commitment", item)
        try:
            content = read_json(leaf.body)
        except FormError:
            content = None
        if isinstance(content, dict) and is_one(content.get("v")) and is_text(content.get("op")):
            leaf.content = content
        else:
            findings.fail("leaf.body", item)

    def _order(self, leaf, item):
        last, self._last = self._last, leaf
        if last and leaf.index <= last.index:
            self._findings.fail("leaf.order", item)
        if last and leaf.time < last.time:
            self._findings.fail("leaf.time", item)

    def _proved(self, leaf, item):
        place = leaf.index, self._point.size, leaf_hash(leaf.data), leaf.proof
        root, nodes = walk(*place) if self._watch else (root_by(*place), ())
        if root != self._point.root:
            self._findings.fail("leaf.proof", item)
            return
        if self._shown:
            self._shown(leaf)
        for key, value in nodes:
            self._watch(key, value)
