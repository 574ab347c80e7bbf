import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct AppealGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: say("help.appeal"),
        subcommands: [AppealSubmit.self, AppealList.self, AppealShow.self, AppealReply.self, AppealWithdraw.self],
        defaultSubcommand: AppealList.self)
}

struct AppealSubmit: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: say("help.appeal.submit"), discussion: say("help.appeal.submit.discussion"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .long, help: ArgumentHelp(say("help.appeal.kind", GrievanceType.words.joined(separator: ", ")), valueName: "kind"))
    var kind: String = GrievanceType.general.rawValue
    @Option(name: .long, help: ArgumentHelp(say("help.appeal.subject"), valueName: "text")) var subject: String
    @Option(name: .customLong("text"), help: ArgumentHelp(say("help.appeal.text"), valueName: "text|@file|-")) var description: String
    @Option(name: .long, help: ArgumentHelp(say("help.appeal.about"), valueName: "COLLECTION/ID[#LINE]")) var about: String?
    @Option(name: .long, help: ArgumentHelp(say("help.appeal.against"), valueName: "employee")) var against: String?
    @Option(name: .customLong("on-behalf-of"), help: ArgumentHelp(say("help.appeal.behalf"), valueName: "employee")) var behalf: String?
    @Option(name: .long, help: ArgumentHelp(say("help.appeal.ask"), valueName: "text")) var ask: String?
    @Option(name: .customLong("of"), help: ArgumentHelp(say("help.appeal.of"), valueName: "appeal")) var first: String?
    @Option(name: .long, help: ArgumentHelp(say("help.attach"), valueName: "file")) var attach: [String] = []

    func perform(_ workspace: Workspace) async throws {
        guard let type = GrievanceType(rawValue: kind), type != .other else { throw ValidationError(say("error.appeal_kind", kind)) }
        let client = try workspace.client()
        var grievance = Grievance(type, subject: subject, description: try LongText.read(description))
        if let about { grievance.about = try await AppealSubmit.pin(about, client) }
        (grievance.against, grievance.onBehalfOf, grievance.requestedOutcome) = (against, behalf, ask)
        if let first { grievance.appealOf = try workspace.find(first, in: try await client.entries("appeal")).id }
        grievance.attachments = try await Files.stage(attach, client)
        let act = Act.appealSubmit(grievance, id: client.newID(), today: try workspace.today.description)
        try workspace.tell(try await workspace.act(client, act))
    }

    /// Pins what the person sees: record, revision, line.
    private static func pin(_ text: String, _ client: Client) async throws -> Grievance.About {
        let parts = text.split(separator: "#", maxSplits: 1)
        let place = (parts.first ?? "").split(separator: "/", maxSplits: 1)
        guard place.count == 2, let entry = try await client.entry(String(place[0]), String(place[1])) else { throw CommandFailure.noSuch(text) }
        return Grievance.About(
            collection: entry.collection, id: entry.id, rev: entry.rev, line: parts.count > 1 ? String(parts[1]) : nil)
    }
}

struct AppealList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.appeal.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("appeal").sorted { ($0.text("date") ?? "") > ($1.text("date") ?? "") }
        try await workspace.list(client, "appeals", entries, empty: "empty.appeals") { entries in
            var table = Table([
                Table.left(say("field.no")), Table.left(say("field.date")), Table.left(say("field.kind")), Table.flexible(say("field.title")),
                Table.left(say("field.status")), Table.left(say("field.outcome")), Table.left(say("field.due")), Table.left(say("field.id")),
            ])
            for entry in entries {
                table.add(
                    entry.text("no") ?? "", entry.text("date") ?? "", word("grievance", entry.text("grievance_type")),
                    entry.text("subject") ?? "", word("appeal", entry.text("status")) + entry.mark,
                    word("outcome", entry.text("outcome")), entry.text("due_date") ?? "", entry.id)
            }
            return table
        }
    }
}

struct AppealShow: Subcommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: say("help.appeal.show"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.appeal_id"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("appeal"))
        try await workspace.show(client, "appeal", entry) { AppealShow.write(entry, &$0) }
    }

    static func write(_ entry: Entry, _ page: inout Output.Page) {
        page.title(Style.safe(entry.text("subject") ?? ""))
        page.fields([
            (say("field.no"), entry.text("no")), (say("field.kind"), word("grievance", entry.text("grievance_type"))),
            (say("field.status"), word("appeal", entry.text("status")) + entry.mark),
            (say("field.about"), entry.text("subject_record_type").map { "\($0)/\(entry.text("subject_record_id") ?? "")" }),
            (say("field.due"), entry.text("due_date")), (say("field.outcome"), word("outcome", entry.text("outcome"))),
            (say("field.reason"), entry.text("resolution_detail")), (say("field.appeal_until"), entry.text("appeal_until")),
            (say("field.next_remedy"), entry.text("next_remedy")),
        ])
        page.line()
        page.line(Style.safe(entry.text("description") ?? ""))
        for step in entry.members["history"]?.arrayValue ?? [] {
            let reason = step["reason"]?.stringValue.map { ": " + $0 } ?? ""
            page.line(page.style.dim("\(Show.time(step["at"]) ?? "")  \(step["event"]?.stringValue ?? "")\(Style.safe(reason))"))
        }
    }
}

struct AppealReply: Subcommand {
    static let configuration = CommandConfiguration(commandName: "reply", abstract: say("help.appeal.reply"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.appeal_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.appeal.text"), valueName: "text|@file|-")) var text: String
    @Option(name: .long, help: ArgumentHelp(say("help.attach"), valueName: "file")) var attach: [String] = []

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("appeal"))
        let act = Act.appealReply(entry.id, text: try LongText.read(text), attachments: try await Files.stage(attach, client))
        try workspace.tell(try await workspace.act(client, act))
    }
}

struct AppealWithdraw: Subcommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: say("help.appeal.withdraw"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.appeal_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?
    @Flag(name: .long, help: ArgumentHelp(say("help.settled"))) var settled = false

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("appeal"))
        try workspace.tell(try await workspace.act(client, .appealWithdraw(entry.id, reason: reason, settled: settled)))
    }
}
