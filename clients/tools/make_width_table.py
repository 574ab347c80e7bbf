#!/usr/bin/env python3
"""Writes clients/cli/Output/WidthTable.swift from the Unicode data of this Python.

Usage: make_width_table.py > clients/cli/Output/WidthTable.swift
Wide and fullwidth characters take two columns, combining and format characters none, ambiguous ones one, emoji with emoji
presentation two (they are wide in the data). Unassigned code points of the CJK planes count as wide, as UAX #11 says.
"""
import unicodedata


def width(point):
    if 0xD800 <= point <= 0xDFFF:
        return 1
    char = chr(point)
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") and point != 0xAD:
        return 0
    # Hangul medial vowels and final consonants join the syllable before them.
    if 0x1160 <= point <= 0x11FF:
        return 0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 2
    if category == "Cn" and (0x20000 <= point <= 0x2FFFD or 0x30000 <= point <= 0x3FFFD):
        return 2
    return 1


def ranges(wanted):
    start = None
    for point in range(0x110001):
        fits = point < 0x110000 and width(point) == wanted
        if fits and start is None:
            start = point
        if not fits and start is not None:
            yield start, point - 1
            start = None


def table(name, wanted, comment):
    out, line = [], "       "
    for first, last in ranges(wanted):
        item = f" (0x{first:X}, 0x{last:X}),"
        if len(line) + len(item) > 130:
            out.append(line)
            line = "       "
        line += item
    out.append(line)
    body = "\n".join(out)
    return f"    /// {comment}\n    static let {name}: [(UInt32, UInt32)] = [\n{body}\n    ]\n"


print("// Made by clients/tools/make_width_table.py; do not edit.\n")
print(f"/// Columns of a terminal that characters take, from Unicode {unicodedata.unidata_version}. Ranges are inclusive and ascending.")
print("enum WidthTable {")
print(f'    static let unicodeVersion = "{unicodedata.unidata_version}"\n')
print(table("wide", 2, "Two columns: East Asian wide and fullwidth, emoji presentation."))
print(table("zero", 0, "None: combining marks, joiners, variation selectors, format characters."), end="")
print("}")
