import Base
import CZlib
import Foundation
import Segments
import Testing

/// One complete segment by zlib itself, as another implementation would make it.
private func packed(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { SegmentWriter.pack($0, into: &out) }
    return out
}

private func stored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    bytes.withUnsafeBytes { SegmentWriter.store($0, into: &out) }
    return out
}

/// Reads with a reader of its own, `cut` bytes at a time.
private func read(_ bytes: [UInt8], cut: Int = .max, limit: Int = 10_000_000) throws -> [UInt8] {
    var reader = SegmentReader(limit: limit)
    var out: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        let piece = Array(rest.prefix(cut))
        rest = rest.dropFirst(piece.count)
        try piece.withUnsafeBytes { piece in try reader.read(piece) { out += Array($0) } }
    }
    if reader.isInside { throw SegmentError.damaged }
    return out
}

@Suite("Segments of a compressed direction") struct SegmentTests {
    static let lines = [
        #"{"jsonrpc":"2.0","id":2,"method":"sync.pull","params":{"cur":"kq3PlR8smB41xJ"}}"#, #"{"jsonrpc":"2.0","id":2,"result":{"more":false}}"#, "年终奖 " + String(repeating: "工资条", count: 4_000),
    ]

    @Test("What is packed comes back, wherever the bytes are cut, packed and stored segments mixed", arguments: [1, 2, 7, 64, 4_096])
    func roundTrip(cut: Int) throws {
        var bytes: [UInt8] = []
        var plain: [UInt8] = []
        for (index, line) in (Self.lines + Self.lines.reversed()).enumerated() {
            bytes += index % 2 == 0 ? packed(line) : stored(Array(line.utf8))
            plain += Array(line.utf8)
        }
        #expect(try read(bytes, cut: cut) == plain)
    }

    @Test("An idle poll and its answer take less than seventy bytes together")
    func idlePoll() {
        // A cursor is 28 bytes that look random.
        let cursor = Data(SeededRandom(seed: 4).bytes(28)).base64EncodedString().replacing("=", with: "")
        let up = packed("{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"sync.pull\",\"params\":{\"cur\":\"\(cursor)\"}}\n")
        let down = packed("{\"jsonrpc\":\"2.0\",\"id\":17,\"result\":{\"more\":false}}\n")
        #expect(up.count + down.count <= 70, "\(up.count) up, \(down.count) down")
    }

    @Test("Nothing refers back: the same message makes the same bytes, whatever went before")
    func independent() {
        let first = packed(Self.lines[0])
        _ = packed(Self.lines[2])
        #expect(packed(Self.lines[0]) == first)
    }

    @Test("Stored segments of every size hold the bytes as they are", arguments: [1, 65_535, 65_536, 200_000])
    func storedBlocks(size: Int) throws {
        let bytes = SeededRandom(seed: 9).bytes(size)
        let segment = stored(bytes)
        #expect(segment.count == size + 5 * ((size + 65_534) / 65_535))
        #expect(try read(segment) == bytes)
    }

    @Test("What does not compress is stored, at five bytes more")
    func incompressible() throws {
        let bytes = SeededRandom(seed: 10).bytes(3_000)
        var out: [UInt8] = []
        bytes.withUnsafeBytes { SegmentWriter.pack($0, into: &out) }
        #expect(out.count <= 3_005)
        #expect(try read(out) == bytes)
    }

    @Test("A bomb is refused after a bounded part of it")
    func bomb() throws {
        var bomb: [UInt8] = []
        [UInt8](repeating: 0x20, count: 50_000_000).withUnsafeBytes { SegmentWriter.pack($0, into: &bomb) }
        #expect(bomb.count < 60_000)
        var reader = SegmentReader(limit: 10_000_000)
        var seen = 0
        #expect(throws: SegmentError.tooLarge) { try bomb.withUnsafeBytes { bytes in try reader.read(bytes) { seen += $0.count } } }
        #expect(seen <= Limits.segmentFreeBytes + Limits.segmentPieceBytes)
    }

    @Test("A segment over its limit is refused, whatever its ratio")
    func tooLarge() {
        let segment = stored(SeededRandom(seed: 11).bytes(40_000))
        #expect(throws: SegmentError.tooLarge) { try read(segment, limit: 39_999) }
        #expect(throws: Never.self) { try read(segment, limit: 40_000) }
    }

    @Test("Rubbish, a plain line and a distance out of reach are told as damage")
    func damaged() {
        for bytes in [Array(#"{"jsonrpc":"2.0"}"#.utf8) + [10, 10, 10], [0xFF, 0xFF, 0xFF], [0x01, 0x05, 0x00, 0x00, 0x00]] {
            #expect(throws: SegmentError.damaged, "\(bytes)") { try read(bytes) }
        }
    }

    @Test("Random damage never reads as more than its bound, and never crashes")
    func flipped() {
        let random = SeededRandom(seed: 12)
        let good = packed(Self.lines[2]) + packed(Self.lines[0])
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0...random.below(3) { bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8)) }
            let out = try? read(bytes, limit: 100_000)
            #expect((out?.count ?? 0) <= 200_000)
        }
    }

    @Test("The dictionary of the specification is the one in the program, under its name, and within the window")
    func dictionary() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try [UInt8](Data(contentsOf: root.appending(path: "protocol/dictionary")))
        #expect(bytes == SegmentDictionary.bytes)
        #expect(bytes.count <= 4_096 - 262)
        let readme = try String(contentsOf: root.appending(path: "protocol/README.md"), encoding: .utf8)
        #expect(readme.contains(SegmentDictionary.name))
    }
}
