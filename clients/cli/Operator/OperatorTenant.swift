import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct OperatorTenant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: say("help.tenant.group"),
        subcommands: [
            TenantList.self, TenantCreate.self, TenantFirstAdmin.self, TenantSuspend.self, TenantResume.self, TenantDelete.self,
            TenantCertificate.self, TenantRotateKey.self, TenantAcceptRestore.self,
        ], defaultSubcommand: TenantList.self)
}

struct TenantList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.tenant.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions

    func perform(_ workspace: Workspace) async throws {
        let tenants = try await place.call(workspace, "tenant.list", [:])["tenants"]?.arrayValue ?? []
        workspace.output.emit("tenants", .array(tenants)) { page in
            var table = Table([
                Table.right(say("field.number")), Table.left(say("field.code")), Table.flexible(say("field.name")),
                Table.left(say("field.status")), Table.left(say("field.created")), Table.flexible(say("field.reason")),
            ])
            for tenant in tenants {
                table.add(
                    tenant["number"]?.intValue.map { "\($0)" } ?? "", tenant["code"]?.stringValue ?? "",
                    tenant["name"]?.stringValue ?? "", word("tenant", tenant["held"]?.stringValue ?? tenant["state"]?.stringValue),
                    Show.ms(tenant["created_ms"]?.intValue) ?? "", tenant["reason"]?.stringValue ?? "")
            }
            page.table(table)
        }
    }
}

struct TenantCreate: Subcommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: say("help.tenant.create"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String
    @Argument(help: ArgumentHelp(say("help.tenant.name"))) var fullName: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "tenant.create", ["code": .string(code), "name": .string(fullName)])
        workspace.output.emit("tenant", answer) { $0.line(say("tenant.created", code)) }
    }
}

struct TenantFirstAdmin: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "first-admin", abstract: say("help.tenant.first_admin"), discussion: say("help.tenant.first_admin.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String
    @Option(name: .customLong("admin-name"), help: ArgumentHelp(say("help.admin_name"), valueName: "name")) var fullName: String
    @Option(name: .customLong("staff-no"), help: ArgumentHelp(say("help.staff_no"), valueName: "number")) var staffNo: String
    @Option(name: .long, help: ArgumentHelp(say("help.phone"), valueName: "number")) var phone: String?

    func perform(_ workspace: Workspace) async throws {
        var params: JSONObject = ["code": .string(code), "name": .string(fullName), "staff_no": .string(staffNo)]
        if let phone { params["phone"] = .string(phone) }
        let answer = try await place.call(workspace, "tenant.first_admin", .object(params))
        workspace.output.emit("activation_code", answer) { page in
            page.fields([
                (say("field.staff_no"), staffNo), (say("field.code"), answer["activation"]?.stringValue ?? answer["code"]?.stringValue),
                (say("field.valid_until"), Show.ms(answer["expires_ms"]?.intValue)),
            ])
            page.line(page.style.dim(say("activate.once")))
        }
    }
}

struct TenantSuspend: Subcommand {
    static let configuration = CommandConfiguration(commandName: "suspend", abstract: say("help.tenant.suspend"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "tenant.suspend", ["code": .string(code), "reason": .string(reason)])
        workspace.output.emit("tenant", answer) { $0.line(say("tenant.suspended", code)) }
    }
}

struct TenantResume: Subcommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: say("help.tenant.resume"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "tenant.resume", ["code": .string(code)])
        workspace.output.emit("tenant", answer) { $0.line(say("tenant.resumed", code)) }
    }
}

struct TenantDelete: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: say("help.tenant.delete"), discussion: say("help.tenant.delete.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String
    @Option(name: .long, help: ArgumentHelp(say("help.tenant.confirm"), valueName: "code")) var confirm: String
    @Option(name: .long, help: ArgumentHelp(say("help.tenant.delete.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        guard confirm == code else { throw ValidationError(say("error.confirm", code)) }
        let answer = try await place.call(
            workspace, "tenant.delete", ["code": .string(code), "confirm": .string(confirm), "reason": .string(reason)])
        workspace.output.emit("certificate", answer) { page in
            page.line(say("tenant.deleted", code))
            page.line((answer["certificate"] ?? answer).description)
        }
    }
}

struct TenantCertificate: Subcommand {
    static let configuration = CommandConfiguration(commandName: "certificate", abstract: say("help.tenant.certificate"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "tenant.certificate", ["code": .string(code)])
        workspace.output.emit("certificate", answer) { $0.line((answer["certificate"] ?? answer).description) }
    }
}

struct TenantRotateKey: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key", abstract: say("help.tenant.rotate"), discussion: say("help.tenant.rotate.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "tenant.rotate_key", ["code": .string(code)])
        workspace.output.emit("key_rotated", answer) { $0.line(say("tenant.rotated", code)) }
    }
}
