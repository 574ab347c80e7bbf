"""How the prose of the two source tables is read, place by place: each entry is a decision a person made and can correct.

Codes are the first two digits of GB/T 2260. Where the sources contradict each other the reading is UNKNOWN with candidates.
"""

COMPILED = "2026-11-21"
READ_ON = "2026-09-01"  # `rates_as_of` of the source: "2026-09 (read there as current)"

# Capital cities: the source gives medical rates, housing fund and (top-tier) minimum wages for them.
CAPITAL = {
    "13": "130100", "14": "140100", "15": "150100", "21": "210100", "22": "220100", "23": "230100", "32": "320100",
    "33": "330100", "34": "340100", "35": "350100", "36": "360100", "37": "370100", "41": "410100", "42": "420100",
    "43": "430100", "44": "440100", "45": "450100", "46": "460100", "51": "510100", "52": "520100", "53": "530100",
    "54": "540100", "61": "610100", "62": "620100", "63": "630100", "64": "640100", "65": "650100",
}
# Medical rates that the source states for the whole place, not only for its capital.
MEDICAL_WHOLE = {"11", "12", "31", "36", "43", "46", "50", "63", "64"}
# The pools of the tiered province, and the districts in them.
TIERS = {
    "第2档": ("420000/tier2", ["420200", "420300", "420600", "420500", "420800", "421300", "422800"]),
    "第3档": ("420000/tier3", ["421000", "420700", "420900", "421100", "421200", "429004", "429006", "429005", "429021"]),
}
BASE_AT = {"42": ["420100", "420000/provincial"], "44": ["440100", "440000/provincial"]}
# Separately pooled, so the province's bounds must not be used for them.
SEPARATE = {
    "33": [("330200", "Ningbo is pooled separately; its own bounds were not found")],
    "65": [("650000/corps", "the Production and Construction Corps has figures of its own; they were not found")],
}
# The medical base follows the pension base although the year rows do not say so: (at, year label, source, note).
MEDICAL_AS_PENSION = {
    "32": [("320100", "2025", ["WT"], None), ("320100", "2026 provisional", ["CS"], None)],
    "33": [("330100", "2025", ["WT"], None)],
}
# Placeholder years whose notes say that the old bounds are still collected.
STILL_IN_USE = {("22", "2026"), ("42", "2026")}

STANDARD = [("lt", 5, 800000), ("lt", 4, 600000), ("lt", 3, 400000), ("lt", 2, 200000), ("lt", 1, 100000), ("le", 0, 0)]
TENTH = [("lt", 5, 900000), ("lt", 4, 800000), ("lt", 3, 700000), ("lt", 2, 600000), ("lt", 1, 500000), ("le", 0, 0)]
TENTH_30 = [("lt", 5, 900000), ("lt", 4, 800000), ("lt", 3, 700000), ("lt", 2, 600000), ("lt", 1, 300000), ("le", 0, 0)]
NO_LAST = [("lt", 5, 800000), ("lt", 4, 600000), ("lt", 3, 400000), ("lt", 2, 200000), ("lt", 1, 0), ("le", 0, 0)]
TEN_YEARS = [("lt", n, n * 100000 - 100000) for n in range(10, 1, -1)] + [("lt", 1, 100000), ("le", 0, 0)]
TEN_YEARS = [(k, n, ppm if n > 1 else 100000 if n == 1 else 0) for k, n, ppm in TEN_YEARS]

