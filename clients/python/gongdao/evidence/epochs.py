"""The checkpoints that a file brings, held against each other and against the tree shown (protocol/evidence.md, sections 4.1 and 4.3)."""
from .history import BEGINNING, FORKED, LOST, Beginnings, History, known_root, possible

NEWEST = "checkpoint.note"


class Epochs:
    """`here`: the file's checkpoint or None. `earlier`: by member those of `checkpoints/`. `known`: what keys of the file signed."""

    def __init__(self, findings, here):
        self._findings, self.here = findings, here
        self.earlier, self._strange = {}, set()
        self._beginnings = Beginnings(())

    def add(self, path, note, known):
        """One of `checkpoints/`; `known`: a key of the file signed it."""
        self.earlier[path] = note
        if not known:
            self._strange.add(path)

    @property
    def known(self):
        earlier = [note for path, note in self.earlier.items() if path not in self._strange]
        return [self.here, *earlier] if self.here else earlier

    def expect(self, *notes):
        """Before the first proof is seen: the sizes of all checkpoints here and of `notes` are to be compared."""
        points = [note.point for note in (*self.earlier.values(), *notes)]
        if self.here:
            points += [self.here.before] if self.here.before else []
            self._beginnings = Beginnings({point.size for point in points if point.size < self.here.point.size})

    def seeing(self, watch):
        """What is to be shown the complete subtrees of proofs that hold: these checkpoints, where they need any, and `watch`."""
        if not self._beginnings.wanted:
            return watch
        if not watch:
            return self._beginnings.see

        def both(key, value):
            self._beginnings.see(key, value)
            watch(key, value)

        return both

    def check(self):
        """`checkpoint.before`, once a member. Gives the members of `checkpoints/` that are shown to be the beginning."""
        history, shown = History(self.known), set()
        if self.here and not self._begins():
            self._findings.fail("checkpoint.before", NEWEST)
        for path, note in self.earlier.items():
            if not possible(note) or not self._agrees(path, note, history, shown):
                self._findings.fail("checkpoint.before", path)
        return shown

    def _begins(self):
        """Its own line is possible, and names what the tree shown was at that size."""
        before = self.here.before
        root = known_root(self.here, before.size, self._beginnings.root) if before else None
        return possible(self.here) and (root is None or root == before.root)

    def _agrees(self, path, note, history, shown):
        if not self.here or path in self._strange or note.name != self.here.name or note.name is None:
            return True
        relation, settled = self.settle(history, note)
        if settled == BEGINNING and relation.low is note:
            shown.add(path)
        root = known_root(self.here, note.point.size, self._beginnings.root) if note.point.size < self.here.point.size else None
        return settled not in (FORKED, LOST) and root in (None, note.point.root)

    def settle(self, history, note):
        """(relation, what comes of it) of another checkpoint and the file's."""
        relation = history.relate(note, self.here)
        return relation, relation.settled(self._beginnings.root if relation.high is self.here else None)
