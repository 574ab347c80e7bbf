import Archive
import Base
import Evidence
import EvidenceSamples
import Testing
import Wire

@Suite("Index in a bundle") struct IndexInBundleTests {
    /// A press of a known result.
    struct StubPress: IndexPress {
        var pieces: [[UInt8]] = []
        var missing: [UInt32] = []
        var failure: IndexPressError?

        func typeset(
            _ document: some BlockSource, to sink: @escaping ([UInt8]) throws -> Void, progress: (_ done: Int, _ of: Int) throws -> Void
        ) throws -> PrintedIndex {
            for piece in pieces { try sink(piece) }
            if let failure { throw failure }
            try progress(1, 1)
            return PrintedIndex(pages: 1, bytes: Int64(pieces.joined().count), missing: missing)
        }
    }

    func bundle(_ press: (any IndexPress)?) throws -> (members: [String: [UInt8]], manifest: Manifest) {
        let sample = try SampleIndex()
        defer { sample.remove() }
        try sample.fill()
        let writer = BundleWriter(
            Manifest(
                tenant: "yunfan", origin: SampleIndex.cover.origin, size: 1, made: 0, account: "1", roles: ["employee"], scope: ["kind": "own"],
                purpose: "", language: "zh-Hans"))
        var zip: [UInt8] = []
        try writer.index(sample.document(), press: press, drain: { zip += writer.take() }, progress: { _, _ in })
        try writer.finish { $0 }
        zip += writer.take()
        let reader = try ZipReader(MemorySource(zip))
        var members: [String: [UInt8]] = [:]
        for member in reader.members { members[member.path] = try reader.read(member.path, limit: 1 << 24) }
        return (members, try Manifest(bytes: members[Manifest.path] ?? []))
    }

    @Test("Both pages are members of the bundle, hashed in its manifest")
    func both() throws {
        let pdf: [[UInt8]] = [[0x25, 0x50], [0x44, 0x46], Array(repeating: 7, count: 100_000)]
        let (members, manifest) = try bundle(StubPress(pieces: pdf))
        #expect(members["index.pdf"] == Array(pdf.joined()))
        #expect(String(decoding: members["index.html"] ?? [], as: UTF8.self).contains("林晓棠"))
        for path in ["index.html", "index.pdf"] {
            let member = try #require(manifest.members.first { $0.path == path })
            #expect(member.sha256 == ContentHash.sha256(members[path] ?? []))
        }
        #expect(manifest.gaps == [])
    }

    @Test("Without a press or a font the bundle still has its HTML, and the manifest says what it lacks")
    func without() throws {
        for (press, code) in [(nil, "pdf.press"), (StubPress(failure: .noChineseFont), "pdf.font"), (StubPress(failure: .unsteady), "pdf.failed")] as [(StubPress?, String)] {
            let (members, manifest) = try bundle(press)
            #expect(members["index.html"] != nil && members["index.pdf"] == nil)
            #expect(manifest.gaps.map(\.code) == [code])
            #expect(manifest.gaps.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty })
        }
    }

    @Test("Characters without a shape are a gap; a press that fails midway fails the bundle")
    func halfway() throws {
        #expect(try bundle(StubPress(pieces: [[1]], missing: [0x20BB7])).manifest.gaps.first?.en.contains("U+20BB7") == true)
        #expect(throws: IndexPressError.unsteady) { try bundle(StubPress(pieces: [[1]], failure: .unsteady)) }
    }
}
