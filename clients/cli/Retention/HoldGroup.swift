import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct HoldGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: say("help.hold"), discussion: say("help.hold.discussion"),
        subcommands: [HoldSet.self, HoldLift.self, HoldList.self, HoldMine.self])
}

struct HoldSet: Subcommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: say("help.hold.set"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .long, help: ArgumentHelp(say("help.hold.employee"), valueName: "id")) var employee: String?
    @Option(name: .long, help: ArgumentHelp(say("help.hold.record"), valueName: "collection/id")) var record: String?
    @Option(name: .long, help: ArgumentHelp(say("help.hold.reference"), valueName: "text")) var reference: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String
    @Option(name: .customLong("untold"), help: ArgumentHelp(say("help.hold.untold"), valueName: "text")) var untoldBasis: String?

    func validate() throws {
        guard employee != nil || record != nil else { throw ValidationError(say("usage.one_of", "--employee", "--record")) }
    }

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let id = client.newID()
        let act = Act.holdSet(id: id, employee: employee, record: record, reference: reference, reason: reason, untoldBasis: untoldBasis)
        try workspace.tell(try await workspace.act(client, act), extra: ["hold": .string(id)])
    }
}

struct HoldLift: Subcommand {
    static let configuration = CommandConfiguration(commandName: "lift", abstract: say("help.hold.lift"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.hold.id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try workspace.tell(try await workspace.act(client, .holdLift(id, reason: reason)))
    }
}

struct HoldList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.hold.list"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .long, help: ArgumentHelp(say("help.hold.employee"), valueName: "id")) var employee: String?
    @Flag(help: ArgumentHelp(say("help.hold.lifted"))) var lifted = false

    func perform(_ workspace: Workspace) async throws {
        var params: JSONObject = ["lifted": .bool(lifted)]
        if let employee { params["person"] = .string(employee) }
        let answer = try await workspace.client().request("retention.holds", .object(params))
        let holds = answer["holds"]?.arrayValue ?? []
        workspace.output.emit("holds", answer) { page in
            guard !holds.isEmpty else { return page.line(say("empty.holds")) }
            var table = Table([
                Table.left(say("field.id")), Table.left(say("field.status")), Table.left(say("field.employee")), Table.left(say("field.reference")),
                Table.flexible(say("field.record")), Table.left(say("field.since")),
            ])
            for hold in holds {
                table.add(
                    hold["id"]?.stringValue ?? "", word("hold", hold["status"]?.stringValue), hold["employee"]?.stringValue ?? "",
                    hold["reference"]?.stringValue ?? "", (hold["records"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: ", "),
                    Show.time(hold["set_at"]) ?? "")
            }
            page.table(table)
        }
    }
}

/// Whether a hold stands on the own records.
struct HoldMine: Subcommand {
    static let configuration = CommandConfiguration(commandName: "mine", abstract: say("help.hold.mine"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let marks = try await client.entries("hold_mark")
        let freshness = Freshness(try await client.holdings(), now: workspace.now)
        workspace.output.emit("hold_marks", .array(marks.map(\.json)), about: freshness.json) { page in
            if marks.isEmpty { page.line(say("empty.holds")) }
            defer { freshness.write(&page) }
            for mark in marks {
                page.fields([
                    (say("field.status"), word("hold", mark.text("status"))), (say("field.since"), Show.time(mark.members["since"])),
                    (say("field.until"), Show.time(mark.members["until"])),
                ])
                page.line(Show.localized(mark.members["text"]))
            }
        }
    }
}
