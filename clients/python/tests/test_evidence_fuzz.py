"""Files altered at random, bytes and values: a verdict for each, never an exception. GONGDAO_FUZZ_S=300 GONGDAO_SEED=n for more."""
import io
import json
import os
import pathlib
import random
import time
import unittest
import zipfile

from bundle_of_test import large, members, sealed
from log_of_test import TestLog

from gongdao.evidence.compare import compare
from gongdao.evidence.pin import Pin
from gongdao.evidence.report import report, report_comparison
from gongdao.evidence.verify import verify_file

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "protocol/vectors/evidence"
KEY = "gongdao.test/acme+7d259a4d+AfVH8ehL6+tsKS0JfeNgM1s7WnIyW78yY/vUZlin6T4D"
SECONDS = float(os.environ.get("GONGDAO_FUZZ_S", "2"))
VALUES = [
    None, True, False, 0, 1, -1, 2**53 - 1, 2**53, 10**400, 0.5, 1e308, float("inf"), "", "A", "AA", "=" * 4, "\ud800", "\u0000", "é" * 200,
    "x" * 5_000, [], [[]], {}, {"": None}, {"a": {"b": []}}, [None] * 70, "A" * 43, "A" * 56, "code:x", "log.key", "device.vouch", "7", 7,
]
NOTES = [
    b"", b"\n\n", b"x\n\n\xe2\x80\x94 n AAAAAAA=\n", b"a/e1\n0\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 a AAAAAAA=\n", b"\xff\xfe",
    b"gongdao.test/acme/e1\n9007199254740991\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nbefore gongdao.test/acme/e0 9007199254740990 "
    b"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\xe2\x80\x94 gongdao.test/acme AAAAAAA=\n",
]


def places(value, found):
    """Every (container, key) within a value."""
    for key in (value if isinstance(value, dict) else range(len(value))):
        found.append((value, key))
        if isinstance(value[key], (dict, list)):
            places(value[key], found)
    return found


