"""Checkpoints (C2SP `tlog-checkpoint`; protocol/evidence.md, section 1.8)."""
from __future__ import annotations

import re
from dataclasses import dataclass

from .encoding import FormError, standard
from .limits import CHECKPOINT, LARGEST
from .notes import Note

NUMBER = re.compile(r"(0|[1-9][0-9]{0,15})\Z")
ORIGIN = re.compile(r"(.+)/e([1-9][0-9]{0,15}|0)\Z")


def number(text):
    """A decimal number without leading zeros, at most 2^53 - 1."""
    if not NUMBER.match(text) or int(text) > LARGEST:
        raise FormError("no number")
    return int(text)


def root_hash(text):
    data = standard(text)
    if len(data) != 32:
        raise FormError("no hash of 32 bytes")
    return data


def split(origin):
    """(key name, epoch) of an origin `<name>/e<epoch>`; (None, None) for what is none."""
    match = ORIGIN.match(origin)
    return (match[1], int(match[2])) if match else (None, None)


@dataclass(frozen=True)
class Point:
    """A state of a log: origin, size, root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Checkpoint:
    """One signed state of a log, with the note it came in; `before` is the end of the last epoch, where it is told."""

    note: Note
    point: Point
    time: int | None
    before: Point | None

    @classmethod
    def parse(cls, data):
        """FormError for what is no checkpoint. Extension lines that are unknown, of another form, or come again are ignored."""
        return cls.of(Note.parse(data, CHECKPOINT))

    @classmethod
    def of(cls, note):
        lines = note.lines()
        if len(lines) < 3 or not lines[0] or not all(lines):
            raise FormError("a checkpoint has origin, size and root")
        point = Point(lines[0], number(lines[1]), root_hash(lines[2]))
        time = before = None
        for line in lines[3:]:
            word, _, rest = line.partition(" ")
            try:
                if word == "time" and time is None:
                    time = number(rest)
                elif word == "before" and before is None:
                    before = cls._before(rest)
            except FormError:
                continue
        return cls(note, point, time, before)

    @staticmethod
    def _before(rest):
        parts = rest.split(" ")
        if len(parts) != 3:
            raise FormError("before has origin, size and root")
        return Point(parts[0], number(parts[1]), root_hash(parts[2]))

    @property
    def name(self):
        """The key name an origin `<name>/e<epoch>` belongs to, or None."""
        return split(self.point.origin)[0]

    @property
    def epoch(self):
        """The number of its epoch, or None."""
        return split(self.point.origin)[1]
