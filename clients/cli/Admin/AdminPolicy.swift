import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct AdminPolicy: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: say("help.admin.policy"), discussion: say("help.admin.policy.discussion"))

    enum Factor: String, ExpressibleByArgument, CaseIterable { case none, staff, all }

    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("second-factor"), help: ArgumentHelp(say("help.admin.policy.factor"), valueName: "who")) var factor: Factor?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let params: JSON = factor.map { ["totp": .string($0.rawValue)] } ?? [:]
        let policy = try await client.request("account.policy", params)
        workspace.output.emit("policy", policy) { page in
            page.fields([(say("field.second_factor"), word("policy", policy["totp"]?.stringValue))])
        }
    }
}
