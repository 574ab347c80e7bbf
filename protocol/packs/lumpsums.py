"""The two lump sums on termination, their age rules and uplifts: from the work-injury table and `readings.py`."""
from build import fen, row, tenths, unknown
from readings import (
    AGE, AGE_CANDIDATES, AGE_IN_FORMULA, BASES, CONFIDENCE, EARLIER_SUMS, LIFE_CANDIDATES, SUMS_DEFAULT_KNOWN, SUMS_KNOWN_ON, UPLIFT,
)

ITEMS = [("lump_medical", "medical_subsidy"), ("lump_employment", "employment_subsidy")]


def months(base, table):
    return {"formula": {"family": "months", "base": BASES.get(base, base), "by_grade": {str(g): tenths(m) for g, m in table.items()}}}


def value(entry):
    formula = entry.get("formula")
    if formula and "coefficient" in formula:
        return {"formula": {
            "family": "lifetime", "base": BASES[entry["basis"]],
            "coefficient_x10": {g: tenths(x) for g, x in formula["coefficient"].items()},
            "least_months_x10": {g: tenths(x) for g, x in formula["min_months"].items()}}}
    if formula:
        return {"formula": {
            "family": "months_left", "base": BASES[entry["basis"]],
            "least_months_x10": {g: tenths(x) for g, x in formula["min_months"].items()},
            "most_months_x10": {g: tenths(x) for g, x in formula["max_months"].items()}}}
    if entry["basis"] == "fixed_cny":
        return {"formula": {"family": "fixed", "by_grade": {g: fen(x) for g, x in entry["by_grade"].items()}}}
    if not entry["by_grade"]:
        options = [months(c["basis"], c["by_grade"]) for c in entry["candidates"]]
        return unknown("the sources give different months; read the place's own text", options)
    return months(entry["basis"], entry["by_grade"])


def sums(place):
    code, rows = place["code"], []
    start = place["effective_from"]
    basis = {"knowledge": "knowledge"}.get(place["effective_from_basis"]) if start else "unknown"
    known = None if start else SUMS_KNOWN_ON.get(code, SUMS_DEFAULT_KNOWN)
    for key, member in ITEMS:
        entry = place[member]
        found = value(entry)
        grade = CONFIDENCE.get(entry["confidence"], "one_source")
        if place.get("evidence_quality") == "primary_text" or place["effective_from_basis"] == "primary text read":
            grade = "primary_text"
        rows.append(row(
            key=key, at=code + "0000", start=start, known_on=known, from_basis=basis, value=found, confidence=grade,
            tag="V" if grade == "primary_text" else "L", source=["GS", "LC"], document=place["instrument"], note=note(entry)))
    for key, base, table, first, known_on, to, document, why in EARLIER_SUMS.get(code, []):
        found = months(base, table) if base else unknown(why, [months("own_wage", table)])
        rows.append(row(key=key, at=code + "0000", start=first, known_on=known_on, to=to, from_basis="unknown", value=found,
                        confidence="one_source" if base else "disputed", tag="L", source=["LC"], document=document, note=why))
    return rows + ages(place, start, known, basis) + uplifts(place, start, known, basis)


def note(entry):
    others = entry.get("basis_candidates")
    if others:
        return "the wage it multiplies is disputed: " + ", ".join(BASES[o] for o in others)
    if entry.get("candidates") and entry["by_grade"]:
        return "another table gives " + "; ".join(
            "/".join(str(m) for m in c["by_grade"].values()) for c in entry["candidates"] if c["by_grade"] != entry["by_grade"])
    return None


def rule(items, steps, excepted):
    found = {"applies_to": items, "measure": "years_left_to_retirement",
             "steps": [{kind: years, "ppm": part} for kind, years, part in steps]}
    if excepted:
        found["not_if"] = excepted
    return {"age_rule": found}


def ages(place, start, known, basis):
    code, rows = place["code"], []
    cut, steps, excepted, grade, tag, why = AGE.get(code, ([], None, [], "disputed", "L", None))
    for key, _ in ITEMS:
        fields = dict(key="lump_age_rule", at=code + "0000", cls=key, start=start, known_on=known, from_basis=basis, tag=tag,
                      source=["GS"], document=place["instrument"] if grade == "primary_text" else None)
        if code in AGE_IN_FORMULA:
            rows.append(row(**fields, value=rule([], [], []), confidence="one_source", note="the time left is part of the formula"))
        elif code not in AGE:
            rows.append(row(**fields, value=unknown("whether the place reduces the sum near retirement is not established"),
                            confidence="disputed"))
        elif key not in cut:
            rows.append(row(**fields, value=rule([], [], []), confidence=grade if steps else "one_source", note="not reduced"))
        elif steps is None:
            rows.append(row(**fields, value=unknown(why, [rule([key], s, excepted) for s in AGE_CANDIDATES[code]]), confidence=grade))
        else:
            rows.append(row(**fields, value=rule([key], steps, excepted), confidence=grade, note=why))
    return rows


def uplifts(place, start, known, basis):
    code, rows = place["code"], []
    fields = dict(key="lump_uplift", at=code + "0000", start=start, known_on=known, from_basis=basis, source=["GS"], tag="L")
    for item, factor, more, grade in UPLIFT.get(code, []):
        found = {"if": "occupational_disease", "item": item}
        found.update({"ppm": factor} if factor else {"add_months_x10": more})
        rows.append(row(**fields, cls=item, value={"uplift": found}, confidence=grade))
    if not UPLIFT.get(code):
        rows.append(row(**fields, cls="lump_medical", confidence="disputed", value=unknown(
            "whether the place raises the medical lump sum for occupational diseases is not established")))
    formula = place["medical_subsidy"].get("formula") or {}
    if "coefficient" in formula:
        for who, options in LIFE_CANDIDATES.items():
            rows.append(row(key="life_expectancy_x100", at=code + "0000", who=who, known_on=known, from_basis="unknown", tag="L",
                            source=["GS", "LC"], confidence="disputed",
                            value=unknown("which published life expectancy the place uses", [{"number": n} for n in options])))
    return rows
