import Base
import Crypto
import Foundation
import Wire

/// A signed-in session as the load needs it.
struct BenchSession: Sendable {
    var tenant: String
    var access: String
    var device: String
    var subject: String
    var employee: String
    /// What it has pulled so far; empty: nothing.
    var cursor: String
    var key: P256.Signing.PrivateKey

    static let hello = #"{"jsonrpc":"2.0","id":0,"method":"hello","params":{"v":[1,1],"app":"bench/1"}}"#
    static let helloPacked = #"{"jsonrpc":"2.0","id":0,"method":"hello","params":{"v":[1,1],"app":"bench/1","comp":["deflate"]}}"#
    static let subscribe = #"{"jsonrpc":"2.0","id":2,"method":"sync.subscribe","params":{"mode":"poke"}}"#

    var use: String { "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"auth.use\",\"params\":{\"access\":\"\(access)\"}}" }
    var prologue: [String] { [BenchSession.hello, use] }
    var pull: String { BenchSession.pull(cursor) }

    static func pull(_ cursor: String) -> String {
        let params = cursor.isEmpty ? "{}" : "{\"cur\":\"\(cursor)\"}"
        return "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"sync.pull\",\"params\":\(params)}"
    }

    /// A push of one mutation, signed with the device's key, ready to be sent.
    func push(_ n: Int, op: String, _ a: JSON) throws -> String {
        let queue = "\(device).0"
        let bytes = try SignedBytes.mutation(tenant: tenant, device: device, subject: subject, queue: queue, n: Int64(n), op: op, a: a)
        let signature = Base64URL.encode(Array(try key.signature(for: bytes).rawRepresentation))
        let arguments = String(decoding: a.bytes, as: UTF8.self)
        return "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"sync.push\",\"params\":{\"q\":\"\(queue)\",\"muts\":"
            + "[{\"n\":\(n),\"op\":\"\(op)\",\"a\":\(arguments),\"sig\":\"\(signature)\"}]}}"
    }

    /// An expense claim of one line; `unique` tells it from every other claim.
    func claim(_ n: Int, unique: Int) throws -> String {
        let line: JSON = ["line": "1", "date": .string(Day.recent), "type": "transport", "amount": .int(Int64(100 + unique))]
        return try push(n, op: "reimbursement.submit", ["id": .string(SystemRandom().recordID()), "lines": [line]])
    }

    // MARK: The file between the processes

    private var line: String {
        [tenant, access, device, subject, employee, cursor.isEmpty ? "-" : cursor, Base64URL.encode(Array(key.rawRepresentation))]
            .joined(separator: " ")
    }

    static func write(_ sessions: [BenchSession], to path: String) throws {
        try sessions.map(\.line).joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    static func read(_ path: String) throws -> [BenchSession] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 7, let raw = Base64URL.decode(parts[6]) else { throw BenchError.child("the list of sessions is damaged") }
            return BenchSession(
                tenant: parts[0], access: parts[1], device: parts[2], subject: parts[3], employee: parts[4],
                cursor: parts[5] == "-" ? "" : parts[5], key: try P256.Signing.PrivateKey(rawRepresentation: raw))
        }
    }
}

/// A day on which an expense can be claimed: a week ago.
enum Day {
    static let recent: String = {
        let days = Int(SystemClock().now().ms / 86_400_000) - 7
        return LocalDate(days: days).map { "\($0)" } ?? ""
    }()
}
