import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Announcements: Subcommand {
    static let configuration = CommandConfiguration(commandName: "announcements", abstract: say("help.announcements"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption
    @Argument(help: ArgumentHelp(say("help.id_optional"))) var id: String?

    /// Pinned ones first, then the newest.
    private static func place(_ entry: Entry) -> (Int, String) {
        (entry.members["pinned"]?.boolValue == true ? 1 : 0, entry.text("from_date") ?? "")
    }

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("announcement").filter { $0.text("status") == "published" }
            .sorted { Announcements.place($0) > Announcements.place($1) }
        if let id {
            let entry = try workspace.find(id, in: entries)
            return try await workspace.show(client, "announcement", entry) { page in
                let text = Show.text(entry.members["texts"])
                page.title(Style.safe(text?["title"]?.stringValue ?? ""))
                page.line(page.style.dim(entry.text("from_date") ?? ""))
                page.line(Style.safe(text?["body"]?.stringValue ?? ""))
            }
        }
        try await workspace.list(client, "announcements", entries, empty: "empty.announcements") { entries in
            var table = Table([Table.left(say("field.date")), Table.flexible(say("field.title")), Table.left(say("field.id"))])
            for entry in entries {
                table.add(entry.text("from_date") ?? "", Show.text(entry.members["texts"])?["title"]?.stringValue ?? "", entry.id)
            }
            return table
        }
    }
}
