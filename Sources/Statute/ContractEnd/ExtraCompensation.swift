import Base

/// 加付赔偿金: 50-100 % of what is still unpaid after an order of the labour authority (LCL 85): discretion, so a range.
enum ExtraCompensation: ItemRule {
    static let code = ItemCode.extraCompensation

    /// Only when asked: it needs an order that was not followed.
    static func applies(to facts: Facts) -> Bool { false }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let open = try unpaid(sheet)
        let least = try sheet.needNumber("extra_compensation", on: c.asOf, cls: "least")
        let most = try sheet.needNumber("extra_compensation", on: c.asOf, cls: "most")
        sheet.warn("discretionary")
        sheet.warn("needs_order")
        return [
            try sheet.range(
                .product([open, .percent(least)]), .product([open, .percent(most)]), payer: .employer, basis: ["LCL 85", "LSI 26"])
        ]
    }

    /// The wages still open; else the amount claimed for them.
    private static func unpaid(_ sheet: Sheet) throws -> Formula {
        if let open = try? WageArrears.compute(sheet.c).first?.amount {
            sheet.note("wage_arrears", open)
            return .money(open)
        }
        let claims = sheet.f.claims.filter { $0.item == .wageArrears || $0.item == .severance }
        guard !claims.isEmpty else { throw sheet.stop("pay_periods", "claims") }
        for claim in claims { sheet.note("claims[\(claim.item.rawValue)].amount_fen", claim.amount) }
        return .added(claims.map { .money($0.amount) })
    }
}
