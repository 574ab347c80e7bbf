import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct HRInbox: Subcommand {
    static let configuration = CommandConfiguration(commandName: "inbox", abstract: say("help.hr.inbox"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption
    @Flag(name: .long, help: ArgumentHelp(say("help.all"))) var all = false

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("task")
            .filter { all || ["open", "claimed"].contains($0.text("status") ?? "") }
            .sorted { ($0.text("due_date") ?? "9999", $0.id) < ($1.text("due_date") ?? "9999", $1.id) }
        try await workspace.list(client, "tasks", entries, empty: "empty.tasks") { entries in
            var table = Table([
                Table.left(say("field.due")), Table.left(say("field.kind")), Table.flexible(say("field.title")),
                Table.left(say("field.status")), Table.left(say("field.assignee")), Table.left(say("field.id")),
            ])
            for entry in entries {
                let late = entry.members["overdue"]?.boolValue == true ? " " + say("mark.overdue") : ""
                table.add(
                    (entry.text("due_date") ?? "") + late, word("task_kind", entry.text("kind")), Show.localized(entry.members["title"]),
                    word("task", entry.text("status")) + entry.mark, entry.text("assignee") ?? "", entry.id)
            }
            return table
        }
    }
}

struct HRTake: Subcommand {
    static let configuration = CommandConfiguration(commandName: "take", abstract: say("help.hr.take"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_id"))) var id: String
    @Option(name: .customLong("for"), help: ArgumentHelp(say("help.hr.assignee"), valueName: "employee")) var assignee: String?
    @Flag(name: .long, help: ArgumentHelp(say("help.hr.release"))) var release = false
    @Option(name: .long, help: ArgumentHelp(say("help.note"), valueName: "text")) var note: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let task = try workspace.find(id, in: try await client.entries("task"))
        try workspace.tell(try await workspace.act(client, .taskAssign(task.id, to: assignee, release: release, note: note)))
    }
}

struct HRDone: Subcommand {
    static let configuration = CommandConfiguration(commandName: "done", abstract: say("help.hr.done"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.note"), valueName: "text")) var note: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let task = try workspace.find(id, in: try await client.entries("task"))
        try workspace.tell(try await workspace.act(client, .taskComplete(task.id, note: note)))
    }
}
