"""The canonical form of JSON that signatures cover: RFC 8785, limited (protocol/README.md, "Canonical form")."""
import json
import re

KEY = re.compile(r"[A-Za-z0-9_./-]+\Z")
LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """The value has no canonical form: a fraction, a number too large, or a key outside the alphabet."""


def canonical(value):
    """The canonical bytes of a value made of dict, list, str, int, bool and None."""
    return _text(value).encode("utf-8")


def _text(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"{value} is beyond 2^53 - 1")
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ",".join(_text(element) for element in value) + "]"
    if isinstance(value, dict):
        for key in value:
            if not KEY.match(key):
                raise NotCanonical(f"a key may hold letters, digits and _./- only: {key!r}")
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-8"))
        return "{" + ",".join(f'"{key}":{_text(element)}' for key, element in members) + "}"
    raise NotCanonical(f"no canonical form for {type(value).__name__}")


SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _string(text):
    out = []
    for character in text:
        if character in SHORT:
            out.append(SHORT[character])
        elif ord(character) < 0x20:
            out.append(f"\\u{ord(character):04x}")
        elif 0xD800 <= ord(character) <= 0xDFFF:
            raise NotCanonical("a lone surrogate")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


def compact(value):
    """One line of JSON as the protocol writes it: no blanks, raw UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
