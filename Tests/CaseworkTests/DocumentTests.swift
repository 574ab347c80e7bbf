import Casework
import Foundation
import Records
import Testing
import Wire

/// The files under `protocol/` are what the declarations say. Run with GONGDAO_WRITE_SCHEMA=1 to write them anew.
@Suite("Schemas and pages") struct DocumentTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "protocol")
    static let writes = ProcessInfo.processInfo.environment["GONGDAO_WRITE_SCHEMA"] != nil

    static func hold(_ path: String, _ text: String) throws {
        let url = root.appending(path: path)
        if writes {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == text, "protocol/\(path) is not what the declarations say")
    }

    @Test("A JSON Schema for every collection and every operation, as filed under protocol/schema")
    func schemas() throws {
        for name in SchemaDocument.names {
            let document = try #require(SchemaDocument.named(name))
            try Self.hold("schema/\(name).json", Pretty.text(document) + "\n")
        }
        #expect(
            SchemaDocument.named("collections/none") == nil && SchemaDocument.named("ops/none") == nil && SchemaDocument.named("x") == nil
        )
    }

    @Test("No file is left over of a collection or operation that is no more", arguments: ["collections", "ops"])
    func leftovers(folder: String) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "schema/" + folder).path)
        let known = Set(SchemaDocument.names.map { $0 + ".json" })
        #expect(files.filter { !known.contains(folder + "/" + $0) } == [])
    }

    @Test("A page for every area that has operations")
    func pages() throws {
        try Self.hold("ops/README.md", OperationPages.index)
        for area in OperationPages.areas { try Self.hold("ops/\(area).md", OperationPages.page(area)) }
    }

    /// A reason id that went out stays: clients branch on it. A new one appears here with its texts when the page is written anew.
    @Test("Every refusal has a stable reason id with a text in both languages, listed in protocol/ops/reasons.md")
    func reasons() throws {
        let found = try Reasons.inSources()
        #expect(found.count > 100)
        for (reason, texts) in found {
            for text in texts { #expect(!text.zh.isEmpty && !text.en.isEmpty, "\(reason)") }
            #expect(reason.split(separator: ".").count == 2)
        }
        var page = """
            # Reasons of refusals

            Ids are stable; texts may be reworded. `…` stands for a value. Refusals of a state that has moved on have ids of the form
            `<area>.<event>_<state>` and name the state; they are listed at the end.

            | reason | 中文 | English |
            |---|---|---|

            """
        for (reason, texts) in found.sorted(by: { $0.key < $1.key }) {
            for text in texts { page += "| `\(reason)` | \(text.zh) | \(text.en) |\n" }
        }
        try Self.hold("ops/reasons.md", page + "\n" + Reasons.ofStates().map { "- `\($0)`" }.joined(separator: "\n") + "\n")
    }

    @Test("Schemas describe every member, close arguments, and leave records open for columns to come")
    func shapes() throws {
        for name in SchemaDocument.names {
            let document = try #require(SchemaDocument.named(name))
            #expect(document["additionalProperties"] == (name.hasPrefix("collections/") ? true : false))
            let properties = try #require(document["properties"]?.objectValue)
            for (key, value) in properties { #expect(value["description"] != nil, "\(name).\(key)") }
            for required in document["required"]?.arrayValue ?? [] { #expect(properties[required.stringValue ?? ""] != nil) }
        }
    }
}

/// JSON for people: two blanks a level, short arrays on one line.
enum Pretty {
    static func text(_ json: JSON, indent: String = "") -> String {
        let compact = json.description
        if compact.utf8.count + indent.utf8.count <= 100 { return compact }
        let inner = indent + "  "
        switch json {
        case .array(let values): return "[\n" + values.map { inner + text($0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            let lines = members.map { key, value in inner + JSON.string(key).description + ": " + text(value, indent: inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return compact
        }
    }
}

/// The reason ids that the sources can throw.
enum Reasons {
    struct Texts: Hashable, Comparable {
        var zh: String
        var en: String
        static func < (a: Texts, b: Texts) -> Bool { (a.en, a.zh) < (b.en, b.zh) }
    }

    static func inSources() throws -> [String: [Texts]] {
        let folder = DocumentTests.root.deletingLastPathComponent().appending(path: "Sources/Casework")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let direct = #/"([a-z_]+\.[a-z_]+)",\s*zh:\s*"([^"]*)",\s*en:\s*"((?:[^"\\]|\\.)*)"/#
        let listed = #/reason:\s*"([a-z_]+\.[a-z_]+)",\s*text:\s*LocalizedText\(\s*zh:\s*"([^"]*)",\s*en:\s*"((?:[^"\\]|\\.)*)"/#
        var found: [String: Set<Texts>] = [:]
        while let url = files?.nextObject() as? URL {
            guard url.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: url, encoding: .utf8)
            for match in text.matches(of: direct) { found[String(match.1), default: []].insert(texts(match.2, match.3)) }
            for match in text.matches(of: listed) { found[String(match.1), default: []].insert(texts(match.2, match.3)) }
        }
        return found.mapValues { $0.sorted() }
    }

    private static func texts(_ zh: Substring, _ en: Substring) -> Texts { Texts(zh: plain(zh), en: plain(en)) }

    /// Values that are put in when the refusal is made.
    private static func plain(_ text: Substring) -> String {
        String(text).replacing(#/\\\([^()]*(?:\([^()]*\)[^()]*)*\)/#, with: "…").replacing("\\\"", with: "\"")
    }

    /// What the state tables refuse, with the state in which they do.
    static func ofStates() -> [String] {
        cells(LeaveCase.table) + cells(ReimbursementCase.table) + cells(AppealCase.table) + cells(PayslipCase.table)
            + cells(Tasks.table) + cells(DelegationCase.table) + cells(ProfileCase.table)
    }

    private static func cells<S: Word, E: Hashable & CaseIterable & Sendable & RawRepresentable<String>>(
        _ table: StateTable<S, E>
    ) -> [String] {
        S.allCases.filter { $0 != .other }.flatMap { state in
            E.allCases.filter { table[state: state, event: $0] == nil }.map { "\(table.name).\($0.rawValue)_\(state.rawValue)" }
        }
    }
}
