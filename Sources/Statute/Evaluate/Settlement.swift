/// What has been paid already: for every item with payments a line `paid` and a line `shortfall` (due less paid, never negative).
///
/// Where too little was declared, the shortfall is the item on the true wage less what the fund paid (else less the item on the declared
/// base), and the employer owes it.
enum Settlement {
    private static let monthly: Set<ItemCode> = [.monthlyDisability, .nursing, .survivorPension, .pensionTopUp]

    /// The warnings of several lines, each once.
    static func joined(_ lists: [[String]]) -> [String] {
        lists.reduce(into: []) { all, list in for text in list where !all.contains(text) { all.append(text) } }
    }

    static func settled(_ items: [Item], _ c: Calculation) -> [Item] {
        let settled = balanced(items, c)
        return c.facts.claims.isEmpty ? settled : settled + capped(items, c)
    }

    /// Beside what is due, what a court may award at most: the claim.
    private static func capped(_ items: [Item], _ c: Calculation) -> [Item] {
        guard let code = items.first?.code, let due = reference(items.filter { $0.variant == nil }), let formula = due.formula else { return [] }
        return c.facts.claims.filter { $0.item == code }.map { claim in
            var line = due
            line.variant = "capped_by_" + claim.level
            line.formula = .least([formula, .money(claim.amount)])
            line.amount = try? line.formula?.fen()
            line.inputs.append(Input(name: "claims[\(claim.level)].amount_fen", value: .number(claim.amount), from: .input))
            return line
        }
    }

    private static func balanced(_ items: [Item], _ c: Calculation) -> [Item] {
        guard let code = items.first?.code else { return items }
        // Of a monthly item only what is paid by the month stands against the month; single sums lower its arrears.
        let payments = c.facts.payments.filter { $0.item == code && ($0.monthly != nil || !monthly.contains(code)) }
        guard !payments.isEmpty || items.contains(where: { $0.variant == "own_wage" }), let reference = reference(items) else { return items }
        let declared = self.reference(items.filter { $0.variant != "own_wage" })
        var result = items
        for payer in Payer.allCases {
            let amounts = payments.filter { $0.payer == payer }.compactMap { worth($0, c) }
            guard !amounts.isEmpty, let line = line(reference, .added(amounts), .paid, payer, payments) else { continue }
            result.append(line)
        }
        // Two of one code and measure would contradict each other: a calculator that settles periods itself has the word.
        guard !items.contains(where: { $0.measure == .shortfall && $0.period == nil }) else { return replaced(result, payments, c) }
        guard let due = reference.formula else { return result }
        let amounts = payments.compactMap { worth($0, c) }
        let underDeclared = reference.variant == "own_wage" || c.facts.coverage == .underDeclared
        let formula: Formula
        if !amounts.isEmpty {
            formula = Formula.difference(due, .added(amounts)).notNegative
        } else if reference.variant == "own_wage", let base = declared?.formula {
            formula = Formula.difference(due, base).notNegative
        } else {
            return result
        }
        let byFund = payments.contains { $0.payer == .fund }
        let payer: Payer? = underDeclared || byFund ? .employer : reference.payer
        if var line = line(reference, formula, .shortfall, payer, payments) {
            if underDeclared { line.warnings.append(bearer(c)) }
            result.append(line)
        }
        return result
    }

    /// That the employer bears what too low a base costs is the text of some places and a court's reasoning elsewhere.
    private static func bearer(_ c: Calculation) -> String {
        let day = c.facts.injuryDay?.day ?? c.asOf
        if case .found(let row, _) = c.law.find("under_declared_on_employer", on: day), row.value == .word("yes") {
            return "local_rule:under_declared_on_employer"
        }
        return "open_in_law:under_declared_on_employer"
    }

    /// A calculator's own shortfall (from pay periods) less the payments.
    private static func replaced(_ items: [Item], _ payments: [Payment], _ c: Calculation) -> [Item] {
        let amounts = payments.compactMap { worth($0, c) }
        guard !amounts.isEmpty else { return items }
        return items.map { item in
            guard item.measure == .shortfall, item.period == nil, let formula = item.formula else { return item }
            var item = item
            item.formula = Formula.difference(formula, .added(amounts)).notNegative
            item.amount = try? item.formula?.fen()
            return item
        }
    }

    /// What a payment amounts to; one stated by the month counts for the months of the paid leave that are due, where the item is not
    /// monthly itself: what was paid for later months is no pay of the leave.
    private static func worth(_ payment: Payment, _ c: Calculation) -> Formula? {
        if let amount = payment.amount { return .money(amount) }
        guard let monthly = payment.monthly else { return nil }
        guard payment.item == .paidLeavePay else { return .money(monthly) }
        return try? PaidLeavePay.paid(monthly, over: payment.period, c.sheet(.paidLeavePay))
    }

    /// Codes whose lines are several dues of one item: a dependant each, an injury each.
    private static let manifold: Set<ItemCode> = [.survivorPension, .lumpDisability, .lumpMedical]

    /// The line the payments are held against: the item on the true wage, else the plain one; of several dependants or injuries their sum.
    private static func reference(_ items: [Item]) -> Item? {
        let all = items.filter { $0.measure == .due && $0.amount != nil }
        let isManifold = items.first.map { manifold.contains($0.code) } ?? false
        let due = isManifold ? all : all.filter { $0.period == nil }
        let own = due.filter { $0.variant == "own_wage" }
        let lines = own.isEmpty ? due.filter { $0.variant == nil } : own
        guard isManifold, lines.count > 1, var sum = lines.first else { return lines.first }
        sum.formula = .sum(lines.map { .money($0.amount ?? 0) })
        sum.amount = try? sum.formula?.fen()
        sum.period = nil
        return sum
    }

    private static func line(_ item: Item, _ formula: Formula, _ measure: Measure, _ payer: Payer?, _ payments: [Payment]) -> Item? {
        guard let amount = try? formula.fen() else { return nil }
        var line = item
        line.measure = measure
        line.payer = payer
        line.formula = formula
        line.amount = amount
        line.variant = nil
        for payment in payments {
            guard let paid = payment.amount ?? payment.monthly else { continue }
            line.inputs.append(
                Input(name: "payments[\(payment.payer.rawValue)].\(payment.amount != nil ? "amount_fen" : "monthly_fen")", value: .number(paid), from: .input))
        }
        return line
    }
}
