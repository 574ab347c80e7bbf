package import Store
import Synchronization

/// What stands for a tenant's file: it outlives the stores opened on it.
final class MemoryFile: Sendable {
    /// Guards the committed state; held only to copy it in or out.
    let state = Mutex(MemoryState())
    /// Held for a whole write transaction: one writer at a time.
    let writing = Mutex(())
}

/// The reference implementation: the whole partition is one value.
package final class MemoryTenantStore: TenantStore {
    private let file: MemoryFile
    private let faults: FaultPlan?
    private let counted = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)
    /// Takes a copy of the state under a name, instead of a file.
    private let keepBackup: @Sendable (String, MemoryState) -> Void

    init(file: MemoryFile, faults: FaultPlan?, keepBackup: @escaping @Sendable (String, MemoryState) -> Void) {
        self.file = file
        self.faults = faults
        self.keepBackup = keepBackup
    }

    package var commits: Int { counted.load(ordering: .acquiring) }

    package func read<R: Sendable>(_ body: @escaping @Sendable (any Snapshot) throws -> R) async throws -> R {
        try readNow(body)
    }

    package func readNow<R>(_ body: (any Snapshot) throws -> R) throws -> R {
        try body(MemorySnapshot(try current()))
    }

    package func writeNow<R>(_ body: (any Transaction) throws -> R) throws -> R {
        var answer: R?
        try file.writing.withLock { _ in
            let transaction = MemoryTransaction(try current())
            answer = try body(transaction)
            guard transaction.changed else { return }
            try commit(transaction.state)
        }
        guard let answer else { throw StoreError.other("no answer") }
        return answer
    }

    private func commit(_ state: MemoryState) throws {
        let fault = faults?.nextCommit()
        switch fault {
        case .notWritten: throw StoreError.commitUnknown("injected: not written")
        case .full: throw StoreError.full
        case .writtenButReportedFailed, nil: break
        }
        file.state.withLock { $0 = state }
        counted.add(1, ordering: .acquiringAndReleasing)
        if fault != nil { throw StoreError.commitUnknown("injected: written") }
    }

    private func current() throws -> MemoryState {
        guard !isClosed.load(ordering: .acquiring) else { throw StoreError.closed }
        return file.state.withLock { $0 }
    }

    package func maintain(idle: Bool) throws { _ = try current() }

    package func backup(to path: String, progress: (Int64, Int64) -> Void) throws {
        keepBackup(path, try current())
        progress(1, 1)
    }

    package func close() throws { isClosed.store(true, ordering: .releasing) }
}
