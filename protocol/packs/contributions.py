"""Bounds of the contribution base, rates, fixed fees, risk ladders, housing fund: from the social-insurance table."""
import re

from build import fen, first_day, row, shift, unknown, year_end
from readings import (
    BASE_AT, CAPITAL, COMPILED, CONFIDENCE, FROM_BASIS, MEDICAL_AS_PENSION, MEDICAL_WHOLE, READ_ON, SEPARATE, STILL_IN_USE, TIERS,
)


def confidence(name):
    return CONFIDENCE.get(name, "one_source")


def published(document):
    found = re.search(r"\((?:published )?(20\d\d-\d\d-\d\d)", document or "")
    return found.group(1) if found else None


def whole(code):
    return code + "0000"


def capital(code):
    return CAPITAL.get(code, whole(code))


def bound(year, name):
    value = year.get(name)
    return None if value is None else {"fen": fen(value)}


def base_rows(key, member, years, at, lines, known=READ_ON):
    """One series: each year's row, the provisional time after its cycle, and what is unknown between years, as rows of their own."""
    series = []
    for year in years:
        value = bound(year, member)
        label = year["year_label"]
        number = int(label[:4])
        start, end = year.get("effective_from"), year.get("effective_to")
        basis = FROM_BASIS.get(year.get("effective_basis", "sourced"), "sourced")
        known_on = None
        if not start:
            basis = "disputed" if basis == "disputed" else "unknown"
            known_on = f"{number}-10-01"  # every cycle seen (1 January to 1 September) has begun by then
            end = end or f"{number}-12-31"
        provisional = bool(year.get("provisional"))
        tail = None
        if start and not end:
            end = year_end(start)
            if end < COMPILED and not provisional:
                tail = (shift(end, 1), year_end(shift(end, 1)))
        common = dict(
            key=key, at=at, line=lines, value=value, source=year.get("sources"), document=year.get("document"),
            published_on=published(year.get("document")), confidence=confidence(year.get("confidence", "one_source")), tag="S")
        if value is None:
            if year.get("carried"):
                continue
            common["value"] = unknown(f"{label}: not published or not found by {COMPILED[:7]}")
            common["confidence"] = "disputed"
        note = year.get("notes") or year.get("note")
        if value is None and not start and any(r.get("from_basis") == "continued" and r["to"] >= known_on for r in series):
            continue  # the open row before is carried on; nothing newer is known
        series.append(row(**common, start=start, known_on=known_on, to=end, from_basis=basis, provisional=provisional, note=note))
        if tail:
            series.append(row(**common, start=tail[0], to=tail[1], from_basis="continued", provisional=True,
                              note="no end stated and no newer value found; carried on"))
    series.sort(key=first_day)
    return close_gaps(series)


def candidate(r):
    value = r["value"]
    return [] if "unknown" in value else [value]


def close_gaps(series):
    """Between two rows the value is that of both if they agree, else stated as unknown with both as candidates."""
    out = []
    for i, r in enumerate(series):
        if i and out:
            gap = shift(out[-1]["to"], 1)
            if gap < first_day(r) and "unknown" in r["value"]:  # one row for the whole time of not knowing
                r.pop("known_on", None)
                r.update({"from": gap, "from_basis": "inferred_from_cycle"})
            elif gap < first_day(r):
                before = out[-1]
                same = before["value"] == r["value"] and "unknown" not in r["value"]
                fields = dict(key=r["key"], at=r.get("at"), line=r.get("line"), start=gap, to=shift(first_day(r), -1),
                              from_basis="inferred_from_cycle", source=r.get("source"), tag="S")
                if same:
                    out.append(row(**fields, value=r["value"], confidence="one_source", provisional=True,
                                   note="the same before and after"))
                else:
                    options = candidate(before) + [c for c in candidate(r) if c not in candidate(before)]
                    out.append(row(**fields, confidence="disputed", value=unknown(
                        "the day on which the new bounds began is not established", options)))
            elif gap > first_day(r):
                out[-1]["to"] = shift(first_day(r), -1)
        out.append(r)
    for i, r in enumerate(out):  # an unknown year names the last known value as a candidate
        if "unknown" in r["value"] and not r["value"]["unknown"]["candidates"] and i:
            r["value"]["unknown"]["candidates"] = candidate(out[i - 1])
    return out


