import Base
import Evidence
import EvidenceSamples
import Foundation
import Paper
import Testing

@Suite("Printed evidence") struct PaperPressTests {
    static let left = 62.0, right = 595.28 - 51.0

    /// Nothing is drawn outside the margins at either side; every word that the file claims to hold is there to be seen; no page is
    /// blank. (The text of a page can be read out of a file whose page shows nothing.)
    func expectSound(_ rendering: Rendering, pages: ClosedRange<Int>? = nil) throws {
        let range = pages ?? 1...rendering.printed.pages
        for (number, page) in zip(range, try rendering.pages(range)) {
            #expect(page.ink(0...(Self.left - 1), 0...841) == 0, "ink in the left margin of page \(number)")
            #expect(page.ink((Self.right + 1)...595, 0...841) == 0, "ink in the right margin of page \(number)")
            #expect(page.ink(0...595, 0...30) == 0 && page.ink(0...595, 812...841) == 0, "ink above or below page \(number)")
            #expect(page.ink(Self.left...Self.right, 50...780) > 300, "page \(number) is blank")
            for word in try rendering.words(page: number) where word.text.unicodeScalars.contains(where: { $0.value > 0x2E80 && $0.value != 0x3000 }) {
                #expect(page.ink(word.x, word.y) > 4 * word.text.count, "page \(number): \(word.text) is not to be seen")
            }
        }
    }

    @Test("The index of a bundle: every section, in Chinese, on numbered pages that the contents name rightly")
    func sample() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        try sample.fill()
        let rendering = try Rendering(sample.document())
        defer { rendering.remove() }
        #expect(rendering.printed.missing == [])
        #expect(rendering.printed.bytes == Int64(rendering.bytes.count))
        try expectSound(rendering)

        let pages = try (1...rendering.printed.pages).map { try rendering.text(page: $0) }
        let titles = ["证据目录及证明目的", "通知及送达", "行为及时间", "记录及版本", "计算", "他人查阅记录", "附件", "缺口与略去", "如何核验"]
        for (index, title) in titles.enumerated() {
            // The page that the contents give is the page where the section's heading stands.
            let line = try #require(pages[1].split(separator: "\n").first { $0.contains("\(index + 1)  ") && $0.contains(title) }, "\(title)")
            let number = try #require(line.split(separator: " ").last.flatMap { Int($0) })
            try #require((3...pages.count).contains(number))
            #expect(pages[number - 1].contains("\(index + 1) \(title)") || pages[number - 1].contains("\(index + 1)  \(title)"), "\(title): \(number)")
        }
        // A place in the list of evidence names the page of the item: 7.1 is a row of the table of attachments.
        let attachment = try #require(pages.firstIndex { $0.contains("就诊病历及收费票据") })
        let list = pages[2].filter { !$0.isWhitespace }
        #expect(list.contains("第\(attachment + 1)页") && !list.contains("第0页"))
        for (index, page) in pages.enumerated() { #expect(page.contains("第 \(index + 1) 页，共 \(pages.count) 页")) }
        let all = pages.joined()
        for text in ["林晓棠", "临江市云帆精密机械有限公司", "已确认知悉", "9f2c41d0 7ab8e355", "net_pay", "实发工资", "证明的时间区间", "缺口", "提交人（签名或盖章）"] {
            #expect(all.contains(text), "\(text)")
        }
    }

