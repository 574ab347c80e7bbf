"""Checkpoints of several epochs: what was signed and is lost, what contradicts, what is only not known (protocol/evidence.md, §4.3)."""
import copy
import io
import unittest

from bundle_of_test import bundle, members, sealed
from log_of_test import NAME, TestLog

from gongdao.evidence.compare import compare, compare_paths
from gongdao.evidence.encoding import to_standard
from gongdao.evidence.notes import WITNESS, Key
from gongdao.evidence.pin import Pin
from gongdao.evidence.report import report, report_comparison, sentence
from gongdao.evidence.verify import verify_file


class Witness:
    """An Ed25519 key that cosigns."""

    def __init__(self, name):
        log_key = TestLog().keys[0]
        self._key, self.key = log_key._key, Key(name, WITNESS, log_key.public.data)

    def under(self, note, right=True):
        text = note.rpartition("\n\n")[0] + "\n"
        signature = self._key.sign(f"cosignature/v1\ntime 1795000000\n{text if right else 'x'}".encode())
        blob = self.key.id + (1_795_000_000).to_bytes(8, "big") + signature
        return note + f"— {self.key.name} {to_standard(blob)}\n"


class Epochs(unittest.TestCase):
    def setUp(self):
        self.log = TestLog()
        self.log.grow(4)
        self.key = str(self.log.keys[0].public)

    def copy(self):
        other = TestLog()
        vars(other).update({name: copy.copy(value) for name, value in vars(self.log).items()})
        return other

    def judge(self, data, kept=None, key=True, witnesses=()):
        data = data.encode() if isinstance(data, str) else data
        return verify_file(io.BytesIO(data), Pin.of(self.key if key else None, kept, witnesses))

    def told(self, verdict, result, *failed, missing=()):
        self.assertEqual((verdict["result"], [(found["code"], found["item"]) for found in verdict["failed"]]), (result, list(failed)))
        codes = [found["code"] for found in verdict["not_proved"]]
        for code in missing:
            self.assertIn(code, codes)
        self.assertEqual("pinned_checkpoint" in codes, "pinned_checkpoint" in missing)
        for language in ("zh", "en"):
            self.assertNotIn("{", "".join(report(verdict, language)))

    def proves(self, verdict, code):
        return code in [found["code"] for found in verdict["proved"]]


