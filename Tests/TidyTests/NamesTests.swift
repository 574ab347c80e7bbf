import Foundation
import Testing

/// One name in every folder: each method and each operation has its page, its transcript or example, and its test.
@Suite("House rules: wire names") struct NamesTests {
    static func names(in folder: String, declared pattern: String) throws -> [(name: String, path: String)] {
        let expression = try Regex(pattern)
        return try SourceTree.files(under: folder).compactMap { file in
            guard let match = try expression.firstMatch(in: file.text), let name = match.output[1].substring else { return nil }
            return (String(name), file.path)
        }
    }

    static func methods() throws -> [(name: String, path: String)] {
        try names(in: "Sources/Methods", declared: #"static let name = "([a-z_.]+)""#)
    }

    static func operations() throws -> [(name: String, path: String)] {
        try names(in: "Sources/Casework", declared: #"static let op = "([a-z_.]+)""#)
    }

    static func text(under folder: String, ending: String) throws -> String {
        try SourceTree.files(under: folder, ending: ending).map(\.text).joined(separator: "\n")
    }

    @Test("A file is named as what it declares")
    func files() throws {
        for (name, path) in try Self.methods() + Self.operations() { #expect(path.hasSuffix("/\(name).swift"), "\(path) declares \(name)") }
        #expect(try Self.methods().count > 30)
        #expect(try Self.operations().count > 20)
    }

    @Test("Every method has a page and a schema")
    func methodPages() throws {
        let pages = try Self.text(under: "protocol/methods", ending: ".md")
        for (name, _) in try Self.methods() {
            #expect(pages.contains("`\(name)`"), "no page for \(name)")
            let schema = SourceTree.root.appending(path: "protocol/schema/methods/\(name).params.json").path
            #expect(FileManager.default.fileExists(atPath: schema), "no schema for \(name)")
        }
    }

    /// Three clients run the transcripts, this package's own among them: a transcript is the test of what it calls.
    @Test("Every method is called in a transcript, and every notification awaited in one")
    func methodTranscripts() throws {
        let vectors = try Self.text(under: "protocol/vectors", ending: ".jsonl")
        for (name, _) in try Self.methods() { #expect(Self.isCalled(name, in: vectors), "no transcript calls \(name)") }
        for name in ["bye", "sync.poke", "sync.delta"] {
            #expect(vectors.contains("\n* {\"jsonrpc\":\"2.0\",\"method\":\"\(name)\""), "no transcript awaits \(name)")
        }
    }

    /// A request of it, alone or in a batch; a comment that mentions it is none.
    static func isCalled(_ name: String, in vectors: String) -> Bool {
        vectors.split(separator: "\n").contains { $0.hasPrefix("> ") && $0.contains("\"method\":\"\(name)\"") }
    }

    /// Operations that no transcript pushes yet. The list is a ratchet: it may shrink, never grow.
    static let withoutTranscript: Set<String> = [
        "employee.end", "import.apply", "payslip.answer", "payslip.publish", "role.confirm", "role.set",
        "task.complete",
    ]

    @Test("Every operation that a client may push is pushed in a transcript, but for the listed ones, which may only become fewer")
    func operationTranscripts() throws {
        let vectors = try Self.text(under: "protocol/vectors", ending: ".jsonl")
        var missing: Set<String> = []
        for (name, path) in try Self.operations() {
            let isServers = try SourceTree.read(path).contains(try Regex(#"static let roles: Set<Role> = \[\]"#))
            if !isServers, !vectors.contains("\"op\":\"\(name)\",\"a\"") { missing.insert(name) }
        }
        #expect(missing == Self.withoutTranscript)
    }

    @Test("Every operation has a page, a schema and a test")
    func operationPages() throws {
        let pages = try Self.text(under: "protocol/ops", ending: ".md")
        let tests = try Self.text(under: "Tests", ending: ".swift")
        for (name, path) in try Self.operations() {
            #expect(pages.contains("## \(name)\n"), "no page for \(name)")
            let schema = SourceTree.root.appending(path: "protocol/schema/ops/\(name).json").path
            #expect(FileManager.default.fileExists(atPath: schema), "no schema for \(name)")
            let source = try SourceTree.read(path)
            let type = source.matches(of: try Regex(#"enum (\w+): Command"#)).first?.output[1].substring.map(String.init) ?? name
            #expect(tests.contains("\"\(name)\"") || tests.contains(type), "nothing tries \(name)")
        }
    }
}
