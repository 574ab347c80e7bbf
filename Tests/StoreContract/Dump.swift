package import Store

/// Everything a snapshot can tell, as lines of text: two stores in the same state give the same dump.
package enum Dump {
    /// What was used in the tests, since lookups, queues and blobs are found by key only.
    package static let spaces: [Int32] = [1, 2]
    package static let devices = ["d", "d1", "d2"]
    package static let sequences = ["employee", "leave_no"]
    package static let metas = ["turn", "k1", "k2"]

    package static func of(_ s: any Snapshot) throws -> [String] {
        var lines = ["head \(try s.head()) \(try s.grantsFloor())"]
        for feed in try s.feeds(after: 0, limit: 10_000) {
            lines.append("\(feed)")
            lines += try s.digests(feed: feed.number).map { "  \($0)" }
            lines += try s.changes(feed: feed.number, after: .min).map { "  \($0)" }
            lines += try s.grants(feed: feed.number).map { "  \($0)" }
        }
        for subject in 1...9 { lines += try s.grants(subject: Int64(subject)).map { "of \(subject) \($0)" } }
        for space in spaces {
            for key in 0...40 {
                if let target = try s.lookup(space: space, key: [UInt8(key)]) { lines.append("lookup \(space) \(key) \(target)") }
            }
        }
        for device in devices {
            for queue in try s.queues(device: device) {
                lines.append("\(queue)")
                for n in 0...queue.last { if let outcome = try s.outcome(queue: queue.id, n: n) { lines.append("  \(outcome)") } }
            }
        }
        for index in 0..<(try s.head().leaves) { if let leaf = try s.leaf(index) { lines.append("\(leaf)") } }
        for key: Int64 in 0...9 { lines.append("leaves \(key) \(try s.leaves(key: key, after: -1, limit: 10_000))") }
        if let checkpoint = try s.checkpoint(atMost: .max) { lines.append("\(checkpoint)") }
        for level in 1...3 { lines += try (0...9).map { "node \(level) \($0) \(try s.logNode(level: level, index: Int64($0)) ?? [])" } }
        lines += try s.timers(dueBy: .max, limit: 10_000).map { "\($0)" }
        for number in 1...60 {
            guard let blob = try s.blob(number: Int64(number)) else { continue }
            lines.append("\(blob) \(try s.blob(key: blob.key)?.number ?? -1)")
            for index in 0..<4 { if let chunk = try s.chunk(blob: blob.number, index: Int64(index)) { lines.append("  \(chunk)") } }
        }
        lines += try s.orphans(before: .max, limit: 10_000).map { "orphan \($0.number)" }
        for name in sequences { lines.append("\(name) \(try s.sequence(name))") }
        for name in metas { lines.append("\(name) \(try s.meta(name) ?? [])") }
        return lines
    }
}
