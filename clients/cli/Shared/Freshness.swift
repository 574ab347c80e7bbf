import Base
import GongdaoClient
import Wire

/// How old what is shown is, said with everything that is read from the cache.
struct Freshness {
    let syncedMs: Int64?
    let ageMs: Int64?
    let isConsistent: Bool
    let unanswered: Int

    init(_ holdings: Holdings, now: Timestamp) {
        syncedMs = holdings.contact.syncedMs
        ageMs = holdings.contact.syncedMs.map { now.ms - $0 }
        isConsistent = holdings.consistent
        unanswered = holdings.unanswered
    }

    /// Members that stand beside `data`.
    var json: JSONObject {
        [
            "synced_at": syncedMs.map { .string(Timestamp(ms: $0).rfc3339()) } ?? .null,
            "age_s": ageMs.map { .int($0 / 1000) } ?? .null, "consistent": .bool(isConsistent), "waiting_acts": .int(Int64(unanswered)),
        ]
    }

    func write(_ page: inout Output.Page) {
        guard let ageMs else {
            page.line(page.style.yellow(say("fresh.never")))
            return
        }
        var text = say("fresh.age", Show.age(ageMs))
        if !isConsistent { text += " " + say("fresh.partial") }
        if unanswered > 0 { text += " " + say("fresh.waiting", "\(unanswered)") }
        page.line(page.style.dim(text))
    }
}

extension Workspace {
    /// A list from the cache: sorted entries, a table, and how old it all is.
    func list(
        _ client: Client, _ kind: String, _ entries: [Entry], empty: String, _ table: ([Entry]) -> Table
    ) async throws {
        let freshness = Freshness(try await client.holdings(), now: now)
        output.emit(kind, .array(entries.map(\.json)), about: freshness.json) { page in
            if entries.isEmpty { page.line(say(empty)) } else { page.table(table(entries)) }
            freshness.write(&page)
        }
    }

    /// One record from the cache.
    func show(_ client: Client, _ kind: String, _ entry: Entry, _ human: (inout Output.Page) -> Void) async throws {
        let freshness = Freshness(try await client.holdings(), now: now)
        output.emit(kind, entry.json, about: freshness.json) { page in
            human(&page)
            freshness.write(&page)
        }
    }

    /// One entry by its id, by the number people know it by (`no`), or by a unique beginning of the id.
    func find(_ id: String, in entries: [Entry]) throws -> Entry {
        if let exact = entries.first(where: { $0.id == id || $0.text("no") == id }) { return exact }
        let near = entries.filter { $0.id.hasPrefix(id) }
        guard let only = near.first, near.count == 1 else {
            if near.count > 1 { throw CommandFailure(.refused, "ambiguous", say("error.ambiguous", id)) }
            throw CommandFailure.noSuch(id)
        }
        return only
    }

    /// Tells what became of an act; ends with the status of its outcome. `note`: what somebody should know of one that was accepted.
    func tell(_ item: OutboxItem, extra: JSONObject = [:], note: String? = nil) throws {
        var members = item.json
        for (key, value) in extra { members[key] = value }
        output.emit("act", .object(members)) { page in
            switch item.state {
            case .queued: page.line(say("act.queued", "\(item.local)"))
            case .sending: page.line(say("act.sending", "\(item.local)"))
            case .accepted:
                page.line(page.style.green(say("act.accepted")) + (item.answer?["no"]?.stringValue.map { " " + $0 } ?? ""))
                if let leaf = item.answer?["leaf"]?.intValue { page.line(page.style.dim(say("act.leaf", "\(leaf)"))) }
                if let note { page.line(page.style.yellow(note)) }
            case .refused: page.line(page.style.red(say("act.refused", item.explanation)))
            case .conflict: page.line(page.style.yellow(say("act.conflict", item.explanation)))
            }
        }
        if item.state == .refused { throw ArgumentExit.refused }
        if item.state == .conflict { throw ArgumentExit.conflict }
    }
}
