import Base
import Foundation
import Records
import Store
import StoreSQLite
import Tenancy

/// The peer of the 50-row pull: one thread that reads the same rows from the same kind of file and opens them, and nothing else.
struct RowLoop: Sendable {
    private let registry: TenantRegistry
    private let partition: Partition
    private let feed: Int64

    init(rows: Int, scratch: String) async throws {
        guard let key = PlatformKey(SystemRandom().bytes(PlatformKey.byteCount)) else { throw BenchError.child("no platform key") }
        registry = try TenantRegistry(
            stores: try SQLiteFactory(directory: scratch + "/rows"), keys: MemoryKeyStore(), platformKey: key, clock: SystemClock(),
            random: SystemRandom(), pools: .standard())
        _ = try await registry.create(code: "rows", name: "rows")
        partition = try await registry.open("rows")
        feed = try await partition.system("bench.rows") { writer -> Int64 in
            for number in 0..<rows { try writer.put(BenchRow.make(number, of: "b1"), in: .employee("b1"), isNew: true) }
            return try writer.number(of: .employee("b1")) ?? 0
        }
    }

    /// Pages a second.
    func run(seconds duration: Double) throws -> Double {
        let (count, failed, done) = (CountBox(), CountBox(), DispatchSemaphore(value: 0))
        Task.detached { [partition, feed] in
            let start = ContinuousClock.now
            while elapsed(since: start) < duration, failed.total == 0 {
                do {
                    try await partition.read { reader in
                        try reader.snapshot.changes(feed: feed, after: 0) { header, body in
                            let row = try body.map {
                                try reader.sealer.open(
                                    $0, .row(feed: header.feed, collection: header.collection, id: header.id, rev: header.rev))
                            }
                            if row?.isEmpty ?? true { failed.add(1) }
                            return true
                        }
                    }
                    count.add(1)
                } catch {
                    failed.add(1)
                }
            }
            done.signal()
        }
        done.wait()
        guard failed.total == 0 else { throw BenchError.child("the rows cannot be read back") }
        return Double(count.total) / duration
    }

    func close() throws { try registry.shutdown() }
}
