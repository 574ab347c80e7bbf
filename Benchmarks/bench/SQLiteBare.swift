import Foundation
import GRDB
import Synchronization

/// The peer of the write measures: SQLite files written as ours are (WAL, synchronous FULL), one small row a commit, one thread a file.
enum SQLiteBare {
    /// Commits a second over `files` files for about `seconds`.
    static func commitsPerSecond(files: Int, seconds duration: Double, rowBytes: Int) throws -> Double {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(ProcessInfo.processInfo.processIdentifier)-bare")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let queues = try (0..<files).map { try open(folder.appending(path: "\($0).sqlite").path) }
        let counts = CountBox()
        let body = [UInt8](repeating: 7, count: rowBytes)
        let started = ContinuousClock.now
        let threads = queues.map { queue in
            let thread = Thread {
                var count = 0
                while seconds(.now - started) < duration {
                    guard (try? queue.write({ db in try db.execute(sql: "INSERT INTO t(b) VALUES (?)", arguments: [Data(body)]) })) != nil else { break }
                    count += 1
                }
                counts.add(count)
            }
            thread.start()
            return thread
        }
        while threads.contains(where: { !$0.isFinished }) { shortRest() }
        return Double(counts.total) / seconds(.now - started)
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in try db.execute(sql: "CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB)") }
        return queue
    }
}

/// A sum that threads add to.
final class CountBox: Sendable {
    private let sum = Atomic<Int>(0)
    func add(_ count: Int) { sum.add(count, ordering: .relaxed) }
    var total: Int { sum.load(ordering: .acquiring) }
}
