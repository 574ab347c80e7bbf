/// 社保补缴单位本金: the employer's share of the back payment, without interest and late fee (SIL 60, 63).
enum SIPrincipalEmployer: ItemRule {
    static let code = ItemCode.siPrincipalEmployer

    static func applies(to facts: Facts) -> Bool { facts.premiumSums?.employer != nil || facts.premiums.contains { $0.employer != nil } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let basis = ["SIL 60", "SIL 63"]
        if let stated = c.facts.premiumSums?.employer {
            sheet.note("premium_sums.employer_fen", stated)
            return [try sheet.item(.money(stated), payer: .employer, basis: basis)]
        }
        var parts = sheet.sum(c.facts.premiums, \.employer, "employer_fen")
        if parts.isEmpty, let sums = c.facts.premiumSums, sums.employee == nil {
            for line in sums.byLine {
                sheet.note("premium_sums.by_line.\(line.name)", line.amount)
                parts.append(.money(line.amount))
            }
        }
        guard !parts.isEmpty else { throw sheet.stop("premium_sums.employer_fen", "premiums") }
        return [try sheet.item(.added(parts), payer: .employer, basis: basis)]
    }
}
