import Base
import Crypto
import Evidence
import EvidenceSamples
import Foundation
import Testing

@Suite("Index of a bundle") struct IndexTests {
    func html(_ document: some BlockSource) throws -> String {
        var bytes: [UInt8] = []
        try IndexHTML.write(document) { piece in
            #expect(piece.count <= Limits.indexPieceBytes)
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func sample() throws -> SampleIndex {
        let sample = try SampleIndex()
        try sample.fill()
        return sample
    }

    @Test("The Chinese index has every section, English below it, and whose record, which log and which key")
    func chinese() throws {
        let sample = try sample()
        defer { sample.remove() }
        let text = try html(sample.document())
        for part in [
            "<html lang=\"zh-Hans\">", "证据目录及证明目的", "List of evidence and object of proof", "通知及送达", "行为及时间", "记录及版本", "计算", "他人查阅记录",
            "附件", "缺口与略去", "如何核验", "林晓棠", SampleIndex.cover.origin, PlainText.grouped(SampleIndex.cover.root), "41d9c0a7 be52f318", "net_pay",
        ] { #expect(text.contains(part), "\(part)") }
        // The list of evidence leads to the item.
        #expect(text.contains("href=\"#i4-2\"") && text.contains("id=\"i4-2\""))
    }

    @Test("The English index speaks English alone, but for what people wrote")
    func english() throws {
        let sample = try sample()
        defer { sample.remove() }
        let text = try html(sample.document(.en))
        #expect(text.contains("<html lang=\"en\">"))
        #expect(text.contains("How to verify") && !text.contains("如何核验") && !text.contains("<small lang"))
    }

    @Test("A section without items says so, instead of leaving it open whether it was forgotten")
    func empty() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        let text = try html(sample.document())
        #expect(text.components(separatedBy: "本证据包中没有此类内容").count - 1 == 8)
    }

    @Test("No scripts, nothing from outside, and every tag closed")
    func selfContained() throws {
        let sample = try sample()
        defer { sample.remove() }
        let text = try html(sample.document())
        for word in ["<script", "javascript:", "http://", "https://", "<img", "<link", "<iframe", "@import", "url(", " onclick", " onload"] {
            #expect(!text.lowercased().contains(word), "\(word)")
        }
        for tag in ["html", "head", "body", "h1", "h2", "h3", "table", "tbody", "tr", "td", "dl", "dd", "dt", "div", "p", "nav", "small", "bdi", "code", "a"] {
            let opened = text.components(separatedBy: "<\(tag)>").count + text.components(separatedBy: "<\(tag) ").count - 2
            #expect(opened == text.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
        }
    }

    @Test("Names that look like markup, formulas or direction overrides are inert in every kind of item")
    func inert() throws {
        let hostile = "<script>alert('x')</script>\" onload=\"y\u{202E}=1+1\u{0000}"
        let sample = try SampleIndex()
        defer { sample.remove() }
        let book = sample.book, time = SampleIndex.start, say = Wording(verbatim: hostile)
        let field = EntryField(name: hostile, label: say, value: hostile)
        try book.add(.proof(ProofEntry(item: say, source: say, proves: say)))
        try book.add(.notice(NoticeEntry(
            id: hostile, title: hostile, kind: say, version: 1, digest: "00", text: hostile, to: hostile, issuedBy: hostile, issuedAt: time,
            steps: [.init(time: time, rung: say, channel: hostile, proof: hostile)])))
        try book.add(.act(ActEntry(leaf: 1, op: hostile, title: say, actor: hostile, device: hostile, voucher: say, latest: time, outcome: say, digest: "00")))
        try book.add(.record(RecordEntry(collection: hostile, title: say, id: hostile, rev: 1, fields: [field], digest: "00")))
        try book.add(.calculation(CalculationEntry(title: say, result: hostile, formula: hostile, inputs: [field], pack: hostile, basis: [hostile], time: time)))
        try book.add(.access(AccessEntry(leaf: 1, time: time, actor: hostile, op: hostile, title: say, purpose: hostile, what: hostile)))
        try book.add(.attachment(AttachmentEntry(path: hostile, name: hostile, sha256: "00", size: 1, type: hostile, namedBy: hostile)))
        try book.add(.gap(Remark(code: hostile, text: say)))
        try book.add(.omission(Remark(code: hostile, text: say)))
        for language in [IndexLanguage.zh, .en] {
            let text = try html(sample.document(language))
            #expect(!text.contains("<script") && !text.contains("\u{202E}") && !text.contains("\u{0000}") && !text.contains("\" onload"))
            #expect(text.components(separatedBy: "&lt;script&gt;").count > 25)
        }
    }

    @Test("Items come back in the order of their kind, whatever came between, as often as asked")
    func order() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        for number in 1...700 {
            let place = try sample.addSlip(number, rev: 1, leave: "3")
            #expect(place == EntryPlace(.record, number))
            if number % 100 == 0 { try sample.book.add(.gap(Remark(code: "g\(number)", text: Wording("缺", "gap")))) }
        }
        let first = try html(sample.document())
        let found = first.matches(of: try Regex(#"P-2026-([0-9]+) "#)).compactMap { $0.output[1].substring.flatMap { Int($0) } }
        #expect(found == Array(1...700))
        #expect(try html(sample.document()) == first)
        // More may come after a first telling.
        try sample.addSlip(701, rev: 1, leave: "3")
        #expect(try html(sample.document()).contains("P-2026-701 "))
    }

    @Test("What waits on disk has no name and cannot be read")
    func sealed() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        for number in 1...200 { try sample.addSlip(number, rev: 1, leave: "3") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: sample.folder.path) == [])
        var bytes = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) ?? ""
            guard link.hasPrefix(sample.folder.path), let data = FileManager.default.contents(atPath: "/proc/self/fd/\(name)") else { continue }
            bytes += data.count
            #expect(data.range(of: Data("工资".utf8)) == nil && data.range(of: Data("net_pay".utf8)) == nil)
        }
        #expect(bytes > Limits.indexSpoolChunkBytes)
    }

    @Test("A damaged chunk is found, and no item of it is told")
    func damaged() throws {
        let folder = FileManager.default.temporaryDirectory
        let spool = try SealedSpool(folder: folder, name: "gongdao-spool-\(Hex.encode(SystemRandom().bytes(8)))", key: SymmetricKey(size: .bits256), number: 3)
        try spool.append([1, 2, 3])
        try spool.append([])
        var told: [[UInt8]] = []
        try spool.each { told.append(Array($0)) }
        #expect(told == [[1, 2, 3], []])
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) ?? ""
            guard link.contains("gongdao-spool-"), let file = FileHandle(forUpdatingAtPath: "/proc/self/fd/\(name)") else { continue }
            try file.seek(toOffset: 20)
            try file.write(contentsOf: [0xFF, 0xFE])
            try file.close()
        }
        #expect(throws: (any Error).self) { try spool.each { _ in Issue.record("told from a damaged chunk") } }
    }

    @Test("Sizes and hashes read well")
    func plain() {
        #expect([0, 999, 1_000, 1_049, 999_949, 12_345_678].map { PlainText.size($0) } == ["0 B", "999 B", "1.0 KB", "1.0 KB", "999.9 KB", "12.3 MB"])
        #expect(PlainText.grouped("0123456789abcdef01") == "01234567 89abcdef 01")
        #expect(PlainText.clean("a\tb\r\nc\u{1}") == "a b\nc\u{FFFD}")
    }
}
