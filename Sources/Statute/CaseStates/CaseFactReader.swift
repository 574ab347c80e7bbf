import Base
import Wire

/// The facts that the guards of a case read, by the names that refusals give them.
enum CaseFactReader {
    /// One fact: its name, its type as the page writes it, and how it is taken in.
    struct Name: Sendable {
        let name: String
        let kind: String
        let zh: String
        let en: String
        let read: @Sendable (FactReader, String, inout CaseFacts) throws(FactError) -> Void
    }

    static func read(_ value: JSON, _ path: String, into facts: inout CaseFacts) throws(FactError) {
        let reader = try FactReader(value, path)
        for key in reader.object.keys {
            guard let known = all.first(where: { $0.name == key }) else {
                throw FactError(.unknownName, reader.place(key), expected: "one of " + all.map(\.name).joined(separator: ", "))
            }
            try known.read(reader, key, &facts)
        }
    }

    private static func day(
        _ name: String, _ path: any WritableKeyPath<CaseFacts, LocalDate?> & Sendable, _ zh: String, _ en: String
    ) -> Name {
        Name(name: name, kind: "day~", zh: zh, en: en) { reader, name, facts throws(FactError) in
            facts[keyPath: path] = try reader.day(name)?.day
        }
    }

    private static func flag(_ name: String, _ path: any WritableKeyPath<CaseFacts, Bool?> & Sendable, _ zh: String, _ en: String) -> Name {
        Name(name: name, kind: "bool", zh: zh, en: en) { reader, name, facts throws(FactError) in
            facts[keyPath: path] = try reader.bool(name)
        }
    }

    static let all: [Name] = days + flags + others

    private static let days: [Name] = [
        day("accident_on", \.accidentOn, "事故日期", "day of the accident"),
        day("diagnosed_on", \.diagnosedOn, "职业病诊断日期", "day of the diagnosis"),
        day("accepted_on", \.acceptedOn, "受理日期", "day of the acceptance"),
        day("decision_on", \.decisionOn, "认定决定日期", "day of the decision on recognition"),
        day("decision_received_on", \.decisionReceivedOn, "收到认定决定之日", "receipt of the decision by the party that challenges it"),
        day("filing_extended_to", \.filingExtendedTo, "经同意延长的单位申报期限", "longer filing time of the employer, consented to"),
        day("paid_leave_from", \.paidLeaveFrom, "停工留薪期起", "first day of the paid leave"),
        day("paid_leave_to", \.paidLeaveTo, "停工留薪期止", "last day of the paid leave"),
        day("extension_confirmed_to", \.extensionConfirmedTo, "确认延长至", "extension confirmed until"),
        day("concluded_on", \.concludedOn, "鉴定结论日期", "day of the conclusion"),
        day("employee_received_on", \.employeeReceivedOn, "职工收到结论之日", "receipt of the conclusion by the employee"),
        day("employer_received_on", \.employerReceivedOn, "单位收到结论之日", "receipt of the conclusion by the employer"),
        day("insured_from", \.insuredFrom, "参保起始日", "first day of cover"),
        day("joined_and_paid_on", \.joinedAndPaidOn, "补办参保并缴清之日", "day of late joining with premiums and late fee paid"),
        day("reply_due", \.replyDue, "返岗通知的答复期限", "last day to answer the return notice"),
        day("remedy_last_day", \.remedyLastDay, "救济期限的最后一日", "last day of the remedy"),
    ]

