/// An input to fill in, for each situation: `gongdao statute template injury > case.json`.
package enum Template: String, Sendable, CaseIterable {
    case injury, death, pay, contribution
    case contractEnd = "contract_end"
    case backPayment = "back_payment"

    package var title: (zh: String, en: String) {
        switch self {
        case .injury: ("工伤（一至十级）", "work injury, grades 1-10")
        case .death: ("工亡", "death from the injury")
        case .contractEnd: ("解除或终止劳动合同", "end of the contract")
        case .pay: ("工资、加班与假期", "pay, overtime and leave")
        case .contribution: ("社会保险费", "contributions")
        case .backPayment: ("补缴与追偿", "back payment and recovery")
        }
    }

    /// A question that can be evaluated as it stands, about a place (six digits); `RulePacks.examplePlace` is one that has rules.
    package func text(at place: String) -> String {
        """
        {
          "id": "\(rawValue)",
          "jurisdiction": "\(place)",
          "as_of": "2026-01-31",
          "ask": [\(codes.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))],
          "facts": {
        \(facts)
          }
        }

        """
    }

    private var codes: [ItemCode] {
        switch self {
        case .injury: [.lumpDisability, .lumpMedical, .lumpEmployment, .paidLeavePay, .inpatientMeals]
        case .death: [.funeral, .lumpDeath, .survivorPension]
        case .contractEnd: [.severance, .annualLeavePay, .remedyDates]
        case .pay: [.wageArrears, .overtimeHoliday, .sickPay]
        case .contribution: [.contributionShortfall, .deductionCap]
        case .backPayment: [.siTotal, .siLateFee, .employerRecoversPersonalSI]
        }
    }

    private var facts: String {
        switch self {
        case .injury:
            """
                "injured_on": "2025-03-10", "coverage": "insured", "grade": 9, "grade_concluded_on": "2025-10-20",
                "own_wage_monthly_fen": 800000, "original_pay_monthly_fen": 850000, "paid_leave_months_x10": 60,
                "inpatient_days": 12, "local": {"meal_daily_fen": 5000},
                "ended_on": "2025-12-31", "end_ground": "lcl37", "sex": "m", "born_on": "1985-06-01",
                "average_wages": [{"scope": "province", "year": 2024, "monthly_fen": 1160000}]
            """
        case .death:
            """
                "died_on": "2025-05-06", "death_cause": "injury", "coverage": "insured", "own_wage_monthly_fen": 700000,
                "average_wages": [{"scope": "pooling", "year": 2024, "monthly_fen": 900000}],
                "dependants": [{"relation": "child", "born_on": "2015-04-01"}, {"relation": "mother", "age_years": 66}]
            """
        case .contractEnd:
            """
                "entered_on": "2018-04-01", "ended_on": "2025-12-31", "end_ground": "expiry", "severance_wage_monthly_fen": 900000,
                "average_wages": [{"scope": "city", "year": 2024, "monthly_fen": 1100000}],
                "annual_leave_unused_days_x10": 30, "leave_wage_monthly_fen": 900000
            """
        case .pay:
            """
                "original_pay_monthly_fen": 800000, "minimum_wages": [{"from": "2025-09", "to": null, "monthly_fen": 254000}],
                "pay_periods": [{"from": "2025-11", "to": "2025-12", "kind": "work", "due_monthly_fen": 800000, "paid_fen": 600000}],
                "holiday_work": [{"period": {"from": "2025-10-01", "to": "2025-10-02"}, "days_x10": 20, "wage_monthly_fen": 800000,
                                  "kind": "holiday"}],
                "sick_leaves": [{"from": "2025-12-01", "to": "2025-12-05"}]
            """
        case .contribution:
            """
                "wages": [{"month": "2026-01", "gross_fen": 150000}],
                "deductions": [{"kind": "si", "amount_fen": 200000}],
                "minimum_wages": [{"from": "2025-09", "to": null, "monthly_fen": 254000}],
                "balance_fen": 350000, "agreed_instalment_fen": 50000
            """
        case .backPayment:
            """
                "entered_on": "2023-01-01", "ended_on": "2025-06-30",
                "premiums": [{"line": "pension", "from": "2023-01", "to": "2023-12", "employer_fen": 960000, "employee_fen": 480000,
                              "paid_by": "employer", "declared": false, "due_on": "2024-01-15", "paid_on": "2025-12-15"}]
            """
        }
    }
}
