import Base
import Foundation
import Store
import StoreContract
import StoreMemory
import StoreSQLite
import Testing

/// A folder that goes away with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/gongdao-store-" + SystemRandom().recordID()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

final class MemorySubject: ContractSubject {
    let faults = FaultPlan()
    let factory: any StoreFactory
    init() { factory = MemoryFactory(faults: faults) }
    // What was committed stays with the factory, as a file would.
    func restart() throws {}
    func backupPath() -> String { "backup" }
}

final class SQLiteSubject: ContractSubject {
    let faults = FaultPlan()
    let folder: TemporaryFolder
    private var current: SQLiteFactory?

    init() throws {
        folder = try TemporaryFolder()
        current = try SQLiteFactory(directory: folder.path + "/data", faults: faults)
    }

    var factory: any StoreFactory { current ?? MemoryFactory() }

    func restart() throws {
        try (current?.platform())?.close()
        // The lock goes with the old factory; a new one could not be made beside it.
        current = nil
        current = try SQLiteFactory(directory: folder.path + "/data", faults: faults)
    }

    func backupPath() -> String { folder.path + "/backup.sqlite" }
}

enum StoreKind: String, CaseIterable {
    case memory, sqlite

    func subject() throws -> any ContractSubject {
        switch self {
        case .memory: MemorySubject()
        case .sqlite: try SQLiteSubject()
        }
    }
}

@Suite("The storage contract") struct ContractTests {
    @Test("Both stores keep every promise", arguments: StoreKind.allCases, StoreContract.cases)
    func promise(kind: StoreKind, promise: ContractCase) async throws {
        try await promise.run(try kind.subject())
    }

    @Test("SQLite does what the reference does, operation by operation", arguments: [12, 13, 14, 15] as [UInt64])
    func model(seed: UInt64) throws {
        var run = try ModelRun(seed: seed, MemorySubject(), try SQLiteSubject())
        try run.run(transactions: 90)
    }

    @Test("A run from a seed nobody chose")
    func modelFresh() throws {
        let seed = SystemRandom().next()
        var run = try ModelRun(seed: seed, MemorySubject(), try SQLiteSubject())
        do { try run.run(transactions: 90) } catch { Issue.record("seed \(seed): \(error)") }
    }
}
