import Base
package import Records
package import Wire

/// `profile.decide`: HR approves a correction, which changes the master record, or rejects it with a reason.
package enum ProfileDecide: Command {
    package typealias Arguments = Ruling

    package struct Facts: Sendable {
        package var correction: Stored<ProfileCorrection>
        package var person: Stored<Employee>?
        package var personal: Stored<EmployeePrivate>?
        package var task: Stored<CaseTask>?
        /// Who holds the identity number asked for, if somebody does.
        package var holder: String?
    }

    package static let op = "profile.decide"
    package static let area = "employment"
    package static let roles: Set<Role> = [.hr]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = Ruling.columns("the request")
    package static let meaning = LocalizedText(zh: "审核资料更正申请。", en: "Decides a correction request.")
    package static let example: JSON = ["id": "C2aBcDeFgHi", "decision": "approve"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let correction = try reader.record(ProfileCorrection.self, id: a.id) else { throw Refusal.notFound }
        let record = correction.record
        return Facts(
            correction: correction, person: try reader.record(Employee.self, id: record.employee),
            personal: try reader.record(EmployeePrivate.self, id: record.employee),
            task: try reader.record(CaseTask.self, id: Tasks.id(.profileDecide, a.id)),
            holder: record.field == "identity_number" ? try reader.find(.identityNumber, record.newValue) : nil)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.decision, "decision")
        var correction = facts.correction.record
        try Decision.notOwn(env.actor, applicant: correction.employee)
        correction.status = try ProfileCase.table.step(
            facts.correction, from: correction.status, a.decision == .approve ? .approve : .reject)
        var changes = Changes()
        if a.decision == .approve {
            try Check.text(a.reason, "reason")
            try apply(correction, facts, env, &changes)
        } else {
            let reasons = try Decision.reasons(code: a.reasonCode, text: a.reason)
            (correction.rejectCode, correction.rejectReason) = (reasons.code, reasons.text)
        }
        (correction.decidedBy, correction.decidedAt) = (env.actor.employee, env.now)
        correction.history.record(env.entry(op, correction.status, reason: a.reason))
        changes.put(correction, in: facts.correction.feed)
        Tasks.close(facts.task, .complete, env, &changes)
        changes.result = ["id": .string(a.id), "status": .string(correction.status.rawValue)]
        return changes
    }

    private static func apply(
        _ correction: ProfileCorrection, _ facts: Facts, _ env: Environment, _ changes: inout Changes
    ) throws(Refusal) {
        guard let person = facts.person else { throw Refusal.notFound }
        if let holder = facts.holder, holder != person.record.id {
            throw .rule("profile.identity_taken", zh: "该证件号码已属于另一名员工。", en: "That identity number belongs to somebody else.", field: "id")
        }
        if correction.target == Employee.schema.name {
            guard let changed = ProfileCase.setting(correction.field, to: correction.newValue, in: person.record, at: env.now) else {
                throw bad
            }
            changes.put(changed, in: person.feed)
            return
        }
        let before = facts.personal?.record ?? EmployeePrivate(id: person.record.id, employee: person.record.id, modifiedAt: env.now)
        guard let changed = ProfileCase.setting(correction.field, to: correction.newValue, in: before, at: env.now) else { throw bad }
        if facts.personal == nil { changes.create(changed, in: person.feed) } else { changes.put(changed, in: person.feed) }
        if changed.identityNumber != before.identityNumber {
            if let old = before.identityNumber { changes.removeLookup(.identityNumber, old) }
            if let new = changed.identityNumber { changes.setLookup(.identityNumber, new, to: person.record.id) }
        }
    }

    private static let bad = Refusal.invalid("id", "profile.value", zh: "更正值不合要求。", en: "The value does not fit its field.")
}
