"""Minimum wages: from the social-insurance table. Only the top tier (the capital's, or the named city's) is known."""
from build import fen, row, shift, unknown
from contributions import capital, whole
from readings import CAPITAL, COMPILED

CONF = {"two_sources": "two_sources", "knowledge_plus_one_source": "one_source", "knowledge": "knowledge"}


def places(code, member):
    if code not in CAPITAL:
        return whole(code)
    if code == "35":  # the top tier is another city than the capital
        return CAPITAL[code] if member == "capital_city_monthly_cny" else ["350200", whole(code) + "/tier1"]
    return [CAPITAL[code], whole(code) + "/tier1"]


def series(steps, at, member):
    steps = sorted((s for s in steps if member in s), key=lambda s: s["effective_from"] or "0000")
    dated = [s for s in steps if s["effective_from"]]
    rows = []
    for i, step in enumerate(steps):
        start = step["effective_from"]
        after = next((s["effective_from"] for s in dated if s["effective_from"] > (start or "0000") and s is not step), None)
        disputed = "disputed" in (step.get("notes") or "")
        known = None
        if disputed:  # two first days are named: the later one is certain, the time between is not
            known, after = "2026-01-01", None
            rows.append(row(key="min_wage", at=at, start="2025-12-01", to="2025-12-31", value=unknown(
                step["notes"], [{"fen": fen(s[member])} for s in reversed(steps)]), confidence="disputed", source=step["sources"], tag="S"))
        elif not start:
            known = shift(after, -1) if after else "2025-01-01"
        elif any("disputed" in (s.get("notes") or "") for s in steps):
            after = "2025-12-01"
        basis = "disputed" if disputed else "unknown" if not start else (
            "knowledge" if step.get("effective_date_basis") == "from_knowledge" else None)
        rows.append(row(
            key="min_wage", at=at, start=start, known_on=known, to=shift(after, -1) if after else None, from_basis=basis,
            value={"fen": fen(step[member])}, source=step["sources"], document=step.get("document"),
            confidence=CONF.get(step.get("basis"), "one_source"), tag="S", note=step.get("notes")))
    return rows


def minimum(province):
    rows = []
    for member in ("monthly_cny", "capital_city_monthly_cny"):
        rows += series(province["minimum_wage"], places(province["code"], member), member)
    for scope in province.get("sub_scopes", []):
        if scope.get("minimum_wage"):
            rows += series(scope["minimum_wage"], "440300", "monthly_cny")
    return rows
