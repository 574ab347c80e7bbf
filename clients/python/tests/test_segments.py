"""Segments: the specification's dictionary, every cut, bombs and rubbish."""
import os
import pathlib
import unittest
import zlib

from gongdao.segments import INFLATED, Damaged, Reader, name, pack, store

DICTIONARY = (pathlib.Path(__file__).parents[3] / "protocol" / "dictionary").read_bytes()
LINES = [b'{"jsonrpc":"2.0","id":1,"result":{"more":false}}\n', os.urandom(70_000), "工资条".encode() * 3_000]


class Segments(unittest.TestCase):
    def test_what_is_packed_or_stored_comes_back_wherever_it_is_cut(self) -> None:
        whole = b"".join(pack(line, DICTIONARY) + store(line) for line in LINES)
        for cut in (1, 3, 1_000, len(whole)):
            reader = Reader(DICTIONARY)
            read = b"".join(reader.feed(whole[at:at + cut]) for at in range(0, len(whole), cut))
            self.assertEqual(read, b"".join(line + line for line in LINES))

    def test_the_dictionary_is_worth_its_bytes(self) -> None:
        self.assertLess(len(pack(LINES[0], DICTIONARY)), 12)
        self.assertTrue(name(DICTIONARY).startswith("sha256:"))

    def test_a_bomb_and_rubbish_are_refused(self) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, -12, zdict=DICTIONARY)
        bomb = packer.compress(bytes(INFLATED + 1_000)) + packer.flush()
        for data in (bomb, b"\xff\xff\xff"):
            with self.assertRaises(Damaged):
                Reader(DICTIONARY).feed(data)


if __name__ == "__main__":
    unittest.main()