    private static let flags: [Name] = [
        flag("materials_complete", \.materialsComplete, "材料是否完整", "is the material complete"),
        flag("depends_on_other_authority", \.dependsOnOtherAuthority, "是否以其他机关的结论为依据", "does it depend on another authority's conclusion"),
        flag("false_material", \.falseMaterial, "是否查明提供虚假材料", "has false material been established"),
        flag("leave_certificate", \.leaveCertificate, "有无休假证明", "is there a leave certificate"),
        flag("recurrence_confirmed", \.recurrenceConfirmed, "旧伤复发是否确认", "is the relapse confirmed"),
        flag("refusal_is_real", \.refusalIsReal, "是否确属拒绝", "is the refusal proved"),
        flag("no_show_without_reason", \.noShowWithoutReason, "是否无正当理由不参加", "absence without a valid reason"),
        flag("late_fee_paid", \.lateFeePaid, "滞纳金是否缴清", "is the late fee paid"),
        flag("declared_below_wage", \.declaredBelowWage, "是否少报缴费工资", "was less than the wage declared"),
        flag("employer_refuses_to_pay", \.employerRefusesToPay, "单位是否不支付", "does the employer refuse to pay"),
        flag("return_notice_served", \.returnNoticeServed, "返岗通知是否送达本人", "was the return notice served on the person"),
        flag(
            "certificate_or_pending_procedure", \.certificateOrPendingProcedure, "有无休假证明或正在进行的程序",
            "a certificate, or a pending appraisal, extension or appeal"),
        flag("fit_for_work", \.fitForWork, "是否可以工作", "fit for work"),
        flag("suitable_work", \.suitableWork, "能否安排适当工作", "is there suitable work"),
        flag("retirement_age_reached", \.retirementAgeReached, "是否达到退休条件", "are the conditions for retirement met"),
        flag("ended_by_named_person", \.endedByNamedPerson, "是否由有权的人作出", "did a named person with authority end it"),
        flag("bars_cleared", \.barsCleared, "第二人是否附理由批准", "has a second named person overridden the bar with reasons"),
        flag("union_told", \.unionTold, "是否事先通知工会", "was the union told first"),
        flag("pay_stop_confirmed", \.payStopConfirmed, "停发原工资是否由人确认", "did a person confirm the stop of the original pay"),
        flag("benefit_triggered", \.benefitTriggered, "该项目的发生条件是否成就", "has what triggers the item happened"),
        flag("benefit_conditions_lost", \.benefitConditionsLost, "是否丧失享受条件", "are the conditions of the benefit lost"),
        flag("already_paid", \.alreadyPaid, "该项目是否已支付", "has the item been paid before"),
        flag("appealable", \.appealable, "可否上诉或起诉", "can the decision be challenged"),
    ]

    private static let others: [Name] = [
        Name(name: "grade", kind: "0-10", zh: "伤残等级（0 未达等级）", en: "disability grade; 0 none") { reader, name, facts throws(FactError) in
            facts.grade = try reader.int(name, in: 0...10).map(Int.init)
        },
        Name(name: "end_ground", kind: EndGround.allCases.map(\.rawValue).joined(separator: ", "), zh: "解除或终止的事由", en: "ground on which the contract ends") {
            reader, name, facts throws(FactError) in facts.endGround = try reader.word(name, EndGround.self)
        },
        Name(name: "challenged", kind: "D6, D7, D8", zh: "被复议或起诉的决定", en: "the decision under reconsideration or suit") {
            reader, name, facts throws(FactError) in
            guard let text = try reader.text(name) else { return }
            guard let state = CaseState(rawValue: text), [.D6, .D7, .D8].contains(state) else {
                throw FactError(.badValue, reader.place(name), expected: "D6, D7 or D8")
            }
            facts.challenged = state
        },
        Name(name: "suspensions", kind: "[{from, to, reason?}]", zh: "期限中止的期间", en: "times during which the clock stood still") {
            reader, name, facts throws(FactError) in
            guard let value = reader.value(name) else { return }
            var pauses: [Suspension] = []
            for entry in try Scalar.entries(value, reader.place(name)) {
                try entry.only("from", "to", "reason")
                let pause = try entry.required("from", entry.ownInterval())
                pauses.append(Suspension(from: pause.from.day, to: pause.to?.lastDay))
            }
            facts.suspensions = pauses
        },
    ]
}
