import Base
import Foundation
import Store
import StoreContract
import StoreSQLite
import Testing

/// A real file system without room: a small tmpfs where this process may mount one (as root, as in CI).
private final class SmallDisk {
    let path: String
    let isMounted: Bool

    init(megabytes: Int) throws {
        path = FileManager.default.temporaryDirectory.path + "/disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        isMounted = SmallDisk.run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "none", path])
    }

    deinit {
        if isMounted { _ = SmallDisk.run("umount", ["-l", path]) }
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ name: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Takes the last byte.
    func fill() {
        _ = FileManager.default.createFile(atPath: path + "/filler", contents: nil)
        guard let file = FileHandle(forWritingAtPath: path + "/filler") else { return }
        for size in [1 << 20, 4096, 1] { while (try? file.write(contentsOf: Data(repeating: 1, count: size))) != nil {} }
        try? file.close()
    }

    func free() throws { try FileManager.default.removeItem(atPath: path + "/filler") }
}

@Suite("A full disk") struct DiskFullTests {
    @Test("Partitions that were closed open for reading, writes answer full, and go on once there is room")
    func readOnly() throws {
        let disk = try SmallDisk(megabytes: 12)
        // Where no mount is allowed, the bound on one file (SQLiteTests) is what there is to test.
        guard disk.isMounted else { return }
        var factory: SQLiteFactory? = try SQLiteFactory(directory: disk.path, reserve: 1 << 20)
        try factory?.platform().close()
        for number in 1...3 {
            let store = try #require(try factory?.tenant(Int64(number), create: true))
            try store.writeNow { t in
                _ = try t.feed(named: "t")
                try t.put(row("r\(number)", seq: try t.nextSeq(), feed: 1, size: 100))
            }
            try store.close()
        }
        factory = nil
        disk.fill()
        // A start on the full disk, and the platform's own file with it.
        let again = try SQLiteFactory(directory: disk.path, reserve: 1 << 20)
        let platform = try again.platform()
        #expect(throws: StoreError.full) { try platform.writeNow { try $0.put("k", "a", [1]) } }
        #expect(try platform.readNow { try $0.get("k", "a") } == nil)
        for number in 1...3 {
            let store = try again.tenant(Int64(number), create: false)
            #expect(try store.readNow { try $0.head().seq } > 0)
            #expect(throws: StoreError.full) { try store.writeNow { t in _ = try t.nextSeq() } }
            try store.close()
        }
        try disk.free()
        let store = try again.tenant(1, create: false)
        Thread.sleep(forTimeInterval: 1.1)
        try store.writeNow { t in try t.put(row("later", seq: try t.nextSeq(), feed: 1, size: 100)) }
        #expect(FileManager.default.fileExists(atPath: disk.path + "/reserve"), "set aside for the next time")
        try store.close()
    }

    @Test("A commit that finds no room wrote nothing; the same act goes through once there is room")
    func commit() throws {
        let disk = try SmallDisk(megabytes: 12)
        guard disk.isMounted else { return }
        let factory = try SQLiteFactory(directory: disk.path, reserve: 1 << 20)
        let store = try factory.tenant(1, create: true)
        try store.writeNow { t in _ = try t.feed(named: "t") }
        disk.fill()
        let before = try store.readNow { try $0.head() }
        for _ in 0..<3 {
            #expect(throws: StoreError.full) {
                try store.writeNow { t in
                    for index in 0..<40 { try t.put(row("r\(index)", seq: try t.nextSeq(), feed: 1, size: 9_000)) }
                }
            }
        }
        #expect(try store.readNow { try $0.head() } == before)
        try disk.free()
        try store.writeNow { t in
            for index in 0..<40 { try t.put(row("r\(index)", seq: try t.nextSeq(), feed: 1, size: 9_000)) }
        }
        try store.readNow { try Invariants.check($0) }
        try store.close()
    }
}
