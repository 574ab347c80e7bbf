package import Base
package import Records
package import Wire

/// `deletion.propose`: asks that the records of one collection whose retention period is over be deleted. The server makes the list in
/// slices and freezes it with a digest; another person confirms that digest (EVD-05; PIPL 19, 47).
package enum DeletionPropose: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var collection: String
        package var before: LocalDate?
        package var reason: String
    }

    package static let op = "deletion.propose"
    package static let area = "retention"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new deletion, 11 characters"), .text("collection", "a collection of the retention table"),
        .date("before", optional: true, "only what was over before this day; today unless stated"), .text("reason", "why, ≤ 2,000 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "提出到期删除（须第二人复核）。", en: "Proposes to delete what is past its retention period; takes a second person.")
    package static let example: JSON = ["id": "D1aBcDeFgHi", "collection": "payslip", "before": "2026-11-01", "reason": "保存期满"]

    package struct Facts: Sendable {
        /// On whose word the proposer's device signs, and since when.
        package var hand: (text: String, since: Timestamp)?
    }

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        guard try !reader.isTaken(Deletion.schema, id: a.id) else { throw Refusal.idTaken }
        return Facts(hand: try TwoPersons.hand(of: actor, reader))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.reason, "reason")
        guard let rule = RetentionTable[a.collection] else {
            throw .invalid(
                "collection", "deletion.collection", zh: "保存期限表中没有这一类记录。", en: "The retention table has no such collection.",
                nearest: .array(RetentionTable.rules.map { .string($0.collection) }))
        }
        let before = a.before ?? env.today
        guard before <= env.today else {
            throw .invalid(
                "before", "deletion.before", zh: "日期不能晚于今天。", en: "It lies in the future.", nearest: .string("\(env.today)"))
        }
        var deletion = Deletion(
            id: a.id, collection: a.collection, before: before, reason: a.reason, basis: rule.basis, status: .listing,
            askedBy: env.actor.name, askedAt: env.now)
        deletion.askedUnder = TwoPersons.kept(facts.hand, env.now)
        deletion.history.record(env.entry(op, deletion.status, reason: a.reason))
        var changes = Changes()
        changes.create(deletion, in: .admin)
        changes.schedule(DeletionList.op, at: env.now, ["id": .string(a.id)])
        changes.result = ["id": .string(a.id), "status": .string(deletion.status.rawValue)]
        return changes
    }
}
