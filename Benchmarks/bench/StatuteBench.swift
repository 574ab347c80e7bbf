import Statute

/// A full injury case - JSON in, JSON out - again and again; the bound is 100 µs a question.
func benchStatute(rounds: Int = 2_000) throws -> [(name: String, nanoseconds: Int64)] {
    let clock = ContinuousClock()
    var packs: RulePacks?
    let load = try clock.measure { packs = try RulePacks.embedded() }
    guard let packs else { return [] }
    let request = Array(
        """
        {"id":"bench","jurisdiction":"330000","as_of":"2024-06-30","ask":["lump_disability","lump_medical","lump_employment","paid_leave_pay",\
        "inpatient_meals","nursing","severance","appraisal_fee"],"facts":{"injured_on":"2023-02-01","grade":8,"grade_concluded_on":"2023-11-20",\
        "coverage":"insured","own_wage_monthly_fen":600000,"original_pay_monthly_fen":650000,"severance_wage_monthly_fen":650000,\
        "paid_leave_months_x10":60,"inpatient_days":21,"local":{"meal_daily_fen":5000},"self_care":"partly","entered_on":"2015-03-01",\
        "ended_on":"2024-03-31","end_ground":"lcl38","sex":"m","born_on":"1980-05-01","costs":[{"kind":"grading_fee","amount_fen":30000}],\
        "average_wages":[{"scope":"province","year":2023,"monthly_fen":800000},{"scope":"province","year":2022,"monthly_fen":760000}]}}
        """.utf8)
    var bytes = 0
    let all = clock.measure { for _ in 0..<rounds { bytes += Evaluator.evaluate(request: request, packs: packs).count } }
    guard bytes > 0 else { return [] }
    func nanoseconds(_ duration: Duration) -> Int64 { duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000 }
    return [("statute: packs loaded", nanoseconds(load)), ("statute: a full injury case", nanoseconds(all) / Int64(rounds))]
}
