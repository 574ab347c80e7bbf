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
        for area in OperationPages.areas { try Self.hold("ops/\(area).md", OperationPages.page(area)) }
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
