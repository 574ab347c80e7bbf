package import Records
package import Wire

/// `profile.withdraw`: takes a correction back before it is decided.
package enum ProfileWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package struct Facts: Sendable {
        package var correction: Stored<ProfileCorrection>
        package var task: Stored<CaseTask>?
    }

    package static let op = "profile.withdraw"
    package static let area = "employment"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the request")]
    package static let meaning = LocalizedText(zh: "撤回资料更正申请。", en: "Takes a correction request back.")
    package static let example: JSON = ["id": "C2aBcDeFgHi"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        Facts(
            correction: try People.ownRecord(ProfileCorrection.self, a.id, actor, reader),
            task: try reader.record(CaseTask.self, id: Tasks.id(.profileDecide, a.id)))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var correction = facts.correction.record
        correction.status = try ProfileCase.table.step(facts.correction, from: correction.status, .withdraw)
        correction.history.record(env.entry(op, correction.status))
        var changes = Changes()
        changes.put(correction, in: facts.correction.feed)
        Tasks.close(facts.task, .cancel, env, &changes)
        changes.result = ["id": .string(a.id), "status": .string(correction.status.rawValue)]
        return changes
    }
}
