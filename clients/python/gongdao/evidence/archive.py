"""A strict reader of ZIP archives (protocol/evidence.md, section 3.2): one reading of the bytes only, bounded, streaming.

Python's `zipfile` is lenient (bytes before and between members, local headers that disagree), and two readers that see two archives in one
file are what a forger wants.
"""
import struct
import zlib
from dataclasses import dataclass

from .directory import members_of
from .findings import Unreadable
from .limits import PIECE


@dataclass(frozen=True)
class Member:
    """One member: where its bytes stand and what the directory says of them."""

    path: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    place: int
    wide: bool


class Archive:
    """A ZIP archive whose directory and local headers are checked at opening. Raises Unreadable("archive") at whatever breaks the rules."""

    def __init__(self, file):
        self._file = file
        file.seek(0, 2)
        self._length = file.tell()
        try:
            rows, end = members_of(file, self._length)
        except (struct.error, ValueError, OverflowError) as error:
            raise Unreadable("archive", str(error)) from error
        self.members = {}
        place = 0
        for row in sorted(rows, key=lambda row: row.place):
            if row.place != place:
                raise Unreadable("archive", f"{row.path}: bytes between members")
            place = self._open(row)
        if place != end:
            raise Unreadable("archive", "bytes before the directory")

    def _open(self, row):
        """Checks the local header; gives where the next member begins."""
        head = self._at(row.place, 30)
        signature, _, flags, method, _, crc, packed, size, name, extra = struct.unpack("<IHHHIIIIHH", head)
        rest = self._at(row.place + 30, name + extra)
        agrees = signature == 0x04034B50 and flags == row.flags and method == row.method and rest[:name] == row.path.encode("ascii")
        if not agrees:
            raise Unreadable("archive", f"{row.path}: the local header is another one")
        wide = _wide(rest[name:])
        later = bool(row.flags & 8)
        local = (crc, _real(packed, wide, 1), _real(size, wide, 0))
        filled_later = later and crc == 0 and local[1] in (0, row.packed) and local[2] in (0, row.size)
        if local != (row.crc, row.packed, row.size) and not filled_later:
            raise Unreadable("archive", f"{row.path}: the local header has other sizes")
        start = row.place + 30 + name + extra
        member = Member(row.path, row.method, row.flags, row.crc, row.packed, row.size, start, wide is not None)
        if member.path in self.members:
            raise Unreadable("archive", f"{row.path}: twice")
        if member.method == 0 and member.packed != member.size:
            raise Unreadable("archive", f"{row.path}: a stored member of two sizes")
        if member.size > member.packed * 1_100 + 65_536:
            raise Unreadable("archive", f"{row.path}: inflates too far")
        self.members[member.path] = member
        end = start + member.packed
        return end + self._descriptor(member, end) if later else end

    def _descriptor(self, member, place):
        """The length of the data descriptor behind a member: 4 or 8 bytes a size, with or without its signature."""
        data = self._at(place, 24, short=True)
        for form in ("<QQ", "<II") if member.wide else ("<II", "<QQ"):
            for head in (b"PK\x07\x08", b""):
                try:
                    wanted = head + struct.pack("<I", member.crc) + struct.pack(form, member.packed, member.size)
                except struct.error:
                    continue
                if data.startswith(wanted):
                    return len(wanted)
        raise Unreadable("archive", f"{member.path}: the data descriptor disagrees")

    def _at(self, place, count, short=False):
        self._file.seek(min(place, self._length))  # ZIP64 can name places that no file has
        data = self._file.read(count)
        if len(data) != count and not short:
            raise Unreadable("archive", "cut short")
        return data

    def pieces(self, path):
        """The content in pieces of at most 64 KiB; size and CRC-32 are checked when the last one was taken."""
        member = self.members[path]
        place, left, done, crc = member.place, member.packed, 0, 0
        inflater = zlib.decompressobj(-15) if member.method else None
        rest = b""
        while True:
            if not rest and left:
                rest = self._at(place, min(PIECE, left))
                place, left = place + len(rest), left - len(rest)
            piece, rest = self._inflate(inflater, rest, member)
            done, crc = done + len(piece), zlib.crc32(piece, crc)
            if done > member.size:
                raise Unreadable("archive", f"{path}: longer than declared")
            if piece:
                yield piece
            elif not rest and not left:
                break
        if done != member.size or crc != member.crc or (inflater and not inflater.eof):
            raise Unreadable("archive", f"{path}: size or CRC-32 is another one")

    @staticmethod
    def _inflate(inflater, data, member):
        if inflater is None:
            return data, b""
        try:
            piece = inflater.decompress(data, PIECE)
        except zlib.error as error:
            raise Unreadable("archive", f"{member.path}: {error}") from error
        if inflater.unused_data:
            raise Unreadable("archive", f"{member.path}: bytes behind the compressed ones")
        return piece, inflater.unconsumed_tail

    def read(self, path, most):
        """The whole content, or None where there is no such member or it is longer than `most` bytes."""
        member = self.members.get(path)
        return b"".join(self.pieces(path)) if member and member.size <= most else None


def _wide(extra):
    """The ZIP64 numbers of a local header's extra field, or None."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20:
            return struct.unpack_from("<QQ", extra, 4)
        extra = extra[4 + length :]
    return None


def _real(value, wide, place):
    return wide[place] if value == 0xFFFFFFFF and wide else value
