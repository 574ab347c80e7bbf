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
        package var before: [Stored<Notice>]
    }

    package static let op = "notice.effect"
    package static let area = "notice"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the notice")]
    package static let meaning = LocalizedText(zh: "预定的通知开始生效。", en: "A scheduled notice takes effect.")
    package static let example: JSON = ["id": "N3aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let notice = try reader.record(Notice.self, id: a.id) else { return Facts(notice: nil, before: []) }
        let record = notice.record
        return Facts(
            notice: notice, before: try before(record.id, record.kind, series: record.series, supersedes: record.supersedes, reader))
    }

    /// The notices that one takes the place of: the version it names, and what is in force for its kind (leave policy) or series.
    package static func before(
        _ id: String, _ kind: NoticeKind, series: String?, supersedes: String?, _ reader: any RecordReader
    ) throws -> [Stored<Notice>] {
        var ids = [supersedes]
        if kind == .leavePolicy { ids.append(try reader.find(.notice, kind.rawValue)) }
        if let series { ids.append(try reader.find(.notice, series)) }
        return try Set(ids.compactMap { $0 }).subtracting([id]).sorted().compactMap { try reader.record(Notice.self, id: $0) }
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
        plan(notice, replacing: facts.before, env, &changes)
        return changes
    }

    /// A notice in force is found by its kind (leave policy) and its series, and ends what was in force before; a scheduled one waits.
    package static func plan(_ notice: Notice, replacing before: [Stored<Notice>], _ env: Environment, _ changes: inout Changes) {
        guard notice.status == .inForce else {
            changes.schedule(op, at: Deadlines.startOf(notice.effectiveFrom), ["id": .string(notice.id)])
            return
        }
        for text in Set([notice.kind == .leavePolicy ? notice.kind.rawValue : notice.series, notice.series]).sorted() {
            // An index entry belongs to one target: the old one goes before the new one comes.
            changes.removeLookup(.notice, text)
            changes.setLookup(.notice, text, to: notice.id)
        }
        for stored in before where stored.record.status == .inForce || stored.record.status == .scheduled {
            var old = stored.record
            old.status = .superseded
            old.supersededBy = notice.id
            old.effectiveTo = env.today.adding(days: -1)
            old.history.record(env.entry(op, old.status))
            changes.put(old, in: stored.feed)
        }
    }
}
