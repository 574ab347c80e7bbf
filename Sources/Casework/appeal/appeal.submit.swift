import Base
package import Records
package import Wire

/// `appeal.submit`: an appeal, grievance or dispute, pinned to a record, its revision and a line; or, with `appeal_of`, to the next
/// level against a decision, where the first decider is barred (H1, H5).
package enum AppealSubmit: Command {
    package struct About: Codable, Sendable {
        package var collection: String
        package var id: String
        package var rev: Int64
        package var line: String?
    }

    package struct Arguments: Codable, Sendable {
        package var id: String
        package var kind: GrievanceType
        package var subject: String
        package var description: String
        package var about: About?
        package var against: String?
        package var onBehalfOf: String?
        package var requestedOutcome: String?
        package var attachments: [String]?
        package var appealOf: String?

        enum CodingKeys: String, CodingKey {
            case id, kind, subject, description, about, against, attachments
            case onBehalfOf = "on_behalf_of"
            case requestedOutcome = "requested_outcome"
            case appealOf = "appeal_of"
        }
    }

    package struct Facts: Sendable {
        package var person: Employee
        package var about: AppealSubject?
        package var first: Stored<Appeal>?
        /// Whether another appeal against the same decision was filed before.
        package var isRepeat: Bool
        /// `against` and `on_behalf_of` that are no employee.
        package var strangers: [String]
        package var blobs: [BlobInfo]
        package var number: Int64
        package var queue: Feed?
    }

    package static let op = "appeal.submit"
    package static let area = "appeal"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "id of the new appeal, 11 characters"), .word("kind", GrievanceType.self, "what it is about"),
        .text("subject", "title, ≤ 300 bytes"), .text("description", "what happened, ≤ 16 KiB"),
        .object(
            "about",
            [
                .text("collection", "collection of the record"), .text("id", "the record"), .int("rev", "its revision, as shown"),
                .text("line", optional: true, "the line"),
            ], optional: true, "the record it is about, one's own or in `t`"),
        .text("against", optional: true, "employee id of the person complained of: never sees, handles or decides it"),
        .text("on_behalf_of", optional: true, "employee id, where another is hurt"),
        .text("requested_outcome", optional: true, "what is asked for, ≤ 2,000 bytes"),
        .texts("attachments", optional: true, "content hashes of uploaded blobs, ≤ 20"),
        .text("appeal_of", optional: true, "the appeal whose decision this one contests"),
    ]
    package static let meaning = LocalizedText(zh: "提出申诉。", en: "Files an appeal or a complaint.")
    package static let example: JSON = [
        "id": "P5aBcDeFgHi", "kind": "pay", "subject": "十月加班费", "description": "少计周末加班两小时",
        "about": ["collection": "payslip", "id": "24", "rev": 1_048_577, "line": "3"], "requested_outcome": "补发差额",
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let me = try People.own(actor, reader).record
        guard try !reader.isTaken(Appeal.schema, id: a.id) else { throw Refusal.idTaken }
        let first = try a.appealOf.map { try People.ownRecord(Appeal.self, $0, actor, reader) }
        let others = first == nil ? [] : try reader.records(Appeal.self, in: .employee(me.id), limit: 5000)
        let parties = AppealParties(
            raisedBy: me.id, against: a.against ?? first?.record.grievanceAgainst, excluded: excluded(a, first?.record))
        return Facts(
            person: me, about: try a.about.map { try AppealSubject.load($0.collection, $0.id, actor, reader) }, first: first,
            isRepeat: others.contains { $0.record.appealOf == a.appealOf && $0.record.status != .withdrawn },
            strangers: try [a.against, a.onBehalfOf].compactMap { $0 }.filter { try reader.record(Employee.self, id: $0) == nil },
            blobs: try Blobs.load(a.attachments ?? [], actor, reader), number: try reader.nextNumber("appeal_no"),
            queue: try AppealRouting.feed(for: parties, reader))
    }

    /// Who may neither see nor decide it: the accused, and at the second level whoever decided the first.
    private static func excluded(_ a: Arguments, _ first: Appeal?) -> [String] {
        Set([a.against, first?.grievanceAgainst, first?.resolvedBy].compactMap { $0 } + (first?.excludedPersons ?? [])).sorted()
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try AppealSubmitRules.check(a, facts, env)
        let due = Deadlines.after(Deadlines.appealDays, env.today)
        var appeal = Appeal(
            id: a.id, no: Deadlines.number(facts.number, env.today), subject: a.subject, grievanceType: a.kind,
            description: a.description,
            raisedBy: facts.person.id, onBehalfOf: a.onBehalfOf, grievanceAgainst: a.against ?? facts.first?.record.grievanceAgainst,
            subjectRecordType: a.about?.collection, subjectRecordId: a.about?.id, subjectRecordRev: a.about.map { Int($0.rev) },
            subjectRecordVersion: facts.about?.version, subjectLineId: a.about?.line, requestedOutcome: a.requestedOutcome,
            attachments: a.attachments ?? [], date: env.today, status: .open, level: (facts.first?.record.level ?? 0) + 1,
            appealOf: a.appealOf, dueDate: due, excludedPersons: excluded(a, facts.first?.record))
        appeal.history.record(env.entry(op, appeal.status))
        var changes = Changes()
        changes.create(appeal, in: .employee(facts.person.id))
        for blob in Set(facts.blobs) { changes.use(blob, in: Appeal.self, id: appeal.id) }
        if let queue = facts.queue { Tasks.open(.appealDecide, about: Appeal.self, appeal.id, in: queue, due: due, env, &changes) }
        changes.result = [
            "id": .string(appeal.id), "no": .string(appeal.no), "level": .int(Int64(appeal.level)), "due_date": .string("\(due)"),
        ]
        return changes
    }
}

