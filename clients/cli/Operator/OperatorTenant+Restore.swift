import ArgumentParser
import GongdaoClient
import Wire

struct TenantAcceptRestore: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "accept-restore", abstract: say("help.tenant.accept_restore"),
        discussion: say("help.tenant.accept_restore.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "tenant.accept_restore", ["code": .string(code), "reason": .string(reason)])
        workspace.output.emit("tenant", answer) { $0.line(say("tenant.restore_accepted", code)) }
    }
}
