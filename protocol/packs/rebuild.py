#!/usr/bin/env python3
"""Rebuilds the generated rule packs from the source tables, or reports how they differ.

    rebuild.py [TABLES] [--calendar WHEEL] [--out FOLDER] [--check]

TABLES is the folder with social-insurance.json and work-injury-subsidies.json (default: tables/ beside this file); WHEEL a downloaded chinesecalendar wheel
(`pip download --no-deps chinesecalendar`). national.jsonl and local.jsonl are written by hand and only checked for their form.
Without --calendar the calendar pack is left as it is. --check writes nothing and exits 1 if a pack would change.
"""
import argparse
import json
import os
import sys

import contributions
import holidays
import lumpsums
import rates
import wages
from build import dump

HERE = os.path.dirname(os.path.abspath(__file__))
PACKS = os.path.normpath(os.path.join(HERE, "..", "..", "Sources", "RulePacks", "packs"))
VERSION = "2026.11.1"


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=str)


def head(name, zh, en, sources):
    return {"pack": name, "version": VERSION, "title": {"zh": zh, "en": en}, "sources": sources}


def generated(tables, wheel):
    insurance = read(os.path.join(tables, "social-insurance.json"))
    injury = read(os.path.join(tables, "work-injury-subsidies.json"))
    provinces = insurance["provinces"]
    named = {k: v.get("repo") or v["what"][:80] for k, v in insurance["_meta"]["source_index"].items()}
    packs = {
        "contributions": (head("contributions", "社会保险与公积金缴费", "Social insurance and housing fund contributions", named),
                          [r for p in provinces for r in contributions.bases(p) + rates.rates(p)]),
        "wages": (head("wages", "最低工资与平均工资", "Minimum and average wages", named),
                  [r for p in provinces for r in wages.minimum(p) + contributions.averages(p)]),
        "lumpsums": (head("lumpsums", "一次性工伤医疗补助金和伤残就业补助金", "Lump sums on termination", {
            "GS": "banaea/gongshangjisuan, calculator read 2026", "LC": "BlueGalaxyForest/law-counter, calculator of 2023"}),
            [r for p in injury["provinces"] for r in lumpsums.sums(p)]),
    }
    # Averages of tiers come with the bounds; they belong with the wages.
    moved = [r for r in packs["contributions"][1] if r["key"] == "average_wage"]
    packs["contributions"][1][:] = [r for r in packs["contributions"][1] if r["key"] != "average_wage"]
    packs["wages"][1].extend(moved)
    if wheel:
        packs["calendar"] = (head("calendar", "节假日与调休", "Holidays and make-up workdays", {
            "chinesecalendar": f"PyPI chinesecalendar {holidays.version(wheel)} (MIT), after the notices of the State Council"}),
            holidays.years(wheel))
    return {name: dump(h, rows) for name, (h, rows) in packs.items()}


def names(text):
    """Rows by what they are rows of, so that differences can be told in words."""
    found = {}
    for line in text.splitlines()[1:]:
        r = json.loads(line)
        found[json.dumps([r.get(m) for m in ("key", "at", "line", "class", "who")] + [r.get("from") or r.get("known_on")])] = line
    return found


def report(name, old, new):
    before, after = names(old) if old else {}, names(new)
    for key in sorted(set(before) | set(after)):
        if before.get(key) != after.get(key):
            print(f"{name}: - {before[key]}" if key in before else f"{name}: new row")
            if key in after:
                print(f"{name}: + {after[key]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="?", default=os.path.join(HERE, "tables"))
    parser.add_argument("--calendar")
    parser.add_argument("--out", default=PACKS)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    changed = False
    for name, text in generated(args.tables, args.calendar).items():
        path = os.path.join(args.out, name + ".jsonl")
        old = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        if old == text:
            continue
        changed = True
        if args.check:
            report(name, old, text)
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            print(f"{name}: {len(text.splitlines()) - 1} rows, {len(text.encode())} bytes")
    if not changed:
        print("the packs are what the tables give")
    sys.exit(1 if args.check and changed else 0)


if __name__ == "__main__":
    main()
