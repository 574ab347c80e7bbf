package import Base
package import Records
package import Wire

/// `erasure.decide`: HR answers a request. What a hold, an open dispute or a retention duty keeps is named with its ground (PIPL 47, 50);
/// where nothing may go, the request can only be refused with that reason. What may go waits for a second person.
package enum ErasureDecide: Command {
    package typealias Arguments = Ruling

    package struct Facts: Sendable {
        package var facts: ErasureFacts
        package var found: ErasureFound
        /// On whose word the device signs that decides.
        package var hand: (text: String, since: Timestamp)?
    }

    package static let op = "erasure.decide"
    package static let area = "retention"
    package static let roles: Set<Role> = [.hr]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = Ruling.columns("the request", code: "needed to reject: a word such as retention, hold, unproven")
    package static let meaning = LocalizedText(zh: "处理删除请求。", en: "Decides a request for erasure.")
    package static let example: JSON = ["id": "X1aBcDeFgHi", "decision": "approve"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let facts = try ErasureFacts.load(a.id, reader)
        return Facts(
            facts: facts, found: try ErasureFound.load(facts.request.record, reader), hand: try TwoPersons.hand(of: actor, reader))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.decision, "decision")
        var request = facts.facts.request.record
        try Decision.notOwn(env.actor, applicant: request.employee)
        request.status = try ErasureCase.table.step(
            facts.facts.request, from: request.status, a.decision == .approve ? .propose : .reject)
        let plan = facts.found.plan(on: env.today)
        var changes = Changes()
        request.decidedBy = env.actor.name
        request.decidedUnder = TwoPersons.kept(facts.hand, env.now)
        request.kept = plan.kept
        if a.decision == .approve {
            try Check.text(a.reason, "reason")
            try mayGo(plan)
            request.planned = plan.due.count
            let due = Deadlines.after(DeletionCase.confirmDays, env.today)
            Tasks.open(.erasureConfirm, about: Erasure.self, request.id, in: .admin, due: due, existing: facts.facts.confirmTask, env, &changes)
        } else {
            let reasons = try Decision.reasons(code: a.reasonCode, text: a.reason)
            (request.rejectCode, request.rejectReason) = (reasons.code, reasons.text)
            request.finishedAt = env.now
        }
        request.history.record(env.entry(op, request.status, reason: a.reason))
        changes.put(request, in: facts.facts.request.feed)
        Tasks.close(facts.facts.decideTask, .complete, env, &changes)
        changes.result = [
            "id": .string(a.id), "status": .string(request.status.rawValue), "planned": .int(Int64(plan.due.count)),
            "kept": .array(plan.kept.map(\.json)),
        ]
        return changes
    }

    /// The typed reason where nothing may be deleted.
    package static func mayGo(_ plan: ErasurePlan) throws(Refusal) {
        let data: JSON = ["kept": .array(plan.kept.map(\.json))]
        if plan.hold != nil {
            throw .no(
                .ruleRefused, reason: "erasure.hold",
                text: LocalizedText(
                    zh: "此人的记录处于证据保全期间，不得删除；请以此为由答复。",
                    en: "A legal hold stands on this person's records: nothing may be deleted; answer with that reason."),
                data: data)
        }
        guard !plan.due.isEmpty else {
            throw .no(
                .ruleRefused, reason: "erasure.retained",
                text: LocalizedText(
                    zh: "所请求的记录均在法定或必要的保存期限内，不能删除；请列明依据答复。",
                    en: "All that was asked for is within its retention period; answer with the grounds."),
                data: data)
        }
    }
}

extension ErasureExemption {
    package var json: JSON {
        var members: JSONObject = [
            "collection": .string(collection), "count": .int(Int64(count)), "ground": .string(ground),
            "basis": ["zh": .string(basis.zh), "en": .string(basis.en)],
        ]
        if let until { members["until"] = .string("\(until)") }
        return .object(members)
    }
}
