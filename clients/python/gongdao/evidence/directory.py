"""The central directory of a ZIP archive, ZIP64 included (APPNOTE 4.3.12 to 4.3.16, 4.5.3)."""
import re
import struct
from dataclasses import dataclass

from .limits import MEMBERS

PATH = re.compile(r"[!-~](?:[ -~]*[!-~])?\Z")
FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800
"""Deflate's options, a data descriptor, UTF-8 names; everything else (encryption, patches) is refused."""


@dataclass(frozen=True)
class Row:
    """One entry of the central directory."""

    path: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    place: int


def members_of(file, length):
    """(rows, where the directory begins). ValueError or struct.error: no such archive."""
    count, size, start = _end(file, length)
    if count > MEMBERS:
        raise ValueError("more than 100,000 members")
    file.seek(start)
    data = file.read(size)
    if len(data) != size:
        raise ValueError("the directory is cut short")
    rows, place = [], 0
    for _ in range(count):
        row, place = _row(data, place)
        rows.append(row)
    if place != size:
        raise ValueError("bytes behind the directory")
    return rows, start


def _end(file, length):
    """(count, size, start) of the directory, which must reach up to its end records, and these to the file's end."""
    tail_start = max(0, length - 22 - 65_535)
    file.seek(tail_start)
    tail = file.read(length - tail_start)
    at = tail.rfind(b"PK\5\6")
    while at >= 0:
        if len(tail) >= at + 22 and at + 22 + struct.unpack_from("<H", tail, at + 20)[0] == len(tail):
            break
        at = tail.rfind(b"PK\5\6", 0, at)
    if at < 0:
        raise ValueError("no end of the directory")
    disk, first, here, count, size, start = struct.unpack_from("<HHHHII", tail, at + 4)
    end = tail_start + at
    if 0xFFFF in (disk, first, here, count) or 0xFFFFFFFF in (size, start):
        disk, first, here, count, size, start, end = _wide_end(file, end)
    if disk or first or here != count or start + size != end:
        raise ValueError("the directory is not where it says")
    return count, size, start


def _wide_end(file, end):
    file.seek(max(0, end - 20))
    signature, disk, place, disks = struct.unpack("<IIQI", file.read(20))
    if signature != 0x07064B50 or disk or disks != 1:
        raise ValueError("no ZIP64 locator")
    file.seek(place)
    signature, length, _, _, disk, first, here, count, size, start = struct.unpack("<IQHHIIQQQQ", file.read(56))
    if signature != 0x06064B50 or place + 12 + length != end - 20:
        raise ValueError("no ZIP64 end of the directory")
    return disk, first, here, count, size, start, place


def _row(data, place):
    fields = struct.unpack_from("<IHHHHIIIIHHHHHII", data, place)
    signature, made, _, flags, method, _, crc, packed, size, name, extra, comment, disk, _, attributes, start = fields
    if signature != 0x02014B50 or flags & ~FLAGS or method not in (0, 8) or disk not in (0, 0xFFFF):
        raise ValueError("a member of a kind that is refused")
    rest = data[place + 46 : place + 46 + name + extra + comment]
    if len(rest) != name + extra + comment:
        raise ValueError("the directory is cut short")
    path = rest[:name].decode("ascii")
    _check(path, attributes >> 16 if made >> 8 == 3 else 0)
    size, packed, start = _wide(rest[name : name + extra], size, packed, start)
    return Row(path, method, flags, crc, packed, size, start), place + 46 + len(rest)


def _check(path, mode):
    if not PATH.match(path) or ".." in path or path.startswith("/") or "\\" in path or ":" in path:
        raise ValueError(f"the name {path[:80]!r} is refused")
    if mode & 0xF000 not in (0, 0x8000):
        raise ValueError(f"{path} is no plain file")


def _wide(extra, *values):
    """The values of a row with those at their limit replaced from the ZIP64 field."""
    wide = b""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1:
            wide = extra[4 : 4 + length]
        extra = extra[4 + length :]
    result = []
    for value in values:
        if value == 0xFFFFFFFF and wide:
            value, wide = struct.unpack_from("<Q", wide)[0], wide[8:]
        result.append(value)
    return result
