import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct HRShow: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: say("help.hr.show"), discussion: say("help.hr.show.discussion"))

    enum Purpose: String, ExpressibleByArgument, CaseIterable { case handle, personnel, payroll, audit }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.hr.show.id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.purpose"))) var purpose: Purpose = .handle

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let (collection, record) = try await Office.place(id, client, workspace)
        let entry = try await Office.get(client, collection, record, purpose: purpose.rawValue)
        workspace.output.emit("record", entry.json) { page in
            if collection == "appeal" { return AppealShow.write(entry, &page) }
            page.title("\(word("collection", collection)) \(entry.text("no") ?? entry.id)")
            page.fields(entry.members.filter { $0.0 != "history" && $0.1.objectValue == nil && $0.1.arrayValue == nil }.map { member in
                (word("column", member.0), member.1.stringValue ?? member.1.intValue.map { "\($0)" } ?? member.1.description)
            })
            for line in entry.members["lines"]?.arrayValue ?? [] {
                page.line("  " + (line.objectValue ?? JSONObject()).map { "\($0.0)=\($0.1.stringValue ?? $0.1.description)" }.joined(separator: "  "))
            }
        }
    }
}

/// What handlers' commands share.
enum Office {
    /// `collection/id`, or a task's id: the record the task is about.
    static func place(_ id: String, _ client: Client, _ workspace: Workspace) async throws -> (String, String) {
        if let slash = id.firstIndex(of: "/") { return (String(id[..<slash]), String(id[id.index(after: slash)...])) }
        let task = try workspace.find(id, in: try await client.entries("task"))
        guard let collection = task.text("subject_collection"), let record = task.text("subject_id") else { throw CommandFailure.noSuch(id) }
        return (collection, record)
    }

    /// The id a decision names: a task of that collection, or the record itself.
    static func record(_ id: String, of collection: String, _ client: Client) async throws -> String {
        let task = try await client.entries("task").first { $0.id == id && $0.text("subject_collection") == collection }
        return task?.text("subject_id") ?? id
    }

    /// Another person's record, asked online with a purpose; the question is logged there and shown to that person.
    static func get(_ client: Client, _ collection: String, _ id: String, purpose: String) async throws -> Entry {
        let answer = try await client.request("get", ["c": .string(collection), "id": .string(id), "purpose": .string(purpose)])
        guard let columns = answer["cols"]?.arrayValue?.compactMap(\.stringValue), let row = answer["row"]?.arrayValue else {
            throw ClientError.badAnswer("get")
        }
        var entry = Entry(collection: collection, id: id, rev: 0, members: JSONObject())
        for (name, value) in zip(columns, row) where value != .null {
            if name == "rev" { entry.rev = value.intValue ?? 0 } else { entry.members[name] = value }
        }
        return entry
    }
}
