"""Ed25519 and P-256 signatures: by the `cryptography` package where it is installed, else in plain Python. Both say the same."""
import functools
import hashlib
import os

from . import ed25519, p256

try:
    if os.environ.get("GONGDAO_PLAIN_PYTHON"):
        raise ImportError("set to do without")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    PLAIN = False
except ImportError:
    PLAIN = True
"""Whether everything is done in plain Python: some milliseconds a signature, not some microseconds."""


class Memory:
    """What was found of signatures before, by key, signature and the hash of what is signed: for a process that judges many files of one
    log (`worker`), each with the same signatures. Emptied where it has grown to its bound."""

    MOST = 4_096

    def __init__(self):
        self._found = {}

    def __call__(self, check, key, signature, message):
        place = check, key, signature, hashlib.sha256(message).digest()
        if place not in self._found:
            if len(self._found) >= self.MOST:
                self._found.clear()
            self._found[place] = check(key, signature, message)
        return self._found[place]


memory = None
"""None: each signature is checked as often as it is met."""


def log_signature(key, signature, message):
    """Whether an Ed25519 signature holds: of the log's key, of a witness."""
    if len(key) != 32 or len(signature) != 64:
        return False
    check = ed25519.verify if PLAIN else _ed25519_holds
    return memory(check, key, signature, message) if memory else check(key, signature, message)


def device_signature(key, signature, message):
    """Whether an ECDSA P-256 signature (r ‖ s) over SHA-256 holds under a device's compressed key."""
    if len(key) != 33 or len(signature) != 64:
        return False
    check = p256.verify if PLAIN else _p256_holds
    return memory(check, key, signature, message) if memory else check(key, signature, message)


def _ed25519_holds(key, signature, message):
    return _holds(lambda: _ed25519(bytes(key)).verify(signature, message))


def _p256_holds(key, signature, message):
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    return _holds(lambda: _p256(bytes(key)).verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256())))


@functools.lru_cache(maxsize=4096)
def _ed25519(key):
    return Ed25519PublicKey.from_public_bytes(key)


@functools.lru_cache(maxsize=4096)
def _p256(key):
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)


def _holds(check):
    try:
        check()
    except (InvalidSignature, ValueError):
        return False
    return True
