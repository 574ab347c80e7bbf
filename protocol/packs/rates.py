"""Rates, fixed fees, risk ladders and the housing fund: from the social-insurance table."""
import re

from build import fen, ppm, row, shift, unknown, year_end
from contributions import capital, confidence, whole
from readings import COMPILED, MEDICAL_WHOLE, READ_ON

AS_READ = "read as in force in 2026-09; when it began is not established"


def expiry(note):
    """The day to which a measure ran, from its note, and whether a renewal is known."""
    found = re.search(r"to (20\d\d)-(\d\d)(?:-(\d\d))?", note or "")
    if not found:
        return None
    year, month, date = found.groups()
    return f"{year}-{month}-{date or '31'}"


def dated(fields, note, known=READ_ON):
    """One rate that was read as current: with its end where the measure ran out, and the time after it as provisional."""
    end = expiry(note)
    if not end:
        return [row(**fields, known_on=known, from_basis="unknown", note=note or None)]
    if end >= known:
        return [row(**fields, known_on=known, to=end, from_basis="unknown", note=note)]
    return [
        row(**fields, known_on=end, to=end, from_basis="unknown", note=note),
        row(**fields, start=shift(end, 1), from_basis="continued", provisional=True, note="extension not found; " + AS_READ),
    ]


def rates(province):
    code, table = province["code"], province["rates"]
    place = whole(code) if code in MEDICAL_WHOLE else capital(code)
    trust = province["confidence_by_field"]
    sources = [s for s in province["sources"] if not s.startswith("http")]
    rows = []
    common = dict(source=sources[:3], tag="S")
    une = table["unemployment"]
    for who in ("employer", "employee"):
        rows += dated(dict(key="rate", at=whole(code), line="unemployment", who=who, value={"ppm": ppm(une[who])},
                           confidence=confidence(trust["unemployment_split"]), **common), une.get("expiry_note"))
    rows += medical(table, place, confidence(trust["medical_rates"]), common)
    rows += ladder(table["work_injury"], whole(code), confidence(trust["work_injury"]), common)
    care = table.get("long_term_care")
    if care:
        for who in ("employer", "employee"):
            value = {"ppm": ppm(care[who])} if care[who] is not None else unknown(care.get("note"))
            rows.append(row(key="rate", at=whole(code), line="long_term_care", who=who, value=value, known_on=READ_ON,
                            from_basis="unknown", confidence="one_source" if care[who] is not None else "disputed", source=["CS"],
                            document=care.get("document"), note=care.get("note"), tag="S"))
    return rows + housing(province) + city_rates(province)


def medical(table, place, trust, common):
    med, maternity = table["medical"], table["maternity"]
    parts = med.get("employer_components")
    rows = []

    def add(line, who, value, note=None, **extra):
        fields = dict(key="rate", at=place, line=line, who=who, value={"ppm": value}, confidence=trust, **common)
        fields.update(extra)
        if "start" in fields or "to" in fields:
            fields.setdefault("known_on", None)
            rows.append(row(**fields, note=note))
        else:
            rows.extend(dated(fields, note))

    document = med.get("document")
    history = med.get("employer_history")
    if history:
        for step in history:
            start, end = step.get("effective_from"), step.get("effective_to")
            extra = dict(start=start, to=end) if start else dict(known_on=end, to=end, from_basis="unknown")
            add("medical", "employer", ppm(step["employer"]), med.get("employer_note"), **extra)
    else:
        add("medical", "employer", ppm(parts["medical"] if parts else med["employer"]), med.get("employer_note"), document=document)
    add("medical", "employee", ppm(med["employee"]))
    if not maternity["merged_into_medical"]:
        add("maternity", "employer", ppm(maternity["employer"]), "collected apart from medical insurance")
    elif parts:
        add("maternity", "employer", ppm(parts["maternity"]), maternity.get("note") or "collected with medical insurance")
    else:
        add("maternity", "employer", 0, "inside the medical rate; the source does not state it apart")
    for who in ("employer", "employee"):
        extra = med.get(f"{who}_rate_extra")
        if extra:
            add("large_sum", who, ppm(extra), med.get("extra_what"))
    if med.get("large_sum_rate"):
        rows.append(row(key="rate", at=place, line="large_sum", who="employee", known_on=READ_ON, from_basis="unknown",
                        value=unknown(med["extra_what"], [{"ppm": 0}, {"ppm": ppm(med["large_sum_rate"])}]), confidence="disputed",
                        **common))
    total = med["employer_total_with_maternity_and_large_sum"]
    rows.append(row(key="rate_total", at=place, line="medical", who="employer", value={"ppm": ppm(total)}, known_on=READ_ON,
                    from_basis="unknown", confidence=trust, **common))
    return rows + fixed(med, place, trust, common)


def fixed(med, place, trust, common):
    fee, annual, what = med["employee_fixed_cny"], med.get("employee_fixed_annual_cny"), med.get("employee_fixed_what")
    fields = dict(at=place, line="large_sum", who="employee", known_on=READ_ON, from_basis="unknown", note=what, **common)
    if fee is None:
        reason = what or "the fixed employee fee was not found"
        fields.pop("note")
        return [row(key="fixed_fee", value=unknown(reason), confidence="disputed", **fields)]
    if annual is not None and fen(annual) % 12:
        fields.pop("note")
        return [
            row(key="fixed_fee", value=unknown(f"a yearly fee; the months' parts are not stated ({what})"), confidence="disputed", **fields),
            row(key="fixed_fee_annual", value={"fen": fen(annual)}, confidence=trust, note=what, **fields),
        ]
    if "Aug-Dec 2026" in (what or ""):
        fields.update(known_on=None, from_basis="sourced", start="2026-08-01", to="2026-12-31", replaces=True)
    if "disagrees" in (what or ""):
        trust = "disputed"
    return [row(key="fixed_fee", value={"fen": fen(fee)}, confidence=trust, **fields)]


