import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct SecondFactor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "second-factor", abstract: say("help.second_factor"), discussion: say("help.second_factor.discussion"),
        subcommands: [SecondFactorEnrol.self, SecondFactorConfirm.self, SecondFactorShow.self, SecondFactorRemove.self])

    /// Who one is after a change.
    static func tell(_ workspace: Workspace, _ session: SessionState, _ text: String) {
        let data: JSON = [
            "enrolled": session.hasSecondFactor.map { .bool($0) } ?? .null, "step_up": .bool(session.needsStepUp),
            "roles": .array(session.roles.map { .string($0) }),
        ]
        workspace.output.emit("second_factor", data) { page in
            page.line(text)
            page.fields([(say("field.roles"), session.roles.map { word("role", $0) }.joined(separator: ", "))])
        }
    }
}

struct SecondFactorEnrol: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: say("help.second_factor.enrol"), discussion: say("help.second_factor.enrol.discussion"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let password = try Secrets.ask("prompt.password", variable: "GONGDAO_PASSWORD")
        let offer = try await client.offerSecondFactor(password: password)
        workspace.output.emit("second_factor_offer", ["secret": .string(offer.secret), "uri": .string(offer.uri)]) { page in
            page.fields([(say("field.secret"), offer.secret), (say("field.otpauth"), offer.uri)])
            page.line(say("second_factor.offered"))
        }
        // A program that gives no code here confirms later; the offer stands until the next one.
        guard let code = Secrets.optional("prompt.totp", variable: "GONGDAO_TOTP") else { return }
        SecondFactor.tell(workspace, try await client.confirmSecondFactor(code: code), say("second_factor.confirmed"))
    }
}

struct SecondFactorConfirm: Subcommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: say("help.second_factor.confirm"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let code = try Secrets.ask("prompt.totp", variable: "GONGDAO_TOTP")
        SecondFactor.tell(workspace, try await client.confirmSecondFactor(code: code), say("second_factor.confirmed"))
    }
}

struct SecondFactorShow: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: say("help.second_factor.show"), discussion: say("help.second_factor.show.discussion"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let code = try Secrets.ask("prompt.totp", variable: "GONGDAO_TOTP")
        SecondFactor.tell(workspace, try await client.stepUp(code: code), say("second_factor.shown"))
    }
}

struct SecondFactorRemove: Subcommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: say("help.second_factor.remove"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let code = try Secrets.ask("prompt.totp", variable: "GONGDAO_TOTP")
        SecondFactor.tell(workspace, try await client.removeSecondFactor(code: code), say("second_factor.removed"))
    }
}