BOTH, EMPLOYMENT = ["lump_medical", "lump_employment"], ["lump_employment"]
# code: (items cut, steps or None for disputed, grounds without a cut, confidence, tag, note)
AGE = {
    "11": (BOTH, STANDARD, [], "one_source", "L", None),
    "12": (BOTH, STANDARD, ["lcl38"], "one_source", "L", "the nought at retirement age also needs a pension entitlement"),
    "13": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "14": (BOTH, TENTH, [], "one_source", "L", None),
    "15": (BOTH, STANDARD, [], "one_source", "L", None),
    "21": (EMPLOYMENT, None, [], "disputed", "L", "the one source says 20 % a year in its text and deducts fixed months (2/4/6/7) in its code"),
    "22": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "23": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "31": (BOTH, STANDARD, [], "one_source", "L", None),
    "32": (BOTH, STANDARD, ["lcl38"], "one_source", "L", "applies where the worker is the one who ends the contract (knowledge)"),
    "33": (EMPLOYMENT, NO_LAST, [], "primary_text", "J",
           "the text takes 20 % off for each further year of age inside the last five; that nothing is left in the last year is arithmetic, not text"),
    "34": (EMPLOYMENT, None, [], "disputed", "L", "10 % a year and 30 % under one year by the source's text, 20 % a year by its code"),
    "35": (BOTH, STANDARD, [], "one_source", "L", None),
    "36": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "37": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "41": (EMPLOYMENT, STANDARD[:-1], [], "primary_text", "V", None),
    "42": (EMPLOYMENT, STANDARD, [], "one_source", "L", "the source's code cuts both, its text only this one"),
    "43": (BOTH, None, [], "disputed", "L", "10 % a year in one source, 20 % a year with a tenth as the least in another"),
    "46": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "50": (EMPLOYMENT, TEN_YEARS, [], "one_source", "L", "a window of ten years"),
    "51": (EMPLOYMENT, STANDARD, [], "one_source", "L", "neither sum is paid once the basic pension is drawn"),
    "53": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
    "61": (BOTH, STANDARD, [], "one_source", "L", None),
    "62": (BOTH, STANDARD, [], "one_source", "L", None),
    "63": (BOTH, STANDARD[:-1], [], "one_source", "L", None),
    "64": (BOTH, STANDARD, [], "one_source", "L", None),
    "65": (EMPLOYMENT, STANDARD, [], "one_source", "L", None),
}
AGE_CANDIDATES = {"21": [STANDARD], "34": [TENTH_30, STANDARD], "43": [TENTH, STANDARD]}
# No rule of percentages: the months themselves depend on the time left.
AGE_IN_FORMULA = {"52"}

# code: [(item, ppm, months x10, confidence)]
UPLIFT = {
    "15": [("lump_medical", 1200000, None, "one_source")],
    "22": [("lump_medical", 1300000, None, "one_source")],
    "32": [("lump_medical", 1400000, None, "two_sources")],
    "35": [("lump_medical", 1300000, None, "one_source")],
    "36": [("lump_medical", 1300000, None, "two_sources")],
    "37": [("lump_medical", 1500000, None, "one_source")],
    "41": [("lump_medical", 1300000, None, "primary_text")],
    "50": [("lump_medical", 1300000, None, "one_source")],
    "51": [("lump_medical", None, 60, "one_source")],
    "53": [("lump_medical", 1300000, None, "one_source")],
    "64": [("lump_medical", 1300000, None, "one_source"), ("lump_employment", 1300000, None, "one_source")],
}
# Sums of an earlier version of a place's rule: code: [(item, base, by grade, from, known on, to, document, note)]
EARLIER_SUMS = {
    "36": [
        ("lump_medical", None, {5: 20, 6: 17, 7: 13, 8: 10, 9: 7, 10: 4}, None, "2013-12-31", "2022-12-31",
         "2013年省政府令第204号", "months of the 2013 order; the wage they multiply was own wage by one source"),
        ("lump_employment", "own_wage", {5: 32, 6: 28, 7: 25, 8: 21, 9: 17, 10: 13}, None, "2013-12-31", "2022-12-31",
         "2013年省政府令第204号", "months of the 2013 order"),
    ],
}
SUMS_KNOWN_ON = {"36": "2023-12-31"}  # revised in 2023, day not established
SUMS_DEFAULT_KNOWN = "2023-01-01"  # the older of the two tables the months come from
LIFE_CANDIDATES = {"m": [7600, 7581], "f": [7600, 8155]}
BASES = {
    "own_wage": "own_wage", "provincial_average_monthly_wage": "provincial_average",
    "prefecture_average_monthly_wage": "pooling_average",
}
CONFIDENCE = {
    "confirmed_two_sources": "two_sources", "two_sources": "two_sources", "one_source": "one_source", "unknown": "disputed",
    "knowledge": "knowledge", "knowledge_plus_one_source": "one_source", "from_knowledge": "knowledge",
}
FROM_BASIS = {
    "sourced": "sourced", "calendar_year_sourced": "sourced", "inferred_from_cycle": "inferred_from_cycle",
    "from_knowledge": "knowledge", "unknown": "unknown", "end_sourced_start_unknown": "unknown", "disputed": "disputed",
}
