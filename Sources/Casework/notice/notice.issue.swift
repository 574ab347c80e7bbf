package import Base
package import Records
package import Wire

/// `notice.issue`: issues a notice to everybody (in `t`) or to named persons (one notice and one ladder each, in their feeds). A
/// leave policy takes the place of the one before; people are asked to acknowledge the new text (LVE-07).
package enum NoticeIssue: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var kind: NoticeKind
        package var texts: [NoticeText]
        package var requires: NoticeRequires
        package var employees: [String]?
        package var dueDate: LocalDate?
        package var effectiveFrom: LocalDate?
        package var supersedes: String?
        package var leaveTypes: [String]?
        package var region: String?
        package var policy: LeavePolicy?

        enum CodingKeys: String, CodingKey {
            case id, kind, texts, requires, employees, supersedes, region, policy
            case dueDate = "due_date"
            case effectiveFrom = "effective_from"
            case leaveTypes = "leave_types"
        }
    }

    package struct Facts: Sendable {
        /// The version that this one follows.
        package var old: Stored<Notice>?
        /// All that ends when this one takes effect.
        package var before: [Stored<Notice>]
        /// Names of `employees` that are no employee.
        package var strangers: [String]
    }

    package static let op = "notice.issue"
    package static let area = "notice"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new notice, 11 characters; to several persons each gets `<id>.<employee>`"),
        .word("kind", NoticeKind.self, "what it is about"), .list("texts", NoticeText.columns, "1 to 5 languages, together ≤ 40 KiB"),
        .word("requires", NoticeRequires.self, "what the reader is asked for"),
        .texts("employees", optional: true, "1 to 200 employee ids; none: everybody"),
        .date("due_date", optional: true, "by when an answer is asked for"),
        .date("effective_from", optional: true, "first day in force; today unless stated"),
        .text("supersedes", optional: true, "the version that this one takes the place of"),
        .texts("leave_types", optional: true, "kinds of leave it speaks of"),
        .text("region", optional: true, "six-digit GB/T 2260 code it is limited to"),
        .object("policy", LeavePolicy.columns, optional: true, "the leave rules, in a leave policy"),
    ]
    package static let meaning = LocalizedText(zh: "发布通知：面向全体或指定员工。", en: "Issues a notice to everybody or to named persons.")
    package static let example: JSON = [
        "id": "N3aBcDeFgHi", "kind": "leave_policy", "requires": "acknowledgement",
        "texts": [["lang": "zh-Hans", "title": "请假须知", "body": "事假期间工资按出勤天数计发……"]],
    ]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard try !reader.isTaken(Notice.schema, id: a.id) else { throw Refusal.idTaken }
        var old = try a.supersedes.map { id in
            guard let notice = try reader.record(Notice.self, id: id) else { throw Refusal.notFound }
            return notice
        }
        if old == nil, a.kind == .leavePolicy, let id = try reader.find(.notice, a.kind.rawValue) {
            old = try reader.record(Notice.self, id: id)
        }
        let before = try NoticeEffect.before(a.id, a.kind, series: old?.record.series, supersedes: old?.record.id, reader)
        return Facts(old: old, before: before, strangers: try (a.employees ?? []).prefix(200).filter { try reader.record(Employee.self, id: $0) == nil })
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try NoticeIssueRules.check(a, facts, env)
        let version = (facts.old?.record.version ?? 0) + 1
        guard let digest = try? NoticeDigest.of(kind: a.kind, version: version, texts: a.texts, policy: a.policy) else {
            throw .invalid("texts", "notice.texts", zh: "通知内容无法计算摘要。", en: "No digest can be made of these texts.")
        }
        let from = a.effectiveFrom ?? env.today
        var notice = Notice(
            id: a.id, kind: a.kind, series: facts.old?.record.series ?? a.id, version: version, supersedes: facts.old?.record.id,
            status: from > env.today ? .scheduled : .inForce, texts: a.texts, digest: digest, requires: a.requires, dueDate: a.dueDate,
            effectiveFrom: from, leaveTypes: a.leaveTypes ?? [], region: a.region, policy: a.policy, issuedBy: env.actor.name,
            issuedAt: env.now)
        notice.history.record(env.entry(op, notice.status))
        var changes = Changes()
        if let employees = a.employees {
            send(notice, to: employees, env, &changes)
        } else {
            changes.create(notice, in: .tenant)
            NoticeEffect.plan(notice, replacing: facts.before, env, &changes)
        }
        changes.result = ["id": .string(a.id), "version": .int(Int64(version)), "digest": .string(digest)]
        return changes
    }

    private static func send(_ notice: Notice, to employees: [String], _ env: Environment, _ changes: inout Changes) {
        for employee in employees {
            var own = notice
            own.id = employees.count == 1 ? notice.id : notice.id + "." + employee
            own.series = own.id
            own.employee = employee
            changes.create(own, in: .employee(employee))
            NoticeIssue.serve(own, to: employee, env, &changes)
        }
    }

    /// Starts the ladder of a notice with one person.
    package static func serve(_ notice: Notice, to employee: String, _ env: Environment, _ changes: inout Changes) {
        var receipt = NoticeCase.sent(notice, to: employee, at: env.now)
        receipt.history.record(env.entry(op, ReceiptStatus.sent))
        changes.create(receipt, in: .employee(employee))
        if let due = notice.dueDate, notice.requires != .nothing {
            changes.schedule(NoticeDue.op, at: Deadlines.endOf(due), ["id": .string(receipt.id)])
        }
    }
}

