import Foundation
import Statute

extension Bench {
    /// A full injury case, JSON in and JSON out, and the loading of the rule packs that a start pays once.
    func statute() throws -> [Measure] {
        let questions = 2_000
        var (load, evaluation) = (Series(), Series())
        for _ in 0..<rounds {
            var loaded: (packs: RulePacks, errors: [PackError])?
            load.values.append(timed { loaded = RulePacks.load(RulePacks.embeddedFiles) } * 1000)
            guard let packs = loaded?.packs, loaded?.errors.isEmpty ?? false else { throw BenchError.child("the rule packs are damaged") }
            let answer = String(decoding: Evaluator.evaluate(request: Bench.injury, packs: packs), as: UTF8.self)
            guard answer.contains("lump_disability"), !answer.contains("\"error\"") else { throw BenchError.child(answer) }
            let took = timed { for _ in 0..<questions { _ = Evaluator.evaluate(request: Bench.injury, packs: packs) } }
            evaluation.values.append(took / Double(questions) * 1e6)
        }
        return [
            Measure("statute: a full injury case evaluated", "us", evaluation, .atMost(100)),
            Measure("statute: rule packs loaded", "ms", load, .atMost(50)),
        ]
    }

    private static let injury = Array(
        """
        {"id":"bench","jurisdiction":"330000","as_of":"2024-06-30","ask":["lump_disability","lump_medical","lump_employment","paid_leave_pay",\
        "inpatient_meals","nursing","severance","appraisal_fee"],"facts":{"injured_on":"2023-02-01","grade":8,"grade_concluded_on":"2023-11-20",\
        "coverage":"insured","own_wage_monthly_fen":600000,"original_pay_monthly_fen":650000,"severance_wage_monthly_fen":650000,\
        "paid_leave_months_x10":60,"inpatient_days":21,"local":{"meal_daily_fen":5000},"self_care":"partly","entered_on":"2015-03-01",\
        "ended_on":"2024-03-31","end_ground":"lcl38","sex":"m","born_on":"1980-05-01","costs":[{"kind":"grading_fee","amount_fen":30000}],\
        "average_wages":[{"scope":"province","year":2023,"monthly_fen":800000},{"scope":"province","year":2022,"monthly_fen":760000}]}}
        """.utf8)
}
