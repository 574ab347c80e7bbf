import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// Where a profile's server is; the first sign-in stores it.
struct ServerOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(say("help.server"), valueName: "address"))
    var server: String?

    @Option(name: .customLong("ca"), help: ArgumentHelp(say("help.ca"), valueName: "pem"))
    var authorities: String?

    @Option(name: .long, help: ArgumentHelp(say("help.tenant"), valueName: "code"))
    var tenant: String?

    /// What the options say, over what the profile holds.
    func settings(_ workspace: Workspace) throws -> ProfileSettings {
        let held = ProfileSettings.read(workspace.profile)
        guard let server = server ?? held?.server else { throw ValidationError(say("error.no_server")) }
        guard let tenant = tenant ?? held?.tenant else { throw ValidationError(say("error.no_tenant")) }
        return ProfileSettings(server: server, authorities: authorities ?? (self.server == nil ? held?.authorities : nil), tenant: tenant)
    }
}

struct Activate: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: say("help.activate"), discussion: say("help.activate.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: ServerOptions
    @Argument(help: ArgumentHelp(say("help.login"))) var login: String

    func perform(_ workspace: Workspace) async throws {
        let settings = try place.settings(workspace)
        let code = try Secrets.ask("prompt.code", variable: "GONGDAO_CODE")
        let password = try Secrets.new(variable: "GONGDAO_PASSWORD")
        let client = try workspace.client(settings)
        let session = try await client.activate(tenant: settings.tenant, login: login, code: code, password: password)
        try workspace.keep(settings)
        try await SignIn.welcome(workspace, client, session)
    }
}
