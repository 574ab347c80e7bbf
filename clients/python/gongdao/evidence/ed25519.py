"""Ed25519 verification in plain Python (RFC 8032, section 5.1.7, without the cofactor), for machines with nothing else.

Nothing here is secret, so nothing needs constant time.
"""
import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _point(data):
    """The point in extended coordinates, or None: not on the curve, or y not below the prime."""
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    if y >= P:
        return None
    x = _x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _add(a, b):
    one = (a[1] - a[0]) * (b[1] - b[0]) % P
    two = (a[1] + a[0]) * (b[1] + b[0]) % P
    three = 2 * a[3] * b[3] * D % P
    four = 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return (e * f % P, g * h % P, f * g % P, e * h % P)


NEUTRAL = (0, 1, 1, 0)
_Y = 4 * pow(5, -1, P) % P
BASE = (_x(_Y, 0), _Y, 1, _x(_Y, 0) * _Y % P)


def _times(scalar, point):
    """Four bits at a time: 252 doublings and 63 additions."""
    table = [NEUTRAL]
    for _ in range(15):
        table.append(_add(table[-1], point))
    result = NEUTRAL
    for shift in range(252, -1, -4):
        if result is not NEUTRAL:
            for _ in range(4):
                result = _add(result, result)
        digit = scalar >> shift & 15
        if digit:
            result = _add(result, table[digit])
    return result


def verify(key, signature, message):
    """Whether `signature` (64 bytes) over `message` holds under `key` (32 bytes)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, r = _point(key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or r is None or s >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _add(r, _times(challenge, public))
    return not (left[0] * right[2] - right[0] * left[2]) % P and not (left[1] * right[2] - right[1] * left[2]) % P
