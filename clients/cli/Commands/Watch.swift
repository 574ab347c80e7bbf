import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Watch: Subcommand {
    static let configuration = CommandConfiguration(commandName: "watch", abstract: say("help.watch"), discussion: say("help.watch.discussion"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        var known: [String: Set<String>]?
        for await event in client.watch() {
            switch event {
            case .synced(let report):
                let unread = try await Watch.open(client)
                if known == nil || report.rows + report.removed + report.answered.count > 0 {
                    emit(workspace, "synced", report.json, say("watch.synced", Show.time(workspace.now), "\(report.rows)", "\(report.removed)"))
                }
                for (kind, ids) in unread {
                    for id in ids.subtracting(known?[kind] ?? ids).sorted() {
                        let title = try await Watch.title(client, kind, id)
                        let text = "  " + say("watch.new.\(kind)", title.isEmpty ? id : title + " (" + id + ")")
                        emit(workspace, "new", ["what": .string(kind), "id": .string(id), "title": .string(title)], text)
                    }
                }
                known = unread
            case .waiting(let afterMs, let why):
                let text = say("watch.waiting", Show.span(afterMs), Failure(why).message)
                emit(workspace, "waiting", ["after_ms": .int(afterMs), "code": .string(Failure(why).code)], text)
            case .ended(let why): throw why
            }
        }
    }

    /// What asks for attention, by kind.
    private static func open(_ client: Client) async throws -> [String: Set<String>] {
        var out: [String: Set<String>] = [:]
        out["notice"] = Set(try await client.entries("notice").filter { $0.text("status") == "in_force" }.map(\.id))
        out["payslip"] = Set(try await client.entries("payslip").filter { $0.text("answer") == "none" }.map(\.id))
        out["announcement"] = Set(try await client.entries("announcement").filter { $0.text("status") == "published" }.map(\.id))
        out["task"] = Set(try await client.entries("task").filter { $0.text("status") == "open" }.map(\.id))
        return out
    }

    /// What a person knows it by.
    private static func title(_ client: Client, _ kind: String, _ id: String) async throws -> String {
        guard let entry = try await client.entry(kind, id) else { return "" }
        return Style.safe(title(entry))
    }

    static func title(_ entry: Entry) -> String {
        switch entry.collection {
        case "payslip": entry.text("period") ?? ""
        case "task": Show.localized(entry.members["title"])
        default: Show.text(entry.members["texts"])?["title"]?.stringValue ?? ""
        }
    }

    /// One line an event, also with `--json`.
    private func emit(_ workspace: Workspace, _ event: String, _ data: JSON, _ text: String) {
        workspace.output.emit("watch", ["event": .string(event), "detail": data, "at": .string(workspace.now.rfc3339())]) { $0.line(text) }
    }
}
