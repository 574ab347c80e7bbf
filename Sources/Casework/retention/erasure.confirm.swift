import Base
package import Records
package import Wire

/// `erasure.confirm`: another person than the one who decided, and not the applicant, confirms an erasure or rejects it.
package enum ErasureConfirm: Command {
    package typealias Arguments = Ruling

    package struct Facts: Sendable {
        package var facts: ErasureFacts
        package var found: ErasureFound
        package var two: TwoPersons
    }

    package static let op = "erasure.confirm"
    package static let area = "retention"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = Ruling.columns("the request", code: "needed to reject: a word")
    package static let meaning = LocalizedText(
        zh: "独立的第二人复核个人信息删除：角色或设备激活码由对方一人单独给出未满30天的，不算第二人。",
        en: "The second person confirms or rejects an erasure; nobody counts whose role, or code for the device, came from the other alone less than "
            + "30 days ago.")
    package static let example: JSON = ["id": "X1aBcDeFgHi", "decision": "approve"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let facts = try ErasureFacts.load(a.id, reader)
        let request = facts.request.record
        let decided = request.history.last { $0.event == ErasureDecide.op }?.at ?? Timestamp(ms: 0)
        let two = try TwoPersons.load(
            first: request.decidedBy ?? "", in: ErasureDecide.roles, under: request.decidedUnder, at: decided, second: actor, in: roles, reader)
        return Facts(facts: facts, found: try ErasureFound.load(request, reader), two: two)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.decision, "decision")
        var request = facts.facts.request.record
        try Decision.notOwn(env.actor, applicant: request.employee)
        guard env.actor.employee != request.decidedBy else {
            throw .rule("erasure.second_person", zh: "须由另一人复核。", en: "Another person has to confirm it.")
        }
        request.status = try ErasureCase.table.step(
            facts.facts.request, from: request.status, a.decision == .approve ? .approve : .reject)
        // To say no needs no independence.
        if a.decision == .approve, request.decidedBy != nil { try facts.two.check(env) }
        var changes = Changes()
        if a.decision == .approve {
            let plan = facts.found.plan(on: env.today)
            try ErasureDecide.mayGo(plan)
            request.confirmedBy = env.actor.name
            request.kept = plan.kept
            changes.schedule(ErasureRun.op, at: env.now, ["id": .string(a.id)])
        } else {
            let reasons = try Decision.reasons(code: a.reasonCode, text: a.reason)
            (request.rejectCode, request.rejectReason) = (reasons.code, reasons.text)
            request.finishedAt = env.now
        }
        request.history.record(env.entry(op, request.status, reason: a.reason))
        changes.put(request, in: facts.facts.request.feed)
        Tasks.close(facts.facts.confirmTask, .complete, env, &changes)
        changes.result = ["id": .string(a.id), "status": .string(request.status.rawValue)]
        return changes
    }
}
