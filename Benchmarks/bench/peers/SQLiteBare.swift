import Foundation
import GRDB
import Synchronization

/// The peer of the write measures: SQLite files written as ours are (WAL, synchronous FULL), one small row a commit, one thread a file.
enum SQLiteBare {
    struct Result {
        var commitsPerSecond = 0.0
        var medianMs = 0.0
    }

    /// Commits over `files` files for about `duration` seconds.
    static func run(files: Int, seconds duration: Double, rowBytes: Int, scratch: String) throws -> Result {
        let folder = URL(fileURLWithPath: scratch).appending(path: "bare")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let queues = try (0..<files).map { try open(folder.appending(path: "\($0).sqlite").path) }
        let all = TimeList()
        let row = Data(repeating: 7, count: rowBytes)
        let started = ContinuousClock.now
        let threads = queues.map { queue in
            let thread = Thread {
                var times: [Double] = []
                while elapsed(since: started) < duration {
                    let begun = ContinuousClock.now
                    guard (try? queue.write({ try $0.execute(sql: "INSERT INTO t(b) VALUES (?)", arguments: [row]) })) != nil else { break }
                    times.append(elapsed(since: begun))
                }
                all.add(times)
            }
            thread.start()
            return thread
        }
        while threads.contains(where: { !$0.isFinished }) { usleep(200) }
        let took = elapsed(since: started)
        let times = all.sorted
        return Result(commitsPerSecond: Double(times.count) / took, medianMs: times.isEmpty ? 0 : times[times.count / 2] * 1000)
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

/// Times that threads hand in.
final class TimeList: Sendable {
    // Guards the list; touched once by each thread.
    private let times = Mutex<[Double]>([])
    func add(_ more: [Double]) { times.withLock { $0 += more } }
    var sorted: [Double] { times.withLock { $0 }.sorted() }
}

/// A sum that threads add to.
final class CountBox: Sendable {
    private let sum = Atomic<Int>(0)
    func add(_ count: Int) { sum.add(count, ordering: .relaxed) }
    var total: Int { sum.load(ordering: .acquiring) }
}
