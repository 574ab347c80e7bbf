import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct SignIn: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in", abstract: say("help.sign_in"), discussion: say("help.sign_in.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: ServerOptions
    @Flag(name: .long, help: ArgumentHelp(say("help.totp"))) var totp = false
    @Flag(name: .customLong("no-sync"), help: ArgumentHelp(say("help.no_sync"))) var noSync = false
    @Argument(help: ArgumentHelp(say("help.login"))) var login: String

    func perform(_ workspace: Workspace) async throws {
        let settings = try place.settings(workspace)
        let password = try Secrets.ask("prompt.password", variable: "GONGDAO_PASSWORD")
        let code = totp ? try Secrets.ask("prompt.totp", variable: "GONGDAO_TOTP") : nil
        let client = try workspace.client(settings)
        let session = try await client.signIn(tenant: settings.tenant, login: login, password: password, totp: code)
        try workspace.keep(settings)
        try await SignIn.welcome(workspace, client, session, syncing: !noSync)
    }

    /// Who is signed in, and the first sync.
    static func welcome(_ workspace: Workspace, _ client: Client, _ session: SessionState, syncing: Bool = true) async throws {
        let report = syncing ? try await client.sync() : nil
        let data: JSON = [
            "tenant": .string(session.tenant), "tenant_name": .string(session.tenantName), "login": .string(session.login),
            "employee": session.employee.map { .string($0) } ?? .null, "name": session.name.map { .string($0) } ?? .null,
            "roles": .array(session.roles.map { .string($0) }), "device": .string(session.device),
            "step_up": .bool(session.needsStepUp), "profile": .string(workspace.profileName), "sync": report.map { $0.json } ?? .null,
        ]
        workspace.output.emit("session", data) { page in
            page.line(say("signed_in", session.name ?? session.login, session.tenantName))
            if session.needsStepUp {
                let next = session.hasSecondFactor == true ? say("signed_in.show_factor") : say("signed_in.enrol_factor")
                page.line(page.style.yellow(next))
            }
            // A first sync is always a whole one; that is no news.
            if var report {
                report.reset = false
                Sync.write(report, &page)
            }
        }
    }
}

struct SignOut: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out", abstract: say("help.sign_out"), discussion: say("help.sign_out.discussion"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .long, help: ArgumentHelp(say("help.discard"))) var discard = false

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        do {
            try await client.signOut(discarding: discard)
        } catch ClientError.notUndoable {
            throw CommandFailure(.refused, "acts_waiting", say("error.acts_waiting"), hint: say("hint.acts_waiting"))
        }
        workspace.output.emit("signed_out", ["profile": .string(workspace.profileName)]) { $0.line(say("signed_out")) }
    }
}
