package import Base
package import Records
package import Wire

/// `leave.request`: asks for leave. Personal leave needs the acknowledged leave notice in force, pinned by id and digest; statutory
/// and injury leave are never blocked by it (law LN-2, LN-3, LVE-01, LVE-02).
package enum LeaveRequest: Command {
    package struct NoticePin: Codable, Sendable {
        package var id: String
        package var digest: String
    }

    package struct Arguments: Codable, Sendable {
        package var id: String
        package var type: LeaveType
        package var from: LocalDate
        package var to: LocalDate
        package var fromHalf: DayHalf?
        package var toHalf: DayHalf?
        package var fromTime: String?
        package var toTime: String?
        package var reason: String?
        package var attachments: [String]?
        package var notice: NoticePin?

        enum CodingKeys: String, CodingKey {
            case id, type, from, to, reason, attachments, notice
            case fromHalf = "from_half"
            case toHalf = "to_half"
            case fromTime = "from_time"
            case toTime = "to_time"
        }
    }

    package static let op = "leave.request"
    package static let area = "leave"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new leave, 11 characters"), .word("type", LeaveType.self, "kind of leave"),
        .date("from", "first day"), .date("to", "last day; the same day for leave in hours"),
        .word("from_half", DayHalf.self, optional: true, "pm: begins at noon of the first day"),
        .word("to_half", DayHalf.self, optional: true, "am: ends at noon of the last day"),
        .text("from_time", optional: true, "HH:MM, for leave in hours"), .text("to_time", optional: true, "HH:MM"),
        .text("reason", optional: true, "the person's words, ≤ 2,000 bytes"),
        .texts("attachments", optional: true, "content hashes of uploaded blobs, ≤ 10"),
        .object(
            "notice", [.text("id", "the leave notice in force"), .text("digest", "its digest, as acknowledged")], optional: true,
            "needed for personal and unpaid leave"),
    ]
    package static let meaning = LocalizedText(zh: "申请请假。", en: "Asks for leave.")
    package static let example: JSON = [
        "id": "L7pAbCdEfGh", "type": "personal", "from": "2026-12-07", "to": "2026-12-18",
        "notice": ["id": "N3aBcDeFgHi", "digest": "2vmj6WQm8f3b0JwM5r8Yk1nUQmVxk0Vt0oJv3a9rBqY"],
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LeaveRequestFacts {
        let me = try People.own(actor, reader).record
        guard try !reader.isTaken(Leave.schema, id: a.id) else { throw Refusal.idTaken }
        var notice: Notice?
        var receipt: NoticeReceipt?
        if let id = try reader.find(.notice, NoticeKind.leavePolicy.rawValue) {
            notice = try reader.record(Notice.self, id: id)?.record
            receipt = try reader.record(NoticeReceipt.self, id: NoticeCase.receiptID(id, me.id))?.record
        }
        let ledgers = try reader.records(LeaveBalance.self, in: .employee(me.id), limit: 1000)
        return LeaveRequestFacts(
            person: me, approver: Access.healthLeave.contains(a.type) ? nil : try People.approver(of: me, reader), notice: notice,
            receipt: receipt, others: try reader.records(Leave.self, in: .employee(me.id), limit: 5000).map(\.record),
            ledgers: ledgers.map(\.record).filter { $0.leaveType == a.type }, blobs: try Blobs.load(a.attachments ?? [], actor, reader),
            number: try reader.nextNumber("leave_no"))
    }

    package static func decide(_ a: Arguments, _ facts: LeaveRequestFacts, _ env: Environment) throws(Refusal) -> Changes {
        try LeaveRequestRules.check(a, facts, env)
        let policy = facts.notice?.policy ?? .standard
        guard let rule = policy.rule(for: a.type) else {
            throw .rule(
                "leave.type_not_offered", zh: "现行请假须知没有提供这种假。", en: "The leave rules in force do not offer this kind.", field: "type")
        }
        let count = try LeaveRequestRules.count(a, rule, policy)
        try LeaveRequestRules.noOverlap(count.span, facts.others)
        let confirmed = try LeaveRequestRules.notice(a, facts)
        let ledger = try LeaveRequestRules.ledger(a, count.total, rule, facts)
        let due = Deadlines.after(Deadlines.leaveDays, env.today)
        var leave = Leave(
            id: a.id, no: Deadlines.number(facts.number, env.today), employee: facts.person.id, leaveType: a.type, fromDate: a.from,
            toDate: a.to, fromHalf: a.fromHalf, toHalf: a.toHalf, fromTime: a.fromTime, toTime: a.toTime, unit: rule.unit,
            total: count.total, balanceId: ledger?.id, reason: a.reason, attachments: a.attachments ?? [], status: .open,
            approver: facts.approver, notice: confirmed?.notice, noticeDigest: confirmed?.digest, noticeVersion: confirmed?.version,
            noticeConfirmedAt: confirmed?.acknowledgedAt, postingDate: env.today, dueDate: due)
        leave.history.record(env.entry(op, LeaveStatus.open, reason: a.reason))
        var changes = Changes()
        let home = Feed.employee(facts.person.id)
        changes.create(leave, in: home)
        if var ledger {
            ledger.reserve(count.total, env)
            changes.put(ledger, in: home)
        }
        for blob in facts.blobs { changes.use(blob, in: Leave.self, id: leave.id) }
        Tasks.open(.leaveDecide, about: Leave.self, leave.id, in: facts.approver.map(Feed.inbox) ?? .hr, due: due, env, &changes)
        var result: [(String, JSON)] = [
            ("id", .string(leave.id)), ("no", .string(leave.no)), ("total", .int(Int64(leave.total))),
            ("unit", .string(leave.unit.rawValue)), ("due_date", .string("\(due)")),
        ]
        if rule.drawsBalance { result.append(("balance_checked", .bool(ledger != nil))) }
        changes.result = .object(JSONObject(result))
        return changes
    }
}

/// What `leave.request` rests on.
package struct LeaveRequestFacts: Sendable {
    package var person: Employee
    /// Who decides; nil: HR.
    package var approver: String?
    /// The leave notice in force, and how far it got with this person.
    package var notice: Notice?
    package var receipt: NoticeReceipt?
    /// The person's other leave.
    package var others: [Leave]
    /// The ledgers of this kind of leave.
    package var ledgers: [LeaveBalance]
    package var blobs: [BlobInfo]
    package var number: Int64
}
