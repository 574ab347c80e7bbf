import Base
import Dispatch
import Foundation
import GRDB
import Store
import Synchronization

/// One database file with its handles: a writer, one warm reader, and readers for the pool.
final class SQLiteFile: Sendable {
    private let path: String
    private let faults: FaultPlan?
    /// The most pages (of 8 KiB) the file may grow to; nil: what the disk holds.
    private let pages: Int?
    private let reserve: DiskReserve?
    private let counted = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)
    /// The writing handle; held for a whole write transaction. Nil after a commit whose outcome is unknown, until it is opened again.
    private let writer = Mutex<Handle?>(nil)
    /// The reader for event loops; only ever tried, never waited for, except by `close`.
    private let warm = Mutex<Handle?>(nil)
    /// Readers nobody is using; held to take one or give one back.
    private let spare = Mutex<[Handle]>([])
    /// Handles in use besides the writer's and the warm one: `close` waits for them, so that the writer's is the last to go.
    /// A reader that went last could not fold the log into the file.
    private let readers = DispatchGroup()

    /// Readers kept open for the pool besides the warm one.
    private static let spareReaders = 2

    /// Opens the file, makes it where there is none and `create` says so, and brings it to the newest schema.
    /// Before an existing file is migrated it is copied beside itself, so that an older version can be put back.
    init(path: String, schema: Schema, create: Bool, faults: FaultPlan?, pages: Int? = nil, reserve: DiskReserve? = nil)
        throws
    {
        self.path = path
        self.faults = faults
        self.pages = pages
        self.reserve = reserve
        guard create || FileManager.default.fileExists(atPath: path) else { throw StoreError.closed }
        let handle: Handle
        do {
            handle = try SQLiteFile.open(path, schema, pages)
        } catch StoreError.full where reserve?.give() ?? false {
            handle = try SQLiteFile.open(path, schema, pages)
        }
        writer.withLock { $0 = handle }
    }

    private static func open(_ path: String, _ schema: Schema, _ pages: Int?) throws -> Handle {
        // Nobody else's to read; SQLite gives the files beside it the same mode.
        let files = FileManager.default
        if !files.fileExists(atPath: path) { _ = files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) }
        return try SQLiteFailure.translating {
            let handle = try Handle(path: path, role: .writer, pages: pages)
            do {
                let version = try handle.queue.unsafeRead { try schema.version(of: $0) }
                if version > 0, version < schema.newest {
                    try SQLiteFile.copy(handle.queue, to: "\(path).v\(version).bak") { _, _ in }
                }
                if version < schema.newest { try schema.migrate(handle.queue, from: version) }
            } catch {
                try? handle.close()
                throw error
            }
            return handle
        }
    }

    var commits: Int { counted.load(ordering: .acquiring) }

    // MARK: Reading

    /// Runs inline on the warm handle; nil where there is none, someone else uses it, or the file is busy.
    func readWarm<R>(_ body: (Connection) throws -> R) throws -> R? {
        var answer: R?
        _ = try warm.withLockIfAvailable { handle in
            do {
                answer = try handle?.read(body)
            } catch StoreError.busy {
                answer = nil
            }
        }
        return answer
    }

    /// Runs on a reader of the pool's; blocks while the file is busy. Makes the warm handle where there is none yet.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        try beginReading()
        defer { readers.leave() }
        try openWarm()
        let taken = spare.withLock { $0.popLast() }
        let handle = try taken ?? SQLiteFailure.translating { try Handle(path: path, role: .poolReader) }
        defer { giveBack(handle) }
        return try handle.read(body)
    }

    /// Counts a handle that `close` must wait for; throws once closing has begun.
    private func beginReading() throws {
        try spare.withLock { _ in
            try checkOpen()
            readers.enter()
        }
    }

    private func openWarm() throws {
        _ = try warm.withLockIfAvailable { handle in
            guard handle == nil, !isClosed.load(ordering: .acquiring) else { return }
            handle = try SQLiteFailure.translating { try Handle(path: path, role: .warmReader) }
        }
    }

    private func giveBack(_ handle: Handle) {
        let kept = spare.withLock { spare in
            guard spare.count < SQLiteFile.spareReaders, !isClosed.load(ordering: .acquiring) else { return false }
            spare.append(handle)
            return true
        }
        if !kept { try? handle.close() }
    }

    // MARK: Writing

    /// One transaction on the writer. The handle is dropped and opened again when the outcome of COMMIT is unknown.
    func write<R>(_ body: (Connection) throws -> R) throws -> R {
        var answer: R?
        try writer.withLock { slot in
            try checkOpen()
            try reserve?.checkRoom()
            let handle = try slot ?? SQLiteFailure.translating { try Handle(path: path, role: .writer, pages: pages) }
            slot = handle
            do {
                var wrote = false
                answer = try handle.write(faults: faults, wrote: &wrote, body)
                if wrote { counted.add(1, ordering: .acquiringAndReleasing) }
            } catch {
                if handle.isDamaged {
                    try? handle.close()
                    slot = try? Handle(path: path, role: .writer, pages: pages)
                }
                throw error
            }
        }
        guard let answer else { throw StoreError.other("no answer") }
        return answer
    }

    // MARK: Housekeeping

    /// Gives back the pages that the last batches needed, unless another is being written.
    func releaseMemory() { _ = writer.withLockIfAvailable { $0?.releaseMemory() } }

    /// Copies committed pages from the log into the file: passively when the log has grown, completely (and the log cut) when idle.
    func checkpoint(idle: Bool) throws {
        let size = (try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int64) ?? 0
        guard size > (idle ? 0 : Int64(Limits.walBytes)) else { return }
        try writer.withLock { handle in
            try checkOpen()
            try SQLiteFailure.translating {
                try handle?.queue.writeWithoutTransaction { db in
                    do { try db.checkpoint(idle ? .truncate : .passive) } catch let error as DatabaseError {
                        // A reader stands in the way: the next turn gets further.
                        guard error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED else { throw error }
                    }
                }
            }
        }
    }

    func backup(to destination: String, progress: (Int64, Int64) -> Void) throws {
        try beginReading()
        defer { readers.leave() }
        try SQLiteFailure.translating {
            let handle = try Handle(path: path, role: .poolReader)
            defer { try? handle.close() }
            try SQLiteFile.copy(handle.queue, to: destination, progress: progress)
        }
    }

    /// SQLite's own backup inside one read transaction: the copy is of one instant, writers go on meanwhile.
    static func copy(_ source: DatabaseQueue, to destination: String, progress: (Int64, Int64) -> Void) throws {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw StoreError.other("\(destination) is there already")
        }
        let target = try DatabaseQueue(path: destination)
        try withoutActuallyEscaping(progress) { progress in
            try source.backup(to: target, pagesPerStep: 512) { step in
                progress(Int64(step.completedPageCount), Int64(step.totalPageCount))
            }
        }
        try target.close()
    }

    /// Blocks until nobody reads or writes; then no handle is open, and where the last commit went well no log stands beside the file.
    /// Closes every handle, also where one of them throws.
    func close() throws {
        let begins = spare.withLock { _ in !isClosed.exchange(true, ordering: .acquiringAndReleasing) }
        guard begins else { return }
        readers.wait()
        var failure: (any Error)?
        func end(_ handle: Handle?) {
            do { try SQLiteFailure.translating { try handle?.close() } } catch { failure = failure ?? error }
        }
        for handle in spare.withLock({ spare in
            defer { spare = [] }
            return spare
        }) { end(handle) }
        warm.withLock { handle in
            end(handle)
            handle = nil
        }
        // Last, so that it is the one that folds the log into the file.
        writer.withLock { handle in
            end(handle)
            handle = nil
        }
        if let failure { throw failure }
    }

    private func checkOpen() throws {
        if isClosed.load(ordering: .acquiring) { throw StoreError.closed }
    }
}
