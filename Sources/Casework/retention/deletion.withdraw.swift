package import Records
package import Wire

/// `deletion.withdraw`: whoever proposed a deletion takes it back before it is confirmed.
package enum DeletionWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package static let op = "deletion.withdraw"
    package static let area = "retention"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the deletion")]
    package static let meaning = LocalizedText(zh: "撤回到期删除。", en: "Takes a proposed deletion back.")
    package static let example: JSON = ["id": "D1aBcDeFgHi"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> DeletionFacts {
        let facts = try DeletionFacts.load(a.id, reader)
        guard facts.deletion.record.askedBy == actor.employee else { throw Refusal.notFound }
        return facts
    }

    package static func decide(_ a: Arguments, _ facts: DeletionFacts, _ env: Environment) throws(Refusal) -> Changes {
        var deletion = facts.deletion.record
        deletion.status = try DeletionCase.table.step(facts.deletion, from: deletion.status, .withdraw)
        deletion.finishedAt = env.now
        deletion.history.record(env.entry(op, deletion.status))
        var changes = Changes()
        changes.put(deletion, in: facts.deletion.feed)
        Tasks.close(facts.task, .cancel, env, &changes)
        changes.result = ["id": .string(a.id), "status": .string(deletion.status.rawValue)]
        return changes
    }
}