class Fuzz:
    """All from one seed but for the keys, which are new each time: a file that breaks something is kept."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        log = TestLog()
        log.restore(4)
        self.log, self.plain = log, members(log, [log.ends[0][1], log.checkpoint(5)], [2, 4])
        self.acts = large(3)
        self.files = [(VECTORS / name).read_bytes() for name in os.listdir(VECTORS) if name.endswith((".zip", ".receipt.json", ".note"))]
        self.receipts = [data for data in self.files if data.startswith(b"{")]
        self.zips = [data for data in self.files if zipfile.is_zipfile(io.BytesIO(data))]

    def bytes_altered(self, data):
        data, dice = bytearray(data), self.dice
        for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
            at, how = dice.randrange(len(data) + 1), dice.randrange(6)
            if how == 0:
                data[at : at + 1] = bytes([dice.randrange(256)])
            elif how == 1:
                del data[at : at + dice.choice((1, 4, 100, 10_000))]
            elif how == 2:
                data[at:at] = dice.choice((b"\0" * 9, b"\xff" * 4, b"[" * 9_000, b'"', b"\n", b"PK\5\6", dice.randbytes(5)))
            elif how == 3:
                data[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x80", b"\1\0\0\0"))
            elif how == 4:
                other = dice.choice(self.files)
                data[at : at + 50] = other[dice.randrange(len(other)) :][:50]
            elif data:
                data[at % len(data)] ^= 1 << dice.randrange(8)
        return bytes(data)

    def json_altered(self, data):
        """A value within it replaced, taken out, or put in twice; what is no JSON is altered by bytes."""
        try:
            value = json.loads(data)
            found = places(value, [])
        except (ValueError, TypeError):
            return self.bytes_altered(data)
        for _ in range(self.dice.choice((1, 1, 1, 3))):
            container, key = self.dice.choice(found) if found else (value, 0)
            if self.dice.random() < 0.15 and isinstance(container, dict):
                container.pop(key, None)
            elif isinstance(container, dict) or key < len(container):
                container[key] = self.dice.choice((*VALUES, self.dice.choice(found)[1] if found else 0))
        text = json.dumps(value, separators=(",", ":"))
        return (text.replace("{", '{"v":1,', 1) if self.dice.random() < 0.05 else text).encode()

    def member_altered(self, path, data):
        dice, how = self.dice, self.dice.random()
        if how < 0.1:
            return dice.choice((b"", b"[]", b"{}", b"null", b"[" * 3_000, b"1" * 400, *NOTES))
        if path.endswith(".note"):
            return dice.choice(NOTES) if how < 0.3 else self.resigned(data) if how < 0.7 else self.bytes_altered(data)
        if path.endswith(".jsonl") and data:
            lines = data.splitlines()
            at = dice.randrange(len(lines))
            lines[at] = self.json_altered(lines[at])
            if how < 0.2:
                dice.shuffle(lines)
            return b"\n".join(lines) + b"\n"
        return self.json_altered(data) if path.endswith(".json") else self.bytes_altered(data)

    def resigned(self, data):
        """The text of a note altered, and signed by the log."""
        lines = data.decode("utf-8", "replace").partition("\n\n")[0].split("\n")
        at = self.dice.randrange(len(lines))
        lines[at] = self.dice.choice((
            "0", "1", "9007199254740991", "9007199254740992", "-1", "x", "gongdao.test/acme/e0", "gongdao.test/acme/e99999999999999999999",
            "time 0", "time 9007199254740991", "before gongdao.test/acme/e0 3 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "before  x", lines[at] + lines[0], lines[0]))
        return self.dice.choice(self.log.keys).note("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")

    def bundle(self):
        """Members altered and sealed again, so that what lies behind the manifest is reached."""
        log, contents = self.dice.choice(((self.log, self.plain), self.acts))
        contents = dict(contents)
        for path in self.dice.sample(sorted(contents), self.dice.choice((1, 1, 2))):
            contents[path] = self.member_altered(path, contents[path])
        return sealed(log, contents)

    def repacked(self):
        """A vector's members altered, the manifest too, and packed by another program."""
        with zipfile.ZipFile(io.BytesIO(self.dice.choice(self.zips))) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
        path = self.dice.choice(sorted(contents))
        contents[path] = self.member_altered(path, contents[path])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", self.dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
            for name, data in contents.items():
                with archive.open(name, "w", force_zip64=self.dice.random() < 0.3) as member:
                    member.write(data)
        return self.bytes_altered(out.getvalue()) if self.dice.random() < 0.2 else out.getvalue()

    def file(self):
        how = self.dice.random()
        if how < 0.3:
            return self.bundle()
        if how < 0.5:
            data = self.dice.choice(self.receipts)
            return self.json_altered(data)
        return self.repacked() if how < 0.7 else self.bytes_altered(self.dice.choice(self.files))

    def pin(self):
        how = self.dice.random()
        here = self.plain["checkpoint.note"]
        note = None if how < 0.4 else self.dice.choice((here, self.resigned(here), *NOTES))
        return Pin.of(self.dice.choice((None, KEY, str(self.log.keys[0].public))), note)


class AtRandom(unittest.TestCase):
    def test_every_file_has_a_verdict(self):
        seed = int(os.environ.get("GONGDAO_SEED", "0")) or random.SystemRandom().getrandbits(32)
        end, number, seen, longest, fuzz = time.monotonic() + SECONDS, 0, {}, 0.0, None
        while time.monotonic() < end or number < 100:
            number += 1
            fuzz = Fuzz(f"{seed}/{number}") if number % 50 == 1 else fuzz
            data = fuzz.file()
            started = time.process_time()
            try:
                verdict = verify_file(io.BytesIO(data), fuzz.pin())
                told = "".join(report(verdict, "en"))
                if number % 5 == 0:
                    other = compare(io.BytesIO(data), io.BytesIO(fuzz.file())).verdict()
                    told += "".join(report_comparison(other, "zh")) + json.dumps(other)
                json.dumps(verdict)
            except Exception as error:  # whatever it is: it is what is looked for
                place = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"fuzz-{seed}-{number}"
                place.write_bytes(data)
                raise AssertionError(f"GONGDAO_SEED={seed}, file {number}, kept in {place}") from error
            longest = max(longest, time.process_time() - started)
            self.assertIn(verdict["exit"], (0, 2, 3, 4))
            self.assertNotIn("\x1b", told)
            seen[verdict["exit"]] = seen.get(verdict["exit"], 0) + 1
        print(f"fuzz: seed {seed}, {number} files, by exit status {dict(sorted(seen.items()))}, "
              f"longest {longest * 1_000:.0f} ms", flush=True)
        self.assertLess(longest, 2)
        self.assertTrue({2, 4} <= set(seen), seen)
