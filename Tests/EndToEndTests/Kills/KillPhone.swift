import Base
import Foundation
import GongdaoClient
import Records
import Testing
import Wire

/// A person's device with the library's own outbox and cache, and beside it what a model expects of every act it filed.
final class KillPhone {
    let client: Client
    private let random: SeededRandom
    /// Claims by id, and the state in which they must end.
    private(set) var claims: [String: String] = [:]
    private(set) var filed = 0
    /// Every outcome ever heard, by the act's number on this device: it may never be another one later.
    private(set) var answers: [Int64: JSON] = [:]
    private(set) var findings: [String] = []

    init(_ folder: String, socket: String, seed: UInt64) {
        random = SeededRandom(seed: seed)
        client = Client(
            profile: Profile(folder: folder + "/cache", keyPath: folder + "/key/device.key"),
            connector: NIOConnector(.unix(path: socket)),
            options: ClientOptions(app: "kills/1.0", deviceName: "phone", tries: 2, sleep: { _ in }))
    }

    /// One or two acts: new claims, and claims taken back that have not been decided.
    func file() async throws {
        let today = try #require(SystemClock().now().date())
        for _ in 0...random.below(2) {
            filed += 1
            let open = claims.filter { $0.value == "submitted" }.keys.sorted()
            if random.below(4) == 0, let id = open.first {
                claims[id] = "withdrawn"
                try await client.file(.reimbursementWithdraw(id, reason: nil))
            } else {
                let id = client.newID()
                claims[id] = "submitted"
                let line = ClaimLine(date: today, type: .transport, amount: Money(fen: Int64(100 + random.below(90_000))), description: "claim \(filed) of \(id)")
                try await client.file(.reimbursementSubmit([line], id: id, remark: nil, today: today))
            }
        }
    }

    /// Notes outcomes; one that changed its mind is a finding.
    func hear() async throws {
        for item in try await client.outbox().items where item.isAnswered {
            if item.state != .accepted { findings.append("\(item.op) n=\(item.n) ended as \(item.state) \(item.code ?? 0)") }
            let answer = item.answer ?? .null
            if let known = answers[item.local], known != answer { findings.append("n=\(item.n) was \(known), now \(answer)") }
            answers[item.local] = answer
        }
    }

    /// Sends what was answered once more, byte for byte: each must be `dup` with the outcome that was stored.
    func sendAgain() async throws -> Int {
        let items = try await client.outbox().items.filter { $0.isAnswered }.suffix(12)
        guard let queue = items.last?.queue else { return 0 }
        let mine = items.filter { $0.queue == queue }
        let device = try await client.session().device
        let answer = try await client.request("sync.push", ["q": .string("\(device).\(queue)"), "muts": .array(mine.map(Self.wire))])
        let results = answer["res"]?.arrayValue ?? []
        if results.count != mine.count { findings.append("\(results.count) answers to \(mine.count) repeats") }
        for (item, result) in zip(mine, results) where result[1] != "dup" || result[2] != "ok" || result[3] != item.answer {
            findings.append("n=\(item.n) repeated: \(result), stored \(item.answer ?? .null)")
        }
        return results.count
    }

    private static func wire(_ item: OutboxItem) -> JSON {
        var members: [(String, JSON)] = [("n", .int(item.n)), ("op", .string(item.op)), ("a", item.arguments)]
        if let conditions = item.conditions { members.append(("if", conditions)) }
        if let when = item.when { members.append(("when", when)) }
        if let signature = item.signature { members.append(("sig", .string(signature))) }
        return .object(JSONObject(members))
    }

    /// Settled acts leave the outbox, so that a run of hundreds of kills does not grow slower with each.
    func tidy() async throws {
        for item in try await client.outbox().items.filter({ $0.isAnswered && $0.contained }).dropLast(12) { try await client.forget(item.local) }
    }

    /// What the server holds now, read from the beginning: claims by id and state. Ids that come twice are findings.
    func serversClaims() async throws -> [String: String] {
        var claims: [String: String] = [:]
        var cursor: String?
        while true {
            let page = try await client.request("sync.pull", cursor.map { ["cur": .string($0)] } ?? [:])
            for group in page["put"]?.arrayValue ?? [] where group["c"] == "reimbursement" {
                let columns = (group["cols"]?.arrayValue ?? []).compactMap(\.stringValue)
                guard let at = columns.firstIndex(of: "status") else { continue }
                for row in group["rows"]?.arrayValue ?? [] {
                    guard let id = row[0]?.stringValue else { continue }
                    if claims[id] != nil { findings.append("claim \(id) came twice in one snapshot") }
                    claims[id] = row[at]?.stringValue ?? ""
                }
            }
            if let next = page["cur"]?.stringValue { cursor = next }
            if page["more"]?.boolValue != true { return claims }
        }
    }

    /// What the cache shows, pending acts laid over it.
    func cachedClaims() async throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try await client.entries("reimbursement").map { ($0.id, $0.members["status"]?.stringValue ?? "") })
    }
}
