"""What two checkpoints of one log say of each other, across epochs too (protocol/evidence.md, sections 1.8 and 4.3)."""
from __future__ import annotations

from dataclasses import dataclass

from .checkpoint import Checkpoint, split
from .merkle import EMPTY, parts, root_of

FORKED, LOST, WAY, UNKNOWN, BEGINNING = "forked", "lost", "way", "unknown", "beginning"


@dataclass(frozen=True)
class Relation:
    """What `high` says of `low`: forked, lost from the leaf `place`, on the way at the size `place`, or unknown."""

    kind: str
    low: Checkpoint
    high: Checkpoint
    place: int = 0

    @property
    def item(self):
        """Of a failure for lost leaves: origin (an endless one cut), from where, how many were signed."""
        return f"{self.low.point.origin[:160]} {self.place} {self.low.point.size}"

    def settled(self, proofs):
        """forked, lost, unknown, or beginning: `low` is shown to be that of `high`. `proofs(size)` gives the root of the first leaves of
        the tree of `high`, or None; it is None where `high` is no file with proofs."""
        if self.kind != WAY:
            return self.kind
        root = known_root(self.high, self.place, proofs)
        return UNKNOWN if root is None else BEGINNING if root == self.low.point.root else FORKED


def known_root(high, size, proofs):
    """The root of the first `size` leaves of the tree of `high`, or None where neither it nor a proof tells."""
    if size == high.point.size:
        return high.point.root
    return EMPTY if size == 0 else proofs(size) if proofs else None


def possible(note):
    """Whether the `before` line of a checkpoint can be true by itself."""
    before = note.before
    return before is None or (_below(before.origin, note.point.origin) and before.size < note.point.size)


def _below(origin, other):
    """Of the same key name, and of a lower epoch."""
    (name, epoch), (wanted, limit) = split(origin), split(other)
    return name is not None and name == wanted and epoch < limit


class History:
    """The checkpoints known to be signed by one log: they say where its epochs began."""

    def __init__(self, notes):
        self._starts, self._trails = {}, {}
        for note in notes:
            self._starts.setdefault(note.point.origin, set()).add(note.before)

    def relate(self, one, other):
        """Of two of these checkpoints, both of one key name."""
        low, high = sorted((one, other), key=lambda note: (note.epoch, note.point.size))
        if not (possible(low) and possible(high)) or len(self._starts[low.point.origin]) > 1:
            return Relation(FORKED, low, high)
        if low.point.origin == high.point.origin:
            forked = low.point.root != high.point.root if low.point.size == high.point.size else _later(low, high)
            return Relation(FORKED if forked else WAY, low, high, low.point.size)
        return Relation(*self._back(low, high))

    def _back(self, low, high):
        """Walks from epoch to epoch back to that of `low`, or past it."""
        steps, end, last = self._trail(high)
        size = low.point.size
        before = _first(steps, low.epoch)
        if before is None:
            if end == UNKNOWN and size >= last and size:
                return LOST, low, high, max(last - 1, 0)
            return FORKED if end == FORKED or _later(low, high) else UNKNOWN, low, high
        if split(before.origin)[1] < low.epoch:
            return (LOST, low, high, min(before.size, low.before.size)) if low.before else (FORKED, low, high)
        if size > before.size:
            return LOST, low, high, before.size
        forked = _later(low, high) or (size == before.size and low.point.root != before.root)
        return FORKED if forked else WAY, low, high, size

    def _trail(self, high):
        """(the ends of epochs on the way back, what it ends with, the size there); the same for all that is held against `high`."""
        if high.point not in self._trails:
            origin, size, steps, end = high.point.origin, high.point.size, [], None
            while end is None:
                starts = self._starts.get(origin, ())
                before = next(iter(starts)) if len(starts) == 1 else None
                if not starts:
                    end = UNKNOWN
                elif before is None or before.size >= size or not _below(before.origin, origin):
                    end = FORKED
                else:
                    steps.append(before)
                    origin, size = before.origin, before.size
            self._trails[high.point] = steps, end, size
        return self._trails[high.point]


def _first(steps, epoch):
    """The first of these ends, falling by epoch, that is not above `epoch`, or None."""
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if split(steps[middle].origin)[1] > epoch:
            low = middle + 1
        else:
            high = middle
    return steps[low] if low < len(steps) else None


def _later(low, high):
    return low.time is not None and high.time is not None and low.time > high.time


class Beginnings:
    """Gathers the complete subtrees into which some sizes split, to tell the roots that a tree had at these sizes."""

    def __init__(self, sizes):
        self._hashes = {key: None for size in sizes for key in parts(size)}

    @property
    def wanted(self):
        """Whether there is anything to see."""
        return bool(self._hashes)

    def see(self, key, value):
        """Shown the complete subtrees of proofs that hold."""
        if key in self._hashes:
            self._hashes[key] = value

    def root(self, size):
        """The root at that size, or None where a subtree is not known."""
        hashes = [self._hashes.get(key) for key in parts(size)]
        return None if None in hashes else root_of(hashes)
