"""The chain of the log's keys (protocol/evidence.md, section 1.7)."""
from .encoding import FormError, is_integer, url
from .leaves import KEY_KIND
from .limits import KEYS
from .notes import Key
from .signatures import log_signature


class KeyChain:
    """The keys of a file, oldest first, each with the index of its leaf (None: unknown, as in a receipt)."""

    def __init__(self, findings, keys, leaves):
        self._findings, self.keys = findings, keys
        self._seen = set()
        self._places = {leaf: number for number, leaf in enumerate(leaves)}
        findings.counts["keys"] = len(keys)

    @classmethod
    def of_bundle(cls, findings, value):
        """From keys.json; `keys.form` fails and the chain is empty where it is not of its form."""
        try:
            if not isinstance(value, list) or not 1 <= len(value) <= KEYS or not all(isinstance(line, dict) for line in value):
                raise FormError("no list of keys")
            keys = [Key.parse(line.get("key")) for line in value]
            leaves = [line.get("leaf") for line in value]
            if not all(is_integer(leaf) for leaf in leaves) or any(a >= b for a, b in zip(leaves, leaves[1:])):
                raise FormError("the keys' leaves do not rise")
            return cls(findings, cls._one_name(keys), leaves)
        except FormError as error:
            findings.fail("keys.form", error)
            return cls(findings, [], [])

    @classmethod
    def of_receipt(cls, findings, value):
        """From the vkeys of a receipt."""
        try:
            if not isinstance(value, list) or not 1 <= len(value) <= KEYS:
                raise FormError("no list of keys")
            keys = cls._one_name([Key.parse(text) for text in value])
            return cls(findings, keys, [None] * len(keys))
        except FormError as error:
            findings.fail("keys.form", error)
            return cls(findings, [], [])

    @staticmethod
    def _one_name(keys):
        if len({key.name for key in keys}) != 1 or len(set(keys)) != len(keys):
            raise FormError("keys of one name, each once")
        return keys

    @property
    def last(self):
        """The key that signs now, or None."""
        return self.keys[-1] if self.keys else None

    @property
    def tenant(self):
        """The tenant's public name: the last part of the key name."""
        return self.keys[0].name.rpartition("/")[2] if self.keys else None

    def see(self, leaf):
        """Shown every leaf of a bundle: checks those that `keys.json` names."""
        number = self._places.get(leaf.index)
        if number is not None and number not in self._seen:
            self._seen.add(number)
            self._check(number, leaf)

    def finish(self):
        """Every key must have had its leaf."""
        for number, key in enumerate(self.keys):
            if number not in self._seen:
                self._findings.fail("keys.leaf", key)

    def find(self, leaves):
        """A receipt: the leaves of all keys but the first are looked for by what they say."""
        last, named = -1, {}
        for leaf in leaves:
            if isinstance(leaf.content and leaf.content.get("key"), str):
                named.setdefault(leaf.content["key"], []).append(leaf)
        for number, key in enumerate(self.keys[1:], start=1):
            leaf = next((leaf for leaf in named.get(str(key), ()) if self._names(leaf, key)), None)
            if leaf is None:
                self._findings.fail("keys.leaf", key)
                continue
            if leaf.index <= last:
                self._findings.fail("keys.form", key)
            last = leaf.index
            self._check(number, leaf)

    @staticmethod
    def _names(leaf, key):
        content = leaf.content
        return leaf.kind == KEY_KIND and bool(content) and content["op"] == "log.key" and content.get("key") == str(key)

    def _check(self, number, leaf):
        key = self.keys[number]
        if not self._names(leaf, key):
            self._findings.fail("keys.leaf", key)
        elif number and not self._signed(self.keys[number - 1], key, leaf.content):
            self._findings.fail("keys.chain", key)

    @staticmethod
    def _signed(before, key, content):
        try:
            signature = url(content.get("sig"), 64)
        except FormError:
            return False
        return content.get("before") == str(before) and log_signature(before.data, signature, f"gongdao/v1/log-key\n{key}\n".encode())
