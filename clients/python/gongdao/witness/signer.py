"""The witness's own key and its signatures (C2SP `tlog-cosignature`). Needs the `cryptography` package."""
import os
import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from ..evidence.encoding import FormError, to_standard
from ..evidence.notes import NAME, WITNESS, Key


class Signer:
    """A key name and an Ed25519 key, kept in a file that only its owner reads."""

    def __init__(self, name, key):
        if not NAME.match(name) or len(name) > 200:
            raise FormError("a key name has no blanks and no +")
        self._key = key
        self.key = Key(name, WITNESS, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def open(cls, path, name):
        """From the file, which is made where there is none yet."""
        try:
            with open(path, "rb") as file:
                return cls(name, load_pem_private_key(file.read(), None))
        except FileNotFoundError:
            signer = cls(name, Ed25519PrivateKey.generate())
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(signer._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            return signer

    def line(self, text, seconds):
        """The signature line under a checkpoint's text."""
        message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
        blob = self.key.id + seconds.to_bytes(8, "big") + self._key.sign(message)
        return f"— {self.key.name} {to_standard(blob)}\n"


def file_name(origin):
    """A name for files about a log that no origin can lead elsewhere."""
    return re.sub(r"[^A-Za-z0-9.-]", "_", origin)[:100]
