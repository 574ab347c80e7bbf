import Base
import Casework
import Crypto
import Records
import Tenancy
import Wire

/// A client as the specification wants it, small enough to be trusted: one queue, one replica, no cleverness.
final class SimulatedClient {
    struct Act {
        var op: String
        var a: JSON
        /// What the server answered, once it was heard: `ok`, `dup`, `no`, `cf`.
        var outcome: String?
        var code: Int64?
    }

    let employee: String
    let key: P256.Signing.PrivateKey
    let device: String
    /// Act number n stands at n − 1.
    private(set) var acts: [Act] = []
    private var cursor: String?
    private var rows: [RowKey: (mark: RowMark, generation: Int)] = [:]
    private var generation = 0
    private var sweeping = false
    private(set) var consistent = false
    /// How often an act had to wait, by code.
    private(set) var waits: [Int64: Int] = [:]
    /// A deliberate mistake, to see that the checks find it.
    var mistake: Mistake?

    enum Mistake: CaseIterable {
        /// An act whose answer was lost is filed again under a new number.
        case renumbers
        /// Rows of a lost feed stay.
        case keepsDropped
        /// Removed rows stay, and rows that left a feed for one that is not held.
        case keepsGone
        /// What no page of a new snapshot brought stays.
        case keepsUnswept
    }

    /// The key comes from the seed; any 32 bytes but a few of 2^256 are one.
    init(_ employee: String, seed: UInt64) throws {
        self.employee = employee
        key = try P256.Signing.PrivateKey(rawRepresentation: SeededRandom(seed: seed &* 1_000 &+ (UInt64(employee) ?? 0)).bytes(32))
        device = "d\(employee)"
    }

    var queue: String { "\(device).0" }
    var replica: [RowKey: RowMark] { rows.mapValues(\.mark) }

    func principal(roles: Set<Role>) -> Principal {
        Principal(
            actor: Actor(account: "a\(employee)", subject: Int64(employee) ?? 0, employee: employee, roles: roles, device: device, app: "sim"),
            tenant: SimulatedWorld.tenant,
            device: DeviceInfo(id: device, publicKey: Array(key.publicKey.compressedRepresentation), voucher: "test"),
            app: AppInfo(id: "sim", version: "1"), schema: Schema.now, lang: "zh-Hans", sessionID: "s\(employee)",
            expires: Timestamp(ms: .max / 2))
    }

    func file(_ op: String, _ a: JSON) { acts.append(Act(op: op, a: a)) }

    // MARK: Pushing

    /// The acts not answered yet, from the first one on, as one request; nil when there is none.
    func nextPush(most: Int) throws -> PushRequest? {
        guard let first = acts.firstIndex(where: { $0.outcome == nil }) else { return nil }
        let last = min(acts.count, first + most)
        return PushRequest(queue: queue, mutations: try (first..<last).map { try mutation($0 + 1) })
    }

    private func mutation(_ n: Int) throws -> PushRequest.Mutation {
        let act = acts[n - 1]
        let bytes = try SignedBytes.mutation(
            tenant: SimulatedWorld.tenant, device: device, subject: employee, queue: queue, n: Int64(n), op: act.op, a: act.a, if: nil, when: nil)
        let signature = try key.signature(for: bytes)
        return .init(n: Int64(n), op: act.op, a: act.a, signature: Base64URL.encode(Array(signature.rawRepresentation)))
    }

    /// Takes an answer in: outcomes by number; `wait` leaves its act where it is.
    func take(_ answer: [UInt8]) throws {
        let json = try JSON(parsing: answer)
        for entry in json["res"]?.arrayValue ?? [] {
            guard let parts = entry.arrayValue, parts.count >= 2, let n = parts[0].intValue, let word = parts[1].stringValue,
                n >= 1, n <= acts.count
            else { throw SimulationError.answer(String(decoding: answer, as: UTF8.self)) }
            if word == "wait" {
                waits[parts.count > 2 ? parts[2].intValue ?? 0 : 0, default: 0] += 1
                continue
            }
            acts[Int(n) - 1].outcome = word
            acts[Int(n) - 1].code = parts.count > 2 ? parts[2].intValue : nil
        }
    }

    /// The answer to the last push never came.
    func lost(_ request: PushRequest) {
        guard mistake == .renumbers else { return }
        for mutation in request.mutations {
            acts[Int(mutation.n) - 1].outcome = "dup"
            acts.append(Act(op: mutation.op, a: mutation.a))
        }
    }

    // MARK: Pulling

    func nextPull(budget: Int) -> PullRequest { PullRequest(cursor: cursor, budget: budget) }

    func forgetCursor() { cursor = nil }

    func apply(_ page: [UInt8]) throws {
        let json = try JSON(parsing: page)
        if json["reset"]?.boolValue == true {
            generation += 1
            sweeping = true
            let feeds = Set((json["feeds"]?.arrayValue ?? []).compactMap(\.stringValue))
            rows = rows.filter { feeds.contains($0.value.mark.feed) }
        }
        for feed in (json["drop"]?.arrayValue ?? []).compactMap(\.stringValue) where mistake != .keepsDropped {
            rows = rows.filter { $0.value.mark.feed != feed }
        }
        for group in json["gone"]?.arrayValue ?? [] where mistake != .keepsGone {
            guard let feed = group["in"]?.stringValue, let collection = group["c"]?.stringValue else { throw SimulationError.page("gone") }
            for id in (group["ids"]?.arrayValue ?? []).compactMap(\.stringValue) {
                let key = RowKey(collection: collection, id: id)
                if rows[key]?.mark.feed == feed { rows[key] = nil }
            }
        }
        try put(json)
        if let next = json["cur"]?.stringValue { cursor = next }
        consistent = json["more"]?.boolValue != true
        if consistent, sweeping {
            if mistake != .keepsUnswept { rows = rows.filter { $0.value.generation == generation } }
            sweeping = false
        }
    }

    private func put(_ json: JSON) throws {
        for group in json["put"]?.arrayValue ?? [] {
            guard let feed = group["in"]?.stringValue, let collection = group["c"]?.stringValue,
                let columns = group["cols"]?.arrayValue?.compactMap(\.stringValue), let idAt = columns.firstIndex(of: "id"),
                let revAt = columns.firstIndex(of: "rev")
            else { throw SimulationError.page("put") }
            for row in group["rows"]?.arrayValue ?? [] {
                guard let cells = row.arrayValue, cells.count > max(idAt, revAt), let id = cells[idAt].stringValue, let rev = cells[revAt].intValue
                else { throw SimulationError.page("row") }
                rows[RowKey(collection: collection, id: id)] = (RowMark(feed: feed, rev: rev), generation)
            }
        }
    }
}
