import Foundation
import GRDB

/// A tenant's file as the dead process left it, looked at from outside: a copy with its log, opened by plain SQLite.
struct PartitionFile {
    let head: (seq: Int64, leaves: Int64)
    /// Acts that the queues have consumed, all together.
    let consumed: Int64
    /// What must never be found.
    let findings: [String]

    /// Each counts rows that break a promise; the text says which.
    private static let checks: [(String, String)] = [
        ("holes in the log", "SELECT (SELECT leaves FROM head) - (SELECT count(*) FROM leaves) + (SELECT count(*) FROM leaves WHERE number >= (SELECT leaves FROM head))"),
        ("acts without their leaf", "SELECT count(*) FROM outcomes WHERE leaf NOT IN (SELECT number FROM leaves)"),
        ("acts that share a leaf", "SELECT count(leaf) - count(DISTINCT leaf) FROM outcomes"),
        ("acts that share a position", "SELECT count(seq) - count(DISTINCT seq) FROM outcomes WHERE seq > 0"),
        ("positions above the head", "SELECT count(*) FROM (SELECT seq FROM entries UNION ALL SELECT seq FROM outcomes) WHERE seq > (SELECT seq FROM head)"),
        ("queues whose counter is not their last act", "SELECT count(*) FROM queues q WHERE q.last <> (SELECT max(n) FROM outcomes o WHERE o.queue = q.number)"),
        ("queues with holes", "SELECT count(*) FROM (SELECT count(*) c, min(n) a, max(n) b FROM outcomes GROUP BY queue) WHERE c <> b - a + 1"),
        ("acts of no queue", "SELECT count(*) FROM outcomes WHERE queue NOT IN (SELECT number FROM queues)"),
        ("rows without their body", "SELECT count(*) FROM entries WHERE large IS NOT NULL AND large NOT IN (SELECT number FROM bodies)"),
        ("bodies of no row", "SELECT count(*) FROM bodies WHERE number NOT IN (SELECT large FROM entries WHERE large IS NOT NULL)"),
        ("rows of no feed", "SELECT count(*) FROM entries WHERE feed NOT IN (SELECT number FROM feeds)"),
        ("feeds that end before their last row", "SELECT count(*) FROM feeds f WHERE f.head < (SELECT coalesce(max(seq), 0) FROM entries e WHERE e.feed = f.number)"),
        ("digests that do not count their rows", "SELECT count(*) FROM digests d WHERE d.count <> (SELECT count(*) FROM entries e WHERE e.feed = d.feed AND e.collection = d.collection AND e.live = 1)"),
        ("chunks of no blob", "SELECT count(*) FROM chunks WHERE blob NOT IN (SELECT number FROM blobs)"),
    ]

    /// `since`: the head when the acts began; from there on every position must be one act's.
    init(_ path: String, since: (seq: Int64, leaves: Int64)? = nil) throws {
        let copy = path + ".looked-at"
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        let queue = try DatabaseQueue(path: copy)
        var findings: [String] = []
        (head, consumed) = try queue.read { db in
            func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64 { try Int64.fetchOne(db, sql: sql, arguments: arguments) ?? 0 }
            if try String.fetchOne(db, sql: "PRAGMA integrity_check") != "ok" { findings.append("the file is damaged") }
            for (what, sql) in Self.checks {
                let count = try number(sql)
                if count != 0 { findings.append("\(count) \(what)") }
            }
            let head = (seq: try number("SELECT seq FROM head"), leaves: try number("SELECT leaves FROM head"))
            if let since {
                let positions = try number("SELECT count(*) FROM outcomes WHERE seq > ?", [since.seq])
                let total = try number("SELECT count(*) FROM outcomes")
                // Outcomes are kept for the last thousand acts of a queue; beyond that only the counters tell.
                if total < 900, head.seq - since.seq != positions { findings.append("\(head.seq - since.seq) positions for \(positions) acts") }
                // Each start leaves a sign of health with its first batch, of kind 8; acts have other kinds.
                let signs = try number("SELECT count(*) FROM leaves WHERE number >= ? AND substr(bytes, 2, 1) = x'08'", [since.leaves])
                let leaves = head.leaves - since.leaves - signs
                if total < 900, leaves != total { findings.append("\(leaves) leaves for \(total) acts") }
            }
            return (head, try number("SELECT coalesce(sum(last), 0) FROM queues"))
        }
        self.findings = findings
        try queue.close()
    }
}
