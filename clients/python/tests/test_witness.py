"""The witness: signs a log that grows, refuses one that was rewritten, and forgets nothing."""
import asyncio
import contextlib
import io
import json
import os
import pathlib
import re
import socket
import tempfile
import threading
import unittest

from log_of_test import LogKey, TestLog

from gongdao.evidence.checkpoint import Checkpoint
from gongdao.evidence.compare import compare
from gongdao.evidence.encoding import FormError
from gongdao.evidence.notes import WITNESS, Key
from gongdao.witness.__main__ import main, raised
from gongdao.witness.history import Alarm
from gongdao.witness.look import Refused, look
from gongdao.witness.memory import Memory
from gongdao.witness.signer import Signer
from gongdao.witness.words import CODES, refusal


class WitnessTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.memory = Memory(folder.name)
        self.signer = Signer.open(os.path.join(folder.name, "witness.pem"), "union.example")
        self.log = TestLog()

    def look(self, log=None, seconds=1_795_000_100, key=None):
        return asyncio.run(look((log or self.log).ask, self.memory, self.signer, seconds, key))

    def refused(self, why, log=None, **more):
        log = log or self.log
        before = len(log.handed_in)
        kept = self.memory.known()
        with self.assertRaises(Alarm) as caught:
            self.look(log, **more)
        self.assertEqual((caught.exception.why, len(log.handed_in)), (why, before))
        after = self.memory.known()
        self.assertEqual(str(after and after.checkpoint.note), str(kept and kept.checkpoint.note), "what it knows stays")
        return caught.exception

    def copy(self):
        """Another history of the same log, under the same key."""
        other = TestLog()
        for name, value in vars(self.log).items():
            setattr(other, name, value.copy() if isinstance(value, list | dict) else value)
        return other


class Growing(WitnessTest):
    def test_a_log_that_grows_is_signed_again_and_again(self):
        for _ in range(12):
            self.look()
            note = Checkpoint.parse(self.log.handed_in[-1]).note
            self.assertTrue(note.signed_by(self.signer.key))
            self.assertTrue(note.signed_by(self.log.keys[-1].public))
            self.assertEqual(self.memory.known().checkpoint.point.size, len(self.log.leaves))
            self.log.grow(3)
        self.assertEqual(Key.parse(str(self.signer.key), WITNESS), self.signer.key)

    def test_its_key_and_what_it_saw_outlive_it(self):
        self.look()
        again = Signer.open(os.path.join(self.folder, "witness.pem"), "union.example")
        self.assertEqual(again.key, self.signer.key)
        self.assertEqual(os.stat(os.path.join(self.folder, "witness.pem")).st_mode & 0o77, 0)
        self.assertEqual(Memory(self.folder).known().checkpoint.point.size, 5)

    def test_changes_of_the_logs_key_are_followed(self):
        first = str(self.log.keys[0].public)
        self.look(key=first)
        self.log.rotate()
        self.log.grow(2)
        self.assertEqual(self.look(key=first).key, first)
        self.assertTrue(Checkpoint.parse(self.log.handed_in[-1]).note.signed_by(self.log.keys[1].public))

    def test_a_restore_that_lost_nothing_is_followed(self):
        self.look()
        self.log.grow(3)
        self.log.restore(6)
        self.look()
        self.assertEqual(self.memory.known().checkpoint.point.origin, "gongdao.test/acme/e2")

    def test_an_older_line_of_its_own_is_replaced(self):
        self.look()
        shown = Checkpoint.parse(self.log.handed_in[-1])
        self.log.checkpoint = lambda size=None: str(shown.note)
        self.look(seconds=1_795_000_200)
        self.assertEqual(len(Checkpoint.parse(self.log.handed_in[-1]).note.signatures), 2)


