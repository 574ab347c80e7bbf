"""The device's P-256 key and what it signs: one prefix for each use of a key (protocol/README.md, "Signatures")."""
import base64
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from .canonical import canonical


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


class DeviceKey:
    """Made on the device, never leaves it."""

    def __init__(self, key=None):
        self._key = key or ec.generate_private_key(ec.SECP256R1())

    @classmethod
    def open(cls, path):
        """From a file that only its owner reads; made where there is none yet."""
        try:
            with open(path, "rb") as file:
                return cls(load_pem_private_key(file.read(), None))
        except FileNotFoundError:
            made = cls()
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(made._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            return made

    @property
    def public(self):
        """The compressed point, 33 bytes, base64url."""
        return b64(self._key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint))

    def sign(self, prefix, value):
        """Raw r and s, 64 bytes, base64url, over prefix, line feed and the canonical form of the value."""
        signature = self._key.sign(prefix.encode("ascii") + b"\n" + canonical(value), ec.ECDSA(hashes.SHA256()))
        r, s = decode_dss_signature(signature)
        return b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def sign_challenge(self, server, tenant, device, nonce):
        return self.sign("gongdao/v1/auth", [server, tenant, device, nonce])

    def sign_mutation(self, tenant, device, subject, queue, mutation):
        return self.sign(
            "gongdao/v1/mutation",
            [tenant, device, subject, queue, mutation["n"], mutation["op"], mutation["a"], mutation.get("if"), mutation.get("when")],
        )