class Kept(Epochs):
    """A bundle and a checkpoint that somebody kept."""

    def test_what_was_signed_and_is_not_there_any_more_is_lost(self):
        kept = self.log.checkpoint()
        self.log.restore(5)
        self.log.grow(20)
        for file in (bundle(self.log), bundle(self.log, [self.log.ends[0][1]], [5])):
            verdict = self.judge(file, kept)
            self.told(verdict, "failed", ("pin.lost", f"{NAME}/e1 5 9"))
            self.assertIn(f"Leaves 5 to 8 of {NAME}/e1 are lost: the log's holder signed 9 leaves", "".join(report(verdict, "en")))
            self.assertIn("第 5 至 8 条日志已丢失", "".join(report(verdict, "zh")))

    def test_the_other_way_about_it_is_lost_as_well(self):
        file = bundle(self.log)
        self.log.restore(5)
        self.told(self.judge(file, self.log.checkpoint()), "failed", ("pin.lost", f"{NAME}/e1 5 9"))

    def test_a_clean_end_is_no_loss_and_proved_only_by_a_proof(self):
        kept = self.log.checkpoint()
        self.log.restore(9)
        verdict = self.judge(bundle(self.log), kept)
        self.told(verdict, "consistent", missing=["pinned_checkpoint"])
        self.assertIn("could not be compared", sentence(verdict)["en"])
        self.assertEqual(verdict["exit"], 3)
        verdict = self.judge(bundle(self.log, sizes=[9]), kept)
        self.told(verdict, "proved")
        self.assertTrue(self.proves(verdict, "pinned_checkpoint"))
        self.told(self.judge(bundle(self.log), self.log.checkpoint(), key=False), "proved")

    def test_a_smaller_one_of_an_earlier_epoch_is_its_beginning_by_proof(self):
        kept = self.log.checkpoint(3)
        self.log.restore(6)
        self.told(self.judge(bundle(self.log), kept), "consistent", missing=["pinned_checkpoint"])
        self.told(self.judge(bundle(self.log, sizes=[3]), kept), "proved")

    def test_another_past_is_a_fork_though_the_epoch_is_another(self):
        other = self.copy()
        other.leaves[2] = other.leaves[2][:-1] + b"\0"
        kept = other.checkpoint(3)
        self.log.restore(6)
        self.told(self.judge(bundle(self.log, sizes=[3]), kept), "failed", ("pin.fork", f"{NAME}/e1 3"))
        self.told(self.judge(bundle(self.log), kept), "consistent", missing=["pinned_checkpoint"])

    def test_the_end_of_an_epoch_with_another_root_is_a_fork(self):
        other = self.copy()
        other.leaves[2] = other.leaves[2][:-1] + b"\0"
        self.log.restore(9)
        self.told(self.judge(bundle(self.log), other.checkpoint()), "failed", ("pin.fork", f"{NAME}/e1 9"))

    def test_a_later_time_in_an_earlier_epoch_is_a_fork(self):
        other = self.copy()
        other.time += 9_000_000
        kept = other.checkpoint(4)
        self.log.restore(6)
        self.told(self.judge(bundle(self.log, sizes=[4]), kept), "failed", ("pin.fork", f"{NAME}/e1 4"))

    def test_a_later_one_of_the_same_epoch_is_not_known(self):
        file = bundle(self.log)
        self.log.grow(2)
        self.told(self.judge(file, self.log.checkpoint()), "consistent", missing=["pinned_checkpoint"])

    def test_an_epoch_that_was_passed_over_is_lost(self):
        first, other = self.copy(), self.copy()
        other.restore(7)
        other.grow(3)
        kept = other.checkpoint()
        self.log.restore(5)
        self.log.epoch = 3
        self.log.grow(9)
        self.told(self.judge(bundle(self.log), kept), "failed", ("pin.lost", f"{NAME}/e2 5 11"))
        self.log.before = self.log.before.replace("/e1", "/e0")
        self.told(self.judge(bundle(self.log), first.checkpoint()), "failed", ("pin.fork", f"{NAME}/e1 9"))

    def test_an_epoch_that_nobody_knows_leaves_it_open_but_for_its_size_and_time(self):
        small, large = self.log.checkpoint(3), self.log.checkpoint()
        self.log.restore(6)
        self.log.restore(6)
        file = bundle(self.log)
        self.told(self.judge(file, small), "consistent", missing=["pinned_checkpoint"])
        self.told(self.judge(file, large), "failed", ("pin.lost", f"{NAME}/e1 5 9"))
        late = self.copy()
        late.epoch, late.time = 1, late.time + 1_000_000
        self.told(self.judge(file, late.checkpoint(3)), "failed", ("pin.fork", f"{NAME}/e1 3"))

    def test_a_log_that_says_nothing_came_before_it_denies_what_was_signed(self):
        kept = self.log.checkpoint()
        self.log.epoch, self.log.before = 2, ""
        self.told(self.judge(bundle(self.log), kept), "failed", ("pin.fork", f"{NAME}/e1 9"))

    def test_one_epoch_with_two_beginnings_is_a_fork(self):
        other = self.copy()
        self.log.restore(6)
        other.restore(5)
        other.grow(9)
        other.time += 5_000
        self.told(self.judge(bundle(other), self.log.checkpoint()), "failed", ("pin.fork", f"{NAME}/e2 7"))

    def test_what_is_no_checkpoint_is_no_pin(self):
        for key in (True, False):
            self.told(self.judge(bundle(self.log), "garbage", key), "failed", ("pin.checkpoint", ""))
        strange = TestLog()
        self.told(self.judge(bundle(self.log), strange.checkpoint()), "failed", ("pin.checkpoint", f"{NAME}/e1"))

    def test_an_endless_origin_is_told_in_short(self):
        kept = self.log.checkpoint()
        self.log.restore(5)
        long = NAME + "/" + "x" * 300
        renamed = [text.replace(NAME + "/e", long + "/e").rpartition("\n\n")[0] + "\n" for text in (kept, self.log.checkpoint())]
        kept, here = (self.log.keys[0].note(text) for text in renamed)
        verdict = self.judge(here, kept, key=False)
        self.assertEqual([found["code"] for found in verdict["failed"]], ["pin.lost"])


