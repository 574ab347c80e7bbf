"""Rows in the normal form, and the helpers that write them."""
import datetime
import json

import words

MEMBERS = [
    "key", "at", "line", "class", "who", "from", "to", "from_basis", "known_on", "value", "provisional", "replaces",
    "published_on", "source", "document", "confidence", "tag", "note",
]


def fen(yuan):
    """Yuan as the table's JSON text has it, to whole fen; decimals are read as text, never through a float."""
    text = str(yuan)
    whole, _, part = text.partition(".")
    if len(part) > 2:
        raise ValueError(f"{text} yuan is finer than a fen")
    return int(whole) * 100 + int((part + "00")[:2]) * (1 if not text.startswith("-") else -1)


def ppm(fraction, scale=1_000_000):
    """A fraction's decimal text to parts per million."""
    whole, _, part = str(fraction).partition(".")
    digits = len(str(scale)) - 1
    if len(part) > digits:
        raise ValueError(f"{fraction} is finer than a part per million")
    return int(whole) * scale + int((part + "0" * digits)[:digits] or 0)


def tenths(months):
    whole, _, part = str(months).partition(".")
    return int(whole) * 10 + int((part + "0")[:1])


def day(text):
    return datetime.date.fromisoformat(text)


def shift(text, days):
    return (day(text) + datetime.timedelta(days=days)).isoformat()


def year_end(start):
    """The last day of twelve months that begin on that day."""
    d = day(start)
    return (d.replace(year=d.year + 1) - datetime.timedelta(days=1)).isoformat()


def row(**members):
    r = {}
    if "cls" in members:
        members["class"] = members.pop("cls")
    if "start" in members:
        members["from"] = members.pop("start")
    for name in MEMBERS:
        value = members.pop(name, None)
        if value is None or value is False or value == []:
            continue
        if name == "from_basis" and value == "sourced":
            continue
        r[name] = value
    if members:
        raise ValueError(f"unknown members {sorted(members)}")
    return r


def unknown(missing, candidates=()):
    return {"unknown": {"missing": missing, "missing_zh": words.chinese(missing), "candidates": list(candidates)}}


def first_day(r):
    return r.get("from") or r.get("known_on") or "0000"


def dump(head, rows):
    """The pack file: the head on the first line, then one row a line, in a fixed order."""
    def places(r, name):
        value = r.get(name)
        return value if isinstance(value, str) else ",".join(value) if value else ""

    rows = sorted(
        rows, key=lambda r: (places(r, "at"), r["key"], places(r, "line"), r.get("class", ""), r.get("who", ""), first_day(r)))
    text = [json.dumps(head, ensure_ascii=False, separators=(",", ":"))]
    text += [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows]
    return "\n".join(text) + "\n"
