import Base
package import Records
package import Wire

/// `notice.effect` (server only): the day has come on which a scheduled notice takes effect.
package enum NoticeEffect: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package struct Facts: Sendable {
        package var notice: Stored<Notice>?
        package var old: Stored<Notice>?
    }

    package static let op = "notice.effect"
    package static let area = "notice"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the notice")]
    package static let meaning = LocalizedText(zh: "预定的通知开始生效。", en: "A scheduled notice takes effect.")
    package static let example: JSON = ["id": "N3aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        let notice = try reader.record(Notice.self, id: a.id)
        return Facts(notice: notice, old: try notice?.record.supersedes.flatMap { try reader.record(Notice.self, id: $0) })
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.notice, stored.record.status == .scheduled, stored.record.effectiveFrom <= env.today else {
            return changes
        }
        var notice = stored.record
        notice.status = .inForce
        notice.history.record(env.entry(op, notice.status))
        changes.put(notice, in: stored.feed)
        plan(notice, taking: facts.old, env, &changes)
        return changes
    }

    /// A notice in force is found by its kind (leave policy) and its series, and ends the version before; a scheduled one waits.
    package static func plan(_ notice: Notice, taking old: Stored<Notice>?, _ env: Environment, _ changes: inout Changes) {
        guard notice.status == .inForce else {
            changes.schedule(op, at: Deadlines.startOf(notice.effectiveFrom), ["id": .string(notice.id)])
            return
        }
        if notice.kind == .leavePolicy { changes.setLookup(.notice, notice.kind.rawValue, to: notice.id) }
        changes.setLookup(.notice, notice.series, to: notice.id)
        guard let old, old.record.status != .superseded else { return }
        var before = old.record
        before.status = .superseded
        before.supersededBy = notice.id
        before.effectiveTo = env.today.adding(days: -1)
        before.history.record(env.entry(op, before.status))
        changes.put(before, in: old.feed)
    }
}