class Rewritten(WitnessTest):
    def test_two_roots_of_one_size_are_a_fork_and_the_alarm_proves_it(self):
        other = self.copy()
        self.look()
        other.leaves[2] = other.leaves[2][:-1] + b"\0"
        alarm = self.refused("fork", other)
        path = self.memory.alarm(alarm, self.memory.known(), 1)
        told = json.loads(pathlib.Path(path).read_bytes())
        kept, shown = (io.BytesIO(told[name].encode()) for name in ("kept", "shown"))
        verdict = compare(kept, shown, self.log.keys[0].public).verdict()["verdict"]
        self.assertEqual((verdict["exit"], [found["code"] for found in verdict["failed"]]), (4, ["compare.root"]))

    def test_a_rewritten_past_under_a_longer_log_is_not_proved(self):
        other = self.copy()
        self.look()
        other.leaves[2] = other.leaves[2][:-1] + b"\0"
        other.grow(5)
        self.refused("unproved", other)

    def test_a_shorter_log_is_a_rollback(self):
        self.log.grow(4)
        self.look()
        del self.log.leaves[-2:]
        self.refused("rollback")

    def test_a_time_that_goes_back_is_a_rollback(self):
        self.look()
        self.log.grow(2)
        self.log.time = 1
        self.refused("rollback")

    def test_a_key_nobody_signed_for_is_refused(self):
        self.look()
        self.log.rotate(signer=LogKey())
        self.refused("keys")

    def test_a_log_under_another_key_is_refused(self):
        self.look()
        other = TestLog()
        other.grow(5)
        self.assertIn(self._why(other), ("keys", "unproved"))
        self.refused("keys", key=str(other.keys[0].public))

    def _why(self, log):
        with self.assertRaises(Alarm) as caught:
            self.look(log)
        self.assertEqual(log.handed_in, [])
        return caught.exception.why

    def test_a_wrong_key_from_the_start_is_refused(self):
        self.refused("keys", key=str(LogKey().public))

    def test_leaves_lost_by_a_restore_are_told(self):
        self.log.grow(4)
        self.look()
        self.log.restore(6)
        honest = self.log._consistency
        self.log._consistency = lambda params: {**honest({"from": {**params["from"], "size": 6}}), "lost": {"from": 6, "to": 9}}
        self.refused("lost")

    def test_an_epoch_that_hides_its_beginning_is_refused(self):
        self.look()
        self.log.restore(5)
        self.log.before = self.log.before.replace(" 5 ", " 4 ")
        self.refused("unproved")


class Answers(WitnessTest):
    def test_hostile_answers_sign_nothing(self):
        self.look()
        self.log.grow(3)
        good = self.log._consistency({"from": {"origin": "gongdao.test/acme/e1", "size": 5}})
        note = self.log.checkpoint()
        for bad in ({}, {"chain": [], "keys": good["keys"]}, {"chain": good["chain"], "keys": []}, {"chain": None, "keys": None},
                    {**good, "chain": [{**good["chain"][0], "proof": []}]}, {**good, "chain": [{**good["chain"][0], "proof": ["x"]}]},
                    {**good, "chain": [{**good["chain"][0], "checkpoint": "x"}]}, {**good, "keys": [1]}, {**good, "keys": [{}]}):
            self.log._consistency = lambda _, bad=bad: bad
            self.assertIn(self._why(), ("form", "keys", "unproved"))
        for bad in ("", "x", None, 5, note.replace("gongdao", "gangdao"), note[:-1]):
            self.log._consistency = lambda _: good
            self.log.checkpoint = lambda size=None, bad=bad: bad
            self.assertIn(self._why(), ("form", "keys", "unproved", "signature"))

    def _why(self):
        before = len(self.log.handed_in)
        with self.assertRaises(Alarm) as caught:
            self.look()
        self.assertEqual(len(self.log.handed_in), before)
        return caught.exception.why

    def test_a_server_that_gives_no_proof_is_not_signed_for(self):
        self.look()
        self.log.grow(1)

        self.log._consistency = self._refusing(1402)
        self.refused("unproved")

    def _refusing(self, code):
        def answer(_):
            raise Refused(code, refusal(code, "evidence.consistency"))

        return answer

    def test_a_server_that_is_busy_is_no_alarm(self):
        self.look()
        self.log.grow(1)
        for code in (1003, 1101, 1104, 1201, -32603):
            self.log._consistency = self._refusing(code)
            with self.assertRaises(Refused):
                self.look()
        self.assertEqual(len(self.log.handed_in), 1)

    def test_a_damaged_memory_signs_nothing(self):
        self.look()
        for damage in (b"", b"{}", b'{"key":"x","checkpoint":"y"}'):
            pathlib.Path(self.folder, "log.json").write_bytes(damage)
            with self.assertRaises(FormError):
                self.look()
        self.assertEqual(len(self.log.handed_in), 1)


