"""What a client holds: rows by (collection, id) with the feed each came from, and how a page changes them (protocol/methods/sync.md)."""
import hashlib


class Replica:
    """The cache of one subject. `apply` is the whole of a page in one step; only `more: false` is a consistent point."""

    def __init__(self):
        self.rows = {}          # (collection, id) -> (feed, rev, {column: value}, generation)
        self.cursor = None
        self.generation = 0
        self.sweeping = False
        self.consistent = False

    def apply(self, page):
        if page.get("reset"):
            self.generation += 1
            self.sweeping = True
            keep = set(page.get("feeds", []))
            self.rows = {key: row for key, row in self.rows.items() if row[0] in keep}
        dropped = set(page.get("drop", []))
        self.rows = {key: row for key, row in self.rows.items() if row[0] not in dropped}
        for group in page.get("gone", []):
            for identifier in group["ids"]:
                key = (group["c"], identifier)
                if key in self.rows and self.rows[key][0] == group["in"]:
                    del self.rows[key]
        for group in page.get("put", []):
            for row in group["rows"]:
                values = dict(zip(group["cols"], row, strict=False))
                self.rows[(group["c"], values["id"])] = (group["in"], values["rev"], values, self.generation)
        self.cursor = page.get("cur", self.cursor)
        self.consistent = not page.get("more", False)
        if self.consistent and self.sweeping:
            self.rows = {key: row for key, row in self.rows.items() if row[3] == self.generation}
            self.sweeping = False

    def digest(self, feed, collection):
        """`count.sum` as the server says it: the sum mod 2^48 of the first six bytes of SHA-256(collection, 0, id, 0, rev)."""
        count, total = 0, 0
        for (name, identifier), (where, rev, _, _) in self.rows.items():
            if where == feed and name == collection:
                count += 1
                material = name.encode() + b"\0" + identifier.encode() + b"\0" + str(rev).encode()
                total = (total + int.from_bytes(hashlib.sha256(material).digest()[:6], "big")) % 2**48
        return f"{count}.{total:012x}"

    def of(self, collection):
        return [values for (name, _), (_, _, values, _) in sorted(self.rows.items()) if name == collection]
