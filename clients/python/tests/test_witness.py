"""The witness: signs a log that grows, refuses one that was rewritten, and forgets nothing."""
import asyncio
import contextlib
import io
import json
import os
import pathlib
import tempfile
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

        def nothing(_):
            raise Refused(1402, "not_found")

        self.log._consistency = nothing
        self.refused("unproved")

    def test_a_damaged_memory_signs_nothing(self):
        self.look()
        for damage in (b"", b"{}", b'{"key":"x","checkpoint":"y"}'):
            pathlib.Path(self.folder, "log.json").write_bytes(damage)
            with self.assertRaises((FormError, Alarm)):
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

    def test_a_server_that_is_not_there_is_no_alarm(self):
        with contextlib.redirect_stderr(io.StringIO()):
            status = main(["watch", "--state", self.folder, "--name", "u", "--server", "127.0.0.1:1", "--tenant", "t", "--login", "l"])
        self.assertEqual(status, 1)