def both_bounds(years, at, lines):
    return base_rows("base_floor", "base_floor_cny", years, at, lines) + base_rows(
        "base_ceiling", "base_ceiling_cny", years, at, lines)


def years_for(province, line):
    """The year rows that hold for a line; a placeholder year whose old bounds are still collected becomes a provisional one."""
    years = []
    previous = None
    for year in province["years"]:
        named = line in year["applies_to"]
        year = dict(year)
        if year["base_floor_cny"] is None and (province["code"], year["year_label"]) in STILL_IN_USE and previous:
            for name in ("base_floor_cny", "base_ceiling_cny"):
                year[name] = previous[name]
            end = previous.get("effective_to")
            year.update(provisional=True, effective_from=shift(end, 1) if end else None, confidence="one_source",
                        effective_basis="inferred_from_cycle" if end else "unknown")
        if named:
            years.append(year)
            previous = year
    return years


def bases(province):
    code = province["code"]
    rows = []
    at = BASE_AT.get(code, whole(code))
    lines = ["pension", "unemployment", "work_injury"]
    others = {o["line"]: o for o in province.get("other_bases", [])}
    groups = {}
    for line in lines + ["medical", "long_term_care"]:
        years = years_for(province, line)
        if not years:
            continue
        groups.setdefault(str([(y["year_label"], y["effective_from"]) for y in years]), (years, []))[1].append(line)
    if code == "44":  # the floor differs by city, the ceiling is the province's
        years = years_for(province, "pension")
        elsewhere = [dict(y, base_floor_cny=4775, confidence="one_source", notes="outside the capital") for y in years if y["year_label"] == "2025"]
        rows += base_rows("base_floor", "base_floor_cny", years, at, "pension")
        rows += base_rows("base_floor", "base_floor_cny", elsewhere, whole(code), "pension")
        rows += base_rows("base_ceiling", "base_ceiling_cny", years, whole(code), "pension")
        groups = {}
    if code == "35":  # one line already runs on a newer year; its rows stand below
        groups = {k: (years, [x for x in names if x not in others]) for k, (years, names) in groups.items()}
    for years, names in groups.values():
        if names:
            rows += both_bounds(years, at, names if len(names) > 1 else names[0])
    rows += medical(province)
    for at_medical, label, source, note in MEDICAL_AS_PENSION.get(code, []):
        years = [dict(y, sources=source, confidence="one_source", note=note, notes=None)
                 for y in province["years"] if y["year_label"] == label]
        rows += both_bounds(years, at_medical, "medical")
    for line, other in others.items():
        place = CAPITAL[code] if other.get("scope") else whole(code)
        start = other.get("effective_from")
        year = dict(other, year_label=(start or READ_ON)[:4], effective_basis="sourced" if start else "unknown")
        if line == "unemployment" and not start:
            year.update(effective_from=None, effective_to=f"{READ_ON[:4]}-12-31")
        rows += both_bounds([year], place, line)
    for place, why in SEPARATE.get(code, []):
        for key in ("base_floor", "base_ceiling"):
            rows.append(row(key=key, at=place, line=lines + ["medical"], start="2024-01-01", to="2027-12-31", from_basis="knowledge",
                            value=unknown(why), confidence="disputed", tag="S"))
    return rows + sub_scopes(province)