NATIONAL = [2000, 4000, 7000, 9000, 11000, 13000, 16000, 19000]


def ladder(wi, place, trust, common):
    note = wi.get("note")
    span = dict(known_on=READ_ON, from_basis="unknown")
    found = re.search(r"(20\d\d-\d\d-\d\d) to (20\d\d-\d\d-\d\d)", note or "")
    if found:
        span = dict(start=found.group(1), to=found.group(2))
    elif (note or "").startswith("to "):
        span["to"] = expiry(note)
    common = dict(common, at=place, line="work_injury")
    if wi.get("classes"):
        return [row(key="risk_ladder", value={"ladder": [ppm(x) for x in wi["classes"]]}, confidence=trust, note=note, **span, **common)]
    options = []
    if "cut by 20%" in (note or ""):
        cut = [x * 8 // 10 for x in NATIONAL]
        options = [{"ladder": cut if wi.get("benchmark_class1") else NATIONAL[:1] + cut[1:]}]
    most = f"; the highest class pays {ppm(wi['range_max'])} ppm" if wi.get("range_max") else ""
    return [
        row(key="risk_ladder", value=unknown(f"rates of classes 2 to 8 not found{most}", options), confidence="disputed", note=note,
            **span, **common),
        row(key="rate", who="employer", cls="1", value={"ppm": ppm(wi["employer_class1"])}, confidence=trust, note=note, **span, **common),
    ]


def housing(province):
    code, fund = province["code"], province["rates"]["housing_fund"]
    place = capital(code)
    now = fund["current"]
    rows = []
    past = fund.get("previous", [])
    for cls, name, national in (("least", "rate_min", "0.05"), ("most", "rate_max", "0.12")):
        if str(fund[name]) == national:  # the national bound, which stands in national.jsonl
            continue
        rows.append(row(key="fund_rate", at=whole(code), line="housing_fund", cls=cls, value={"ppm": ppm(fund[name])}, known_on=READ_ON,
                        from_basis="unknown", confidence="one_source", source=["CS"], tag="S"))
    for key, member in (("base_floor", "base_floor_cny"), ("base_ceiling", "base_ceiling_cny")):
        series = []
        for step in past + [now]:
            value = {"fen": fen(step[member])} if step[member] is not None else unknown(fund.get("note") or "not stated")
            start, end = step.get("effective_from"), step.get("effective_to")
            known = None if start else (end or READ_ON)
            note = step.get("note") or (fund.get("note") if step is now else None)
            common = dict(key=key, at=place, line="housing_fund", value=value, source=step["sources"], tag="S",
                          confidence="disputed" if "unknown" in value else confidence(step.get("confidence", "one_source")))
            if key == "base_floor" and "until 2025-08-31" in (note or ""):
                series.append(row(**dict(common, value={"fen": 242000}), start=start, to="2025-08-31", note=note))
                start = "2025-09-01"
            if start and not end:
                end = year_end(start)
            if not end:
                end = year_end(known)
            if key == "base_floor" and step is not now and "until 2026-08-31" in (fund.get("note") or ""):
                end = "2026-08-31"
            series.append(row(**common, start=start, known_on=known, to=end, from_basis=None if start else "unknown", note=note))
            if start and end < COMPILED and step is now:
                series.append(row(**common, start=shift(end, 1), to=year_end(shift(end, 1)), from_basis="continued", provisional=True,
                                  note="no newer value found; carried on"))
        rows += fit(series)
    return rows


def fit(series):
    from contributions import close_gaps
    return close_gaps(series)


def city_rates(province):
    """The one city whose rates the table gives apart from its province's."""
    rows = []
    for scope in province.get("sub_scopes", []):
        table = scope.get("rates")
        if not table:
            continue
        at = "440300"
        known = dict(known_on=READ_ON, from_basis="unknown", source=["CS", "WT"], confidence="two_sources", tag="S")

        def add(line, who, value, cls=None, note=None, **extra):
            rows.append(row(key="rate", at=at, line=line, who=who, cls=cls, value={"ppm": ppm(value)}, note=note, **dict(known, **extra)))

        add("pension", "employer", table["pension"]["employer_local_hukou"], "local_hukou", "residents by household registration")
        for tier in ("1", "2"):
            med = table[f"medical_tier{tier}"]
            old = med.get("employer_2024_2025")
            if old:
                add("medical", "employer", old, f"tier{tier}", start="2024-01-01", to="2025-12-31", known_on=None, from_basis=None)
                add("medical", "employer", med["employer"], f"tier{tier}", start="2026-01-01", known_on=None, from_basis=None)
            else:
                add("medical", "employer", med["employer"], f"tier{tier}")
            add("medical", "employee", med["employee"], f"tier{tier}")
        rows.append(row(key="rate", at=at, line="medical", who="employer", value=unknown(
            "name the tier: class tier1 or tier2"), **dict(known, confidence="disputed")))
        rows.append(row(key="rate", at=at, line="medical", who="employee", value=unknown(
            "name the tier: class tier1 or tier2"), **dict(known, confidence="disputed")))
        add("maternity", "employer", table["maternity"]["employer"])
        for who in ("employer", "employee"):
            add("unemployment", who, table["unemployment"][who])
    return rows