class Bundles(Epochs):
    """What a bundle's own checkpoints say of each other."""

    def test_the_ends_of_earlier_epochs_are_held_against_the_tree(self):
        lost, kept = self.log.checkpoint(), self.log.checkpoint(8)
        self.log.restore(8)
        for sizes in ([], [8, 9]):
            self.told(self.judge(bundle(self.log, [kept, lost], sizes)), "failed", ("checkpoint.before", "checkpoints/e1.note"))

    def test_clean_ends_are_proved(self):
        for size in (9, 10, 11):
            self.log.restore(size)
        ends = [note for _, note in self.log.ends]
        self.told(self.judge(bundle(self.log, ends, [9, 10, 11])), "proved")
        self.told(self.judge(bundle(self.log, ends)), "proved")

    def test_a_line_that_names_another_root_than_the_tree_had(self):
        self.log.restore(6)
        self.log.before = "before {} 3 {}\n".format(f"{NAME}/e1", self.log.before.split()[-1])
        self.told(self.judge(bundle(self.log)), "proved")
        self.told(self.judge(bundle(self.log, sizes=[3])), "failed", ("checkpoint.before", "checkpoint.note"))

    def test_lines_that_are_impossible_by_themselves(self):
        self.log.restore(6)
        root = self.log.before.split()[-1]
        for origin, size in ((f"{NAME}/e2", 3), (f"{NAME}/e3", 3), (f"{NAME}/e1", 7), (f"{NAME}/e1", 70), (f"{NAME}x/e1", 3), ("x", 3)):
            with self.subTest(origin=origin, size=size):
                self.log.before = f"before {origin} {size} {root}\n"
                self.told(self.judge(bundle(self.log)), "failed", ("checkpoint.before", "checkpoint.note"))
                self.told(self.judge(self.log.checkpoint()), "failed", ("checkpoint.before", "checkpoint.note"))

    def test_a_note_of_another_past_fails_by_its_member(self):
        other = self.copy()
        other.leaves[2] = other.leaves[2][:-1] + b"\0"
        file = bundle(self.log, [self.log.checkpoint(4), other.checkpoint(4), other.checkpoint(5)], [4])
        self.told(self.judge(file), "failed", ("checkpoint.before", "checkpoints/e1.note"))

    def test_a_note_under_another_key_is_held_against_nothing(self):
        other = TestLog()
        self.told(self.judge(bundle(self.log, [other.checkpoint()])), "failed", ("checkpoint.signature", "checkpoints/e0.note"))

    def test_what_a_witness_signed_earlier_is_proved_where_it_is_the_beginning(self):
        union, other = Witness("union.example"), Witness("other.example")
        keys = (str(union.key), str(other.key))
        early = union.under(self.log.checkpoint(3))
        self.log.grow(3)
        self.told(self.judge(bundle(self.log, [early], [3]), witnesses=keys[:1]), "proved")
        verdict = self.judge(bundle(self.log, [early], [3]), witnesses=keys)
        self.told(verdict, "consistent", missing=["witness_absent"])
        self.assertEqual([found["item"] for found in verdict["not_proved"] if "item" in found], ["other.example"])
        self.witnessed(verdict, 0, "witness_earlier", "witness")
        verdict = self.judge(bundle(self.log, [early]), witnesses=keys)
        self.assertFalse(self.proves(verdict, "witness_earlier"))
        verdict = self.judge(bundle(self.log, [union.under(self.log.checkpoint())]), witnesses=keys)
        self.assertFalse(self.proves(verdict, "witness_earlier"))
        newest = {**members(self.log), "checkpoint.note": union.under(self.log.checkpoint()).encode()}
        self.witnessed(self.judge(sealed(self.log, newest), witnesses=keys), 1, "witness", "witness_earlier")
        wrong = union.under(self.log.checkpoint(3), right=False)
        self.told(self.judge(bundle(self.log, [wrong], [3]), witnesses=keys), "failed", ("witness.signature", "union.example"))

    def witnessed(self, verdict, count, proved, not_proved):
        found = verdict["counts"]["witnesses"], self.proves(verdict, proved), self.proves(verdict, not_proved)
        self.assertEqual(found, (count, True, False))

    def test_many_epochs_take_no_time(self):
        notes = {}
        for number in range(300):
            notes[f"checkpoints/e{number}.note"] = self.log.checkpoint().encode()
            self.log.restore(len(self.log.leaves))
        self.told(self.judge(sealed(self.log, {**members(self.log), **notes})), "proved")


