import Foundation
@testable import gongdao
import GongdaoClient
import Records
import Testing
import Wire

/// Sources of the program, read from the package's folder.
enum CLISources {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("clients/cli")

    static func files() throws -> [(path: String, text: String)] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Statute/") }.sorted().map { name in
            (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        }
    }

    static func matches(_ pattern: String, in text: String) throws -> [String] {
        try text.matches(of: Regex(pattern)).compactMap { $0.output[1].substring.map(String.init) }
    }
}

@Suite("Texts: one catalogue, both languages") struct CatalogueTests {
    @Test("Every text has both languages, and both have the same arguments")
    func both() {
        #expect(Catalogue.all.count > 500)
        for (key, phrase) in Catalogue.all {
            #expect(!phrase.zh.isEmpty && !phrase.en.isEmpty, "\(key)")
            for index in 0..<6 { #expect(phrase.zh.contains("{\(index)}") == phrase.en.contains("{\(index)}"), "\(key) {\(index)}") }
            #expect(phrase.en.unicodeScalars.allSatisfy { !(0x4E00...0x9FFF).contains($0.value) }, "\(key): Chinese in the English text")
            if !key.hasPrefix("word.role.hr") {
                #expect(phrase.zh.unicodeScalars.contains { $0.value > 0x2E7F } || phrase.zh == phrase.en, "\(key): no Chinese")
            }
        }
    }

    @Test("No key stands in two parts of the catalogue")
    func unique() {
        let parts = [helpTexts, generalTexts, fieldTexts, wordTexts, errorTexts, officeTexts, verdictTexts, evidenceTexts, statuteTexts]
        #expect(parts.map(\.count).reduce(0, +) == Catalogue.all.count)
    }

    @Test("Every key that the program says is in the catalogue, and every key is said")
    func used() throws {
        var said: Set<String> = []
        var families: Set<String> = []
        for file in try CLISources.files() where !file.path.hasPrefix("Texts/Texts+") {
            said.formUnion(try CLISources.matches(#"say\(\s*"([a-z_.0-9]+)""#, in: file.text))
            said.formUnion(try CLISources.matches(#""((?:prompt|empty|hint|error|notice|age|span)\.[a-z_]+)""#, in: file.text))
            families.formUnion(try CLISources.matches(#"say\(\s*"([a-z_.]+\.)\\\("#, in: file.text))
            families.formUnion(try CLISources.matches(#"word\(\s*"([a-z_]+)""#, in: file.text).map { "word.\($0)." })
        }
        families.insert("exit.")
        let unknown = said.subtracting(Catalogue.all.keys)
        #expect(unknown == [])
        let unused = Catalogue.all.keys.filter { key in !said.contains(key) && !families.contains { key.hasPrefix($0) } }
        #expect(unused == [])
        for family in families { #expect(Catalogue.all.keys.contains { $0.hasPrefix(family) }, "\(family)") }
    }

    @Test("No command prints a literal: sentences come from the catalogue")
    func literals() throws {
        var found: [String] = []
        for file in try CLISources.files() where !file.path.hasPrefix("Texts/") && !file.path.hasPrefix("Output/Width") {
            for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let code = line.trimmingCharacters(in: .whitespaces)
                if code.hasPrefix("//") { continue }
                // Two words in a row inside a text, or any Chinese, is a sentence.
                let texts = try CLISources.matches(#""((?:[^"\\]|\\.)*)""#, in: String(line))
                for text in texts {
                    let plain = text.replacing(try Regex(#"\\\([^)]*\)"#), with: "")
                    let isSentence = try plain.contains(Regex(#"[A-Za-z]{2,} [A-Za-z]{2,}"#)) || plain.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
                    if isSentence { found.append("\(file.path):\(number + 1): \(text)") }
                }
            }
        }
        // What is typed, not told: answers a person may give to a question.
        #expect(found.filter { !$0.contains("Terminal.swift") } == [])
    }

    @Test("Every column that `profile` shows has its label")
    func profileColumns() {
        for schema in [Employee.schema, EmployeePrivate.schema, Contract.schema] {
            for column in schema.columns.map(\.name) where !ProfileShow.bookkeeping.contains(column) {
                #expect(Catalogue.all["word.column.\(column)"] != nil, "\(column)")
            }
        }
    }

    @Test("What watch says of something new is what people know it by")
    func watchTitles() {
        func entry(_ collection: String, _ members: JSONObject) -> Entry {
            Entry(collection: collection, id: "x", rev: 1, members: members, pending: [])
        }
        #expect(Watch.title(entry("announcement", ["texts": [["lang": "en", "title": "Canteen closed"]]])) == "Canteen closed")
        #expect(Watch.title(entry("payslip", ["period": "2026-10"])) == "2026-10")
        #expect(Watch.title(entry("task", ["title": ["zh": "审批请假", "en": "Decide a leave"]])).isEmpty == false)
    }

    @Test("Each exit status has its sentence, and the language comes from the option, the variable, the locale")
    func language() {
        for status in ExitStatus.allCases { #expect(Catalogue.all[status.meaning] != nil, "\(status)") }
        #expect(Language.detect(arguments: ["pay", "--lang", "zh"], environment: ["LANG": "en_US.UTF-8"]) == .zh)
        #expect(Language.detect(arguments: ["--lang=en"], environment: ["LANG": "zh_CN.UTF-8"]) == .en)
        #expect(Language.detect(arguments: [], environment: ["LANG": "zh_CN.UTF-8"]) == .zh)
        #expect(Language.detect(arguments: [], environment: ["LC_ALL": "C", "LANG": "zh_CN"]) == .en)
        #expect(Language.detect(arguments: [], environment: ["GONGDAO_LANG": "zh-Hans", "LC_ALL": "C"]) == .zh)
        #expect(Language.detect(arguments: [], environment: [:]) == .en)
    }
}
