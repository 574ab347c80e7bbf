import Wire

/// The person, the relation and the wages.
extension Facts {
    mutating func readPerson(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "sex": sex = try member.word()
        case "born_on": bornOn = try member.day()
        case "age_years": ageYears = try member.count()
        case "post_kind": postKind = try member.word()
        case "rural_worker": ruralWorker = try member.bool()
        case "pension_drawn": pensionDrawn = try member.bool()
        case "retired_on": retiredOn = try member.day()
        case "pension_monthly_fen": pensionMonthly = try member.money()
        case "allowance_in_payment_monthly_fen": allowanceInPaymentMonthly = try member.money()
        default: return false
        }
        return true
    }

    mutating func readRelation(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "entered_on": enteredOn = try member.day()
        case "ended_on": endedOn = try member.day()
        case "service_given": serviceGiven = try member.object()
        case "service_excluded": serviceExcluded = try member.list()
        case "end_ground": endGround = try member.word()
        case "end_lawful": endLawful = try member.bool()
        case "notice_given_days": noticeGivenDays = try member.count()
        // A null is a statement here: no contract was ever signed.
        case "contract_signed_on": contractSignedOn = .some(member.value == .null ? nil : try member.day())
        case "without_contract_months_x10": withoutContractMonthsX10 = try member.count()
        case "part_month_days": partMonthDays = try member.count()
        case "open_ended_due_on": openEndedDueOn = try member.day()
        case "contract_months": contractMonths = try member.count()
        case "probation_agreed_months": probationAgreedMonths = try member.count()
        case "wage_after_probation_monthly_fen": wageAfterProbationMonthly = try member.money()
        default: return false
        }
        return true
    }

    mutating func readWages(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "wages": wages = try member.list()
        case "bonuses": bonuses = try member.list()
        case "original_pay_monthly_fen": originalPayMonthly = try member.money()
        case "own_wage_monthly_fen": ownWageMonthly = try member.money()
        case "own_wage_origin": ownWageOrigin = try member.word()
        case "own_wage_at_end_monthly_fen": ownWageAtEndMonthly = try member.money()
        case "contribution_wages": contributionWages = try member.dated("base_fen")
        case "base_window_ends_on": baseWindowEndsOn = try member.day()
        case "severance_wage_monthly_fen": severanceWageMonthly = try member.money()
        case "wage_first_year_monthly_fen": wageFirstYearMonthly = try member.money()
        case "last_month_wage_fen": lastMonthWage = try member.money()
        case "leave_wage_monthly_fen": leaveWageMonthly = try member.money()
        case "minimum_wages": minimumWages = try member.dated("monthly_fen")
        case "pay_periods": payPeriods = try member.list()
        case "average_wages": averageWages = try member.list()
        case "urban_income": urbanIncome = try member.list()
        case "local": local = try member.object()
        default: return false
        }
        return true
    }
}

extension ServiceLength: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("years", "months")
        self.init(years: try r.int("years", in: 0...80) ?? 0, months: try r.int("months", in: 0...11) ?? 0)
    }
}

extension WageMonth: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("month", "gross_fen", "net_fen", "overtime_fen", "due_fen")
        self.init(
            month: try r.required("month", r.day("month")).monthIndex, gross: try r.money("gross_fen"), net: try r.money("net_fen"),
            overtime: try r.money("overtime_fen"), due: try r.money("due_fen"))
    }
}

extension Bonus: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("from", "to", "amount_fen")
        self.init(
            period: try r.required("from", r.ownInterval()), amount: try r.required("amount_fen", r.money("amount_fen")))
    }
}

extension PayPeriod: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("from", "to", "months_x10", "days", "kind", "due_monthly_fen", "paid_fen", "paid_monthly_fen")
        self.init(
            kind: try r.word("kind", PayPeriod.Kind.self) ?? .work, period: try r.ownInterval(),
            monthsX10: try r.int("months_x10"), days: try r.int("days"), dueMonthly: try r.money("due_monthly_fen"),
            // Below zero where the worker paid in: a payslip whose deductions were more than the pay.
            paid: try r.int("paid_fen", in: -FactLimits.fen...FactLimits.fen), paidMonthly: try r.money("paid_monthly_fen"))
    }
}

extension AverageWage: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("scope", "year", "monthly_fen", "annual_fen")
        self.init(
            scope: try r.word("scope", AverageWage.Scope.self) ?? .pooling,
            year: Int(try r.required("year", r.int("year", in: 1978...2100))),
            monthly: try r.money("monthly_fen"), annual: try r.money("annual_fen"))
        guard monthly != nil || annual != nil else {
            throw FactError(.absent, r.place("monthly_fen"), expected: "monthly_fen or annual_fen")
        }
    }
}

extension YearAmount: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("year", "annual_fen")
        self.init(
            year: Int(try r.required("year", r.int("year", in: 1978...2100))),
            amount: try r.required("annual_fen", r.money("annual_fen")))
    }
}

extension LocalStandards: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only(
            "meal_daily_fen", "meal_ppm", "living_ppm", "sick_pay_ppm", "subsistence_monthly_fen", "unemployment_monthly_fen",
            "unemployment_ppm", "average_pension_monthly_fen", "long_term_months", "nursing_base_monthly_fen", "day_divisor_x100",
            "lump_disability_floor_months_x10")
        mealDaily = try r.money("meal_daily_fen")
        mealRate = try r.rate("meal_ppm")
        livingRate = try r.rate("living_ppm")
        sickPayRate = try r.rate("sick_pay_ppm")
        subsistenceMonthly = try r.money("subsistence_monthly_fen")
        unemploymentMonthly = try r.money("unemployment_monthly_fen")
        unemploymentRate = try r.rate("unemployment_ppm")
        averagePensionMonthly = try r.money("average_pension_monthly_fen")
        longTermMonths = try r.int("long_term_months")
        nursingBaseMonthly = try r.money("nursing_base_monthly_fen")
        dayDivisorX100 = try r.int("day_divisor_x100", in: 100...36_600)
        lumpDisabilityFloorMonthsX10 = try r.int("lump_disability_floor_months_x10")
    }
}
