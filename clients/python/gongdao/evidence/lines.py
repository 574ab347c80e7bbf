"""Lines of a .jsonl member, one at a time, none longer than its bound."""
from .encoding import FormError
from .limits import LINE


def lines(pieces):
    """Yields (number, bytes or None): None for a line beyond the bound or without its line feed. Numbers begin at 1."""
    number, held, skipping = 1, bytearray(), False
    for piece in pieces:
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            held += piece[start:end]
            yield number, None if skipping or len(held) > LINE else bytes(held)
            number, start, skipping = number + 1, end + 1, False
            held.clear()
        held += piece[start:]
        if len(held) > LINE:
            held.clear()
            skipping = True
    if held or skipping:
        yield number, None


def parsed(pieces, parse):
    """Yields (number, object or None) for each line; None where it is not of its form."""
    for number, data in lines(pieces):
        try:
            yield number, None if data is None else parse(data)
        except FormError:
            yield number, None
