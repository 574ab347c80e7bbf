"""The tree of RFC 9162, section 2.1, and what its proofs tell of complete subtrees (protocol/evidence.md, sections 1.2 and 4.3)."""
import hashlib

EMPTY = hashlib.sha256().digest()


def leaf_hash(data):
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def walk(index, size, leaf, proof):
    """Follows an inclusion proof from the hash of leaf `index` in a tree of `size`.

    Gives (root, nodes): nodes are ((level, number), hash) of the complete subtrees seen. (None, []) where the proof is too long, too
    short, or the leaf is not below the size.
    """
    if not 0 <= index < size:
        return None, []
    number, last, level, here = index, size - 1, 0, leaf
    nodes = [((0, index), leaf)]

    def seen(level, number, value):
        if (number + 1) << level <= size:
            nodes.append(((level, number), value))

    for other in proof:
        if not last:
            return None, []
        if number & 1 or number == last:
            while not number & 1:
                number, last, level = number >> 1, last >> 1, level + 1
            seen(level, number - 1, other)
            here = node_hash(other, here)
        else:
            seen(level, number + 1, other)
            here = node_hash(here, other)
        number, last, level = number >> 1, last >> 1, level + 1
        seen(level, number, here)
    return (None, []) if last else (here, nodes)


def root_by(index, size, leaf, proof):
    """The root that an inclusion proof gives, as `walk` does, where nobody asks for the subtrees."""
    if not 0 <= index < size:
        return None
    number, last, here, sha256 = index, size - 1, leaf, hashlib.sha256
    for other in proof:
        if not last:
            return None
        if number & 1 or number == last:
            while not number & 1:
                number, last = number >> 1, last >> 1
            here = sha256(b"\1" + other + here).digest()
        else:
            here = sha256(b"\1" + here + other).digest()
        number, last = number >> 1, last >> 1
    return None if last else here


def parts(size):
    """The complete subtrees (level, number) a tree of `size` leaves splits into, largest first."""
    start, result = 0, []
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            result.append((level, start >> level))
            start += 1 << level
    return result


def root_of(hashes):
    """The root over the hashes of `parts`, in their order."""
    if not hashes:
        return EMPTY
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def consistent(first, second, old, new, proof):
    """Whether `proof` (RFC 9162, section 2.1.4.2) shows the tree of `first` leaves with root `old` as the beginning of `second`, `new`."""
    if first > second or (first == second and (proof or old != new)):
        return False
    if first == second or first == 0:
        return not proof and (first > 0 or old == EMPTY)
    path = [old, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    number, last = first - 1, second - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    one = two = path[0]
    for other in path[1:]:
        if not last:
            return False
        if number & 1 or number == last:
            one, two = node_hash(other, one), node_hash(other, two)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            two = node_hash(two, other)
        number, last = number >> 1, last >> 1
    return not last and one == old and two == new