/// The rules of `notice.issue`.
package enum NoticeIssueRules {
    package static func check(_ a: NoticeIssue.Arguments, _ facts: NoticeIssue.Facts, _ env: Environment) throws(Refusal) {
        try Check.newID(a.id)
        try Check.word(a.kind, "kind")
        try Check.word(a.requires, "requires")
        try texts(a.texts)
        try Check.text(a.region, "region", 6...6)
        try audience(a, facts)
        if let due = a.dueDate, due < env.today {
            throw .invalid("due_date", "notice.due_past", zh: "答复期限已过。", en: "That day has passed.", nearest: .string("\(env.today)"))
        }
        if let from = a.effectiveFrom, from < env.today {
            throw .invalid(
                "effective_from", "notice.retroactive", zh: "通知不能溯及既往。", en: "A notice takes no effect before it is issued.",
                nearest: .string("\(env.today)"))
        }
        if a.policy != nil, a.kind != .leavePolicy {
            throw .invalid(
                "policy", "notice.policy_kind", zh: "只有请假须知可以带请假规则。", en: "Only a leave policy carries leave rules.", nearest: .null)
        }
        if a.kind == .leavePolicy, a.requires != .acknowledgement {
            throw .invalid(
                "requires", "notice.policy_requires", zh: "请假须知须要求确认。", en: "A leave policy asks for acknowledgement.",
                nearest: "acknowledgement")
        }
    }

    package static func texts(_ texts: [NoticeText]) throws(Refusal) {
        try Check.count(texts.count, "texts", 1...5)
        guard Set(texts.map(\.lang)).count == texts.count else {
            throw .invalid("texts", "notice.language_twice", zh: "同一语言出现两次。", en: "A language comes twice.")
        }
        for text in texts {
            try Check.text(text.lang, "texts.lang", 2...35)
            try Check.text(text.title, "texts.title", 1...300)
            try Check.text(text.body, "texts.body", 1...40_960)
        }
        let bytes = texts.reduce(0) { $0 + $1.title.utf8.count + $1.body.utf8.count }
        guard bytes <= 40_960 else {
            throw .invalid("texts", "notice.too_long", zh: "各语言合计过长（上限40 KiB）。", en: "Together over 40 KiB.", nearest: 40_960)
        }
    }

    private static func audience(_ a: NoticeIssue.Arguments, _ facts: NoticeIssue.Facts) throws(Refusal) {
        if let employees = a.employees {
            try Check.count(employees.count, "employees", 1...200)
            guard Set(employees).count == employees.count else {
                throw .invalid("employees", "notice.person_twice", zh: "同一员工出现两次。", en: "A person comes twice.")
            }
            if let stranger = facts.strangers.first {
                throw .no(
                    .invalid, reason: "notice.no_employee",
                    text: LocalizedText(zh: "没有这名员工：\(stranger)。", en: "No such employee: \(stranger)."),
                    data: ["field": "employees", "unknown": .array(facts.strangers.map { .string($0) })])
            }
            guard a.kind != .leavePolicy, a.supersedes == nil else {
                throw .invalid(
                    "employees", "notice.policy_to_all", zh: "制度类通知面向全体员工。", en: "Rules are issued to everybody.", nearest: .null)
            }
        }
        guard let old = facts.old else { return }
        guard old.feed == .tenant, old.record.kind == a.kind else {
            throw .invalid("supersedes", "notice.other_kind", zh: "被替代的通知不是同类通知。", en: "The version before is of another kind.")
        }
        guard old.record.status == .inForce || old.record.status == .scheduled, old.record.supersededBy == nil else {
            throw Refusal.moved(
                old, "notice.not_in_force", zh: "被替代的通知已失效或已有新版本。", en: "The version before is not in force, or has been replaced.")
        }
    }
}
