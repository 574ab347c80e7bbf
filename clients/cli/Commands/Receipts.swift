import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Receipts: Subcommand {
    static let configuration = CommandConfiguration(commandName: "receipts", abstract: say("help.receipts"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("receipt").sorted { ($0.text("received_at") ?? "") > ($1.text("received_at") ?? "") }
        try await workspace.list(client, "receipts", entries, empty: "empty.receipts") { entries in
            var table = Table([
                Table.left(say("field.received")), Table.left(say("field.act")), Table.left(say("field.record")),
                Table.right(say("field.leaf")), Table.flexible(say("field.digest")),
            ])
            for entry in entries {
                table.add(
                    Show.time(entry.members["received_at"]) ?? "", entry.text("op") ?? "",
                    entry.text("collection").map { "\($0)/\(entry.text("record") ?? "")" } ?? "", entry.int("leaf").map { "\($0)" } ?? "",
                    entry.text("digest") ?? "")
            }
            return table
        }
        let kept = try await client.keptReceipts().count
        if kept > 0, !workspace.output.isJSON { workspace.output.emit("note", .null) { $0.line(say("receipts.evidence", "\(kept)")) } }
    }
}