    @Test("The outline leads to every section, and links from the list of evidence to the items")
    func outline() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        try sample.fill()
        let rendering = try Rendering(sample.document(.en))
        defer { rendering.remove() }
        let text = String(decoding: rendering.bytes, as: Unicode.ASCII.self)
        #expect(text.contains("/Outlines"))
        #expect(text.contains("/Subtype /Link"))
        #expect(text.contains("(1 List of evidence and object of proof)"))
        #expect(try rendering.text(page: 1).contains("Page 1 of \(rendering.printed.pages)"))
    }

    @Test("A table of 500 rows breaks between rows, and every page has its head again")
    func longTable() throws {
        var blocks: [Block] = [.table([.init(Phrase("编号", sub: "No."), 20), .init(Phrase("摘要值", sub: "Value"), 50), .init(Phrase("说明"), 30)])]
        for row in 1...500 { blocks.append(.row([.init("行\(row)止"), .init("核定金额 \(row * 37).00 元"), .init(row % 7 == 0 ? "跨两行的较长说明文字，用于检查分页处的行高" : "短")])) }
        blocks.append(.endTable)
        let rendering = try Rendering(ListedDocument(blocks: blocks))
        defer { rendering.remove() }
        let pages = try (1...rendering.printed.pages).map { try rendering.text(page: $0) }
        #expect(pages.count > 8)
        for page in pages { #expect(page.contains("摘要值")) }
        let all = pages.joined()
        for row in 1...500 { #expect(all.components(separatedBy: "行\(row)止").count == 2) }
        try expectSound(rendering)
    }

    @Test("Two thousand characters without a blank wrap inside the margins, in a paragraph and in a narrow cell higher than a page")
    func longWords() throws {
        let chinese = String(repeating: "当事人对工资扣款有异议而单位未予答复", count: 112)
        let latin = String(repeating: "0123456789abcdefghijklmnopqrstuvwxyzABCD", count: 50)
        let rendering = try Rendering(ListedDocument(blocks: [
            .text(Phrase(chinese), .body), .text(Phrase(latin), .code), .text(Phrase(latin + chinese), .box),
            .fields([.init(Phrase("理由", sub: "reason"), latin), .init(Phrase(String(latin.prefix(120))), "短")]),
            .table([.init(Phrase("甲"), 10), .init(Phrase("乙"), 10), .init(Phrase("丙"), 80)]),
            .row([.init(latin), .init(chinese), .init(PlainText.grouped(String(latin.prefix(640))), .code)]), .endTable,
            .text(Phrase("末行"), .body),
        ]))
        defer { rendering.remove() }
        try expectSound(rendering)
        let text = try rendering.text().filter { !$0.isWhitespace }
        #expect(text.components(separatedBy: "当").count >= 3 * 112)
        #expect(text.contains("末行"))
    }

    @Test("A character without a shape shows as a box, and the result names it")
    func missingShapes() throws {
        let rendering = try Rendering(ListedDocument(blocks: [.text(Phrase("姓名：\u{10FFFD}\u{E123}某，常用字无碍"), .body)]))
        defer { rendering.remove() }
        #expect(rendering.printed.missing == [0xE123, 0x10FFFD])
        #expect(rendering.printed.gap?.code == "pdf.glyphs")
        #expect(rendering.printed.gap?.text.en.contains("U+10FFFD") == true)
        #expect(try rendering.text().contains("U+10FFFD"))
        let page = try #require(try rendering.pages(1...1).first)
        // The box stands in the first line, behind the three characters before it.
        #expect(page.ink(92...116, 62...80) > 40)
        let plain = try Rendering(ListedDocument(blocks: [.text(Phrase("姓名：某"), .body)]))
        defer { plain.remove() }
        #expect(plain.printed.missing == [] && plain.printed.gap == nil)
    }

    @Test("Text from data is never markup, never a formula, and cannot turn the line around")
    func inert() throws {
        let hostile = "<script>alert(1)</script> <b>粗</b> &amp; =HYPERLINK(\"http://x\") \u{202E}工资\u{0007}"
        let rendering = try Rendering(ListedDocument(blocks: [
            .text(Phrase(hostile), .body), .item(number: "4.1", title: Phrase(hostile), mark: hostile, anchor: "i4-1"), .row([.init(hostile)]),
        ]))
        defer { rendering.remove() }
        let text = try rendering.text()
        #expect(text.contains("<script>alert(1)</script>") && text.contains("<b>粗</b> &amp;") && text.contains("[U+202E]工资"))
        #expect(!String(decoding: rendering.bytes, as: Unicode.ASCII.self).contains("/JavaScript"))
        try expectSound(rendering)
    }

    @Test("The same document gives the same bytes")
    func deterministic() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        try sample.fill()
        let first = try Rendering(sample.document())
        let second = try Rendering(sample.document())
        defer {
            first.remove()
            second.remove()
        }
        #expect(first.bytes == second.bytes)
    }

    @Test("Without a Chinese font nothing is written, and the manifest gets a reason")
    func noFont() throws {
        var count = 0
        #expect(throws: IndexPressError.noChineseFont) {
            _ = try PaperPress(probe: "公\u{10FFFD}").typeset(ListedDocument(blocks: [.text(Phrase("无"), .body)]), to: { count += $0.count }, progress: { _, _ in })
        }
        #expect(count == 0)
        #expect(IndexPressError.noChineseFont.gap.code == "pdf.font")
    }

    @Test("What the sink or the progress throws ends the work and comes out of it")
    func stopped() throws {
        struct Full: Error {}
        let document = ListedDocument(blocks: (0..<2_000).map { .text(Phrase("第 \($0) 段"), .body) })
        #expect(throws: Full.self) { _ = try PaperPress().typeset(document, to: { _ in throw Full() }, progress: { _, _ in }) }
        #expect(throws: Full.self) { _ = try PaperPress().typeset(document, to: { _ in }, progress: { done, _ in if done > 2_500 { throw Full() } }) }
    }

    @Test("Fifteen hundred records: progress rises to its end, memory hardly")
    func manyRecords() throws {
        let sample = try SampleIndex()
        defer { sample.remove() }
        // GONGDAO_PAPER_RECORDS=10000 measures a large one.
        let count = ProcessInfo.processInfo.environment["GONGDAO_PAPER_RECORDS"].flatMap { Int($0) } ?? 1_500
        for number in 1...count { try sample.addSlip(number, rev: 1_048_577, leave: "3") }
        // Fonts are in memory before the measure.
        _ = try PaperPress().typeset(ListedDocument(blocks: [.text(Phrase("工资"), .body)]), to: { _ in }, progress: { _, _ in })
        let before = try residentBytes()
        var most = before
        var last = (0, 1)
        let printed = try PaperPress().typeset(sample.document(), to: { _ in }, progress: { done, of in
            #expect(done >= last.0 && done <= of)
            last = (done, of)
            if done % 1_024 == 0 { most = max(most, try residentBytes()) }
        })
        #expect(last.0 == last.1)
        #expect(printed.pages > count / 6)
        #expect(most - before < 24_000_000, "\(most - before) bytes more")
        if count != 1_500 { Attachment.record("\(printed.pages) pages, \(printed.bytes) bytes, \(most - before) bytes of memory", named: "paper.txt") }
    }

    func residentBytes() throws -> Int {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 4_096
    }
}