/// The rules of `appeal.submit`.
package enum AppealSubmitRules {
    package static func check(_ a: AppealSubmit.Arguments, _ facts: AppealSubmit.Facts, _ env: Environment) throws(Refusal) {
        try Check.newID(a.id)
        try Check.word(a.kind, "kind")
        try Check.text(a.subject, "subject", 1...300)
        try Check.text(a.description, "description", 1...16_384)
        try Check.text(a.requestedOutcome, "requested_outcome")
        try Check.count(a.attachments?.count ?? 0, "attachments", 0...20)
        if let stranger = facts.strangers.first {
            throw .no(
                .invalid, reason: "appeal.no_employee",
                text: LocalizedText(zh: "没有这名员工：\(stranger)。", en: "No such employee: \(stranger)."),
                data: ["field": stranger == a.against ? "against" : "on_behalf_of"])
        }
        if a.against == facts.person.id {
            throw .invalid("against", "appeal.against_self", zh: "不能申诉自己。", en: "Nobody appeals against themselves.", nearest: .null)
        }
        if let about = a.about, let subject = facts.about { try pinned(about, subject) }
        if let first = facts.first { try nextLevel(first, facts, env) }
    }

    /// The pin holds a revision that has been; a later one has not been seen by anyone.
    private static func pinned(_ about: AppealSubmit.About, _ subject: AppealSubject) throws(Refusal) {
        guard about.rev >= 1, about.rev <= subject.rev else {
            throw .invalid(
                "about.rev", "appeal.rev", zh: "没有这个版本的记录。", en: "The record has no such revision.", nearest: .int(subject.rev))
        }
        guard let line = about.line else { return }
        guard let lines = subject.lines, lines.contains(line) else {
            throw .invalid(
                "about.line", "appeal.no_line", zh: "记录中没有这一行。", en: "The record has no such line.",
                nearest: subject.lines.map { .array($0.map { .string($0) }) } ?? .null)
        }
    }

    private static func nextLevel(_ first: Stored<Appeal>, _ facts: AppealSubmit.Facts, _ env: Environment) throws(Refusal) {
        guard first.record.status == .decided || first.record.status == .closed else {
            throw Refusal.moved(first, "appeal.not_decided", zh: "原申诉尚未作出决定。", en: "The first appeal is not decided yet.")
        }
        guard first.record.level < AppealCase.levels else {
            throw .rule(
                "appeal.last_level", zh: "内部申诉已到最后一级，可申请劳动仲裁。", en: "This was the last level here; arbitration remains.",
                field: "appeal_of")
        }
        guard !facts.isRepeat else {
            throw .rule("appeal.repeat", zh: "已就该决定提出过申诉。", en: "That decision is already being contested.", field: "appeal_of")
        }
        if let until = first.record.appealUntil, provenDay(env) > until {
            throw .rule(
                "appeal.too_late", zh: "已超过向上一级申诉的期限（\(until)）。", en: "The time to go to the next level ended on \(until).",
                field: "appeal_of",
                nearest: .string("\(until)"))
        }
    }

    /// The earliest day on which the act may have been done: a deadline met offline is met (protocol §7, J5).
    private static func provenDay(_ env: Environment) -> LocalDate {
        env.proven.flatMap { Timestamp(ms: $0.lowerBound).date() }.map { min($0, env.today) } ?? env.today
    }
}
