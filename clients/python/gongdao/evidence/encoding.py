"""base64 and JSON as strictly as protocol/evidence.md wants them: one text for one value, nothing guessed."""
import base64
import binascii
import json
import re

from ..canonical import KEY
from .limits import DEPTH, LARGEST


class FormError(ValueError):
    """The text is not of the form the specification demands."""


STANDARD = re.compile(r"[A-Za-z0-9+/]*\Z")
URL = re.compile(r"[A-Za-z0-9_-]*\Z")
ENDS = {2: "AQgw", 3: "AEIMQUYcgkosw048"}
"""What the last character may be where one or two bytes stand behind the last three: no bit behind them is set."""


def standard(text):
    """The bytes of base64 with padding; FormError for anything else, unused bits that are set included."""
    bare = text.rstrip("=") if isinstance(text, str) else "?"
    if len(bare) + -len(bare) % 4 != len(text) or not STANDARD.match(bare):
        raise FormError("no base64")
    return _decoded(bare)


def url(text, size=None):
    """The bytes of base64url without padding, of `size` bytes where given."""
    if not isinstance(text, str) or not URL.match(text):
        raise FormError("no base64url")
    data = _decoded(text.replace("-", "+").replace("_", "/"))
    if size is not None and len(data) != size:
        raise FormError(f"{len(data)} bytes, not {size}")
    return data


def _decoded(bare):
    rest = len(bare) & 3
    if rest and bare[-1] not in ENDS.get(rest, ""):
        raise FormError("base64 with bits behind the last byte")
    return binascii.a2b_base64(bare + "=" * (-rest & 3))


def to_url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def to_standard(data):
    return base64.b64encode(data).decode("ascii")


def _members(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        raise FormError("a key comes twice")
    return result


def _integer(text):
    if len(text) < 16:
        return int(text)
    # Before it is converted: thousands of digits cost time, and no number here has more than 16.
    if len(text) > 17 or abs(int(text)) > LARGEST:
        raise FormError("a number beyond 2^53 - 1")
    return int(text)


def _constant(text):
    raise FormError(f"{text} is no JSON")


_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_decoder = json.JSONDecoder(object_pairs_hook=_members, parse_int=_integer, parse_constant=_constant)
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(data):
    """The value of JSON text (bytes). FormError: no JSON, duplicate keys, lone surrogates, depth over 32, whole numbers beyond 2^53 - 1."""
    try:
        text = data.decode("utf-8").strip(" \t\r\n")
        value, end = _decoder.raw_decode(text)
        if end != len(text):
            raise FormError("something behind the value")
        if _SURROGATE.search(data):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (UnicodeError, json.JSONDecodeError, RecursionError) as error:
        raise FormError("no JSON") from error
    if data.count(b"[") + data.count(b"{") > DEPTH:
        _shallow(value)
    return value


def _shallow(value):
    level, here = 0, [value]
    while here:
        here = [item for item in here if isinstance(item, (list, dict))]
        if here and level == DEPTH:
            raise FormError("nested too deep")
        level += 1
        here = [inner for item in here for inner in (item.values() if isinstance(item, dict) else item)]


def canonical_json(value):
    """The canonical bytes of a value that `read_json` gave; FormError for a key outside the alphabet and for a number with a fraction."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            for key in item:
                if not KEY.match(key):
                    raise FormError("a key outside the alphabet")
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, float):
            raise FormError("a number with a fraction")
    return _encoder.encode(value).encode("utf-8")


def strings(value):
    """Every string within a value, but for the names of members."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def is_integer(value, least=0):
    """A whole number, `True` and `False` excepted."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def is_one(value):
    """The number 1: every version here."""
    return is_integer(value) and value == 1


def is_text(*values):
    """All are strings."""
    return all(isinstance(value, str) for value in values)
