package import Records
package import Wire

/// `hold.lift`: the matter is over; what was kept for it falls under its ordinary period again. A person who was not told is told now.
package enum HoldLift: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String
    }

    package struct Facts: Sendable {
        package var hold: Stored<LegalHold>
        package var mark: Stored<HoldMark>?
        package var concerned: String?
    }

    package static let op = "hold.lift"
    package static let area = "retention"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the hold"), .text("reason", "why it ends, ≤ 2,000 bytes")]
    package static let meaning = LocalizedText(zh: "解除证据保全。", en: "Lifts a legal hold.")
    package static let example: JSON = ["id": "H1aBcDeFgHi", "reason": "裁决已生效"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let hold = try reader.record(LegalHold.self, id: a.id) else { throw Refusal.notFound }
        var concerned = hold.record.employee
        if concerned == nil, let parts = hold.record.records.first?.split(separator: "/", maxSplits: 1).map(String.init), parts.count == 2 {
            concerned = try RetentionKind[parts[0]]?.person(RetentionContext(reader), parts[1])
        }
        return Facts(hold: hold, mark: try reader.record(HoldMark.self, id: a.id), concerned: concerned)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        guard facts.concerned == nil || facts.concerned != env.actor.employee else {
            throw .rule("hold.own", zh: "任何人不能解除对自己记录的保全。", en: "Nobody lifts a hold on their own records.")
        }
        var hold = facts.hold.record
        hold.status = try HoldCase.table.step(facts.hold, from: hold.status, .lift)
        hold.liftedBy = env.actor.name
        hold.liftedAt = env.now
        hold.liftReason = a.reason
        hold.history.record(env.entry(op, hold.status, reason: a.reason))
        var changes = Changes()
        changes.put(hold, in: facts.hold.feed)
        if let stored = facts.mark {
            var mark = stored.record
            mark.status = .lifted
            mark.until = env.now
            changes.put(mark, in: stored.feed)
        } else if let person = facts.concerned {
            let mark = HoldMark(id: a.id, employee: person, status: .lifted, since: hold.setAt, until: env.now, text: HoldCase.told)
            changes.create(mark, in: .employee(person))
        }
        changes.result = ["id": .string(a.id), "status": .string(hold.status.rawValue)]
        return changes
    }
}
