package import Records
package import Wire

/// `erasure.withdraw`: the person takes the request back before it is carried out.
package enum ErasureWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package static let op = "erasure.withdraw"
    package static let area = "retention"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [.text("id", "the request")]
    package static let meaning = LocalizedText(zh: "撤回删除请求。", en: "Takes a request for erasure back.")
    package static let example: JSON = ["id": "X1aBcDeFgHi"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> ErasureFacts {
        try ErasureFacts.load(People.ownRecord(Erasure.self, a.id, actor, reader), reader)
    }

    package static func decide(_ a: Arguments, _ facts: ErasureFacts, _ env: Environment) throws(Refusal) -> Changes {
        var request = facts.request.record
        request.status = try ErasureCase.table.step(facts.request, from: request.status, .withdraw)
        request.finishedAt = env.now
        request.history.record(env.entry(op, request.status))
        var changes = Changes()
        changes.put(request, in: facts.request.feed)
        Tasks.close(facts.decideTask, .cancel, env, &changes)
        Tasks.close(facts.confirmTask, .cancel, env, &changes)
        changes.result = ["id": .string(a.id), "status": .string(request.status.rawValue)]
        return changes
    }
}
