import Foundation
import Testing
@testable import Statute

@Suite("Keys and the page about them") struct KeysReadTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("Every key is read by a calculation, or says why none reads it")
    func everyKey() throws {
        // Tables that only name keys read nothing.
        let naming = ["PackSchema.swift", "PackSchema+Keys.swift", "PlacePacks+Marks.swift", "WarningText.swift", "PlainWords.swift", "FactCatalogue.swift"]
        let files = try #require(FileManager.default.enumerator(at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil))
        let code = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" && !naming.contains($0.lastPathComponent) }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        for rule in PackSchema.all {
            let isRead = code.contains("\"\(rule.key)\"")
            #expect(isRead != (PackSchema.informational[rule.key] != nil), "\(rule.key): \(isRead ? "read, yet listed as informational" : "read by nothing")")
        }
        for key in PackSchema.informational.keys { #expect(PackSchema.rule(key) != nil, "\(key)") }
    }

    @Test("The page's example of a new year can be appended as it stands, and is then what the program answers")
    func example() throws {
        let page = try String(contentsOf: Self.root.appending(path: "protocol/statute/packs.md"), encoding: .utf8)
        let row = try #require(page.split(separator: "\n").first { $0.hasPrefix(#"{"key":"base_floor""#) })
        let files = RulePacks.embeddedFiles.map { file in
            file.name == "contributions.jsonl" ? (name: file.name, bytes: file.bytes + Array(row.utf8) + [0x0A]) : file
        }
        let (packs, errors) = RulePacks.load(files)
        #expect(errors.map(\.description) == [])
        #expect(packs.rows.count == (try RulePacks.embedded().rows.count) + 3, "a row for each of its three lines")
    }
}
