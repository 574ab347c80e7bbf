import Base
import Foundation
import GRDB
import Store
import StoreContract
import StoreSQLite
import Testing

@Suite("SQLite files") struct SQLiteTests {
    @Test("A second process on the same data is refused, and may start when the first has ended")
    func exclusive() throws {
        let folder = try TemporaryFolder()
        var first: SQLiteFactory? = try SQLiteFactory(directory: folder.path)
        #expect(throws: StoreError.locked(folder.path)) { try SQLiteFactory(directory: folder.path) }
        _ = try first?.platform()
        first = nil
        _ = try SQLiteFactory(directory: folder.path)
    }

    @Test("A file of a newer version, a foreign file and a damaged one are refused, each with its reason")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let factory = try SQLiteFactory(directory: folder.path)
        try factory.tenant(1, create: true).close()
        let path = folder.path + "/tenants/1.sqlite"
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try queue.close()
        #expect(throws: StoreError.newerSchema(found: 99, known: 4)) { try factory.tenant(1, create: false) }

        let foreign = try DatabaseQueue(path: folder.path + "/tenants/2.sqlite")
        try foreign.write { try $0.execute(sql: "CREATE TABLE notes (text)") }
        try foreign.close()
        #expect(throws: StoreError.corrupt("not a file of ours")) { try factory.tenant(2, create: true) }

        try Data(repeating: 65, count: 20_000).write(to: URL(fileURLWithPath: folder.path + "/tenants/3.sqlite"))
        #expect { try factory.tenant(3, create: true) } throws: { error in
            if case .corrupt? = error as? StoreError { true } else { false }
        }
    }

    @Test("A file that cannot grow answers full, keeps what it has, and goes on reading")
    func fullFile() throws {
        let folder = try TemporaryFolder()
        let factory = try SQLiteFactory(directory: folder.path, pages: 60)
        let store = try factory.tenant(1, create: true)
        try store.writeNow { t in _ = try t.feed(named: "t") }
        var written = 0
        #expect(throws: StoreError.full) {
            for index in 0..<1_000 {
                try store.writeNow { t in
                    try t.put(row("r\(index)", seq: try t.nextSeq(), feed: 1, size: 9_000))
                    try t.put(row("s\(index)", seq: try t.nextSeq(), feed: 1, size: 10))
                }
                written += 1
            }
        }
        #expect(written > 5)
        try store.readNow { s in
            try Invariants.check(s)
            #expect(try s.ids(collection: 3).count == written * 2)
        }
        // Inside a batch the rest of it may not be committed alone, whatever SQLite did with the transaction.
        let before = try store.readNow { try Dump.of($0) }
        #expect(throws: StoreError.self) {
            try store.writeNow { t in
                try t.put(row("small", seq: try t.nextSeq(), feed: 1))
                _ = try? t.savepoint {
                    for index in 0..<200 { try t.put(row("big\(index)", seq: try t.nextSeq(), feed: 1, size: 60_000)) }
                }
                throw StoreError.full
            }
        }
        #expect(try store.readNow { try Dump.of($0) } == before)
    }

    @Test("A batch of many mutations takes one fsync, as SQLite's own file layer counts it")
    func syncs() throws {
        SyncCounter.install()
        let folder = try TemporaryFolder()
        let factory = try SQLiteFactory(directory: folder.path)
        let store = try factory.tenant(1, create: true)
        try store.writeNow { t in _ = try t.feed(named: "t") }
        let path = folder.path + "/tenants/1.sqlite"
        let before = SyncCounter.count(under: path)
        for batch in 0..<10 {
            try store.writeNow { t in
                for index in 0..<100 { try t.put(row("r\(batch).\(index)", seq: try t.nextSeq(), feed: 1)) }
            }
        }
        #expect(SyncCounter.count(under: path) - before == 10)
    }

    @Test("A reader that stops in the middle leaves no mark: the log is folded in and cut")
    func noReadMark() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteFactory(directory: folder.path).tenant(1, create: true)
        try store.writeNow { t in
            let feed = try t.feed(named: "t")
            for index in 0..<500 { try t.put(row("r\(index)", seq: try t.nextSeq(), feed: feed, size: 400)) }
        }
        for _ in 0..<3 { _ = try await store.read { s in try s.changes(feed: 1, after: 0) { _, _ in false } } }
        let log = folder.path + "/tenants/1.sqlite-wal"
        let size = { try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? -1 }
        #expect(try size() > 100_000)
        try store.maintain(idle: true)
        #expect(try size() == 0)
    }

    @Test("A process that dies before COMMIT leaves nothing, after it everything: a copy of the files as they lie")
    func crash() throws {
        let folder = try TemporaryFolder()
        let factory = try SQLiteFactory(directory: folder.path + "/a")
        let store = try factory.tenant(1, create: true)
        try store.writeNow { t in try t.put(row("a", seq: try t.nextSeq(), feed: try t.feed(named: "t"))) }
        try FileManager.default.createDirectory(atPath: folder.path + "/b/tenants", withIntermediateDirectories: true)
        // The files are copied in the midst of a transaction, as a crash would leave them.
        try store.writeNow { t in
            try t.put(row("b", seq: try t.nextSeq(), feed: 1))
            for suffix in ["", "-wal"] {
                let name = "/tenants/1.sqlite" + suffix
                try FileManager.default.copyItem(atPath: folder.path + "/a" + name, toPath: folder.path + "/b" + name)
            }
        }
        let copy = try SQLiteFactory(directory: folder.path + "/b").tenant(1, create: false)
        #expect(try copy.readNow { try $0.ids(collection: 3) } == ["a"])
        try copy.readNow { try Invariants.check($0) }
        #expect(try store.readNow { try $0.ids(collection: 3) } == ["a", "b"])
    }
}
