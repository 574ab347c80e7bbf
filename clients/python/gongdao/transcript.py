"""Reads transcripts and matches answers (protocol/vectors/README.md)."""
import base64
import json
import os
import re

TYPES = {"$int": int, "$str": str, "$bool": bool, "$array": list, "$object": dict}


class Mismatch(AssertionError):
    """What came is not what the transcript says."""


def read(path):
    """The steps of a transcript: (line number, mark, value)."""
    steps = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            mark, text = line[0], line[1:].strip()
            if mark not in "!><*":
                raise ValueError(f"{path}:{number}: a line starts with one of # ! > < *")
            steps.append((number, mark, json.loads(text)))
    return steps


def substitute(value, names):
    """Replaces `"$name"`, `"$new:name"` and `"${name}"` in a request."""
    if isinstance(value, dict):
        return {key: substitute(element, names) for key, element in value.items()}
    if isinstance(value, list):
        return [substitute(element, names) for element in value]
    if not isinstance(value, str):
        return value
    if value.startswith("$new:"):
        fresh = base64.urlsafe_b64encode(os.urandom(8)).rstrip(b"=").decode("ascii")
        names[value[5:]] = fresh
        return fresh
    if value.startswith("$") and value[1:] in names:
        return names[value[1:]]
    return re.sub(r"\$\{([A-Za-z0-9_.]+)\}", lambda found: str(names[found.group(1)]), value)


def match(expected, actual, names, path="answer"):
    """Raises Mismatch with the path where it fails."""
    if isinstance(expected, str) and expected.startswith("$"):
        return _match_word(expected, actual, names, path)
    if isinstance(expected, dict):
        if set(expected) == {"$some"}:
            return _match_some(expected["$some"], actual, names, path)
        if not isinstance(actual, dict):
            raise Mismatch(f"{path}: an object was expected, came {actual!r}")
        for key, element in expected.items():
            if element == "$absent":
                if key in actual:
                    raise Mismatch(f"{path}.{key}: should be absent, came {actual[key]!r}")
            elif key not in actual:
                raise Mismatch(f"{path}.{key}: is missing; came {actual!r}")
            else:
                match(element, actual[key], names, f"{path}.{key}")
        return None
    if isinstance(expected, list):
        open_end = bool(expected) and expected[-1] == "$rest"
        wanted = expected[:-1] if open_end else expected
        if not isinstance(actual, list) or len(actual) < len(wanted) or (not open_end and len(actual) != len(wanted)):
            raise Mismatch(f"{path}: expected {len(wanted)} elements{' or more' if open_end else ''}, came {actual!r}")
        for index, element in enumerate(wanted):
            match(element, actual[index], names, f"{path}[{index}]")
        return None
    if type(expected) is not type(actual) or expected != actual:
        raise Mismatch(f"{path}: expected {expected!r}, came {actual!r}")
    return None


def _match_word(word, actual, names, path):
    if word in ("$any",):
        return
    if word in TYPES:
        if not isinstance(actual, TYPES[word]) or (word == "$int" and isinstance(actual, bool)):
            raise Mismatch(f"{path}: expected {word[1:]}, came {actual!r}")
    elif word.startswith("$save:"):
        names[word[6:]] = actual
    elif word.startswith("$contains:"):
        if not isinstance(actual, str) or word[len("$contains:"):] not in actual:
            raise Mismatch(f"{path}: expected a text with {word[10:]!r}, came {actual!r}")
    elif word[1:] in names:
        if names[word[1:]] != actual:
            raise Mismatch(f"{path}: expected {names[word[1:]]!r} ({word}), came {actual!r}")
    elif word != actual:
        raise Mismatch(f"{path}: expected {word!r}, came {actual!r}")


def _match_some(expected, actual, names, path):
    if not isinstance(actual, list):
        raise Mismatch(f"{path}: an array was expected, came {actual!r}")
    for element in actual:
        trial = dict(names)
        try:
            match(expected, element, trial, path)
        except Mismatch:
            continue
        names.update(trial)
        return
    raise Mismatch(f"{path}: no element matches {expected!r} in {actual!r}")
