"""The canonical form and the matching of transcripts, by table."""
import unittest

from gongdao.canonical import NotCanonical, canonical
from gongdao.keys import DeviceKey
from gongdao.replica import Replica
from gongdao.transcript import Mismatch, match, substitute


class CanonicalForm(unittest.TestCase):
    def test_members_are_sorted_and_text_stays_raw(self):
        self.assertEqual(canonical({"b": 1, "a": [True, None, "年\n\"\\\u0001"]}), '{"a":[true,null,"年\\n\\"\\\\\\u0001"],"b":1}'.encode())

    def test_what_has_no_canonical_form_is_refused(self):
        for value in ({"a": 1.5}, {"a b": 1}, 2**53, [-(2**53)], "\ud800", {"": 1}):
            with self.assertRaises(NotCanonical):
                canonical(value)

    def test_the_largest_numbers_pass(self):
        self.assertEqual(canonical([2**53 - 1, -(2**53 - 1), 0]), b"[9007199254740991,-9007199254740991,0]")


class Signatures(unittest.TestCase):
    def test_keys_and_signatures_have_their_fixed_lengths(self):
        key = DeviceKey()
        self.assertEqual(len(key.public), 44)
        self.assertEqual(len(key.sign_mutation("demo", "d", "s", "d.0", {"n": 1, "op": "leave.request", "a": {}})), 86)


class Matching(unittest.TestCase):
    def test_listed_members_must_match_and_others_are_ignored(self):
        names = {}
        match({"a": "$int", "b": ["$save:x", "$rest"]}, {"a": 1, "b": ["k", 2, 3], "c": 4}, names)
        self.assertEqual(names, {"x": "k"})

    def test_what_differs_is_named_by_its_path(self):
        for expected, actual in (({"a": 1}, {"a": True}), ({"a": 1}, {}), ([1], [1, 2]), ({"a": "$absent"}, {"a": 1}), ({"$some": 3}, [1])):
            with self.assertRaises(Mismatch):
                match(expected, actual, {})

    def test_saved_values_keep_their_type_and_stand_inside_texts(self):
        self.assertEqual(substitute({"n": "$n", "t": "id ${n}"}, {"n": 3}), {"n": 3, "t": "id 3"})


class Pages(unittest.TestCase):
    def put(self, feed, identifier, rev):
        return {"in": feed, "c": "task", "cols": ["id", "rev"], "rows": [[identifier, rev]]}

    def test_a_record_that_moved_is_not_taken_away_by_its_old_feed(self):
        replica = Replica()
        replica.apply({"reset": True, "feeds": ["q/hr", "q/finance"], "put": [self.put("q/hr", "T5", 1)], "cur": "1", "more": False})
        replica.apply({"put": [self.put("q/finance", "T5", 2)], "cur": "2", "more": True})
        replica.apply({"gone": [{"in": "q/hr", "c": "task", "ids": ["T5"]}], "cur": "3", "more": False})
        self.assertEqual(replica.rows[("task", "T5")][:2], ("q/finance", 2))

    def test_a_reset_sweeps_what_no_page_brought_and_only_at_its_end(self):
        replica = Replica()
        replica.apply({"reset": True, "feeds": ["t"], "put": [self.put("t", "A", 1), self.put("t", "B", 1)], "more": False})
        replica.apply({"reset": True, "feeds": ["t"], "put": [self.put("t", "A", 1)], "more": True})
        self.assertEqual(len(replica.rows), 2)
        replica.apply({"more": False})
        self.assertEqual(list(replica.rows), [("task", "A")])


if __name__ == "__main__":
    unittest.main()
