import Base

/// Items that depend on the grade: one amount where it is known, a range where it is not.
extension Sheet {
    /// Nil: no such item for that grade.
    typealias ByGrade = (Int) throws -> Formula?

    /// The line for the facts' grade. `grades` are those for which the item exists; outside them nothing is due.
    func graded(
        _ grades: ClosedRange<Int>, grade: Grade? = nil, payer: Payer?, basis: [String], variant: String? = nil, _ formula: ByGrade
    ) throws -> Item? {
        guard let grade = grade ?? f.currentGrade else { throw stop("grade") }
        switch grade {
        case .none:
            note("grade", 0)
            warn("no_grade")
            return try item(.count(0), payer: payer, basis: ["WII 21", "WII 22"], variant: variant)
        case .known(let number):
            note("grade", Int64(number))
            guard grades.contains(number), let formula = try formula(number) else { return nil }
            return try item(formula, payer: payer, basis: basis, variant: variant)
        case .unknown:
            warn("grade_unknown")
            // The grades order the amounts, so the ends of the range are the ends of the grades.
            guard let worst = try formula(grades.lowerBound), let best = try formula(grades.upperBound) else { return nil }
            let swapped = worst.isLess(than: best)
            var item = try range(swapped ? worst : best, swapped ? best : worst, payer: payer, basis: basis)
            item.variant = variant
            return item
        }
    }
}
