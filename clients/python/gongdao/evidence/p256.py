"""ECDSA verification on P-256 with SHA-256 in plain Python (FIPS 186-5, section 6.4.2), for machines with nothing else."""
import hashlib

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    1,
)
INFINITY = (1, 1, 0)


def decode(key):
    """The point of a compressed key (33 bytes, X9.63), or None."""
    if len(key) != 33 or key[0] not in (2, 3):
        return None
    x = int.from_bytes(key[1:], "big")
    if x >= P:
        return None
    square = (x * x * x - 3 * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    if (y * y - square) % P:
        return None
    return (x, y if y & 1 == key[0] & 1 else P - y, 1)


def _double(point):
    x, y, z = point
    if not z:
        return INFINITY
    delta, gamma = z * z % P, y * y % P
    beta = x * gamma % P
    alpha = 3 * (x - delta) * (x + delta) % P
    across = (alpha * alpha - 8 * beta) % P
    return (across, (alpha * (4 * beta - across) - 8 * gamma * gamma) % P, ((y + z) ** 2 - gamma - delta) % P)


def _add(a, b):
    if not a[2]:
        return b
    if not b[2]:
        return a
    za, zb = a[2] * a[2] % P, b[2] * b[2] % P
    u, v = a[0] * zb % P, b[0] * za % P
    s, t = a[1] * b[2] * zb % P, b[1] * a[2] * za % P
    h, r = (v - u) % P, (t - s) % P
    if not h:
        return INFINITY if r else _double(a)
    square = h * h % P
    cube, w = h * square % P, u * square % P
    x = (r * r - cube - 2 * w) % P
    return (x, (r * (w - x) - s * cube) % P, h * a[2] * b[2] % P)


def _sum(first, a, second, b):
    """first·a + second·b, both scalars bit by bit together (Shamir)."""
    both = _add(a, b)
    result = INFINITY
    for bit in range(max(first.bit_length(), second.bit_length()) - 1, -1, -1):
        result = _double(result)
        which = (first >> bit & 1, second >> bit & 1)
        if which != (0, 0):
            result = _add(result, {(1, 0): a, (0, 1): b, (1, 1): both}[which])
    return result


def verify(key, signature, message):
    """Whether `signature` (r and s, 64 bytes) over SHA-256 of `message` holds under the compressed `key`."""
    point = decode(key)
    if point is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < ORDER and 0 < s < ORDER):
        return False
    inverse = pow(s, -1, ORDER)
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    x, _, z = _sum(digest * inverse % ORDER, BASE, r * inverse % ORDER, point)
    return bool(z) and x * pow(z * z, -1, P) % P % ORDER == r
