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

    @Test("Every method stands in a transcript or in a test")
    func methodTests() throws {
        let said = try Self.text(under: "protocol/vectors", ending: ".jsonl") + Self.text(under: "Tests", ending: ".swift")
        for (name, _) in try Self.methods() { #expect(said.contains("\"\(name)\""), "nothing tries \(name)") }
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
