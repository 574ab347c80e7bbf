"""Files made to break a verifier: each is refused or fails by name, with bounded memory, and nothing is raised."""
import io
import json
import pathlib
import struct
import tempfile
import tracemalloc
import unittest
import zipfile

from gongdao.evidence.archive import Archive
from gongdao.evidence.encoding import FormError, canonical_json, read_json, standard, url
from gongdao.evidence.findings import Unreadable
from gongdao.evidence.limits import LINE, LINES
from gongdao.evidence.lines import counted, lines
from gongdao.evidence.pin import Pin
from gongdao.evidence.verify import verify, verify_file
from gongdao.evidence.worker import answer

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "protocol/vectors/evidence"
KEY = "gongdao.test/acme+7d259a4d+AfVH8ehL6+tsKS0JfeNgM1s7WnIyW78yY/vUZlin6T4D"


def members():
    with zipfile.ZipFile(VECTORS / "rotated.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents, wide=False, method=zipfile.ZIP_DEFLATED, attributes=0o100644 << 16):
    """A bundle of these members as Python's zipfile writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, data in contents.items():
            info = zipfile.ZipInfo(path)
            info.external_attr, info.compress_type, info.create_system = attributes, method, 3
            with archive.open(info, "w", force_zip64=wide) as member:
                member.write(data)
    return out.getvalue()


def judged(data):
    verdict = verify_file(io.BytesIO(data), Pin.of(KEY))
    return verdict["result"], {found["code"] for found in verdict["failed"]}


class Archives(unittest.TestCase):
    def test_whoever_packed_it_the_same_members_prove_the_same(self):
        for wide in (False, True):
            for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
                self.assertEqual(judged(packed(members(), wide, method)), ("proved", set()))

    def test_bytes_outside_of_members_are_refused(self):
        good = packed(members())
        start = good.rfind(b"PK\1\2")
        first = b"PK\3\4" + bytes(26) + good
        for bad in (first, good + b"x", good[:start] + b"x" + good[start:], good[:-1], good[: len(good) // 2], b"PK\5\6", b"PK"):
            self.assertEqual(judged(bad), ("unreadable", {"archive"}))

    def test_more_lines_than_a_million_are_refused(self):
        for pieces, whole in (([b"\n" * LINES], True), ([b"\n" * (LINES - 1), b"x", b"y"], True), ([b"\n" * LINES, b"x"], False),
                              ([b"\n" * 10, b"\n" * (LINES - 9)], False)):
            if whole:
                self.assertEqual(list(counted(pieces, "p")), pieces)
            else:
                self.assertRaises(Unreadable, list, counted(pieces, "p"))
        for path in ("leaves.jsonl", "records.jsonl"):
            self.assertEqual(judged(packed({**members(), path: b"\n" * (LINES + 1)})), ("unreadable", {"archive"}))

    def test_an_archive_after_another_one_is_refused(self):
        self.assertEqual(judged(packed(members()) + packed(members())), ("unreadable", {"archive"}))

    def test_names_that_lead_elsewhere_are_refused(self):
        for name in ("../x", "/x", "a\\b", "c:x", "a/../b", "ä", "a\nb"):
            with self.subTest(name):
                self.assertEqual(judged(packed({**members(), name: b"x"})), ("unreadable", {"archive"}))

    def test_links_and_folders_are_refused_or_unlisted(self):
        self.assertEqual(judged(packed({"a": b"/etc/passwd"}, attributes=0o120777 << 16)), ("unreadable", {"archive"}))
        self.assertEqual(judged(packed({**members(), "a/": b""})), ("failed", {"member.unlisted"}))

    def test_a_name_twice_is_refused(self):
        data = packed({**members(), "indey.html": members()["index.html"]}).replace(b"indey.html", b"index.html")
        self.assertEqual(judged(data), ("unreadable", {"archive"}))

    def test_a_directory_that_disagrees_with_the_members_is_refused(self):
        good = packed(members())
        at = good.find(b"PK\1\2")
        for place in (8, 10, 16, 20, 24, 42):
            with self.subTest(place):
                bad = bytearray(good)
                bad[at + place] ^= 1
                self.assertEqual(judged(bytes(bad)), ("unreadable", {"archive"}))

    def test_a_bomb_is_refused_before_it_unfolds(self):
        small = bytearray(packed({"index.html": bytes(60_000_000)}))
        # It claims to be small: the inflater stops at the declared size.
        for at, field in ((small.find(b"PK\3\4"), 22), (small.find(b"PK\1\2"), 24)):
            struct.pack_into("<I", small, at + field, 1_000)
        tracemalloc.start()
        self.assertEqual(judged(bytes(small)), ("unreadable", {"archive"}))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.assertLess(peak, 4_000_000)

    def test_large_members_stream(self):
        data = packed({"index.html": bytes(range(256)) * 131_072}, method=zipfile.ZIP_STORED)
        tracemalloc.start()
        sizes = [len(piece) for piece in Archive(io.BytesIO(data)).pieces("index.html")]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.assertEqual(sum(sizes), 33_554_432)
        self.assertLess(peak, 1_000_000)

    def test_a_wrong_checksum_is_found_at_the_end(self):
        data = bytearray(packed({"a": b"hello"}, method=zipfile.ZIP_STORED))
        data[data.find(b"hello")] ^= 1
        with self.assertRaises(Unreadable):
            list(Archive(io.BytesIO(bytes(data))).pieces("a"))


class Places(unittest.TestCase):
    """Sizes and places that no file has, ZIP64 ones too."""

    def test_every_field_of_the_headers_at_its_limits(self):
        for wide in (False, True):
            good = packed({"manifest.json": b"{}", "a": b"hello"}, wide)
            for head, length in ((b"PK\3\4", 70), (b"PK\1\2", 70), (b"PK\5\6", 22), (b"PK\6\6", 56), (b"PK\6\7", 20)):
                start = good.find(head)
                for place in range(start, min(start + length, len(good)) if start >= 0 else start):
                    for value in (b"\0\0", b"\xff\xff\xff\xff", b"\xff" * 8, b"\xff" * 7 + b"\x7f", b"\0" * 7 + b"\x80"):
                        bad = good[:place] + value + good[place + len(value) :]
                        self.assertIn(judged(bad)[0], ("unreadable", "failed"))

    def test_a_member_that_ends_beyond_every_place(self):
        for size in (2**63 - 40, 2**63, 2**64 - 1):
            extra = struct.pack("<HHQQ", 1, 16, size, size)
            local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 0, 0, 2**32 - 1, 2**32 - 1, 1, 20) + b"a" + extra
            second = struct.pack("<HHQQQ", 1, 24, 0, 0, len(local) + size & 2**64 - 1)
            row, far = (
                struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, flags, 0, 0, 0, 0, 2**32 - 1, 2**32 - 1, 1, more, 0, 0, 0, 0, start)
                for flags, more, start in ((0, 20, 0), (8, 28, 2**32 - 1)))
            directory = row + b"a" + extra + far + b"b" + second
            end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, len(directory), len(local), 0)
            self.assertEqual(judged(local + directory + end), ("unreadable", {"archive"}))

    def test_files_cut_short_anywhere(self):
        for name in ("rotated.zip", "act.receipt.json", "kept.note"):
            data = (VECTORS / name).read_bytes()
            for length in {*range(0, len(data), max(1, len(data) // 60)), *range(len(data) - 30, len(data))}:
                if data[length:].strip():
                    with self.subTest(name, length=length):
                        self.assertIn(judged(data[:length])[0], ("unreadable", "failed"))

    def test_a_bomb_in_a_member_that_is_read(self):
        for path in ("leaves.jsonl", "keys.json", "manifest.json", "checkpoint.note"):
            for data in (bytes(20_000_000), b"\n" * 20_000):
                tracemalloc.start()
                self.assertIn(judged(packed({**members(), path: data}))[0], ("unreadable", "failed"))
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
                self.assertLess(peak, 20_000_000)


class Json(unittest.TestCase):
    def test_hostile_json_is_refused(self):
        bad = [
            b'{"a":1,"a":2}', b'"\\ud800"', b'"\\udc00\\ud800"', b"[" * 33 + b"]" * 33, b"[" * 200_000, b"9007199254740992",
            b"-9007199254740992", b"1" * 1_000_000, b"NaN", b"-Infinity", b"", b"{} {}", b"\xff", b'"\xed\xa0\x80"', b"\xef\xbb\xbf{}",
            b'{"a":1,}', b"'a'", b'"\n"', b"01",
        ]
        for text in bad:
            with self.subTest(text[:20]), self.assertRaises(FormError):
                read_json(text)

    def test_what_is_allowed_is_read(self):
        self.assertEqual(read_json(b"[" * 32 + b"]" * 32), read_json(b" " + b"[" * 32 + b"]" * 32 + b"\n"))
        self.assertEqual(read_json(b'{"a":"\\ud83d\\ude00","b":9007199254740991}'), {"a": "😀", "b": 2**53 - 1})
        self.assertEqual(read_json(b"1e400"), float("inf"))

    def test_what_has_no_canonical_form_is_refused(self):
        for text in (b'{"a":1.5}', b'[1e3]', b'{"a b":1}', b'{"\xc3\xa4":1}'):
            with self.subTest(text), self.assertRaises(FormError):
                canonical_json(read_json(text))
        value = read_json('{"b":[true,null],"a":"\\u0001\\t年"}'.encode())
        self.assertEqual(canonical_json(value), '{"a":"\\u0001\\t年","b":[true,null]}'.encode())

    def test_base64_is_one_text_for_one_value(self):
        for text in ("A", "AB=", "AB", "QQ", "QR", "QQ=", "QQ==="):
            self.assertEqual(text in ("QQ",), self._holds(url, text), text)
            self.assertEqual(False, self._holds(standard, text), text)
        self.assertTrue(self._holds(standard, "QQ=="))
        self.assertFalse(self._holds(standard, "QR=="))
        self.assertFalse(self._holds(url, "Q+8"))

    @staticmethod
    def _holds(read, text):
        try:
            read(text)
            return True
        except FormError:
            return False

    def test_a_line_without_end_is_no_line(self):
        endless = (b"x" * 65_536 for _ in range(LINE // 65_536 * 4))
        tracemalloc.start()
        self.assertEqual(list(lines(endless)), [(1, None)])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.assertLess(peak, 3 * LINE)
        self.assertEqual(list(lines([b"a\nb", b"c\n", b"d"])), [(1, b"a"), (2, b"bc"), (3, None)])


class Members(unittest.TestCase):
    """Each member of the bundle replaced by something hostile: a named failure, never an exception."""

    def test_every_member(self):
        hostile = [b"", b"{}", b"[]", b"null\n", b"[[]]\n", b"\xff\n", b'{"v":1}\n', b"1" * 5_000, b"[" * 5_000, b'{"index":1e3}\n']
        for path in members():
            for data in hostile:
                with self.subTest(path=path, data=data[:12]):
                    self.assertEqual(judged(packed({**members(), path: data}))[0], "failed")

    def test_members_missing(self):
        for path in members():
            left = members()
            del left[path]
            with self.subTest(path):
                self.assertEqual(judged(packed(left))[0], "failed")

    def test_every_value_of_every_line_replaced_by_another_type(self):
        for path in ("leaves.jsonl", "records.jsonl"):
            first, _, rest = members()[path].partition(b"\n")
            line = json.loads(first)
            for name in line:
                for value in (None, True, -1, 2**53 - 1, "", "A", [], [None], {}, [[]], 1.5):
                    with self.subTest(path=path, name=name, value=value):
                        bad = json.dumps({**line, name: value}).encode() + b"\n" + rest
                        self.assertEqual(judged(packed({**members(), path: bad}))[0], "failed")

    def test_every_value_of_a_receipt_replaced_by_another_type(self):
        receipt = json.loads((VECTORS / "act.receipt.json").read_bytes())
        for name in ("v", "kind", "note", "leaf", "checkpoint", "keys", "leaves"):
            for value in (None, True, -1, "", "A", [None], {}, [[]], 1.5):
                with self.subTest(name=name, value=value):
                    self.assertEqual(judged(json.dumps({**receipt, name: value}).encode())[0], "failed")


class Files(unittest.TestCase):
    def test_what_is_no_evidence_is_unreadable(self):
        for data in (b"", b"garbage\n", b"\xff\xfe", b"a\nb\n\n\xe2\x80\x94 x AAAA\n", bytes(1000)):
            self.assertEqual(judged(data), ("unreadable", {"file"}))
        self.assertEqual(verify("/nonexistent")["exit"], 2)

    def test_hostile_json_in_a_receipt_fails_by_its_form(self):
        good = (VECTORS / "act.receipt.json").read_bytes().rstrip()
        for bad in (
            good[:-1] + b',"v":1}', good[:-1] + b',"x":' + b"[" * 40 + b"]" * 40 + b"}", b'{"x":' + b"[" * 500_000,
            good[:-1] + b',"x":9007199254740992}', good[:-1] + b',"x":' + b"9" * 100_000 + b"}", good[:-1] + b',"x":"\xff"}',
            good[:-1] + b',"x":"\\ud800"}', good[:-1] + b',"x":NaN}', good + b"{}", good[:-1], b"{" + b" " * (5 << 20), b'{"a":' * 60_000,
        ):
            with self.subTest(bad[-30:]):
                self.assertEqual(judged(bad), ("failed", {"receipt.form"}))
        self.assertEqual(judged(good[:-1] + b',"x":1e400,"y":-0,"z":[0.5]}')[0], "proved")

    def test_what_is_no_file_is_unreadable(self):
        with tempfile.TemporaryDirectory() as folder:
            link = pathlib.Path(folder, "link")
            link.symlink_to(link)
            for path in (folder, str(link), folder + "/x" * 3_000, "a\0b", "/dev/null", "/dev/zero"):
                self.assertEqual(verify(path)["exit"], 2, path)

    def test_the_worker_answers_every_line(self):
        for line in (
            "", "{}", "[]", "null", '{"file":"/nonexistent"}', '{"file":0}', '{"file":["x"]}', '{"file":"a\\u0000"}', '{"data":"A"}',
            '{"data":5}', '{"data":"","file":5}', '{"data":"","key":"x"}', '{"data":"","key":[]}', '{"data":"","checkpoint":5}',
            '{"data":"","checkpoint":{}}', '{"data":"","witnesses":["x"]}', '{"data":"","witnesses":5}',
        ):
            self.assertEqual(json.loads(answer(line.encode()))["result"], "unreadable", line)
        self.assertEqual(json.loads(answer(b"\xff"))["result"], "unreadable")
        task = json.dumps({"file": str(VECTORS / "rotated.zip"), "key": KEY, "checkpoint": (VECTORS / "kept.note").read_text()})
        self.assertEqual(json.loads(answer(task.encode())), {"result": "proved", "exit": 0, "failed": []})
