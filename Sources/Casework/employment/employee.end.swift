package import Base
package import Records
package import Wire

/// `employee.end`: the employment ends on a day. What is still open is listed, and closing over it needs a recorded reason; reading
/// access remains, and with it the ways to answer, dispute and appeal (A4, L6).
package enum EmployeeEnd: Command {
    package struct Arguments: Codable, Sendable {
        package var employee: String
        package var date: LocalDate
        package var reason: String
        package var overrideReason: String?

        enum CodingKeys: String, CodingKey {
            case employee, date, reason
            case overrideReason = "override_reason"
        }
    }

    package struct Facts: Sendable {
        package var person: Stored<Employee>
        package var account: Stored<Account>?
        /// Open matters: `leave/L7…`.
        package var open: [String]
    }

    package static let op = "employee.end"
    package static let area = "employment"
    package static let roles: Set<Role> = [.hr]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("employee", "employee id"), .date("date", "last working day"), .text("reason", "ground, ≤ 2,000 bytes"),
        .text("override_reason", optional: true, "why it ends although matters are open, ≤ 2,000 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "办理离职。", en: "Ends an employment.")
    package static let example: JSON = ["employee": "184", "date": "2026-11-30", "reason": "合同期满"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let person = try reader.record(Employee.self, id: a.employee) else { throw Refusal.notFound }
        let home = Feed.employee(a.employee)
        var open = try reader.records(Leave.self, in: home, limit: 5000).map(\.record)
            .filter { $0.status == .open || $0.status == .pendingCancellation }.map { "leave/" + $0.id }
        open += try reader.records(Reimbursement.self, in: home, limit: 5000).map(\.record)
            .filter { $0.status == .submitted || $0.status == .approved }.map { "reimbursement/" + $0.id }
        open += try reader.records(Appeal.self, in: home, limit: 5000).map(\.record)
            .filter { [.open, .underInvestigation, .needsInfo].contains($0.status) }.map { "appeal/" + $0.id }
        open += try reader.records(Payslip.self, in: home, limit: 5000).map(\.record)
            .filter { $0.status == .published && $0.answer == .disputed }.map { "payslip/" + $0.id }
        open += try reader.records(Contribution.self, in: home, limit: 5000).map(\.record)
            .filter { $0.status == .missed }.map { "contribution/" + $0.id }
        return Facts(person: person, account: try People.account(of: a.employee, reader), open: open)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        try Check.text(a.overrideReason, "override_reason")
        var person = facts.person.record
        guard person.id != env.actor.employee else {
            throw .rule("decision.own", zh: "任何人不能办理自己的离职。", en: "Nobody ends their own employment.")
        }
        guard person.employmentStatus != .left else {
            throw Refusal.moved(facts.person, "employee.left", zh: "此人已离职。", en: "That person has left already.")
        }
        if let joined = person.dateOfJoining, a.date < joined {
            throw .invalid(
                "date", "employee.end_before_joining", zh: "离职日期早于入职日期。", en: "It ends before it began.", nearest: .string("\(joined)"))
        }
        guard facts.open.isEmpty || a.overrideReason != nil else {
            throw .no(
                .ruleRefused, reason: "employee.open_matters",
                text: LocalizedText(zh: "尚有未了事项，须先处理或写明理由。", en: "Matters are open: settle them, or record why it ends all the same."),
                data: ["field": "override_reason", "open": .array(facts.open.prefix(50).map { .string($0) })])
        }
        person.relievingDate = a.date
        person.leavingReason = a.reason
        person.modifiedAt = env.now
        var changes = Changes()
        if a.date < env.today {
            EmployeeLeave.close(&person, facts.account, op: op, env, &changes)
        } else {
            changes.schedule(EmployeeLeave.op, at: Deadlines.endOf(a.date), ["employee": .string(person.id)])
        }
        changes.put(person, in: facts.person.feed)
        changes.result = [
            "employee": .string(person.id), "status": .string(person.employmentStatus.rawValue),
            "open": .array(facts.open.prefix(50).map { .string($0) }),
        ]
        return changes
    }
}
