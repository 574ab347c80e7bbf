import Foundation
import Testing

/// Calls that do not belong here, each with what to use in its place.
@Suite("House rules: banned calls") struct BannedCallsTests {
    struct Ban {
        let pattern: String
        /// Whatever the pattern finds holds one of these; a file without any is not taken apart.
        let words: [String]
        let instead: String
        /// Path prefixes where the call is the honest tool.
        var allowed: [String] = []
    }

    static let bans: [Ban] = [
        Ban(pattern: #"\btry!"#, words: ["try!"], instead: "a typed error"),
        Ban(pattern: #"\bas!\s"#, words: ["as!"], instead: "`as?` and a typed error"),
        Ban(
            pattern: #"\bfatalError\("#, words: ["fatalError("],
            instead: "a typed error; a programmer's mistake is a `preconditionFailure` with a comment"),
        Ban(
            pattern: #"\bDate\(\)|\bDate\.now\b|\bDate\(timeIntervalSinceNow"#, words: ["Date()", "Date.now", "Date(timeIntervalSinceNow"],
            instead: "the WallClock parameter"),
        Ban(pattern: #"\bUUID\(\)"#, words: ["UUID()"], instead: "the RandomSource parameter"),
        Ban(
            pattern: #"\.random\(in:|\.randomElement\(\)|\.shuffled\(\)"#, words: [".random(in:", ".randomElement()", ".shuffled()"],
            instead: "the RandomSource parameter"),
        Ban(
            pattern: #"\bSystemRandomNumberGenerator\b"#, words: ["SystemRandomNumberGenerator"],
            instead: "the RandomSource parameter", allowed: ["Sources/Base/RandomSource.swift"]),
        Ban(
            pattern: #"\bJSON(En|De)coder\b|\bJSONSerialization\b"#, words: ["JSONEncoder", "JSONDecoder", "JSONSerialization"],
            instead: "Wire's JSON, WireDecoder and WireEncoder"),
        Ban(
            pattern: #"(^|[^.\w])print\("#, words: ["print("], instead: "the logger, or the program's own output function",
            allowed: ["clients/cli/", "Sources/gongdaod/", "Sources/Bootstrap/Commands/"]),
        Ban(
            pattern: #"\bclock_gettime\b|\bgettimeofday\b"#, words: ["clock_gettime", "gettimeofday"],
            instead: "the WallClock parameter", allowed: ["Sources/Base/WallClock.swift"]),
        Ban(pattern: #"\bBundle\.module\b"#, words: ["Bundle.module"], instead: "embedded bytes: a daemon copied alone has no bundle"),
        Ban(pattern: #"\bThread\.sleep|\busleep\("#, words: ["Thread.sleep", "usleep("], instead: "a task's sleep or a condition"),
    ]

    static func violations(of ban: Ban, in file: SourceTree.File) throws -> [String] {
        if ban.allowed.contains(where: file.path.hasPrefix) { return [] }
        guard ban.words.contains(where: { word in file.text.withCString { strstr($0, word) != nil } }) else { return [] }
        let expression = try Regex(ban.pattern)
        return SwiftText(file.text).lines.enumerated().compactMap { number, line in
            line.contains(expression) ? "\(file.path):\(number + 1): \(ban.pattern); use \(ban.instead)" : nil
        }
    }

    @Test("Sources and clients hold none of the banned calls", arguments: bans.indices)
    func none(index: Int) throws {
        let found = try SourceTree.sources().flatMap { try Self.violations(of: Self.bans[index], in: $0) }
        #expect(found == [])
    }

    @Test("The check bites: a banned call in code is found, the same words in a comment or a text are not")
    func canary() throws {
        let ban = Self.bans[0]
        #expect(try Self.violations(of: ban, in: .init(path: "Sources/X.swift", text: "let a = try! f()\n")).count == 1)
        #expect(try Self.violations(of: ban, in: .init(path: "Sources/X.swift", text: "// try! f()\nlet a = \"try! f()\"\n")) == [])
        #expect(try Self.violations(of: ban, in: .init(path: "Sources/X.swift", text: "/* a /* try! */ try! */ let b = #\"try! \"#\n")) == [])
    }

    @Test("No leftover marks of unfinished work", arguments: ["Sources", "clients", "Tests", "Benchmarks", "protocol", "deploy"])
    func leftovers(folder: String) throws {
        // Spelt in two halves, so that this file is not its own finding.
        let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
        var found: [String] = []
        for ending in [".swift", ".md", ".py", ".sh", ".yaml"] {
            for file in try SourceTree.files(under: folder, ending: ending) {
                for (number, line) in file.lines.enumerated() where marks.contains(where: line.contains) && !line.contains(String(repeating: "X", count: 6)) {
                    found.append("\(file.path):\(number + 1): \(line)")
                }
            }
        }
        #expect(found == [])
    }

    @Test("An escape from the compiler's concurrency checks says what makes it safe")
    func escapes() throws {
        let words = ["@unchecked Sendable", "nonisolated(unsafe)", "unsafeBitCast"]
        var found: [String] = []
        for file in try SourceTree.sources() {
            let raw = file.lines
            for (number, line) in SwiftText(file.text).lines.enumerated() where words.contains(where: line.contains) {
                let around = raw[max(0, number - 6)...number]
                if !around.contains(where: { $0.contains("//") }) { found.append("\(file.path):\(number + 1): no comment says why this is safe") }
            }
        }
        #expect(found == [])
    }
}
