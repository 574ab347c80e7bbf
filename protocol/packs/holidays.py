"""Holidays, days moved and make-up workdays from the PyPI package chinesecalendar (MIT), given as a wheel or an unpacked folder."""
import importlib
import os
import sys
import zipfile

from build import row


def version(path):
    name = os.path.basename(path.rstrip("/"))
    if name.endswith(".whl"):
        return name.split("-")[1]
    return next((f.split("-")[1].split(".dist")[0] for f in os.listdir(path) if f.endswith(".dist-info")), "unknown")


def load(path):
    if path.endswith(".whl") and not zipfile.is_zipfile(path):
        raise SystemExit(f"{path}: not a wheel")
    sys.path.insert(0, path)
    return importlib.import_module("chinese_calendar.constants")


def short(days):
    return "".join(f"{d.month:02}{d.day:02}" for d in sorted(days))


def years(path):
    tables = load(path)
    found = sorted({d.year for d in tables.holidays})
    rows = []
    for year in found:
        off, work, lieu = ([d for d in t if d.year == year] for t in (tables.holidays, tables.workdays, tables.in_lieu_days))
        rows.append(row(
            key="calendar", at="000000", start=f"{year}-01-01", to=f"{year}-12-31",
            value={"calendar": {"year": year, "off": short(off), "work": short(work), "in_lieu": short(lieu)}},
            source=["chinesecalendar"], confidence="one_source", tag="S"))
    return rows
