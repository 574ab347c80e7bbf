import Base
import Foundation
import GRDB
@testable import GongdaoClient
import Testing
import Wire

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
    let path: String
    init() {
        path = NSTemporaryDirectory() + "gongdao-client-" + SystemRandom().recordID()
        try? SecretFile.makeFolder(path)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Every file below, whole.
    var contents: [Data] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).compactMap {
            FileManager.default.contents(atPath: path + "/" + $0)
        }
    }
}

private func vault(_ folder: TemporaryFolder) throws -> FileKeyVault {
    let vault = FileKeyVault(path: folder.path + "/device.key", random: SystemRandom())
    try vault.create()
    return vault
}

private func open(_ folder: TemporaryFolder, _ vault: FileKeyVault) throws -> CacheFile {
    try CacheFile(path: folder.path + "/cache.sqlite", vault: vault, random: SystemRandom())
}

private func page(_ cursor: String, _ rows: [(String, Int64, String)], more: Bool = false) -> Page {
    var page = Page()
    page.put = [
        .init(
            feed: "e/184", collection: "payslip", columns: ["id", "rev", "note"],
            rows: rows.map { [.string($0.0), .int($0.1), .string($0.2)] })
    ]
    (page.cursor, page.more) = (cursor, more)
    return page
}

@Suite("Cache: sealed on disk, whole or not at all") struct CacheTests {
    @Test("Nothing that was cached or filed stands in the files in the clear, names of collections and ids included")
    func noPlaintext() throws {
        let folder = TemporaryFolder()
        let file = try open(folder, try vault(folder))
        _ = try file.apply(page("cursor-text", [("payslip-id-7", 3, "工资 secret-note")]), from: nil)
        try file.changeOutbox { outbox, _ in
            try outbox.file(Act("appeal.submit", ["id": "appeal-id-9", "text": "secret-appeal"]), when: nil, nowMs: 1)
        }
        try file.write { transaction in
            try transaction.setBlob(
                "hash-of-blob", StagedBlob(size: 3, media: "image/png", name: "secret-name.png", done: 0, uploaded: false, fetched: false, atMs: 0))
            try transaction.setChunk("hash-of-blob", 0, Array("secret-blob-bytes".utf8))
        }
        #expect(try file.read { try $0.rows(collection: "payslip") }.first?.values[2] == "工资 secret-note")
        let secrets = [
            "secret-note", "工资", "payslip-id-7", "payslip", "e/184", "appeal", "secret-appeal", "appeal-id-9", "secret-name",
            "secret-blob-bytes", "cursor-text", "hash-of-blob",
        ]
        for data in folder.contents {
            for secret in secrets { #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) stands in a file") }
        }
        #expect(folder.contents.map(\.count).reduce(0, +) > 4096, "the search looked at something")
    }

    @Test("The key file has mode 0600, holds no cache key, and another key opens nothing and changes nothing")
    func keys() throws {
        let folder = TemporaryFolder()
        let vault = try vault(folder)
        let attributes = try FileManager.default.attributesOfItem(atPath: vault.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        var file: CacheFile? = try open(folder, vault)
        _ = try file?.apply(page("c", [("p", 1, "n")]), from: nil)
        try file?.close()
        file = nil
        let kept = try #require(SecretFile.read(vault.path))
        try vault.create()
        #expect(throws: ClientError.self) { _ = try open(folder, vault) }
        try SecretFile.write(kept, to: vault.path)
        #expect(try open(folder, vault).read { try $0.rowCount() } == 1)
    }

    @Test("A sealed value moved to another row's place does not open")
    func swapped() throws {
        let folder = TemporaryFolder()
        let file = try open(folder, try vault(folder))
        _ = try file.apply(page("c", [("a", 1, "A"), ("b", 1, "B")]), from: nil)
        try file.write { transaction in
            try transaction.db.execute(sql: "UPDATE row SET sealed = (SELECT max(sealed) FROM row)")
        }
        #expect(throws: ClientError.self) { try file.read { try $0.rows(collection: "payslip") } }
    }

    @Test("A page that fails half-way leaves everything as it was, the cursor included")
    func killedPage() throws {
        struct Killed: Error {}
        let folder = TemporaryFolder()
        let vault = try vault(folder)
        let file = try open(folder, vault)
        _ = try file.apply(page("c1", [("a", 1, "old")]), from: nil)
        var second = page("c2", [("a", 2, "new"), ("b", 1, "new")])
        second.drop = ["q/x"]
        #expect(throws: Killed.self) { _ = try file.apply(second, from: "c1") { _ in throw Killed() } }
        try file.close()
        let again = try open(folder, vault)
        #expect(try again.syncState().cursor == "c1")
        #expect(try again.read { try $0.rows(collection: "payslip") }.map { $0.values[2] } == ["old"])
        #expect(try again.apply(second, from: "c1"))
        #expect(try again.read { try $0.rowCount() } == 2)
    }

    @Test("A page is applied only on the cursor it starts from (B14)")
    func crossed() throws {
        let folder = TemporaryFolder()
        let file = try open(folder, try vault(folder))
        #expect(try file.apply(page("c1", [("a", 1, "x")]), from: nil))
        #expect(try !file.apply(page("c3", [("b", 1, "x")]), from: "c2"))
        #expect(try file.syncState().cursor == "c1")
        #expect(try file.read { try $0.rowCount() } == 1)
    }

    @Test("Digests of what is held are those of the wire")
    func digests() throws {
        let folder = TemporaryFolder()
        let file = try open(folder, try vault(folder))
        _ = try file.apply(page("c1", [("a", 1, "x"), ("b", 7, "y")]), from: nil)
        let held = try file.read { try $0.digest(feed: "e/184", collection: "payslip") }
        let sum = Digest.add(Digest.term(collection: "payslip", id: "a", rev: 1), Digest.term(collection: "payslip", id: "b", rev: 7))
        #expect(held == (2, sum))
        #expect(try file.read { try $0.digest(feed: "e/185", collection: "payslip") } == (0, 0))
    }

    @Test("A cache of a newer library is refused by version and left alone")
    func newer() throws {
        let folder = TemporaryFolder()
        let vault = try vault(folder)
        let file = try open(folder, vault)
        try file.write { try $0.db.execute(sql: "PRAGMA user_version = 9") }
        try file.close()
        #expect(throws: ClientError.newerCache(found: 9, known: 1)) { _ = try open(folder, vault) }
    }

    @Test("A frozen act is on disk before anything is sent: a process that dies then sends the same bytes")
    func frozenOnDisk() throws {
        let folder = TemporaryFolder()
        let vault = try vault(folder)
        let file = try open(folder, vault)
        try file.changeOutbox { outbox, _ in
            try outbox.file(Act("leave.request", ["id": "L"]), when: ["tt": "t", "dt": 5], nowMs: 1)
            outbox.sign { _ in "sig" }
        }
        let sent = try file.changeOutbox { outbox, _ in outbox.nextBatch(nowMs: 2) }
        try file.close()
        let again = try open(folder, vault)
        #expect(try again.outbox().items.map(\.state) == [.sending])
        #expect(try again.changeOutbox { outbox, _ in outbox.nextBatch(nowMs: 3) }?.map(\.wire) == sent?.map(\.wire))
        #expect(throws: ClientError.notUndoable(1)) { try again.changeOutbox { outbox, _ in try outbox.undo(1) } }
    }
}

@Suite("Lease: how long what is held may be read without contact") struct LeaseTests {
    private func lease(_ contact: Contact, at ms: Int64) -> Lease { Lease.of(contact, readSeconds: 100, purgeSeconds: 300, nowMs: ms) }

    @Test("Runs, locks, and destroys; a clock set back does not lengthen it")
    func states() {
        var contact = Contact()
        (contact.lastMs, contact.seenMs) = (1_000_000, 1_000_000)
        #expect(lease(contact, at: 1_000_000) == .running(leftMs: 100_000))
        #expect(lease(contact, at: 1_099_999) == .running(leftMs: 1))
        #expect(lease(contact, at: 1_100_000) == .over)
        #expect(lease(contact, at: 1_300_000) == .purge)
        contact.seenMs = 1_150_000
        #expect(lease(contact, at: 1_000_001) == .over, "the clock has shown a later time before")
    }

    @Test("The time of an act: token and elapsed time; null after a reboot; nothing before the first token")
    func when() {
        var contact = Contact()
        #expect(contact.when(("boot", 5)) == nil)
        contact.heard(nowMs: 1, serverMs: 9, timeToken: "T", reading: ("boot", 1_000))
        #expect(contact.offsetMs == 8)
        #expect(contact.when(("boot", 6_400)) == ["tt": "T", "dt": 5_400])
        #expect(contact.when(("other", 6_400)) == ["tt": "T", "dt": .null])
        #expect(contact.when(nil) == ["tt": "T", "dt": .null])
    }

    @Test("The system's sleep clock goes forward within one boot")
    func sleepClock() throws {
        guard let first = SystemSleepClock().reading() else { return }
        let second = try #require(SystemSleepClock().reading())
        #expect(first.bootID == second.bootID && first.bootID.count > 10 && second.ms >= first.ms && first.ms > 0)
    }
}
