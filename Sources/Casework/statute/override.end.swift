package import Base
package import Records
package import Wire

/// `override.end`: the value holds no longer than the day named; without a day it is withdrawn and counts for no day at all.
package enum OverrideEnd: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var untilDate: LocalDate?
        package var reason: String

        enum CodingKeys: String, CodingKey {
            case id, reason
            case untilDate = "until_date"
        }
    }

    package static let op = "override.end"
    package static let area = "statute"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "the value"), .date("until_date", optional: true, "its last day; absent: it was wrong and counts for no day"),
        .text("reason", "why, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(
        zh: "结束单位自定值：某日之后不再适用；不填日期则整项撤回。", en: "Ends a value of the tenant's own after a day, or withdraws it altogether.")
    package static let example: JSON = ["id": "V1aBcDeFgHi", "until_date": "2026-06-30", "reason": "当地公布了新标准"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Stored<StatuteOverride> {
        guard let stored = try reader.record(StatuteOverride.self, id: a.id) else { throw Refusal.notFound }
        return stored
    }

    package static func decide(_ a: Arguments, _ stored: Stored<StatuteOverride>, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason", 1...500)
        var own = stored.record
        guard own.isUsed else {
            throw Refusal.moved(stored, "override.withdrawn", zh: "此值已撤回。", en: "It has been withdrawn already.")
        }
        if let until = a.untilDate {
            // Only ever earlier: a longer time is a new decision, with a reason of its own.
            let latest = own.untilDate
            guard until >= own.fromDate, latest.map({ until < $0 }) ?? true else {
                throw .invalid(
                    "until_date", "override.until", zh: "结束日应在起始日与现有结束日之间。", en: "It ends on or after its first day, and before its present last one.",
                    nearest: .string((until < own.fromDate ? own.fromDate : latest ?? until).description))
            }
            own.untilDate = until
            own.status = .ended
        } else {
            own.status = .withdrawn
        }
        own.history.record(env.entry(op, own.status, reason: a.reason))
        var changes = Changes()
        changes.put(own, in: stored.feed)
        changes.result = ["id": .string(a.id), "status": .string(own.status.rawValue)]
        return changes
    }
}
