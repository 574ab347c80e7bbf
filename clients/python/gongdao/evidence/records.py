"""Versions of records and their paths to what an act wrote (protocol/evidence.md, sections 1.5 and 3.2)."""
from dataclasses import dataclass

from .encoding import FormError, canonical_json, is_integer, is_text, read_json, url
from .leaves import PROOF
from .merkle import leaf_hash, root_by


@dataclass(frozen=True)
class Record:
    """A line of records.jsonl."""

    line: dict
    salt: bytes
    path: list

    @classmethod
    def parse(cls, data):
        """FormError for what is not of the form."""
        line = read_json(data)
        if not isinstance(line, dict) or not is_text(line.get("c"), line.get("id")) or "row" not in line:
            raise FormError("no record")
        if not all(is_integer(line.get(name)) for name in ("rev", "leaf", "n", "i")) or not isinstance(line.get("path"), list):
            raise FormError("no record")
        row = line["row"]
        if row is not None and not (isinstance(row, list) and len(row) >= 2 and row[0] == line["id"] and _same(row[1], line["rev"])):
            raise FormError("the row does not begin with id and rev")
        if len(line["path"]) > PROOF:
            raise FormError("a path too long")
        return cls(line, url(line.get("salt"), 16), [url(item, 32) for item in line["path"]])

    @property
    def place(self):
        return self.line["leaf"], self.line["i"]

    def element(self):
        """The bytes the act's commitment has for this version. FormError: no canonical form."""
        return self.salt + canonical_json({name: self.line[name] for name in ("c", "id", "rev", "row")})


def _same(one, other):
    return is_integer(one) and one == other


class RecordMerge:
    """Goes along records.jsonl beside the leaves, both ascending, so that neither is held in memory."""

    def __init__(self, findings, numbered, named):
        self._findings, self._numbered, self._named = findings, numbered, named
        self._last = (-1, -1)
        self._next = None
        self._advance()

    def _advance(self):
        self._next = None
        for number, record in self._numbered:
            if record is None:
                self._findings.fail("record.form", f"records.jsonl:{number}")
                continue
            self._findings.counts["records"] += 1
            if record.place <= self._last:
                self._findings.fail("record.order", f"records.jsonl:{number}")
            self._last = record.place
            self._named.see(record.line["row"])
            self._next = record
            return

    def take(self, leaf):
        """Checks every record of this leaf; those of leaves before it have none."""
        while self._next and self._next.line["leaf"] < leaf.index:
            self._fail()
        while self._next and self._next.line["leaf"] == leaf.index:
            self._check(self._next, leaf)
            self._advance()

    def finish(self):
        """What is left names leaves that are not there."""
        while self._next:
            self._fail()

    def _fail(self):
        self._findings.fail("record.leaf", self._item(self._next))
        self._advance()

    @staticmethod
    def _item(record):
        return f"{record.line['c']}/{record.line['id']}@{record.line['rev']}"

    def _check(self, record, leaf):
        rows = leaf.content.get("rows") if leaf.content else None
        line, item = record.line, self._item(record)
        if not isinstance(rows, dict) or not _same(rows.get("n"), line["n"]):
            self._findings.fail("record.leaf", item)
            return
        try:
            root = root_by(line["i"], line["n"], leaf_hash(record.element()), record.path)
            holds = root is not None and root == url(rows.get("root"), 32)
        except FormError:
            holds = False
        if not holds:
            self._findings.fail("record.path", item)
