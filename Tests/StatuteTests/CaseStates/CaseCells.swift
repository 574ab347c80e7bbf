import Base

@testable import Statute

/// What makes each condition of the tables true and false. A condition without an entry fails the walk.
enum CaseCells {
    static func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate(days: 0)! }

    /// The day of every act in the walk.
    static let today = day("2026-06-10")

    typealias Change = @Sendable (inout CaseSnapshot) -> Void

    static let conditions: [String: (met: Change, failed: Change)] = {
        var all: [String: (met: Change, failed: Change)] = [
            "employer_in_time": ({ $0.facts.accidentOn = day("2026-06-01") }, { $0.facts.accidentOn = day("2026-01-05") }),
            "employer_window_over": ({ $0.facts.accidentOn = day("2026-01-05") }, { $0.facts.accidentOn = day("2026-06-01") }),
            "no_extension": ({ $0.facts.filingExtendedTo = nil }, { $0.facts.filingExtendedTo = day("2026-07-01") }),
            "employee_in_time": ({ $0.facts.accidentOn = day("2026-01-05") }, { $0.facts.accidentOn = day("2024-01-05") }),
            "employee_window_over": ({ $0.facts.accidentOn = day("2024-01-05") }, { $0.facts.accidentOn = day("2026-01-05") }),
            "remedy_in_time": ({ $0.facts.remedyLastDay = day("2026-06-10") }, { $0.facts.remedyLastDay = day("2026-06-09") }),
            "appeal_in_time": ({ $0.facts.remedyLastDay = day("2026-06-10") }, { $0.facts.remedyLastDay = day("2026-06-09") }),
            "window_over": ({ $0.facts.remedyLastDay = day("2026-06-09") }, { $0.facts.remedyLastDay = day("2026-06-10") }),
            "not_open": ({ $0.facts.remedyLastDay = day("2026-06-09") }, { $0.facts.remedyLastDay = day("2026-06-10") }),
            "before_expiry": ({ $0.facts.paidLeaveTo = day("2026-06-10") }, { $0.facts.paidLeaveTo = day("2026-06-09") }),
            "within_24_months": (
                { ($0.facts.paidLeaveFrom, $0.facts.extensionConfirmedTo) = (day("2025-01-01"), day("2026-12-31")) },
                { ($0.facts.paidLeaveFrom, $0.facts.extensionConfirmedTo) = (day("2025-01-01"), day("2027-01-01")) }
            ),
            "graded_1_to_10": ({ $0.facts.grade = 7 }, { $0.facts.grade = 0 }),
            "grade_1_to_4": ({ $0.facts.grade = 4 }, { $0.facts.grade = 5 }),
            "grade_5_to_6": ({ $0.facts.grade = 6 }, { $0.facts.grade = 7 }),
            "no_suitable_work": ({ $0.facts.suitableWork = false }, { $0.facts.suitableWork = true }),
            "stable_or_leave_over": ({ $0.medical = .M2 }, { ($0.medical, $0.paidLeave) = (.M1, .L2) }),
            "reappraisal_in_time": (
                { ($0.facts.employeeReceivedOn, $0.facts.employerReceivedOn) = (day("2026-06-01"), day("2026-06-01")) },
                { ($0.facts.employeeReceivedOn, $0.facts.employerReceivedOn) = (day("2026-05-01"), day("2026-05-01")) }
            ),
            "both_windows_over": (
                { ($0.facts.employeeReceivedOn, $0.facts.employerReceivedOn) = (day("2026-05-01"), day("2026-05-06")) },
                { ($0.facts.employeeReceivedOn, $0.facts.employerReceivedOn) = (day("2026-05-01"), day("2026-06-06")) }
            ),
            "recognition_challenged": ({ $0.facts.challenged = .D6 }, { $0.facts.challenged = .D7 }),
            "refusal_challenged": ({ $0.facts.challenged = .D7 }, { $0.facts.challenged = .D6 }),
            "non_acceptance_challenged": ({ $0.facts.challenged = .D8 }, { $0.facts.challenged = .D7 }),
            "bars_cleared": (
                { $0.facts.endGround = .lcl37 },
                { ($0.paidLeave, $0.facts.endGround, $0.facts.barsCleared) = (.L2, .lcl40, false) }
            ),
            "one_year_after": ({ $0.facts.concludedOn = day("2025-06-10") }, { $0.facts.concludedOn = day("2025-06-11") }),
            "insured_at_accident": (
                { ($0.facts.insuredFrom, $0.facts.accidentOn) = (day("2026-01-05"), day("2026-01-05")) },
                { ($0.facts.insuredFrom, $0.facts.accidentOn) = (day("2026-01-06"), day("2026-01-05")) }
            ),
            "joined_and_paid_on": ({ $0.facts.joinedAndPaidOn = day("2026-06-01") }, { $0.facts.joinedAndPaidOn = nil }),
            "reply_date_over": ({ $0.facts.replyDue = day("2026-06-09") }, { $0.facts.replyDue = day("2026-06-10") }),
            "not_paid_before": ({ $0.facts.alreadyPaid = nil }, { $0.facts.alreadyPaid = true }),
            "ground_of_suspension": ({ $0.medical = .M5 }, { $0.medical = .M1 }),
            "ground_ended": ({ $0.medical = .M1 }, { $0.appraisal = .A11 }),
        ]
        let standing: [(String, CaseState, CaseState)] = [
            ("recognised", .D6, .D4), ("not_recognised", .D7, .D6), ("recognition_lost", .D11, .D6), ("grade_concluded", .A8, .A4),
            ("grade_final", .A8, .A6), ("not_graded", .A4, .A8), ("paid_leave_runs", .L2, .L0), ("leave_expired", .L5, .L2),
            ("relation_exists", .E6, .E10),
        ]
        for (id, good, bad) in standing { all[id] = ({ $0.set(good) }, { $0.set(bad) }) }
        let flags: [(String, any WritableKeyPath<CaseFacts, Bool?> & Sendable)] = [
            ("materials_complete", \.materialsComplete), ("depends_on_other_authority", \.dependsOnOtherAuthority),
            ("false_material", \.falseMaterial),
            ("refusal_is_real", \.refusalIsReal), ("recurrence_confirmed", \.recurrenceConfirmed),
            ("leave_certificate", \.leaveCertificate),
            ("pay_stop_confirmed", \.payStopConfirmed), ("no_show_without_reason", \.noShowWithoutReason), ("late_fee_paid", \.lateFeePaid),
            ("declared_below_wage", \.declaredBelowWage), ("employer_refuses_to_pay", \.employerRefusesToPay),
            ("fit_for_work", \.fitForWork),
            ("return_notice_served", \.returnNoticeServed), ("certificate_or_pending_procedure", \.certificateOrPendingProcedure),
            ("ended_by_named_person", \.endedByNamedPerson), ("union_told", \.unionTold),
            ("suitable_work", \.suitableWork), ("retirement_age_reached", \.retirementAgeReached),
            ("benefit_triggered", \.benefitTriggered),
            ("appealable", \.appealable),
        ]
        for (id, path) in flags { all[id] = ({ $0.facts[keyPath: path] = true }, { $0.facts[keyPath: path] = false }) }
        return all
    }()

    /// `leave_over` is a state of another region in three rows and a date in one.
    static func condition(_ id: String, in row: CaseTransition) -> (met: Change, failed: Change)? {
        if id == "leave_over" {
            return row.event == .leaveExpired
                ? ({ $0.facts.paidLeaveTo = day("2026-06-09") }, { $0.facts.paidLeaveTo = day("2026-06-10") })
                : ({ $0.set(.L5) }, { $0.set(.L2) })
        }
        return conditions[id]
    }

    /// A case in which the row may happen, or in which exactly the condition `failing` stands against it.
    static func snapshot(_ row: CaseTransition, in state: CaseState, failing: String? = nil) -> CaseSnapshot? {
        var snapshot = CaseSnapshot()
        for condition in row.guards {
            guard let change = self.condition(condition.id, in: row) else { return nil }
            change.met(&snapshot)
        }
        if let failing, let change = condition(failing, in: row) { change.failed(&snapshot) }
        snapshot.set(state, of: state.region == .benefit ? "lump_disability" : state.region == .remedy ? "RM-8" : nil)
        return snapshot
    }

    static func act(_ event: CaseEvent, by actor: CaseActor, document: String? = "决定书1号") -> CaseAct {
        let region = CaseTable.regions[event]
        let name: String? = region == .benefit ? "lump_disability" : region == .remedy ? "RM-8" : nil
        return CaseAct(
            event, by: actor, occurredOn: today, recordedAt: Timestamp(ms: 0), document: document, channel: "counter", name: name)
    }
}
