import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct AdminRoles: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: say("help.admin.roles"), discussion: say("help.admin.roles.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.staff_no"))) var staffNo: String
    @Argument(help: ArgumentHelp(say("help.admin.role_list"))) var roles: [String]

    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        guard let employee = try await Accounts.find(staffNo, client)["employee"]?.stringValue else {
            throw CommandFailure(.refused, "no_account", say("error.no_account", staffNo), hint: say("hint.no_account"))
        }
        let id = client.newID()
        let item = try await workspace.act(client, .roleSet(id: id, employee: employee, roles: roles, reason: reason))
        let waits = item.answer?["status"]?.stringValue == RoleChangeStatus.pending.rawValue
        try workspace.tell(item, extra: ["change": .string(id)], note: waits ? say("roles.pending", id) : nil)
    }
}

/// The second admin's word on a change of roles.
struct AdminConfirm: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: say("help.admin.confirm"), discussion: say("help.admin.confirm.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Argument(help: ArgumentHelp(say("help.verdict"))) var verdict: Verdict
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let change = try await Office.record(id, of: "role_change", client)
        try workspace.tell(try await workspace.act(client, .roleConfirm(change, approve: verdict == .approve, reason: reason)))
    }
}

/// Changes of roles, those that wait for a second admin first.
struct AdminChanges: Subcommand {
    static let configuration = CommandConfiguration(commandName: "changes", abstract: say("help.admin.changes"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        func isSettled(_ entry: Entry) -> Bool { entry.text("status") != RoleChangeStatus.pending.rawValue }
        let entries = try await client.entries("role_change").sorted {
            (isSettled($0) ? 1 : 0, -($0.int("asked_at") ?? 0), $0.id) < (isSettled($1) ? 1 : 0, -($1.int("asked_at") ?? 0), $1.id)
        }
        try await workspace.list(client, "role_changes", entries, empty: "empty.role_changes") { entries in
            var table = Table([
                Table.left(say("field.status")), Table.left(say("field.employee")), Table.flexible(say("field.roles")),
                Table.left(say("field.asked_by")), Table.left(say("field.since")), Table.left(say("field.id")),
            ])
            for entry in entries {
                let roles = (entry.members["roles_after"]?.arrayValue ?? []).compactMap(\.stringValue).map { word("role", $0) }
                table.add(
                    word("role_change", entry.text("status")) + entry.mark, entry.text("employee") ?? "", roles.joined(separator: ", "),
                    entry.text("asked_by") ?? "", Show.time(entry.members["asked_at"]) ?? "", entry.id)
            }
            return table
        }
    }
}
