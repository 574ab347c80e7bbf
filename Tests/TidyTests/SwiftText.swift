/// A Swift file with comments and the insides of string literals blanked out; line breaks stay, so that line numbers hold.
struct SwiftText {
    let code: [UInt8]

    init(_ source: String) {
        var blanker = Blanker(Array(source.utf8))
        code = blanker.run()
    }

    var lines: [String] { String(decoding: code, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    struct Function { let name: String, line: Int, length: Int }

    /// Every `func`, `init` and `deinit` with a body: its first line (from 1) and how many lines it takes.
    func functions() -> [Function] {
        let text = lines
        var found: [Function] = []
        for (index, line) in text.enumerated() {
            guard let name = SwiftText.declared(in: line) else { continue }
            if let end = SwiftText.endOfBody(text, from: index) { found.append(Function(name: name, line: index + 1, length: end - index + 1)) }
        }
        return found
    }

    private static func declared(in line: String) -> String? {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "(" || $0 == "?" || $0 == "<") }
        for (index, word) in words.enumerated() {
            if word == "func", index + 1 < words.count { return String(words[index + 1].prefix { $0 != "(" && $0 != "<" }) }
            if word.hasPrefix("init(") || word.hasPrefix("init?(") || word.hasPrefix("init<") {
                // A declaration, not a call: only modifiers stand before it.
                let before = words[..<index]
                let modifiers: Set<Substring> = ["public", "package", "private", "fileprivate", "internal", "convenience", "required", "override"]
                let calls = line.contains(".init")
                return before.allSatisfy(modifiers.contains) && !calls ? "init" : nil
            }
        }
        return nil
    }

    /// The line that closes the body opened at or after `start`; nil for a requirement without a body.
    private static func endOfBody(_ lines: [String], from start: Int) -> Int? {
        var braces = 0
        var parentheses = 0
        var opened = false
        for index in start..<lines.count {
            for byte in lines[index].utf8 {
                switch byte {
                case UInt8(ascii: "("): parentheses += 1
                case UInt8(ascii: ")"): parentheses -= 1
                case UInt8(ascii: "{"):
                    if parentheses == 0 { opened = true }
                    braces += 1
                case UInt8(ascii: "}"):
                    braces -= 1
                    if braces < 0 { return nil }
                    if opened, braces == 0 { return index }
                default: break
                }
            }
            // A requirement ends with its line when nothing is open.
            if !opened, parentheses == 0, braces == 0 {
                let next = index + 1 < lines.count ? lines[index + 1].drop { $0 == " " } : ""
                let goesOn = next.hasPrefix("{") || next.hasPrefix("->") || next.hasPrefix("where") || next.hasPrefix("throws") || next.hasPrefix("async")
                if !goesOn { return nil }
            }
        }
        return nil
    }
}

/// Walks the bytes once; knows line and nested block comments, plain, raw and multi-line strings. Interpolations are blanked with
/// their string, which hides code in them: the checks lose little by it.
private struct Blanker {
    let source: [UInt8]
    var out: [UInt8] = []
    var index = 0

    init(_ source: [UInt8]) { self.source = source }

    mutating func run() -> [UInt8] {
        while index < source.count {
            if starts("//") {
                skip { $0.source[$0.index] == 10 }
            } else if starts("/*") {
                comment()
            } else if let hashes = rawString() {
                string(hashes: hashes)
            } else if source[index] == UInt8(ascii: "\"") {
                string(hashes: 0)
            } else {
                out.append(source[index])
                index += 1
            }
        }
        return out
    }

    func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
        let start = index + offset
        guard start + text.utf8CodeUnitCount <= source.count else { return false }
        return text.withUTF8Buffer { zip($0, source[start...]).allSatisfy { $0 == $1 } }
    }

    mutating func blank() {
        out.append(source[index] == 10 ? 10 : 32)
        index += 1
    }

    mutating func skip(until done: (Blanker) -> Bool) {
        while index < source.count, !done(self) { blank() }
    }

    mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank()
            } else if starts("*/") {
                depth -= 1
                blank()
            }
            if index < source.count { blank() }
        } while depth > 0 && index < source.count
    }

    /// The number of `#` before a raw string that opens here.
    func rawString() -> Int? {
        var count = 0
        while index + count < source.count, source[index + count] == UInt8(ascii: "#") { count += 1 }
        return count > 0 && starts("\"", at: count) ? count : nil
    }

    mutating func string(hashes: Int) {
        for _ in 0..<hashes { blank() }
        let multi = starts("\"\"\"")
        for _ in 0..<(multi ? 3 : 1) { blank() }
        while index < source.count {
            if hashes == 0, source[index] == UInt8(ascii: "\\") {
                blank()
                if index < source.count { blank() }
            } else if closes(multi: multi, hashes: hashes) {
                for _ in 0..<((multi ? 3 : 1) + hashes) { blank() }
                return
            } else if !multi, source[index] == 10 {
                return
            } else {
                blank()
            }
        }
    }

    func closes(multi: Bool, hashes: Int) -> Bool {
        guard multi ? starts("\"\"\"") : starts("\"") else { return false }
        let after = index + (multi ? 3 : 1)
        guard after + hashes <= source.count else { return false }
        return source[after..<(after + hashes)].allSatisfy { $0 == UInt8(ascii: "#") }
    }
}
