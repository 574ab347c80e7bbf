/// Prints a document as PDF. The one implementation draws with pangocairo and is linked by the daemon only; a server without it, or
/// without a Chinese font, still makes bundles, and their manifest says what they lack.
package protocol IndexPress: Sendable {
    /// Blocks until all is written. `sink` gets the bytes in order; `progress` is told blocks done of all (two passes). What a closure
    /// throws ends the work and comes out of it.
    func typeset(
        _ document: some BlockSource, to sink: @escaping ([UInt8]) throws -> Void, progress: (_ done: Int, _ of: Int) throws -> Void
    ) throws -> PrintedIndex
}

/// What came of printing.
package struct PrintedIndex: Sendable, Equatable {
    package var pages: Int
    package var bytes: Int64
    /// Characters for which no font has a shape: they stand as boxes with their number. At most `Limits.indexMissingCharacters`.
    package var missing: [UInt32]

    package init(pages: Int, bytes: Int64, missing: [UInt32]) {
        self.pages = pages
        self.bytes = bytes
        self.missing = missing
    }

    /// What the manifest says of characters that could not be drawn; nil where there are none.
    package var gap: Remark? {
        guard !missing.isEmpty else { return nil }
        let list = missing.map { "U+" + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
        return Remark(
            code: "pdf.glyphs",
            text: Wording("index.pdf 中下列字符无字形，以方框及编号代替；index.html 与 records.jsonl 不受影响：\(list)",
                "index.pdf shows these characters as boxes with their number, for want of a shape; index.html and records.jsonl are whole: \(list)"),
            count: missing.count)
    }
}

/// Why nothing was printed.
package enum IndexPressError: Error, Equatable {
    /// This program was put together without a press.
    case noPress
    /// No font on this machine has the common Chinese characters. Nothing has been written.
    case noChineseFont
    /// The drawing library gave up; its own words.
    case drawing(String)
    /// The two passes broke the pages differently: a mistake of ours, and better no document than one with wrong page numbers.
    case unsteady

    /// What the manifest says in place of the document.
    package var gap: Remark {
        switch self {
        case .noPress:
            Remark(
                code: "pdf.press",
                text: Wording("本服务器不生成 PDF；内容相同的 index.html 在包内。", "This server makes no PDF; index.html has the same content."))
        case .noChineseFont:
            Remark(
                code: "pdf.font",
                text: Wording("服务器未安装中文字体，故无 index.pdf；内容相同的 index.html 在包内。",
                    "The server has no Chinese font, so there is no index.pdf; index.html has the same content."))
        case .drawing, .unsteady:
            Remark(
                code: "pdf.failed",
                text: Wording("index.pdf 未能生成；内容相同的 index.html 在包内。",
                    "index.pdf could not be made; index.html has the same content."))
        }
    }
}
