import Foundation
import Store

/// The exclusive hold on a data directory: one process at a time (why.md M6). Let go when the object dies, or the process.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    init(directory: String) throws {
        let path = directory + "/lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.other("cannot open \(path): \(String(cString: strerror(errno)))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw StoreError.locked(directory)
        }
    }

    /// Lets go at once. Closing alone would not: a child that is being spawned at this moment has a copy of every descriptor until it
    /// becomes its program, and a lock lives as long as any copy.
    func release() { flock(descriptor, LOCK_UN) }

    deinit {
        release()
        Foundation.close(descriptor)
    }
}

/// What everything opened in a data directory lives on: factory and open tenants hold it, the last one lets go of the lock.
final class Home: Sendable {
    private let lock: DirectoryLock
    let pool: BlockingPool
    private let isOwnPool: Bool

    init(lock: DirectoryLock, pool: BlockingPool, isOwnPool: Bool) {
        self.lock = lock
        self.pool = pool
        self.isOwnPool = isOwnPool
    }

    /// Lets go of the directory, whoever still holds on to this object.
    func close() {
        if isOwnPool { pool.shutdown() }
        lock.release()
    }

    deinit { if isOwnPool { pool.shutdown() } }
}
