#!/usr/bin/env python3
"""Tests of the pack builder: `python3 protocol/packs/test_packs.py`."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import build
import contributions
import rates
import rebuild


class Numbers(unittest.TestCase):
    def test_decimals_are_read_as_text(self):
        self.assertEqual(build.fen("5901.4"), 590140)
        self.assertEqual(build.fen("6534.25"), 653425)
        self.assertEqual(build.fen("0.29"), 29)  # 0.29 * 100 is 28.999… in floating point
        self.assertEqual(build.ppm("0.0675"), 67500)
        self.assertEqual(build.ppm("1"), 1_000_000)
        self.assertEqual(build.tenths("13.5"), 135)

    def test_what_is_finer_than_the_unit_is_refused(self):
        with self.assertRaises(ValueError):
            build.fen("1.234")
        with self.assertRaises(ValueError):
            build.ppm("0.00000015")

    def test_unknown_members_of_a_row_are_refused(self):
        with self.assertRaises(ValueError):
            build.row(key="min_wage", colour="red")


class Series(unittest.TestCase):
    def year(self, label, floor, start=None, end=None, **more):
        basis = "sourced" if start else "unknown"
        return dict(year_label=label, base_floor_cny=floor, effective_from=start, effective_to=end, effective_basis=basis, sources=["CS"], **more)

    def rows(self, *years):
        return contributions.base_rows("base_floor", "base_floor_cny", list(years), "110000", "pension")

    def test_an_unknown_start_is_certain_only_from_october(self):
        rows = self.rows(self.year("2024", "100"))
        self.assertEqual([(r["known_on"], r["to"]) for r in rows], [("2024-10-01", "2024-12-31")])

    def test_the_time_between_two_values_is_unknown_with_both_as_candidates(self):
        rows = self.rows(self.year("2024", "100"), self.year("2025", "120"))
        self.assertEqual(rows[1]["from"], "2025-01-01")
        self.assertEqual(rows[1]["value"]["unknown"]["candidates"], [{"fen": 10000}, {"fen": 12000}])

    def test_the_time_between_two_equal_values_has_that_value(self):
        rows = self.rows(self.year("2024", "100"), self.year("2025", "100"))
        self.assertEqual(rows[1]["value"], {"fen": 10000})
        self.assertTrue(rows[1]["provisional"])

    def test_an_open_row_ends_with_its_cycle_and_is_carried_on_provisionally(self):
        rows = self.rows(self.year("2025", "100", start="2025-07-01"))
        self.assertEqual([(r["from"], r["to"], r.get("provisional", False)) for r in rows],
                         [("2025-07-01", "2026-06-30", False), ("2026-07-01", "2027-06-30", True)])

    def test_a_year_that_was_not_found_names_the_last_value_as_a_candidate_only(self):
        rows = self.rows(self.year("2025", "100", start="2025-01-01", end="2025-12-31"), self.year("2026", None))
        self.assertEqual(rows[-1]["value"]["unknown"]["candidates"], [{"fen": 10000}])
        self.assertEqual(rows[-1]["from"], "2026-01-01")


class Rates(unittest.TestCase):
    def test_a_measure_that_ran_out_goes_on_provisionally(self):
        fields = dict(key="rate", at="110000", line="unemployment", who="employer", value={"ppm": 5000}, confidence="one_source", tag="S")
        rows = rates.dated(fields, "measure to 2025-12-31; extension not found")
        self.assertEqual(rows[0]["to"], "2025-12-31")
        self.assertEqual((rows[1]["from"], rows[1]["provisional"]), ("2026-01-01", True))

    def test_a_measure_that_still_runs_has_its_end(self):
        fields = dict(key="rate", at="510000", line="unemployment", who="employer", value={"ppm": 6000}, confidence="one_source", tag="S")
        rows = rates.dated(fields, "to 2026-12-31")
        self.assertEqual([(r["known_on"], r["to"]) for r in rows], [("2026-09-01", "2026-12-31")])

    def test_a_cut_ladder_is_a_candidate_and_no_value(self):
        rows = rates.ladder({"employer_class1": "0.0016", "benchmark_class1": "0.002", "note": "all classes cut by 20%"}, "370000", "one_source", {})
        self.assertEqual(rows[0]["value"]["unknown"]["candidates"][0]["ladder"][0], 1600)
        self.assertEqual(rows[1]["value"], {"ppm": 1600})


class Tables(unittest.TestCase):
    def test_the_packs_are_what_the_tables_give(self):
        for name, text in rebuild.generated(os.path.join(rebuild.HERE, "tables"), None).items():
            with open(os.path.join(rebuild.PACKS, name + ".jsonl"), encoding="utf-8") as file:
                self.assertEqual(file.read(), text, name)


if __name__ == "__main__":
    unittest.main()
