package import Store
import Synchronization


/// The platform's documents in memory. Closing it does nothing: a factory has one for its whole life.
package final class MemoryPlatformStore: PlatformStore {
    /// Guards the committed documents; held for moments.
    private let documents = Mutex<[String: [String: [UInt8]]]>([:])
    /// Held for a whole write transaction.
    private let writing = Mutex(())
    private let counted = Atomic<Int>(0)
    private let faults: FaultPlan?

    package init(faults: FaultPlan? = nil) { self.faults = faults }

    package var commits: Int { counted.load(ordering: .acquiring) }

    package func readNow<R>(_ body: (any PlatformSnapshot) throws -> R) throws -> R {
        try body(MemoryDocuments(documents.withLock { $0 }))
    }

    package func writeNow<R>(_ body: (any PlatformTransaction) throws -> R) throws -> R {
        var answer: R?
        try writing.withLock { _ in
            let transaction = MemoryDocuments(documents.withLock { $0 })
            answer = try body(transaction)
            guard transaction.changed else { return }
            let fault = faults?.nextCommit()
            if fault == .notWritten { throw StoreError.commitUnknown("injected: not written") }
            if fault == .full { throw StoreError.full }
            documents.withLock { $0 = transaction.documents }
            counted.add(1, ordering: .acquiringAndReleasing)
            if fault != nil { throw StoreError.commitUnknown("injected: written") }
        }
        guard let answer else { throw StoreError.other("no answer") }
        return answer
    }

    package func backup(to path: String, progress: (Int64, Int64) -> Void) throws { progress(1, 1) }
    package func close() throws {}
}

private final class MemoryDocuments: PlatformTransaction {
    var documents: [String: [String: [UInt8]]]
    private(set) var changed = false

    init(_ documents: [String: [String: [UInt8]]]) { self.documents = documents }

    func get(_ kind: String, _ key: String) throws -> [UInt8]? { documents[kind]?[key] }

    func list(_ kind: String, after: String?, limit: Int) throws -> [(key: String, value: [UInt8])] {
        let all = (documents[kind] ?? [:]).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let rest = after.map { after in all.filter { after.utf8.lexicographicallyPrecedes($0.key.utf8) } } ?? all
        return rest.prefix(limit).map { (key: $0.key, value: $0.value) }
    }

    func put(_ kind: String, _ key: String, _ value: [UInt8]) throws {
        changed = true
        documents[kind, default: [:]][key] = value
    }

    func delete(_ kind: String, _ key: String) throws {
        changed = true
        documents[kind]?[key] = nil
    }
}
