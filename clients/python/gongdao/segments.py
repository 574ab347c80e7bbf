"""Segments of a compressed direction (protocol/README.md, "Compression"): each a complete raw DEFLATE stream with the preset dictionary."""
import hashlib
import zlib

WINDOW = 12
ALGORITHM = "deflate"
INFLATED = 2 * 1_048_576


class Damaged(ConnectionError):
    """What came in is no segment, or is more than one may become."""


def name(dictionary: bytes) -> str:
    """As `hello` names a dictionary."""
    return f"sha256:{hashlib.sha256(dictionary).hexdigest()}"


def pack(line: bytes, dictionary: bytes) -> bytes:
    """One line as one segment."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -WINDOW, zdict=dictionary)
    return packer.compress(line) + packer.flush()


def store(line: bytes) -> bytes:
    """One line as a segment of stored blocks: for what holds a secret."""
    blocks = [line[at:at + 65_535] for at in range(0, len(line), 65_535)]
    return b"".join(
        bytes([at == len(blocks) - 1]) + len(block).to_bytes(2, "little") + (len(block) ^ 0xFFFF).to_bytes(2, "little") + block
        for at, block in enumerate(blocks))


class Reader:
    """Inflates a direction, however its bytes are cut; nothing of one segment is left for the next."""

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        self._segment: zlib._Decompress | None = None
        self._made = 0

    def feed(self, data: bytes) -> bytes:
        out = bytearray()
        while data:
            if self._segment is None:
                self._segment, self._made = zlib.decompressobj(-WINDOW, zdict=self._dictionary), 0
            try:
                piece = self._segment.decompress(data, INFLATED + 1 - self._made)
            except zlib.error as problem:
                raise Damaged(str(problem)) from None
            self._made += len(piece)
            if self._made > INFLATED:
                raise Damaged("the segment is too large")
            out += piece
            data = self._segment.unused_data if self._segment.eof else self._segment.unconsumed_tail
            if self._segment.eof:
                self._segment = None
        return bytes(out)
