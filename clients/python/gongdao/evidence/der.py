"""Just enough DER to read a time stamp token and to write a request (X.690); definite lengths only, bounded depth by use."""
from .encoding import FormError

INTEGER, OCTETS, NULL, OID, SEQUENCE, TIME, BOOLEAN = 0x02, 0x04, 0x05, 0x06, 0x30, 0x18, 0x01
FIRST = 0xA0
"""Context-specific [0], constructed."""


def read(data, place=0):
    """(tag, content, where the next one begins). FormError for what is no DER."""
    if place + 2 > len(data):
        raise FormError("DER cut short")
    tag, length, start = data[place], data[place + 1], place + 2
    if tag & 0x1F == 0x1F:
        raise FormError("a long tag")
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4 or start + count > len(data):
            raise FormError("a length out of bounds")
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + length > len(data):
        raise FormError("DER cut short")
    return tag, data[start : start + length], start + length


def items(data):
    """The elements of a constructed value, as (tag, content)."""
    place, found = 0, []
    while place < len(data):
        tag, content, place = read(data, place)
        found.append((tag, content))
    return found


def only(data, tag):
    """The content of the one element that `data` is, of this tag."""
    found, content, end = read(data)
    if found != tag or end != len(data):
        raise FormError("another element")
    return content


def write(tag, *parts):
    """An element of these contents, one behind the other."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def number(value):
    """A whole number that is not negative."""
    return write(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))
