"""Compares two people's files of one log (protocol/evidence.md, sections 4.3 and 4.5): two histories under one signature show here."""
from .findings import Findings, Unreadable
from .merkle import parts, root_of
from .nodes import Nodes
from .pin import Pin, backwards
from .single import NoteVerifier
from .verify import verifier


class Side:
    """One of the two files, verified by itself, with what its proofs tell."""

    def __init__(self, file, nodes, keys=()):
        self.nodes = nodes
        self._run = verifier(file, Pin(), nodes.see, nodes.leaf, keys)
        self.is_note = isinstance(self._run, NoteVerifier)
        self._run.run()

    @property
    def findings(self):
        return self._run.findings

    @property
    def checkpoint(self):
        return self._run.checkpoint

    @property
    def keys(self):
        return self._run.keys.keys


class Comparison:
    """The result of one comparison: what was found, and the two sides (None: unreadable)."""

    def __init__(self):
        self.findings = Findings("comparison")
        self.sides, self.verdicts = [], []
        self.proved, self.not_proved = [], []

    def add(self, side):
        """One side that was verified by itself."""
        self.sides.append(side)
        self.verdicts.append(side.findings.verdict())

    def verdict(self):
        """As the JSON object of section 4.5."""
        findings = self.findings
        unreadable = any(verdict["result"] == "unreadable" for verdict in self.verdicts)
        result = "unreadable" if unreadable else "failed" if findings.failures else "proved" if self.proved else "consistent"
        shown = [str(side.checkpoint.note) for side in self.sides if side.checkpoint]
        return {
            "kind": "gongdao-comparison", "a": self.verdicts[0], "b": self.verdicts[1], "checkpoints": shown,
            "verdict": findings.object(result, self.proved, self.not_proved),
        }


def compare(first, second, key=None):
    """Compares two open binary files; `key`: the log's key, where the person knows it."""
    result = Comparison()
    with Nodes() as one, Nodes() as two:
        sides = _read(result, ((first, one), (second, two)), [key] if key else [])
        if len(sides) == 2:
            _judge(result, *sides)
    return result


def _read(result, files, known):
    """The sides that can be read. A note brings no key: it is checked under the given one, else under those of the other file."""
    sides = []
    for name, (file, nodes) in zip("AB", files):
        try:
            sides.append(Side(file, nodes, known))
        except Unreadable as error:
            result.findings.fail("compare.invalid", name)
            result.verdicts.append(Findings.unreadable(error))
    if len(sides) == 2 and not known:
        for place, other in ((0, 1), (1, 0)):
            if sides[place].is_note and not sides[other].is_note:
                sides[place] = Side(*files[place], sides[other].keys)
    for side in sides:
        result.add(side)
    return sides


def _judge(result, a, b):
    for name, side in (("A", a), ("B", b)):
        if side.findings.failures:
            result.findings.fail("compare.invalid", name)
    if result.findings.failures:
        return
    if not set(a.keys) & set(b.keys):
        result.not_proved.append("compare.unrelated")
        return
    if a.checkpoint.point.origin != b.checkpoint.point.origin:
        result.not_proved.append("compare.unknown")
        return
    _contradictions(result, a, b)
    if not result.findings.failures:
        small, large = sorted((a, b), key=lambda side: side.checkpoint.point.size)
        shown = small.checkpoint.point == large.checkpoint.point or _root(large, small.checkpoint.point.size) is not None
        (result.proved if shown else result.not_proved).append("compare.same" if shown else "compare.unknown")


def _contradictions(result, a, b):
    small, large = sorted((a, b), key=lambda side: side.checkpoint.point.size)
    one, two = small.checkpoint.point, large.checkpoint.point
    item = f"{one.origin} {one.size}"
    if one.size == two.size:
        other = two.root
    else:
        other = _root(large, one.size)
    if (other is not None and other != one.root) or backwards(small.checkpoint, large.checkpoint):
        result.findings.fail("compare.root", item)
    for index in a.nodes.other_leaves(b.nodes):
        result.findings.fail("compare.leaf", index)
    for level, number in a.nodes.others(b.nodes):
        result.findings.fail("compare.node", f"{level}/{number}")


def _root(side, size):
    """The root at a smaller size, by the proofs of a file; None where they do not tell."""
    hashes = [side.nodes.get(key) for key in parts(size)]
    return None if None in hashes else root_of(hashes)


def compare_paths(first, second, key=None):
    """The verdict over two files by path; unreadable ones give exit 2."""
    try:
        with open(first, "rb") as one, open(second, "rb") as two:
            return compare(one, two, key).verdict()
    except OSError as error:
        return Findings.unreadable(Unreadable("file", str(error.filename)))
