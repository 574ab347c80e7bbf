"""The complete subtrees and leaves that a file's proofs show, kept in a temporary database: memory stays bounded."""
import hashlib

BATCH, SHOWN = 10_000, 100


class Nodes:
    """A set of (level, number) → hash and index → leaf; only what stands under proofs that hold is put in."""

    def __init__(self):
        import sqlite3  # Only a comparison needs it.

        # A database without a name lives in memory and moves to a temporary file when it grows.
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE node (level INTEGER, number INTEGER, hash BLOB, PRIMARY KEY (level, number)) WITHOUT ROWID")
        self._database.execute("CREATE TABLE leaf (number INTEGER PRIMARY KEY, hash BLOB)")
        self._waiting = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._database.close()

    def see(self, key, value):
        self._waiting[key] = value
        if len(self._waiting) >= BATCH:
            self._write()

    def leaf(self, leaf):
        row = (leaf.index, hashlib.sha256(leaf.data).digest())
        self._database.execute("INSERT OR IGNORE INTO leaf VALUES (?, ?)", row)

    def _write(self):
        rows = [(*key, value) for key, value in self._waiting.items()]
        self._database.executemany("INSERT OR IGNORE INTO node VALUES (?, ?, ?)", rows)
        self._waiting = {}

    def get(self, key):
        self._write()
        row = self._database.execute("SELECT hash FROM node WHERE level = ? AND number = ?", key).fetchone()
        return row[0] if row else None

    def others(self, nodes, within=None):
        """The first hundred (level, number) whose hash is another one there, of the first `within` leaves where given."""
        self._write()
        query = "SELECT level, number, hash FROM node"
        rows = self._database.execute(query) if within is None else self._database.execute(
            query + " WHERE level < 54 AND ((number + 1) << level) <= ?", (within,))
        return self._differing(rows, lambda row: nodes.get(row[:2]))

    def other_leaves(self, nodes, within=None):
        """The first hundred indexes that show another leaf there, of the first `within` leaves where given."""
        rows = self._database.execute("SELECT number, hash FROM leaf WHERE number < ?", (2**62 if within is None else within,))
        return [row[0] for row in self._differing(rows, lambda row: nodes._leaf(row[0]))]

    def _leaf(self, index):
        row = self._database.execute("SELECT hash FROM leaf WHERE number = ?", (index,)).fetchone()
        return row[0] if row else None

    @staticmethod
    def _differing(rows, find):
        found = []
        for row in rows:
            other = find(row)
            if other is not None and other != row[-1]:
                found.append(row[:-1])
                if len(found) == SHOWN:
                    break
        return found
