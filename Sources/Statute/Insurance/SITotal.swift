/// 社保补缴合计: employer, employee, interest and late fee as given; penalties never. The principal alone stands beside it.
enum SITotal: ItemRule {
    static let code = ItemCode.siTotal
    static let basis = ["SIL 63", "SIL 86"]

    static func applies(to facts: Facts) -> Bool { facts.premiumSums != nil || facts.premiums.contains { $0.employer != nil } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let principal = try principal(sheet)
        var extra: [Formula] = []
        if let interest = c.facts.premiumSums?.interest {
            sheet.note("premium_sums.interest_fen", interest)
            extra.append(.money(interest))
        }
        if let fee = c.facts.premiumSums?.lateFee {
            sheet.note("premium_sums.late_fee_fen", fee)
            extra.append(.money(fee))
        }
        var items = [try sheet.item(.added(principal + extra), payer: .employer, basis: basis)]
        if !extra.isEmpty { items.append(try sheet.item(.added(principal), payer: .employer, basis: ["SIL 63"], variant: "principal")) }
        return items
    }

    /// Both shares: stated sums, else the lines, else the single premiums.
    static func principal(_ sheet: Sheet) throws -> [Formula] {
        var parts: [Formula] = []
        if let sums = sheet.f.premiumSums {
            if let employer = sums.employer {
                sheet.note("premium_sums.employer_fen", employer)
                parts.append(.money(employer))
            }
            if let employee = sums.employee {
                sheet.note("premium_sums.employee_fen", employee)
                parts.append(.money(employee))
            }
            if parts.isEmpty {
                for line in sums.byLine {
                    sheet.note("premium_sums.by_line.\(line.name)", line.amount)
                    parts.append(.money(line.amount))
                }
            }
        }
        if parts.isEmpty {
            parts = sheet.sum(sheet.f.premiums, \.employer, "employer_fen") + sheet.sum(sheet.f.premiums, \.employee, "employee_fen")
        }
        guard !parts.isEmpty else { throw sheet.stop("premium_sums", "premiums") }
        return parts
    }
}
