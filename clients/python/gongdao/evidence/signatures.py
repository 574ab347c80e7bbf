"""Ed25519 and P-256 signatures: by the `cryptography` package where it is installed, else in plain Python. Both say the same."""
import functools
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


def log_signature(key, signature, message):
    """Whether an Ed25519 signature holds: of the log's key, of a witness."""
    if len(key) != 32 or len(signature) != 64:
        return False
    if PLAIN:
        return ed25519.verify(key, signature, message)
    return _holds(lambda: _ed25519(bytes(key)).verify(signature, message))


def device_signature(key, signature, message):
    """Whether an ECDSA P-256 signature (r ‖ s) over SHA-256 holds under a device's compressed key."""
    if len(key) != 33 or len(signature) != 64:
        return False
    if PLAIN:
        return p256.verify(key, signature, message)
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
