"""Compares two people's files of one log (protocol/evidence.md, sections 4.3 and 4.5): two histories under one signature show here."""
import contextlib

from .findings import Findings, Unreadable
from .history import BEGINNING, FORKED, LOST, WAY, History
from .merkle import parts, root_of
from .nodes import Nodes
from .pin import Pin
from .single import NoteVerifier
from .verify import unopened, verifier


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

    @property
    def known(self):
        """The checkpoints in it that its keys signed."""
        return self._run.epochs.known

    def root(self, size):
        """The root at a smaller size, by the proofs of the file; None where they do not tell."""
        hashes = [self.nodes.get(key) for key in parts(size)]
        return None if None in hashes else root_of(hashes)


class Comparison:
    """The result of one comparison: what was found, and the verdict over each side by itself."""

    def __init__(self):
        self.findings = Findings("comparison")
        self.verdicts, self.shown = [], []
        self.proved, self.not_proved = [], []

    def add(self, side):
        """One side: verified by itself, or the verdict over what cannot be read."""
        if isinstance(side, dict):
            self.verdicts.append(side)
            return
        self.verdicts.append(side.findings.verdict())
        if side.checkpoint:
            self.shown.append(str(side.checkpoint.note))

    def verdict(self):
        """As the JSON object of section 4.5."""
        findings = self.findings
        unreadable = any(verdict["result"] == "unreadable" for verdict in self.verdicts)
        result = "unreadable" if unreadable else "failed" if findings.failures else "proved" if self.proved else "consistent"
        return {
            "kind": "gongdao-comparison", "a": self.verdicts[0], "b": self.verdicts[1], "checkpoints": self.shown,
            "verdict": findings.object(result, self.proved, self.not_proved),
        }


def compare(first, second, key=None):
    """Compares two open binary files, or what made them unreadable; `key`: the log's key, where the person knows it."""
    result = Comparison()
    with Nodes() as one, Nodes() as two:
        sides = _read(((first, one), (second, two)), [key] if key else [])
        for name, side in zip("AB", sides):
            result.add(side)
            if isinstance(side, dict) or side.findings.failures:
                result.findings.fail("compare.invalid", name)
        if not result.findings.failures:
            _judge(result, *sides, given=bool(key))
    return result


def _read(files, known):
    """The sides, or the verdicts over what cannot be read. A note brings no key: it is checked under the given one, else under those of
    the other file."""
    sides = []
    for file, nodes in files:
        try:
            if isinstance(file, Unreadable):
                raise file
            sides.append(Side(file, nodes, known))
        except (Unreadable, OSError) as error:
            sides.append(unopened(error) if isinstance(error, OSError) else Findings.unreadable(error))
    if not known and not any(isinstance(side, dict) for side in sides):
        for place, other in ((0, 1), (1, 0)):
            if sides[place].is_note and not sides[other].is_note:
                sides[place] = Side(*files[place], sides[other].keys)
    return sides


def _judge(result, a, b, given):
    names = {side.checkpoint.name for side in (a, b)}
    if a.is_note and b.is_note and not given:
        result.not_proved.append("compare.unrelated" if len(names) > 1 or None in names else "compare.unchecked")
    elif len(names) > 1 or not set(a.keys) & set(b.keys):
        result.not_proved.append("compare.unrelated")
    else:
        _related(result, a, b)


def _related(result, a, b):
    """Two files of one log (§4.3)."""
    relation = History([*a.known, *b.known]).relate(a.checkpoint, b.checkpoint)
    high = a if relation.high is a.checkpoint else b
    settled = relation.settled(high.root)
    if settled == FORKED:
        result.findings.fail("compare.root", f"{relation.low.point.origin} {relation.low.point.size}")
    elif settled == LOST:
        result.findings.fail("compare.lost", relation.item)
    within = None if a.checkpoint.point.origin == b.checkpoint.point.origin else relation.place if relation.kind == WAY else 0
    for index in a.nodes.other_leaves(b.nodes, within):
        result.findings.fail("compare.leaf", index)
    for level, number in a.nodes.others(b.nodes, within):
        result.findings.fail("compare.node", f"{level}/{number}")
    if not result.findings.failures:
        shown = settled == BEGINNING
        (result.proved if shown else result.not_proved).append("compare.same" if shown else "compare.unknown")


def compare_paths(first, second, key=None):
    """The verdict over two files by path; unreadable ones give exit 2."""
    with contextlib.ExitStack() as opened:
        files = []
        for path in (first, second):
            try:
                files.append(opened.enter_context(open(path, "rb")))
            except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
                files.append(Unreadable("file", getattr(error, "strerror", None) or str(error)))
        return compare(*files, key).verdict()
