package import Records
package import Wire

/// What can happen to an appeal.
package enum AppealEvent: String, CaseIterable, Sendable {
    case take, ask, reply, decide, withdraw, settle, close
}

package enum AppealCase {
    package static let table = StateTable<AppealStatus, AppealEvent>(
        "appeal",
        [
            .open: [.take: .underInvestigation, .ask: .needsInfo, .decide: .decided, .withdraw: .withdrawn, .settle: .settled],
            .underInvestigation: [
                .take: .underInvestigation, .ask: .needsInfo, .decide: .decided, .withdraw: .withdrawn, .settle: .settled,
            ],
            .needsInfo: [.reply: .underInvestigation, .decide: .decided, .withdraw: .withdrawn, .settle: .settled],
            .decided: [.close: .closed],
            .settled: [.close: .closed],
        ],
        labels: { status in
            switch status {
            case .open: LocalizedText(zh: "待受理", en: "open")
            case .underInvestigation: LocalizedText(zh: "调查中", en: "under investigation")
            case .needsInfo: LocalizedText(zh: "待补充材料", en: "waiting for more from the person")
            case .decided: LocalizedText(zh: "已作出决定", en: "decided")
            case .withdrawn: LocalizedText(zh: "已撤回", en: "withdrawn")
            case .settled: LocalizedText(zh: "已和解", en: "settled")
            case .closed: LocalizedText(zh: "已结案", en: "closed")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    package static let levels = 2

    /// Collections that an appeal can be pinned to, with the lines of those that have lines.
    package static let pinned: Set<String> = [
        Payslip.schema.name, Contribution.schema.name, Leave.schema.name, LeaveBalance.schema.name, Reimbursement.schema.name,
        Notice.schema.name, NoticeReceipt.schema.name, Contract.schema.name, Employee.schema.name, EmployeePrivate.schema.name,
        ProfileCorrection.schema.name,
    ]
}

/// The record an appeal is about, as it stands.
package struct AppealSubject: Sendable, Equatable {
    package var rev: Int64
    package var version: Int?
    /// Ids of its lines; nil where it has none.
    package var lines: [String]?

    /// Loads it where the actor holds it: in `t` or in the own feed. Anything else is 1402.
    package static func load(_ collection: String, _ id: String, _ actor: Actor, _ reader: any RecordReader) throws -> AppealSubject {
        guard AppealCase.pinned.contains(collection), let schema = Schema.named(collection) else {
            throw Refusal.invalid(
                "about.collection", "appeal.collection", zh: "不能就此类记录申诉。", en: "No appeal is possible against records of this kind.",
                nearest: .array(AppealCase.pinned.sorted().map { .string($0) }))
        }
        switch schema.code {
        case Payslip.schema.code:
            return try of(Payslip.self, id, actor, reader) { ($0.version, $0.lines.map(\.line)) }
        case Reimbursement.schema.code:
            return try of(Reimbursement.self, id, actor, reader) { (nil, $0.lines.map(\.line)) }
        case Notice.schema.code: return try of(Notice.self, id, actor, reader) { ($0.version, nil) }
        case NoticeReceipt.schema.code: return try of(NoticeReceipt.self, id, actor, reader) { ($0.version, nil) }
        case Contribution.schema.code: return try of(Contribution.self, id, actor, reader) { _ in (nil, nil) }
        case Leave.schema.code: return try of(Leave.self, id, actor, reader) { _ in (nil, nil) }
        case LeaveBalance.schema.code: return try of(LeaveBalance.self, id, actor, reader) { _ in (nil, nil) }
        case Contract.schema.code: return try of(Contract.self, id, actor, reader) { _ in (nil, nil) }
        case Employee.schema.code: return try of(Employee.self, id, actor, reader) { _ in (nil, nil) }
        case EmployeePrivate.schema.code: return try of(EmployeePrivate.self, id, actor, reader) { _ in (nil, nil) }
        default: return try of(ProfileCorrection.self, id, actor, reader) { _ in (nil, nil) }
        }
    }

    private static func of<R: Record>(
        _: R.Type, _ id: String, _ actor: Actor, _ reader: any RecordReader, _ shape: (R) -> (Int?, [String]?)
    ) throws -> AppealSubject {
        guard let me = actor.employee, let stored = try reader.record(R.self, id: id),
            stored.feed == .tenant || stored.feed == .employee(me)
        else { throw Refusal.notFound }
        let (version, lines) = shape(stored.record)
        return AppealSubject(rev: stored.rev, version: version, lines: lines)
    }
}

/// What a handler's step of an appeal rests on.
package struct AppealFacts: Sendable {
    package var appeal: Stored<Appeal>
    package var task: Stored<CaseTask>?
    /// The task's queue were it to be opened now.
    package var queue: Feed?

    /// An appeal as a handler sees it: barred persons get 1402, as if there were none (H3).
    package static func load(_ id: String, _ actor: Actor, _ reader: any RecordReader) throws -> AppealFacts {
        guard let me = actor.employee, let appeal = try reader.record(Appeal.self, id: id),
            try !Access.isBarred(me, from: AppealParties(appeal.record), reader)
        else { throw Refusal.notFound }
        return AppealFacts(
            appeal: appeal, task: try reader.record(CaseTask.self, id: Tasks.id(.appealDecide, id)),
            queue: try AppealRouting.feed(for: AppealParties(appeal.record), reader))
    }

    package static func own(_ id: String, _ actor: Actor, _ reader: any RecordReader) throws -> AppealFacts {
        let appeal = try People.ownRecord(Appeal.self, id, actor, reader)
        return AppealFacts(
            appeal: appeal, task: try reader.record(CaseTask.self, id: Tasks.id(.appealDecide, id)),
            queue: try AppealRouting.feed(for: AppealParties(appeal.record), reader))
    }

    package static func result(_ appeal: Appeal) -> JSON {
        ["id": .string(appeal.id), "no": .string(appeal.no), "status": .string(appeal.status.rawValue)]
    }
}
