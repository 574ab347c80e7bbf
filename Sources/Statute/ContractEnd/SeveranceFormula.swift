import Base

/// N: months of service times the severance wage, both held to their caps (LCL 47; LCR 27).
enum SeveranceFormula {
    static let since2008 = LocalDate(year: 2008, month: 1, day: 1)

    /// The whole service as one span (LCL 47), or by 劳部发〔1994〕481号 where the relation ended before 2008.
    static func whole(_ sheet: Sheet, lifting: Bool = true) throws -> Formula {
        let (wage, service) = try sheet.both({ try sheet.severanceWage(lifting: lifting) }, { try sheet.service() })
        if let ended = sheet.f.endedOn, let border = since2008, ended.day < border {
            sheet.warn("old_rule:481")
            return product(wage, .tenths(service.startedYearsX10))
        }
        return try capped(sheet, wage, months(sheet, service))
    }

    /// Months of severance by LCL 47(1), tenths.
    static func months(_ sheet: Sheet, _ service: Service) throws -> Int64 {
        service.severanceMonthsX10(half: try sheet.needNumber("severance_half_months", on: sheet.f.endedOn?.day ?? sheet.c.asOf))
    }

    /// The wage above three times the average counts as that, and then at most twelve years count (LCL 47(2)).
    static func capped(_ sheet: Sheet, _ wage: Formula, _ monthsX10: Int64) throws -> Formula {
        let day = sheet.f.endedOn?.day ?? sheet.c.asOf
        guard let average = sheet.cityAverage(of: day.year - 1) else {
            sheet.untested("severance_cap")
            return product(wage, .tenths(monthsX10))
        }
        let multiple = try sheet.needNumber("severance_cap_multiple", on: day)
        // A yearly average becomes a monthly amount of money, rounded to the fen, before it is multiplied.
        let monthly: Formula = if case .quotient = average { .toFen(average) } else { average }
        let cap = Formula.product([monthly, .count(multiple)])
        guard cap.isLess(than: wage) else { return product(wage, .tenths(monthsX10)) }
        let years = try sheet.needNumber("severance_cap_years", on: day)
        sheet.warn("cap_300_applied")
        if monthsX10 > years * 10 { sheet.warn("cap_years_applied") }
        return product(cap, .tenths(min(monthsX10, years * 10)))
    }

    static func product(_ wage: Formula, _ months: Formula) -> Formula {
        if case .product(let parts) = wage { return .product(parts + [months]) }
        return .product([wage, months])
    }

    /// Grounds on which LCL 46 gives severance.
    static func isDue(_ ground: EndGround) -> Bool {
        switch ground {
        case .agreedEmployer, .lcl38, .lcl40, .lcl41, .expiry, .closure: true
        case .agreedEmployee, .lcl37, .lcl39, .retirement, .none: false
        }
    }
}