def medical(province):
    code, base = province["code"], province["medical_base"]
    place = whole(code) if code in MEDICAL_WHOLE else capital(code)
    rows = []
    if base.get("years"):
        years = [dict(y, notes=y.get("note") or share_note(base)) for y in base["years"]]
        for y in years:
            y.setdefault("effective_basis", "sourced" if y.get("effective_from") else "unknown")
        rows += both_bounds(years, whole(code) if code in ("35", "52", "62") else place, "medical")
    elif code == "13":
        rows += base_rows("base_floor", "base_floor_cny", [dict(
            year_label="2026", effective_from="2026-01-01", effective_to="2026-12-31", base_floor_cny=6794, sources=["CS"],
            document="冀医保字〔2019〕40号", note="provincial pool: the whole average, not 60 %")], "130000/provincial", "medical")
        rows.append(row(key="base_ceiling", at="130000/provincial", line="medical", start="2026-01-01", to="2026-12-31",
                        value={"word": "none"}, source=["CS"], document="冀医保字〔2019〕40号", confidence="one_source", tag="S"))
        rows += no_medical(place, base.get("note"))
    elif code == "65":
        floors = [y for y in years_for(province, "pension") if y["year_label"] == "2026"]
        rows += base_rows("base_floor", "base_floor_cny", floors, place, "medical")
        rows.append(row(key="base_ceiling", at=place, line="medical", start="2026-01-01", to="2026-12-31", value={"word": "none"},
                        source=["CS"], confidence="one_source", tag="S", note=base.get("note")))
    elif code == "53":
        year = dict(province["years"][-1], effective_from="2026-09-01", effective_basis="sourced", notes=base.get("note"))
        rows += both_bounds([year], whole(code), "medical")
    elif base.get("same_as_pension") is not True:
        rows += no_medical(place, base.get("note"))
    return rows


def share_note(base):
    floor, lag = base.get("floor_percent_of_average"), base.get("average_lag_years")
    text = f"floor {floor} % of the average" if floor else None
    return f"{text}, {lag} years before" if text and lag else text


def no_medical(place, note):
    return [row(key=key, at=place, line="medical", start="2024-01-01", to="2026-12-31", from_basis="knowledge",
                value=unknown(note or "the medical base was not established"), confidence="disputed", tag="S")
            for key in ("base_floor", "base_ceiling")]


def sub_scopes(province):
    rows = []
    for scope in province.get("sub_scopes", []):
        tier = next((v for k, v in TIERS.items() if scope["scope"].startswith(k)), None)
        if tier:
            at = [tier[0]] + tier[1]
            years = [dict(y, effective_basis="unknown", effective_from=None) for y in scope["years"]]
            rows += both_bounds(years, at, ["pension", "unemployment", "work_injury", "medical"])
            for y in scope["years"]:
                rows.append(average(at, int(y["year_label"]) - 1, y["average_monthly_wage_cny"], y["sources"], "one_source", None))
        else:
            for line in ("pension", "medical", "unemployment"):
                years = [dict(y, year_label=y["effective_from"][:4], effective_basis="sourced", confidence="one_source",
                              note=y.get("note") or "city's own floor") for y in scope["years"] if y["line"] == line]
                rows += both_bounds(sorted(years, key=lambda y: y["effective_from"]), "440300", line)
    return rows


def average(at, year, yuan, source, confidence_name, document):
    return row(key="average_wage", at=at, cls="full_calibre", start=f"{year}-01-01", to=f"{year}-12-31", value={"fen": fen(yuan)},
               source=source, document=document, confidence=confidence(confidence_name), tag="S")


def averages(province):
    rows, seen = [], set()
    at = whole(province["code"])
    for year in province["years"]:
        number = year["average_wage_statistical_year"]
        if year["average_monthly_wage_cny"] is None or number in seen:
            continue
        seen.add(number)
        rows.append(average(at if province["code"] != "42" else ["420100", "420000/provincial"], number,
                            year["average_monthly_wage_cny"], year["sources"], year["confidence"], year["document"]))
    return rows
