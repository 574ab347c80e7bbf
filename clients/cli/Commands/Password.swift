import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Password: Subcommand {
    static let configuration = CommandConfiguration(commandName: "password", abstract: say("help.password"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let old = try Secrets.ask("prompt.old_password", variable: "GONGDAO_OLD_PASSWORD")
        let new = try Secrets.new(variable: "GONGDAO_PASSWORD")
        let client = try workspace.client()
        _ = try await client.request("auth.password", ["old": .string(old), "new": .string(new)])
        workspace.output.emit("password_changed", .null) { $0.line(say("password_changed")) }
    }
}
