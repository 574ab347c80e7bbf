import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// Who outside the server signs the log's checkpoints: named, given another key, ended, listed.
struct AdminWitness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: say("help.admin.witness"), discussion: say("help.admin.witness.discussion"),
        subcommands: [AdminWitnessSet.self, AdminWitnessEnd.self, AdminWitnessList.self], defaultSubcommand: AdminWitnessList.self)
}

struct AdminWitnessSet: Subcommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: say("help.admin.witness.set"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.admin.witness.name"))) var name: String
    @Argument(help: ArgumentHelp(say("help.admin.witness.key"))) var key: String
    @Option(name: .long, help: ArgumentHelp(say("help.admin.witness.id"), valueName: "id")) var id: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let known = try await client.entries("witness")
        let witness = try id.map { try workspace.find($0, in: known).id } ?? client.newID()
        try workspace.tell(
            try await workspace.act(client, .witnessSet(id: witness, name: name, key: key)), extra: ["witness": .string(witness)])
    }
}

struct AdminWitnessEnd: Subcommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: say("help.admin.witness.end"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.admin.witness.which"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let known = try await client.entries("witness")
        let entry = try known.first { $0.text("name") == id } ?? workspace.find(id, in: known)
        try workspace.tell(try await workspace.act(client, .witnessSet(id: entry.id, name: entry.text("name") ?? "", key: nil)))
    }
}

struct AdminWitnessList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.admin.witness.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("witness").sorted { ($0.text("name") ?? "", $0.id) < ($1.text("name") ?? "", $1.id) }
        try await workspace.list(client, "witnesses", entries, empty: "empty.witness_list") { entries in
            var table = Table([
                Table.left(say("field.name")), Table.left(say("field.status")), Table.left(say("field.since")), Table.left(say("field.id")),
                Table.flexible(say("field.key")),
            ])
            for entry in entries {
                table.add(
                    entry.text("name") ?? "", word("witness", entry.text("status")), Show.time(entry.members["since"]) ?? "", entry.id,
                    entry.text("key") ?? "")
            }
            return table
        }
    }
}
