"""Reads transcripts and matches answers (protocol/vectors/README.md)."""
import base64
import datetime
import json
import os
import pathlib
import re
from typing import Any, NamedTuple

TYPES = {"$int": int, "$str": str, "$bool": bool, "$array": list, "$object": dict}
Names = dict[str, Any]


class Step(NamedTuple):
    """A line of a transcript: its number, what it is (`!`, `>`, `<` or `*`), and what it says."""

    line: int
    mark: str
    text: str
    value: Any


class Mismatch(AssertionError):
    """What came is not what the transcript says."""


def read(path: pathlib.Path) -> list[Step]:
    """The steps of a transcript."""
    steps = []
    with open(path, encoding="utf-8") as file:
        for number, row in enumerate(file, 1):
            line = row.strip()
            if not line or line.startswith("#"):
                continue
            mark, text = line[0], line[1:].strip()
            if mark not in "!><*":
                raise ValueError(f"{path}:{number}: a line starts with one of # ! > < *")
            steps.append(Step(number, mark, text, json.loads(text)))
    return steps


def substitute(value: Any, names: Names) -> Any:
    """Replaces `"$name"`, `"$new:name"`, `"$day:n"` and `"${name}"` in a request."""
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
    if value.startswith("$day:"):
        return str(datetime.date.today() + datetime.timedelta(days=int(value[5:])))
    if re.fullmatch(r"\$[A-Za-z0-9_.]+", value):
        return _known(value[1:], names)
    return re.sub(r"\$\{([A-Za-z0-9_.]+)\}", lambda found: str(_known(found.group(1), names)), value)


def _known(name: str, names: Names) -> Any:
    if name not in names:
        raise Mismatch(f"nothing is known as ${name}")
    return names[name]


def match(expected: Any, actual: Any, names: Names, path: str = "answer") -> None:
    """Raises Mismatch with the path where it fails."""
    if isinstance(expected, str) and "${" in expected:
        expected = substitute(expected, names)
    elif isinstance(expected, str) and expected.startswith("$"):
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


def _match_word(word: str, actual: Any, names: Names, path: str) -> None:
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
    elif _known(word[1:], names) != actual:
        raise Mismatch(f"{path}: expected {names[word[1:]]!r} ({word}), came {actual!r}")


def _match_some(expected: Any, actual: Any, names: Names, path: str) -> None:
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
