"""The verifier where there is only Python: no site packages, no environment; as a package and as one file."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import verifier

KIT = pathlib.Path(__file__).resolve().parents[1]
VECTORS = KIT.parents[1] / "protocol/vectors/evidence"
KEY = "gongdao.test/acme+7d259a4d+AfVH8ehL6+tsKS0JfeNgM1s7WnIyW78yY/vUZlin6T4D"
START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from gongdao.evidence.__main__ import main; status = main(); "
    "assert not any(name.partition('.')[0] in ('cryptography', 'site', 'jsonschema') for name in sys.modules); sys.exit(status)"
)


def alone(*arguments, language="en"):
    """Isolated (-I) and without site packages (-S)."""
    environment = {"LANG": language, "PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-I", "-S", *arguments], capture_output=True, env=environment, timeout=60)


class Alone(unittest.TestCase):
    def test_the_command_and_its_exit_statuses(self):
        for name, pins, status in (
            ("rotated.zip", ["--key", KEY], 0), ("act.receipt.json", ["--key", KEY], 0), ("rotated.zip", [], 3),
            ("rotated.zip", ["--checkpoint", str(VECTORS / "kept.note")], 0),
            ("broken-signature.zip", ["--key", KEY], 4),
            ("broken-archive.zip", ["--key", KEY], 2), ("absent.zip", [], 2),
        ):
            with self.subTest(name, pins=pins):
                run = alone("-c", START, str(KIT), "verify", str(VECTORS / name), "--json", *pins)
                self.assertEqual((run.returncode, run.stderr), (status, b""))
                self.assertEqual(json.loads(run.stdout)["exit"], status)

    def test_two_files_compared(self):
        run = alone("-c", START, str(KIT), "compare", str(VECTORS / "rotated.zip"), str(VECTORS / "forked.zip"), "--language", "zh")
        self.assertEqual((run.returncode, run.stderr), (4, b""))
        self.assertIn("日志持有者签了两份历史", run.stdout.decode())

    def test_a_wrong_command_line_is_told_apart(self):
        note = str(VECTORS / "kept.note")
        for arguments in (
            ["verify", note, "--key", "x"], ["verify", note, "--key", ""], ["verify", note, "--key", b"\xff+00000000+AAAA"], ["verify"], [],
            ["verify", note, "--checkpoint", "/nonexistent"], ["verify", note, "--checkpoint", ""], ["verify", note, "--witness", KEY],
            ["compare", note], ["stamp", note, "--ca", "/nonexistent"], ["show", note],
        ):
            with self.subTest(arguments):
                run = alone("-c", START, str(KIT), *arguments)
                self.assertEqual((run.returncode, run.stdout), (2, b""))
                self.assertNotIn(b"Traceback", run.stderr)

    def test_whoever_reads_along_may_stop_and_the_verdict_stays(self):
        for sink, status in (("/dev/full", 1), (None, 3)):
            with self.subTest(sink):
                command = [sys.executable, "-I", "-S", "-c", START, str(KIT), "verify", str(VECTORS / "rotated.zip")]
                reading, writing = os.pipe()
                os.close(reading)
                with os.fdopen(writing, "wb") if sink is None else open(sink, "wb") as out:
                    run = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, timeout=60)
                self.assertEqual(run.returncode, status)
                self.assertNotIn(b"Traceback", run.stderr)

    def test_it_speaks_where_the_terminal_knows_no_chinese(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "verifier.pyz"
            verifier.pack(program)
            environment = {"LC_ALL": "C", "PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
            command = [sys.executable, "-S", str(program), "verify", str(VECTORS / "rotated.zip"), "--language", "zh"]
            run = subprocess.run(command, capture_output=True, env=environment, timeout=60)
            self.assertEqual((run.returncode, run.stderr), (3, b""))
            self.assertTrue(run.stdout.decode().startswith("自身一致"))

    def test_the_judge_answers_bytes_of_any_kind(self):
        command = [sys.executable, "-I", "-S", "-c", START, str(KIT), "judge"]
        run = subprocess.run(command, input=b"\xff\n\n{}\n" + b"[" * 100_000 + b"\n", capture_output=True, timeout=60)
        self.assertEqual((run.returncode, run.stderr, run.stdout.count(b'"unreadable"')), (0, b"", 4))

    def test_one_file_to_hand_on(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "verifier.pyz"
            verifier.pack(program)
            run = alone(str(program), "verify", str(VECTORS / "rotated.zip"), "--key", KEY, language="zh_CN.UTF-8")
            self.assertEqual((run.returncode, run.stderr), (0, b""))
            self.assertTrue(run.stdout.decode().startswith("已证明"))
            self.assertLess(program.stat().st_size, 100_000)
