import Base
package import Records
package import Wire

/// `payslip.publish`: moves drafts out of `x/pay` into the feeds of their people. A corrected slip is a new version with a reason;
/// the one before stays readable, and its person is told by a notice (B3, B7).
package enum PayslipPublish: Command {
    package struct Arguments: Codable, Sendable {
        package var ids: [String]
        package var reason: String?
    }

    /// One draft with what it takes the place of.
    package struct Draft: Sendable {
        package var slip: Stored<Payslip>
        package var old: Stored<Payslip>?
        /// The task of a dispute that the correction settles.
        package var dispute: Stored<CaseTask>?
    }

    package static let op = "payslip.publish"
    package static let area = "pay"
    package static let roles: Set<Role> = [.hr, .finance]
    package static let secrecy = Secrecy.pay
    package static let arguments: [Column] = [
        .texts("ids", "1 to 200 drafts"),
        .text("reason", optional: true, "why slips are corrected, ≤ 2,000 bytes; needed for corrections"),
    ]
    package static let meaning = LocalizedText(zh: "发布工资条。", en: "Publishes pay slips.")
    package static let example: JSON = ["ids": ["24", "25"]]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> [Draft] {
        try Check.count(a.ids.count, "ids", 1...200)
        return try Set(a.ids).sorted { ($0.count, $0) < ($1.count, $1) }.map { id in
            guard let slip = try reader.record(Payslip.self, id: id) else { throw Refusal.notFound }
            let old = try slip.record.amendedFrom.flatMap { try reader.record(Payslip.self, id: $0) }
            return Draft(
                slip: slip, old: old,
                dispute: try old.flatMap { try reader.record(CaseTask.self, id: Tasks.id(.payslipDispute, $0.record.id)) })
        }
    }

    package static func decide(_ a: Arguments, _ drafts: [Draft], _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        var changes = Changes()
        for draft in drafts { try publish(draft, a.reason, env, &changes) }
        changes.result = ["published": .int(Int64(drafts.count))]
        return changes
    }

    private static func publish(_ draft: Draft, _ reason: String?, _ env: Environment, _ changes: inout Changes) throws(Refusal) {
        var slip = draft.slip.record
        slip.status = try PayslipCase.table.step(draft.slip, from: slip.status, .publish)
        slip.publishedAt = env.now
        slip.answer = .none
        slip.version = 1
        if let old = draft.old {
            guard let why = reason ?? slip.correctionReason else {
                throw .invalid("reason", "payslip.correction_reason", zh: "更正工资条须写明原因。", en: "A correction needs a reason.")
            }
            var before = old.record
            before.status = try PayslipCase.table.step(old, from: before.status, .correct)
            before.supersededBy = slip.id
            before.history.record(env.entry(op, before.status, reason: why))
            changes.put(before, in: old.feed)
            slip.version = before.version + 1
            slip.correctionReason = why
            try tell(slip, why, env, &changes)
            Tasks.close(draft.dispute, .complete, env, &changes, reason: slip.id)
        }
        slip.history.record(env.entry(op, slip.status, reason: slip.correctionReason))
        changes.put(slip, in: .employee(slip.employee))
    }

    /// The notice of a correction: without amounts, since the slip itself carries them.
    private static func tell(_ slip: Payslip, _ reason: String, _ env: Environment, _ changes: inout Changes) throws(Refusal) {
        let texts = [
            NoticeText(lang: "zh-Hans", title: "工资条更正：\(slip.period)", body: "您\(slip.period)的工资条已更正，请查看新版本。原因：\(reason)"),
            NoticeText(
                lang: "en", title: "Pay slip corrected: \(slip.period)",
                body: "Your pay slip of \(slip.period) has been corrected; see the new version. Reason: \(reason)"),
        ]
        try PersonalNotice.send(
            kind: .correction, texts, requires: .read, to: slip.employee, about: Payslip.self, slip.id, due: nil, env, &changes)
    }
}
