import Base
import Evidence
import Foundation
import Paper

/// A printed document, looked at with other people's tools: poppler's text, and pixels.
struct Rendering {
    /// A page in grey, one byte a pixel, at `Rendering.scale` pixels a point.
    struct Page {
        let width: Int, height: Int
        let pixels: [UInt8]

        /// Dark pixels inside a box given in points.
        func ink(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>, darker: UInt8 = 200) -> Int {
            let columns = max(0, Int(x.lowerBound * scale))..<max(0, min(width, Int(x.upperBound * scale)))
            var count = 0
            for row in max(0, Int(y.lowerBound * scale))..<max(0, min(height, Int(y.upperBound * scale))) {
                for column in columns where pixels[row * width + column] < darker { count += 1 }
            }
            return count
        }
    }

    struct Word {
        let text: String
        let x: ClosedRange<Double>, y: ClosedRange<Double>
    }

    static let scale = 1.5
    let printed: PrintedIndex
    let bytes: [UInt8]
    let folder: URL

    init(_ document: some BlockSource) throws {
        var bytes: [UInt8] = []
        printed = try PaperPress().typeset(document, to: { bytes += $0 }, progress: { _, _ in })
        self.bytes = bytes
        folder = FileManager.default.temporaryDirectory.appending(path: "gongdao-paper-\(Hex.encode(SystemRandom().bytes(8)))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: pdf)
    }

    var pdf: URL { folder.appending(path: "a.pdf") }
    /// With GONGDAO_PAPER_KEEP=folder the document stays there to be looked at.
    func remove() {
        if let keep = ProcessInfo.processInfo.environment["GONGDAO_PAPER_KEEP"] {
            try? FileManager.default.copyItem(atPath: pdf.path, toPath: "\(keep)/\(printed.pages)-\(bytes.count).pdf")
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The text of one page, from 1, or of all.
    func text(page: Int? = nil) throws -> String {
        let range = page.map { ["-f", "\($0)", "-l", "\($0)"] } ?? []
        return String(decoding: try Rendering.run("pdftotext", range + ["-layout", "-enc", "UTF-8", pdf.path, "-"]), as: UTF8.self)
    }

    /// Every word of a page with its box.
    func words(page: Int) throws -> [Word] {
        let html = String(decoding: try Rendering.run("pdftotext", ["-f", "\(page)", "-l", "\(page)", "-bbox", pdf.path, "-"]), as: UTF8.self)
        let pattern = try Regex(#"<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>"#)
        return html.matches(of: pattern).compactMap { match in
            let values = (1...4).compactMap { match.output[$0].substring.flatMap { Double($0) } }
            guard values.count == 4, let text = match.output[5].substring else { return nil }
            return Word(text: String(text), x: min(values[0], values[2])...values[2], y: min(values[1], values[3])...values[3])
        }
    }

    func pages(_ range: ClosedRange<Int>) throws -> [Page] {
        let resolution = String(Int(72 * Rendering.scale))
        try Rendering.run(
            "pdftoppm", ["-gray", "-r", resolution, "-f", "\(range.lowerBound)", "-l", "\(range.upperBound)", pdf.path, folder.appending(path: "p").path])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pgm") }.sorted()
        return try files.compactMap { name in
            let url = folder.appending(path: name)
            defer { try? FileManager.default.removeItem(at: url) }
            return Rendering.page([UInt8](try Data(contentsOf: url)))
        }
    }

    /// Reads a binary PGM of one byte a pixel.
    private static func page(_ file: [UInt8]) -> Page? {
        var index = 0
        var numbers: [Int] = []
        guard file.starts(with: [0x50, 0x35]) else { return nil }
        index = 2
        while numbers.count < 3 {
            while index < file.count, file[index] <= 32 { index += 1 }
            var value = 0
            while index < file.count, (48...57).contains(file[index]) {
                value = value * 10 + Int(file[index] - 48)
                index += 1
            }
            numbers.append(value)
        }
        let pixels = Array(file[(index + 1)...])
        return pixels.count == numbers[0] * numbers[1] ? Page(width: numbers[0], height: numbers[1], pixels: pixels) : nil
    }

    @discardableResult
    static func run(_ tool: String, _ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let out = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return [UInt8](out)
    }
}

/// A document made of blocks in a list.
struct ListedDocument: BlockSource {
    var blocks: [Block]
    var language = IndexLanguage.zh

    var properties: DocumentProperties {
        DocumentProperties(
            title: "试样", subject: "sample", language: language, made: "2026-03-02T01:00:00.000Z", blocks: blocks.count, footer: "sample.example/e1")
    }

    func play(_ take: (Block) throws -> Void) throws {
        for block in blocks { try take(block) }
    }
}
