import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: say("help.admin"),
        subcommands: [
            AdminImport.self, AdminImports.self, AdminImportUndo.self, AdminCheck.self, AdminGenerate.self,
            AdminAccount.self, AdminRoles.self, AdminConfirm.self, AdminChanges.self, AdminLock.self, AdminUnlock.self, AdminPolicy.self, AdminWitness.self,
        ])
}

/// The account behind a staff number.
enum Accounts {
    static func find(_ staffNo: String, _ client: Client) async throws -> JSON {
        try await client.request("account.find", ["staff_no": .string(staffNo)])
    }

    static func id(_ staffNo: String, _ client: Client) async throws -> String {
        guard let id = try await find(staffNo, client)["account"]?.stringValue else {
            throw CommandFailure(.refused, "no_account", say("error.no_account", staffNo), hint: say("hint.no_account"))
        }
        return id
    }
}

struct AdminAccount: Subcommand {
    static let configuration = CommandConfiguration(commandName: "account", abstract: say("help.admin.account"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.staff_no"))) var staffNo: String

    func perform(_ workspace: Workspace) async throws {
        let account = try await Accounts.find(staffNo, workspace.client())
        workspace.output.emit("account", account) { page in
            page.fields([
                (say("field.account_id"), account["account"]?.stringValue), (say("field.employee"), account["employee"]?.stringValue),
                (say("field.status"), word("account", account["state"]?.stringValue)),
                (say("field.roles"), (account["roles"]?.arrayValue ?? []).compactMap(\.stringValue).map { word("role", $0) }.joined(separator: ", ")),
                (say("field.devices"), account["devices"]?.intValue.map { "\($0)" }),
                (say("field.valid_until"), Show.ms(account["code"]?["expires_ms"]?.intValue)),
            ])
        }
    }
}

struct AdminLock: Subcommand {
    static let configuration = CommandConfiguration(commandName: "lock", abstract: say("help.admin.lock"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.staff_no"))) var staffNo: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let params: JSON = ["account": .string(try await Accounts.id(staffNo, client)), "reason": .string(reason)]
        _ = try await client.request("account.lock", params)
        workspace.output.emit("account_locked", ["staff_no": .string(staffNo)]) { $0.line(say("account.locked", staffNo)) }
    }
}

struct AdminUnlock: Subcommand {
    static let configuration = CommandConfiguration(commandName: "unlock", abstract: say("help.admin.unlock"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.staff_no"))) var staffNo: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        _ = try await client.request("account.unlock", ["account": .string(try await Accounts.id(staffNo, client))])
        workspace.output.emit("account_unlocked", ["staff_no": .string(staffNo)]) { $0.line(say("account.unlocked", staffNo)) }
    }
}
