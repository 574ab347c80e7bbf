"""Lines of a .jsonl member, one at a time, none longer than its bound."""
from .encoding import FormError
from .findings import Unreadable
from .limits import LINE, LINES


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


def counted(pieces, path):
    """Passes the pieces of a member on. Raises Unreadable for one of more lines than a verifier reads."""
    number, last = 0, b"\n"
    for piece in pieces:
        number, last = number + piece.count(b"\n"), piece[-1:]
        if number + (last != b"\n") > LINES:
            raise Unreadable("archive", f"{path}: more than 1,000,000 lines")
        yield piece


def parsed(pieces, parse):
    """Yields (number, object or None) for each line; None where it is not of its form."""
    for number, data in lines(pieces):
        try:
            yield number, None if data is None else parse(data)
        except FormError:
            yield number, None
