package import Base

/// Which ways of ending the contract of an injured employee are open, barred or need a lawyer, by phase (law.md 3.2).
package enum GroundMatrix {
    package enum Phase: String, Sendable, CaseIterable {
        case paidLeave = "paid_leave"
        case pendingAppraisal = "pending_appraisal"
        case grades1to4 = "grade_1_4"
        case grades5to6 = "grade_5_6"
        case grades7to10 = "grade_7_10"
        case noGrade = "no_grade"
    }

    package enum Verdict: String, Sendable {
        /// Barred by law (or by a local rule where `localBar`).
        case barred
        /// Very high risk: a lawyer decides.
        case legalReview = "legal_review"
        /// Open, with the dues shown.
        case open
    }

    package struct Answer: Sendable, Equatable {
        package let verdict: Verdict
        package let basis: [String]
        /// What becomes due.
        package let dues: [ItemCode]
    }

    /// The verdict on a ground in a phase; `localBar`: the place forbids ending before the appraisal conclusion.
    package static func verdict(_ ground: EndGround, _ phase: Phase, localBar: Bool) -> Answer {
        switch ground {
        case .lcl40, .lcl41: noFault(phase, localBar)
        case .lcl39: fault(phase, localBar)
        case .expiry: expiry(phase, localBar)
        case .lcl37, .lcl38: byEmployee(ground, phase)
        case .agreedEmployee, .agreedEmployer: agreed(ground, phase)
        case .retirement: Answer(verdict: .open, basis: ["LCL 44(2)", "LCR 21"], dues: phase == .grades1to4 ? [.pensionTopUp] : [])
        case .closure:
            Answer(
                verdict: .open, basis: ["LCL 44(4)(5)", "WII 43(4)"],
                dues: [.severance] + (phase == .grades5to6 || phase == .grades7to10 ? [.lumpMedical, .lumpEmployment] : []))
        case .none: Answer(verdict: .open, basis: [], dues: [])
        }
    }

    private static func noFault(_ phase: Phase, _ localBar: Bool) -> Answer {
        switch phase {
        case .paidLeave: Answer(verdict: .barred, basis: ["LCL 42(2)", "LCL 42(6)"], dues: [.damages2N])
        case .pendingAppraisal:
            Answer(verdict: localBar ? .barred : .legalReview, basis: ["LCL 42(2)"], dues: [.damages2N])
        case .grades1to4, .grades5to6, .grades7to10: Answer(verdict: .barred, basis: ["LCL 42(2)"], dues: [.damages2N])
        case .noGrade: Answer(verdict: .open, basis: ["LCL 40", "LCL 41", "LCL 46"], dues: [.severance, .noticePay])
        }
    }

    private static func fault(_ phase: Phase, _ localBar: Bool) -> Answer {
        switch phase {
        case .paidLeave, .pendingAppraisal:
            Answer(verdict: localBar ? .barred : .legalReview, basis: ["LCL 39", "LDI1 44"], dues: [.damages2N])
        case .grades1to4: Answer(verdict: .legalReview, basis: ["LCL 39", "WII 35"], dues: [.damages2N])
        case .grades5to6, .grades7to10:
            Answer(verdict: .legalReview, basis: ["LCL 39", "SIL 38(7)", "SIL 39(3)"], dues: [.lumpMedical, .lumpEmployment])
        case .noGrade: Answer(verdict: .open, basis: ["LCL 39(2)", "LCL 43"], dues: [])
        }
    }

    private static func expiry(_ phase: Phase, _ localBar: Bool) -> Answer {
        switch phase {
        case .paidLeave: Answer(verdict: .barred, basis: ["LCL 45"], dues: [])
        case .pendingAppraisal: Answer(verdict: localBar ? .barred : .legalReview, basis: ["LCL 45"], dues: [])
        case .grades1to4: Answer(verdict: .barred, basis: ["LCL 45", "WII 35"], dues: [])
        case .grades5to6: Answer(verdict: .barred, basis: ["LCL 45", "WII 36(2)"], dues: [])
        case .grades7to10:
            Answer(verdict: .open, basis: ["WII 37(2)", "LCR 23", "LCL 46(5)"], dues: [.severance, .lumpMedical, .lumpEmployment])
        case .noGrade: Answer(verdict: .open, basis: ["LCL 44(1)", "LCL 46(5)"], dues: [.severance])
        }
    }

    private static func byEmployee(_ ground: EndGround, _ phase: Phase) -> Answer {
        let severance: [ItemCode] = ground == .lcl38 ? [.severance] : []
        let basis = ground == .lcl38 ? ["LCL 38", "LCL 46(1)"] : ["LCL 37"]
        switch phase {
        case .grades1to4: return Answer(verdict: .legalReview, basis: basis + ["WII 35"], dues: severance)
        case .grades5to6, .grades7to10:
            return Answer(verdict: .open, basis: basis + ["WII 36(2)", "WII 37(2)"], dues: severance + [.lumpMedical, .lumpEmployment])
        default: return Answer(verdict: .open, basis: basis, dues: severance)
        }
    }

    private static func agreed(_ ground: EndGround, _ phase: Phase) -> Answer {
        let severance: [ItemCode] = ground == .agreedEmployer ? [.severance] : []
        switch phase {
        case .paidLeave, .pendingAppraisal, .grades1to4:
            return Answer(verdict: .legalReview, basis: ["LCL 36", "LDI1 35"], dues: severance)
        case .grades5to6, .grades7to10:
            return Answer(verdict: .open, basis: ["LCL 36", "WII 36(2)", "WII 37(2)"], dues: severance + [.lumpMedical, .lumpEmployment])
        case .noGrade: return Answer(verdict: .open, basis: ["LCL 36"], dues: severance)
        }
    }
}

extension Facts {
    /// The paid leave; one stated in months begins on the day of the injury.
    private var leaveInterval: FactInterval? {
        if let paidLeave { return paidLeave }
        guard let months = paidLeaveMonthsX10, let injured = injuryDay?.day, let full = injured.adding(months: Int(months / 10)) else { return nil }
        // Tenths of a month are three days each.
        return full.adding(days: Int(months % 10) * 3 - 1).map { FactInterval(from: FactDay(injured), to: FactDay($0)) }
    }

    /// The phase in which the relation ends, or would end on the day.
    package func phase(on day: LocalDate) -> GroundMatrix.Phase? {
        if leaveInterval?.covers(day) ?? false { return .paidLeave }
        switch currentGrade {
        case .known(let grade) where gradeConcludedOn.map({ $0.day <= day }) ?? true:
            return grade <= 4 ? .grades1to4 : grade <= 6 ? .grades5to6 : .grades7to10
        case .some(.none): return .noGrade
        case .some: return .pendingAppraisal
        case nil: return injuryDay == nil ? nil : .pendingAppraisal
        }
    }
}