class Notes(Epochs):
    """A plain checkpoint brings no key."""

    def test_without_a_key_nothing_is_checked_and_that_is_said(self):
        verdict = self.judge(self.log.checkpoint(), key=False)
        self.told(verdict, "consistent", missing=["unchecked", "signer"])
        self.assertEqual((verdict["proved"], sentence(verdict)["zh"]), ([], "什么都没有核对：没有给出密钥。"))
        self.told(self.judge(self.log.checkpoint()), "proved")

    def test_a_kept_one_is_held_against_it_with_or_without_a_key(self):
        kept = self.log.checkpoint()
        other = self.copy()
        other.leaves[2] = other.leaves[2][:-1] + b"\0"
        lost = self.copy()
        lost.restore(5)
        for key in (True, False):
            verdict = self.judge(kept, kept, key)
            self.told(verdict, "proved" if key else "consistent", missing=[] if key else ["pinned_checkpoint"])
            self.assertEqual(self.proves(verdict, "pinned_checkpoint"), key)
            if not key:
                self.assertEqual((verdict["proved"], sentence(verdict)["zh"]), ([], "什么都没有核对：没有给出密钥。"))
            self.told(self.judge(other.checkpoint(), kept, key), "failed", ("pin.fork", f"{NAME}/e1 9"))
            self.told(self.judge(lost.checkpoint(), kept, key), "failed", ("pin.lost", f"{NAME}/e1 5 9"))
            self.told(self.judge(self.log.checkpoint(5), kept, key), "consistent", missing=["pinned_checkpoint"])
            self.told(self.judge(kept, "garbage", key), "failed", ("pin.checkpoint", ""))
            self.told(self.judge(kept, kept.replace(NAME, "x/y"), key), "failed", ("pin.checkpoint", "x/y/e1"))
        self.told(self.judge(kept, kept[:-10] + "AAAAAAA==\n"), "failed", ("pin.checkpoint", f"{NAME}/e1"))

    def test_a_kept_one_of_an_older_key_contradicts_but_proves_nothing(self):
        kept = self.log.checkpoint()
        self.log.rotate()
        self.key = str(self.log.keys[1].public)
        again = self.log.keys[1].note(kept.rpartition("\n\n")[0] + "\n")
        self.told(self.judge(again, kept), "consistent", missing=["pinned_checkpoint"])
        self.log.restore(4)
        self.told(self.judge(self.log.checkpoint(), kept), "failed", ("pin.lost", f"{NAME}/e1 4 9"))


class Compared(Epochs):
    def compared(self, a, b, key=False):
        files = [io.BytesIO(data.encode() if isinstance(data, str) else data) for data in (a, b)]
        found = compare(*files, self.log.keys[0].public if key else None).verdict()
        self.assertTrue(report_comparison(found, "zh")[0])
        verdict = found["verdict"]
        return verdict["exit"], [one["code"] for part in ("failed", "not_proved", "proved") for one in verdict[part]]

    def test_files_of_two_epochs(self):
        old, early = bundle(self.log), bundle(self.log, sizes=[4])
        small = self.copy()
        del small.leaves[6:]
        small.time -= 3_000
        self.log.restore(6)
        for a, b, wanted in (
            (old, bundle(self.log), (4, ["compare.lost"])),
            (bundle(small), bundle(self.log, sizes=[6]), (0, ["compare.same"])),
            (bundle(small), bundle(self.log), (3, ["compare.unknown"])),
            (small.checkpoint(), bundle(self.log, sizes=[6]), (0, ["compare.same"])),
            (early, bundle(self.log, sizes=[4]), (4, ["compare.lost"])),
        ):
            self.assertEqual((self.compared(a, b), self.compared(b, a)), (wanted, wanted))

    def test_leaves_count_only_where_both_epochs_have_them(self):
        small = self.copy()
        del small.leaves[6:]
        small.leaves[2] = small.leaves[2][:-1] + b"\0"
        small.time -= 3_000
        self.log.restore(7)
        exit_status, codes = self.compared(bundle(small, sizes=[3]), bundle(self.log, sizes=[3]))
        self.assertEqual((exit_status, codes[0]), (4, "compare.leaf"))
        self.assertEqual(set(codes), {"compare.leaf", "compare.node"})

    def test_notes(self):
        kept, other = self.log.checkpoint(), self.copy()
        other.restore(5)
        self.assertEqual(self.compared(kept, other.checkpoint()), (3, ["compare.unchecked"]))
        self.assertEqual(self.compared(kept, other.checkpoint(), key=True), (4, ["compare.lost"]))
        self.assertEqual(self.compared(kept, kept, key=True), (0, ["compare.same"]))
        self.assertEqual(self.compared(kept, kept.replace(NAME, "x/y")), (3, ["compare.unrelated"]))
        self.assertEqual(self.compared(kept, bundle(TestLog())), (4, ["compare.invalid"]))
        self.assertEqual(self.compared(bundle(self.log), bundle(TestLog())), (3, ["compare.unrelated"]))

    def test_a_file_that_is_not_there_is_named(self):
        for order in ((__file__, "/nonexistent"), ("/nonexistent", __file__), ("/nonexistent", "/tmp"), ("a\0b", "/tmp")):
            found = compare_paths(*order)
            self.assertEqual((found["kind"], found["verdict"]["exit"]), ("gongdao-comparison", 2))
            self.assertIn("compare.invalid", [one["code"] for one in found["verdict"]["failed"]])
            place = "ab"[order.index("/nonexistent") if "/nonexistent" in order else 0]
            self.assertIn(found[place]["failed"][0]["item"], ("No such file or directory", "embedded null byte"))
            self.assertIn(f"{place.upper()}: ", "\n".join(report_comparison(found, "en")))
