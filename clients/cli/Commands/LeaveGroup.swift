import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct LeaveGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: say("help.leave"),
        subcommands: [LeaveBalances.self, LeaveRequest.self, LeaveList.self, LeaveWithdraw.self, LeaveCancel.self],
        defaultSubcommand: LeaveList.self)
}

struct LeaveBalances: Subcommand {
    static let configuration = CommandConfiguration(commandName: "balance", abstract: say("help.leave.balance"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("leave_balance").sorted {
            ($1.text("to_date") ?? "", $0.text("leave_type") ?? "") < ($0.text("to_date") ?? "", $1.text("leave_type") ?? "")
        }
        try await workspace.list(client, "leave_balances", entries, empty: "empty.balances") { entries in
            var table = Table([
                Table.left(say("field.leave_type")), Table.left(say("field.from")), Table.left(say("field.to")),
                Table.right(say("field.entitled")), Table.right(say("field.used")), Table.right(say("field.open")),
                Table.right(say("field.left")), Table.left(say("field.unit")),
            ])
            for entry in entries {
                table.add(
                    word("leave_type", entry.text("leave_type")), entry.text("from_date") ?? "", entry.text("to_date") ?? "",
                    Show.hundredths(entry.members["entitled"]), Show.hundredths(entry.members["used"]),
                    Show.hundredths(entry.members["pending"]), Show.hundredths(entry.members["balance"]),
                    word("unit", entry.text("unit")))
            }
            return table
        }
    }
}

enum Days {
    /// `YYYY-MM-DD`, as an option's value.
    static func read(_ text: String) throws -> LocalDate {
        guard let date = LocalDate(text) else { throw ValidationError(say("error.date", text)) }
        return date
    }
}

struct LeaveRequest: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: say("help.leave.request"), discussion: say("help.leave.request.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.leave_type", LeaveType.words.joined(separator: ", ")))) var type: String
    @Option(name: .long, help: ArgumentHelp(say("help.from"), valueName: "YYYY-MM-DD"), transform: Days.read) var from: LocalDate
    @Option(name: .long, help: ArgumentHelp(say("help.to"), valueName: "YYYY-MM-DD"), transform: Days.read) var to: LocalDate?
    @Flag(name: .customLong("from-noon"), help: ArgumentHelp(say("help.from_noon"))) var fromNoon = false
    @Flag(name: .customLong("to-noon"), help: ArgumentHelp(say("help.to_noon"))) var toNoon = false
    @Option(name: .customLong("from-time"), help: ArgumentHelp(say("help.from_time"), valueName: "HH:MM")) var fromTime: String?
    @Option(name: .customLong("to-time"), help: ArgumentHelp(say("help.to_time"), valueName: "HH:MM")) var toTime: String?
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?
    @Option(name: .long, help: ArgumentHelp(say("help.attach"), valueName: "file")) var attach: [String] = []
    @Flag(name: .long, help: ArgumentHelp(say("help.preview"))) var preview = false

    func perform(_ workspace: Workspace) async throws {
        guard let kind = LeaveType(rawValue: type), kind != .other else { throw ValidationError(say("error.leave_type", type)) }
        let client = try workspace.client()
        var wish = LeaveWish(kind, from: from, to: to ?? from)
        wish.fromHalf = fromNoon ? .pm : nil
        wish.toHalf = toNoon ? .am : nil
        (wish.fromTime, wish.toTime) = (fromTime, toTime)
        wish.reason = try reason.map { try LongText.read($0) }
        wish.notice = try await LeaveRequest.notice(kind, client)
        if !preview { wish.attachments = try await Files.stage(attach, client) }
        let act = Act.leaveRequest(wish, id: client.newID(), today: try workspace.today)
        if preview { return try await LeaveRequest.preview(act, workspace, client) }
        try workspace.tell(try await workspace.act(client, act))
    }

    /// The leave notice in force that this person has acknowledged; personal leave rests on it.
    private static func notice(_ kind: LeaveType, _ client: Client) async throws -> (id: String, digest: String)? {
        guard kind == .personal || kind == .unpaid else { return nil }
        let acknowledged = Set(
            try await client.entries("notice_receipt").filter { $0.text("status") == "acknowledged" }.compactMap { $0.text("notice") })
        let inForce = try await client.entries("notice").filter {
            $0.text("kind") == NoticeKind.leavePolicy.rawValue && $0.text("status") == "in_force"
        }
        guard let notice = inForce.first(where: { acknowledged.contains($0.id) }) else {
            guard let open = inForce.first else { return nil }
            throw CommandFailure(.refused, "notice_needed", say("error.notice_needed"), hint: say("hint.notice_needed", open.id))
        }
        return (notice.id, notice.text("digest") ?? "")
    }

    private static func preview(_ act: Act, _ workspace: Workspace, _ client: Client) async throws {
        let answer = try await client.preview(act)
        let outcome = answer["out"]
        workspace.output.emit("preview", answer) { page in
            let isFine = outcome?[0]?.stringValue == "ok"
            page.line(isFine ? page.style.green(say("preview.ok")) : page.style.red(say("preview.no", Show.explanation(outcome?[2]) ?? "")))
        }
        if outcome?[0]?.stringValue != "ok" { throw ArgumentExit.refused }
    }
}

struct LeaveList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.leave.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("leave").sorted { ($0.text("from_date") ?? "") > ($1.text("from_date") ?? "") }
        try await workspace.list(client, "leaves", entries, empty: "empty.leaves") { entries in
            var table = Table([
                Table.left(say("field.no")), Table.left(say("field.leave_type")), Table.left(say("field.from")),
                Table.left(say("field.to")), Table.right(say("field.total")), Table.left(say("field.status")),
                Table.flexible(say("field.reason")), Table.left(say("field.id")),
            ])
            for entry in entries {
                table.add(
                    entry.text("no") ?? "", word("leave_type", entry.text("leave_type")), entry.text("from_date") ?? "",
                    entry.text("to_date") ?? "", Show.hundredths(entry.members["total"]) + " " + word("unit", entry.text("unit")),
                    word("leave", entry.text("status")) + entry.mark, entry.text("reject_reason") ?? entry.text("reason") ?? "", entry.id)
            }
            return table
        }
    }
}

struct LeaveWithdraw: Subcommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: say("help.leave.withdraw"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.leave_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("leave"))
        try workspace.tell(try await workspace.act(client, .leaveWithdraw(entry.id, reason: reason)))
    }
}

struct LeaveCancel: Subcommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: say("help.leave.cancel"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.leave_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("leave"))
        try workspace.tell(try await workspace.act(client, .leaveCancel(entry.id, reason: reason)))
    }
}