class Command(WitnessTest):
    def test_the_key_is_made_once_and_shown(self):
        shown = []
        for _ in range(2):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                self.assertEqual(main(["key", "--state", self.folder, "--name", "union.example"]), 0)
            shown.append(out.getvalue())
        self.assertEqual(shown, [f"{self.signer.key}\n"] * 2)

    def test_an_alarm_is_told_in_both_languages_and_kept(self):
        self.look()
        with contextlib.redirect_stderr(io.StringIO()) as err:
            self.assertEqual(raised(Alarm("rollback", "shown"), self.memory), 4)
        self.assertIn("日志变短了", err.getvalue())
        self.assertIn("the log is shorter", err.getvalue())
        path = pathlib.Path(err.getvalue().splitlines()[-1])
        self.assertEqual(json.loads(path.read_bytes())["kept"], str(self.memory.known().checkpoint.note))

    def watched(self, *more, server="127.0.0.1:1"):
        arguments = ["watch", "--state", self.folder, "--name", "union.example", "--server", server, "--tenant", "t", "--login", "l", *more]
        with contextlib.redirect_stderr(io.StringIO()) as err:
            return main(arguments), err.getvalue()

    def test_a_server_that_is_not_there_is_no_alarm(self):
        status, told = self.watched()
        self.assertEqual(status, 1)
        self.assertIn("无法连接服务器", told)
        self.assertIn("the server cannot be reached", told)

    def test_wrong_arguments_and_damaged_files_are_told_in_words(self):
        for more in (["--every", "0"], ["--every", "x"]):
            with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(io.StringIO()):
                self.watched(*more)
            self.assertEqual(ended.exception.code, 2)
        for server in ("nowhere", ":1", "h:0", "h:70000", "h:x"):
            with self.assertRaises(SystemExit), contextlib.redirect_stderr(io.StringIO()):
                self.watched(server=server)
        self.assertEqual(self.watched("--log-key", "")[0], 2)
        pathlib.Path(self.folder, "witness.pem").write_text("damaged")
        status, told = self.watched()
        self.assertEqual(status, 2)
        self.assertIn("密钥、状态文件夹或参数不可用", told)

    def test_a_server_that_answers_in_another_form_or_not_at_all_is_told(self):
        cases = [
            (b"", "无法连接服务器"), (b"[]\n", "没有及时答复|无法连接服务器"), (b'{"id":1,"result":5}\n', "答复格式不对"),
            (b'{"id":1,"result":{}}\n', "答复格式不对"), (b'{"id":1,"error":5}\n', "答复格式不对"), (b'{"id":1}\n', "答复格式不对"),
            (b'{"id":1,"error":{"code":1104,"message":"draining 5"}}\n', "服务器即将停止.*draining 5"), (b"\xff\n", "无法连接服务器"),
            (b"5\n", "无法连接服务器"), (b'{"id":[]}\n', "无法连接服务器"), (b"[" * 100_000 + b"\n", "无法连接服务器"),
        ]
        for answer, words in cases:
            with self.subTest(answer), Answering(answer) as server:
                status, told = self.watched(server=f"127.0.0.1:{server.port}")
                self.assertEqual(status, 1)
                self.assertRegex(told, words)


class Answering:
    """A server that answers the first line with these bytes and closes."""

    def __init__(self, answer):
        self._answer, self._socket = answer, socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def __enter__(self):
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def _serve(self):
        connection, _ = self._socket.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(self._answer)

    def __exit__(self, *_):
        self._thread.join()
        self._socket.close()


class Words(unittest.TestCase):
    def test_every_code_of_the_protocol_is_told_in_both_languages(self):
        page = (pathlib.Path(__file__).resolve().parents[3] / "protocol/errors.md").read_text()
        codes = {int(line.split("|")[2]) for line in page.splitlines() if re.match(r"\| \d+ \|", line)}
        self.assertEqual(set(CODES), codes)
        for code in codes:
            self.assertRegex(refusal(code, "hello"), "[\u4e00-\u9fff].* / .*[a-z]")

    def test_a_witness_that_nobody_registered_is_told_what_to_do(self):
        told = refusal(-32602, "evidence.cosign", "invalid_params", {"field": "checkpoint", "reason": "witness"}, "union.example+1+KEY")
        self.assertEqual(told.count("union.example+1+KEY"), 2)
        self.assertIn("请管理员用 witness.set 登记", told)
        self.assertIn("Let an admin register it with witness.set", told)
        self.assertNotIn("{", told)

    def test_a_strange_refusal_is_told_as_well(self):
        for data in (None, 5, {"field": [], "reason": {}}, {"field": "\x1b[2J"}):
            told = refusal(-32602, "evidence.cosign", "x\x1b", data)
            self.assertIn("参数不被接受", told)
            self.assertNotIn("\x1b", told)
        self.assertIn("服务器拒绝了", refusal(99, "x"))
