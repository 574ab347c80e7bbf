"""Every vector of protocol/vectors/evidence, with `cryptography` and in plain Python."""
import functools
import io
import json
import pathlib
import unittest

from gongdao.evidence import signatures
from gongdao.evidence.compare import compare_paths
from gongdao.evidence.encoding import to_url
from gongdao.evidence.findings import words
from gongdao.evidence.notes import WITNESS, Key
from gongdao.evidence.pin import Pin
from gongdao.evidence.report import report, report_comparison
from gongdao.evidence.verify import verify
from gongdao.evidence.worker import judge

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "protocol/vectors/evidence"


def load(name):
    return json.loads((VECTORS / name).read_bytes())


def codes(verdict, part):
    return sorted({found["code"] for found in verdict[part]})


def pin_of(case):
    pin = case["pin"]
    kept = (VECTORS / pin["checkpoint"]).read_bytes() if "checkpoint" in pin else None
    return Pin.of(pin.get("key"), kept, pin.get("witnesses", ()))


class Vectors(unittest.TestCase):
    plain = False

    def setUp(self):
        self._before, signatures.PLAIN = signatures.PLAIN, self.plain

    def tearDown(self):
        signatures.PLAIN = self._before

    def test_every_case_has_its_verdict(self):
        cases = load("cases.json")
        self.assertGreaterEqual(len(cases), 28)
        for case in cases:
            with self.subTest(case["about"], file=case["file"]):
                verdict = verify(VECTORS / case["file"], pin_of(case))
                for part in ("failed", "proved", "not_proved"):
                    self.assertEqual(codes(verdict, part), sorted(case[part]), part)
                found = {name: verdict[name] for name in ("result", "exit", "counts")}
                self.assertEqual(found, {name: case[name] for name in found})

    def test_every_comparison_has_its_verdict(self):
        for case in load("compare.json"):
            for first, second in ((case["a"], case["b"]), (case["b"], case["a"])):
                with self.subTest(case["about"], first=first):
                    key = Key.parse(case["key"]) if "key" in case else None
                    verdict = compare_paths(VECTORS / first, VECTORS / second, key)["verdict"]
                    self.assertEqual(verdict["exit"], case["exit"])
                    for part in ("failed", "proved", "not_proved"):
                        self.assertEqual(codes(verdict, part), sorted(case[part]), part)


    def test_the_judge_of_many_files_says_the_same_of_each_again_and_again(self):
        self.addCleanup(setattr, signatures, "memory", None)
        tasks, wanted = [], []
        for case in load("cases.json") * 2:
            pin, task = case["pin"], {"data": to_url((VECTORS / case["file"]).read_bytes())}
            if "checkpoint" in pin:
                task["checkpoint"] = (VECTORS / pin["checkpoint"]).read_text()
            tasks.append(json.dumps({**pin, **task}).encode() + b"\n")
            wanted.append({"result": case["result"], "exit": case["exit"], "failed": sorted(case["failed"])})
        answers = io.StringIO()
        self.assertEqual(judge(tasks, answers), 0)
        self.assertEqual([json.loads(line) for line in answers.getvalue().splitlines()], wanted)

    def test_what_is_remembered_of_signatures_is_bounded(self):
        asked = []
        memory = signatures.Memory()
        for number in range(memory.MOST + 1):
            memory(lambda *_: asked.append(1) or False, b"k", b"s", b"%d" % number)
            self.assertLessEqual(len(memory._found), memory.MOST)
        self.assertEqual(len(asked), memory.MOST + 1)
        check = functools.partial(lambda *_: asked.append(1) or True)
        self.assertEqual([memory(check, b"k", b"s", b"m") for _ in range(3)], [True] * 3)
        self.assertEqual(len(asked), memory.MOST + 2)


class VectorsInPlainPython(Vectors):
    plain = True


class Words(unittest.TestCase):
    def test_the_words_are_those_of_the_specification(self):
        self.assertEqual(words(), load("words.json"))

    def test_each_verdict_is_told_in_both_languages(self):
        for case in load("cases.json"):
            verdict = verify(VECTORS / case["file"], pin_of(case))
            for language, sign in (("zh", "\u3002"), ("en", ".")):
                lines = report(verdict, language)
                results = {code: text[language] for code, text in words()["result"].items() if code.partition(".")[0] == case["result"]}
                self.assertIn(lines[0], results.values())
                for part in ("failed", "proved", "not_proved"):
                    for found in verdict[part]:
                        self.assertTrue(any(line.startswith("- " + found["text"][language]) for line in lines), (case["about"], found))
                        self.assertIn(sign, found["text"][language])
                self.assertNotIn("{", "".join(lines))

    def test_each_witness_that_did_not_sign_is_named(self):
        case = next(case for case in load("cases.json") if case["about"] == "one witness signed, the other did not")
        third = Key("third.example", WITNESS, bytes(32))
        pin = Pin.of(case["pin"]["key"], None, [*case["pin"]["witnesses"], str(third), str(third)])
        verdict = verify(VECTORS / case["file"], pin)
        named = [found["item"] for found in verdict["not_proved"] if found["code"] == "witness_absent"]
        self.assertEqual((verdict["exit"], named), (3, ["other.example", "third.example"]))
        lines = report(verdict, "en")
        self.assertEqual(lines[0], words()["result"]["consistent.witness_absent"]["en"])
        self.assertTrue(any(line.endswith("[third.example]") for line in lines), lines)

    def test_without_a_key_a_checkpoint_proves_nothing_but_a_witness_who_signed(self):
        for case in load("cases.json"):
            if case["file"].endswith(".note") and "key" not in case["pin"]:
                verdict = verify(VECTORS / case["file"], pin_of(case))
                signed = bool(verdict["counts"]["witnesses"])
                self.assertEqual(codes(verdict, "proved"), ["witness"] if signed else [], case["about"])
                if not verdict["failed"]:
                    wanted = words()["result"]["consistent.witnessed" if signed else "consistent.unchecked"]
                    self.assertEqual(report(verdict, "en")[0], wanted["en"], case["about"])

    def test_a_contradiction_shows_both_checkpoints_with_their_signatures(self):
        lines = report_comparison(compare_paths(VECTORS / "kept.note", VECTORS / "forked.zip"), "en")
        self.assertEqual(len([line for line in lines if "— gongdao.test/acme" in line]), 2)
        self.assertEqual([line[3:] for line in lines if line.startswith("A: ")], (VECTORS / "kept.note").read_text().splitlines())

    def test_the_checkpoint_of_one_side_alone_is_not_told_as_the_other_ones(self):
        lines = report_comparison(compare_paths("/nonexistent", VECTORS / "kept.note"), "en")
        self.assertFalse(any(line.startswith(("A: gongdao", "B: ")) for line in lines), lines)

    def test_words_of_a_file_cannot_steer_a_terminal(self):
        verdict = verify(VECTORS / "kept.note")
        verdict["failed"].append({"code": "leaf.form", "item": "\x1b[2J\u202e", "text": {"en": "x", "zh": "x"}})
        self.assertNotIn("\x1b", "".join(report(verdict, "en")))
