import Base
import Casework
import Records
import Store
import Wire

/// From an operation to its changes: the same for a push, a preview and a timer.
enum Decision {
    static func changes(
        op: String, a: JSON, condition: JSON?, principal p: Principal, now: Timestamp, proven: ClosedRange<Int64>?, reader: PartitionReader
    ) throws -> Changes {
        guard let command = reader.core.commands(op) else {
            if CommandRegistry.retired.contains(op) {
                throw Refusal.no(
                    .opRetired, reason: "op.retired",
                    text: LocalizedText(zh: "此操作已被新版本取代，请更新应用。", en: "This operation was replaced; update the app."))
            }
            throw Refusal.invalid("op", "op.unknown", zh: "没有名为“\(op)”的操作。", en: "There is no operation \"\(op)\".")
        }
        guard let today = now.date() else { throw Fault.clock }
        let random = reader.core.random
        let environment = Environment(now: now, today: today, actor: p.actor, proven: proven) { random.recordID() }
        return try command.run(a, environment, reader) {
            guard p.app.allows(op: op) else {
                throw Refusal.forbidden("access.app", zh: "此应用不能进行该操作。", en: "This app may not do that.")
            }
            if let condition { try check(condition, p, reader, now) }
        }
    }

    /// `if`: revisions that must still hold. What the caller may not see is not there (why.md S29).
    private static func check(_ condition: JSON, _ p: Principal, _ reader: PartitionReader, _ now: Timestamp) throws {
        guard case .object(let members) = condition else {
            throw Refusal.invalid("if", "if.form", zh: "前提条件格式有误。", en: "The precondition is not an object.")
        }
        var current: [(String, JSON)] = []
        var holds = true
        for (name, value) in members {
            guard let expected = value.intValue, let reference = RecordReference(name) else {
                throw Refusal.invalid("if", "if.form", zh: "前提条件格式有误。", en: "A precondition is <collection>/<id>: revision.")
            }
            guard let header = try reader.snapshot.entry(collection: reference.schema.code, id: reference.id)?.header,
                try reader.mayRead(p, reference.schema, header, now: now)
            else { throw Refusal.notFound }
            current.append((name, .int(header.rev)))
            if header.rev != expected { holds = false }
        }
        guard !holds else { return }
        throw Refusal.conflict(
            .conflict, reason: "record.moved", now: .object(JSONObject(current)),
            say: LocalizedText(zh: "记录已有更新，请查看后再决定。", en: "The record has changed since; look at it and decide again."))
    }
}

/// `<collection>/<id>` as it stands in `if` and `ref`.
struct RecordReference: Sendable, Equatable {
    let schema: CollectionSchema
    let id: String

    init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), let schema = Schema.named(text[..<slash]) else { return nil }
        let id = String(text[text.index(after: slash)...])
        guard (1...Limits.idBytes).contains(id.utf8.count) else { return nil }
        self.schema = schema
        self.id = id
    }
}

extension PartitionReader {
    /// Whether the caller holds a feed now, by a grant that lasts and an app that may have it.
    func mayPull(_ feed: Int64, _ p: Principal, now: Timestamp) throws -> Bool {
        guard p.app.allows(try self.feed(feed)) else { return false }
        return try snapshot.grants(subject: p.actor.subject).contains { $0.feed == feed && $0.holds(at: now) }
    }
}

extension Grant {
    /// Neither ended nor past its end (why.md S24).
    func holds(at now: Timestamp) -> Bool { lost == nil && (until.map { $0 > now.ms } ?? true) }
}
