"""ECDSA verification on P-256 with SHA-256 in plain Python (FIPS 186-5, section 6.4.2), for machines with nothing else."""
import collections
import functools
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


TABLES = 64
_tables, _met = {}, collections.Counter()
"""Tables of keys that were met three times in this process (each some 200 KB), and how often keys were met."""


def _worth(point):
    """Whether a table of this key is there, or pays and has room."""
    if point in _tables:
        return True
    if len(_tables) > TABLES or len(_met) > 4_096:
        return False
    _met[point] += 1
    return _met[point] > 2


def _table(point):
    if point not in _tables:
        _tables[point] = _multiples(point)
    return _tables[point]


def _multiples(point):
    """By each of the 64 digits of 4 bits of a scalar the multiples 1 to 15 of the point, as (x, y): no doubling is left to do."""
    rows = []
    for _ in range(64):
        row = [point]
        for _ in range(14):
            row.append(_add(row[-1], point))
        rows.append(row)
        point = _add(row[-1], point)
    return [[None, *_plain(row)] for row in rows]


def _plain(points):
    """The same points as (x, y); None where one is infinity. One inverse for all of them."""
    products = [1]
    for point in points:
        products.append(products[-1] * (point[2] or 1) % P)
    inverse, result = pow(products[-1], -1, P), []
    for point, before in zip(reversed(points), reversed(products[:-1])):
        here, inverse = inverse * before % P, inverse * (point[2] or 1) % P
        square = here * here % P
        result.append((point[0] * square % P, point[1] * square * here % P) if point[2] else None)
    return result[::-1]


def _mixed(a, b):
    """a + b, where b is (x, y)."""
    x, y, z = a
    if not z:
        return (b[0], b[1], 1)
    square = z * z % P
    h, r = (b[0] * square - x) % P, (b[1] * square * z - y) % P
    if not h:
        return INFINITY if r else _double(a)
    doubled = h * h % P
    cube, w = h * doubled % P, x * doubled % P
    across = (r * r - cube - 2 * w) % P
    return (across, (r * (w - across) - y * cube) % P, h * z % P)


def _by_tables(first, a, second, b):
    """The same as `_sum` where many signatures of few keys are checked."""
    result = INFINITY
    for scalar, table in ((first, _table(a)), (second, _table(b))):
        for row in table:
            point = row[scalar & 15]
            scalar >>= 4
            if point:
                result = _mixed(result, point)
    return result


_decoded = functools.lru_cache(maxsize=4_096)(decode)


def verify(key, signature, message):
    """Whether `signature` (r and s, 64 bytes) over SHA-256 of `message` holds under the compressed `key`."""
    point = _decoded(bytes(key))
    if point is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < ORDER and 0 < s < ORDER):
        return False
    inverse = pow(s, -1, ORDER)
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    total = _by_tables if _worth(point) else _sum
    x, _, z = total(digest * inverse % ORDER, BASE, r * inverse % ORDER, point)
    return bool(z) and x * pow(z * z, -1, P) % P % ORDER == r
