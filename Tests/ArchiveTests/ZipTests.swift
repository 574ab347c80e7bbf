import Archive
import Base
import Foundation
import Testing

/// Archives that other programs open, and a reader that trusts none of theirs.
@Suite("ZIP archives") struct ZipTests {
    static func archive(_ members: [(String, [UInt8], ZipWriter.Method)], isLarge: Bool = false) throws -> [UInt8] {
        let writer = ZipWriter()
        for (path, bytes, method) in members {
            try writer.begin(path, method, isLarge: isLarge)
            try writer.write(bytes)
            try writer.end()
        }
        try writer.finish()
        return writer.take()
    }

    static let members: [(String, [UInt8], ZipWriter.Method)] = [
        ("manifest.json", Array("{}".utf8), .deflated), ("attachments/a.pdf", SeededRandom(seed: 1).bytes(300_000), .stored),
        ("leaves.jsonl", [UInt8](repeating: 0x61, count: 2_000_000), .deflated), ("empty", [], .deflated), ("nothing", [], .stored),
    ]

    static func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    @Test("What is written reads back, in both forms, and the same members give the same bytes", arguments: [false, true])
    func roundTrip(isLarge: Bool) throws {
        let bytes = try Self.archive(Self.members, isLarge: isLarge)
        #expect(try Self.archive(Self.members, isLarge: isLarge) == bytes)
        let zip = try ZipReader(MemorySource(bytes))
        #expect(zip.members.map(\.path) == Self.members.map(\.0))
        for (path, content, _) in Self.members { #expect(try zip.read(path, limit: 3_000_000) == content) }
        #expect(try zip.read("other", limit: 1) == nil)
        #expect(throws: ZipError.bomb("leaves.jsonl")) { _ = try zip.read("leaves.jsonl", limit: 1_999_999) }
    }

    @Test("Python's zipfile and unzip open it and find nothing wrong", arguments: [false, true])
    func others(isLarge: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gongdao-zip-\(ProcessInfo.processInfo.processIdentifier)-\(isLarge)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.zip")
        try Data(try Self.archive(Self.members, isLarge: isLarge)).write(to: file)
        let script = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
            print(*[(i.filename, i.file_size, i.date_time[0]) for i in z.infolist()])
            """
        let python = try Self.run("python3", ["-c", script, file.path])
        #expect(python.0 == 0 && python.1.contains("('leaves.jsonl', 2000000, 1980)"), "\(python.1)")
        var opened = 0
        for (program, arguments) in [("unzip", ["-t"]), ("bsdtar", ["-tf"])] where try Self.run("which", [program]).0 == 0 {
            let result = try Self.run(program, arguments + [file.path])
            #expect(result.0 == 0, "\(program): \(result.1)")
            opened += 1
        }
        #expect(opened >= 1, "neither unzip nor bsdtar is here")
    }

    @Test("70,000 members take ZIP64's end record, and Python counts them")
    func manyMembers() throws {
        let writer = ZipWriter()
        for index in 0..<70_000 { try writer.add("m/\(index)", [UInt8(truncatingIfNeeded: index)], .stored) }
        try writer.finish()
        let bytes = writer.take()
        let zip = try ZipReader(MemorySource(bytes))
        #expect(zip.members.count == 70_000)
        #expect(try zip.read("m/69999", limit: 1) == [UInt8(truncatingIfNeeded: 69_999)])
        let file = FileManager.default.temporaryDirectory.appending(path: "gongdao-zip64-\(ProcessInfo.processInfo.processIdentifier).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let python = try Self.run("python3", ["-c", "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))", file.path])
        #expect(python.1.trimmingCharacters(in: .whitespacesAndNewlines) == "70000")
    }

    @Test("The writer keeps nothing but what was not taken yet")
    func streams() throws {
        let writer = ZipWriter()
        let piece = SeededRandom(seed: 2).bytes(64 * 1024)
        var (most, total) = (0, 0)
        try writer.begin("big")
        for _ in 0..<256 {
            try writer.write(piece)
            most = max(most, writer.waiting)
            total += writer.take().count
        }
        try writer.end()
        try writer.finish()
        total += writer.take().count
        #expect(most < 256 * 1024)
        #expect(Int64(total) == writer.offset)
    }

    @Test("Names that could leave a folder, or come twice, are not written", arguments: [
        "../x", "/x", "a/../b", "a\\b", "c:x", "a//b", "", "a/", "年", "a b", String(repeating: "n", count: 300),
    ])
    func names(path: String) throws {
        #expect(throws: ZipError.name(path)) { try ZipWriter().add(path, []) }
        let writer = ZipWriter()
        try writer.add("a", [])
        #expect(throws: ZipError.twice("a")) { try writer.add("a", []) }
    }

    /// An archive made by Python, as a hostile sender might.
    private func python(_ body: String) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "gongdao-bad-\(SystemRandom().recordID()).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        let result = try Self.run("python3", ["-W", "ignore", "-c", "import sys, zipfile, struct\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n" + body, file.path])
        #expect(result.0 == 0, "\(result.1)")
        return [UInt8](try Data(contentsOf: file))
    }

    @Test("Python's own archives are read")
    func fromPython() throws {
        let bytes = try python("z.writestr('a.txt', 'x' * 1000)\nz.writestr('b.txt', b'')\nz.close()")
        #expect(try ZipReader(MemorySource(bytes)).read("a.txt", limit: 1000) == [UInt8](repeating: 0x78, count: 1000))
    }

    @Test("Traversal, duplicates, links, gaps and foreign bytes are refused", arguments: [
        ("name(\"../../etc/passwd\")", "z.writestr('../../etc/passwd', 'x')\nz.close()"),
        ("twice(\"a\")", "z.writestr('a', 'x')\nz.writestr('a', 'y')\nz.close()"),
        ("unsupported(\"l\")", "i = zipfile.ZipInfo('l'); i.external_attr = 0o120777 << 16\nz.writestr(i, '/etc/passwd')\nz.close()"),
        ("layout(\"a\")", "z.writestr('a', 'x')\nz.close()\nd = open(sys.argv[1], 'rb').read(); open(sys.argv[1], 'wb').write(d[:30] + b'b' + d[31:])"),
        ("directory", "z.writestr('a', 'x')\nz.close()\nd = open(sys.argv[1], 'rb').read(); open(sys.argv[1], 'wb').write(b'#!sh' + d)"),
        ("notAnArchive", "z.writestr('a', 'x')\nz.close()\nd = open(sys.argv[1], 'rb').read(); open(sys.argv[1], 'wb').write(d[:-5])"),
    ])
    func refused(error: String, body: String) throws {
        let bytes = try python(body)
        #expect(throws: ZipError.self) { _ = try ZipReader(MemorySource(bytes)) }
        do { _ = try ZipReader(MemorySource(bytes)) } catch let found { #expect("\(found)" == error) }
    }

    @Test("Two members that share their data are refused, and a member that inflates beyond its word")
    func overlapAndBomb() throws {
        // The second entry of the directory is turned to the first one's data.
        let one = try Self.archive([("a", [1, 2, 3], .stored), ("b", [1, 2, 3], .stored)])
        var overlap = one
        let second = try #require(Self.places(of: [0x50, 0x4B, 1, 2], in: one).last)
        for index in 0..<4 { overlap[second + 42 + index] = 0 }
        #expect(throws: ZipError.self) { _ = try ZipReader(MemorySource(overlap)) }
        // Sizes everywhere say 10, the data say 100,000.
        var bomb = try Self.archive([("a", [UInt8](repeating: 0, count: 100_000), .deflated)])
        let size = Self.little(100_000)
        for place in Self.places(of: size, in: bomb) { bomb.replaceSubrange(place..<place + 4, with: Self.little(10)) }
        let zip = try ZipReader(MemorySource(bomb))
        #expect(throws: ZipError.bomb("a")) { _ = try zip.read("a", limit: 1_000_000) }
    }

    @Test("Any changed byte of a small archive is noticed by the layout, the checksum, or shows in what is read")
    func everyByte() throws {
        let members: [(String, [UInt8], ZipWriter.Method)] = [("a", Array("hello hello hello".utf8), .deflated), ("b", [7, 8, 9], .stored)]
        let bytes = try Self.archive(members)
        var silent: [Int] = []
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x40
            guard let zip = try? ZipReader(MemorySource(changed)), zip.members.map(\.path) == ["a", "b"] else { continue }
            if (try? zip.read("a", limit: 100)) == members[0].1, (try? zip.read("b", limit: 100)) == members[1].1 { silent.append(index) }
        }
        // What may change unseen says nothing about content: versions, times, attributes.
        #expect(silent.count <= 2 * (2 + 4) + 2 * (4 + 4 + 2 + 4 + 4) + 2, "\(silent)")
    }

    static func places(of pattern: [UInt8], in bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { $0 + pattern.count <= bytes.count && Array(bytes[$0..<$0 + pattern.count]) == pattern }
    }

    static func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
