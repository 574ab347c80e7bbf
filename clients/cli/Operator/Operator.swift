import ArgumentParser
import Base
import Foundation
import GongdaoClient
import Records
import Wire

struct Operator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: say("help.operator"), discussion: say("help.operator.discussion"),
        subcommands: [OperatorActivate.self, OperatorTenant.self, OperatorStaff.self, OperatorConsents.self, OperatorRead.self])
}

/// Every operator's command signs in anew: an operator leaves nothing behind on the machine.
struct OperatorOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(say("help.operator.server"), valueName: "address")) var server: String?
    @Option(name: .customLong("ca"), help: ArgumentHelp(say("help.ca"), valueName: "pem")) var authorities: String?
    @Option(name: .customLong("name"), help: ArgumentHelp(say("help.operator.name"), valueName: "name")) var name: String?

    /// A connection to the operators' listener that has said hello.
    func open(_ workspace: Workspace) async throws -> RPCChannel {
        let environment = ProcessInfo.processInfo.environment
        guard let address = server ?? environment["GONGDAO_OPERATOR"] else { throw ValidationError(say("error.no_operator_server")) }
        guard let endpoint = Endpoint(address, authorities: authorities) else {
            throw ClientError.badArgument(say("error.address", address))
        }
        let channel = RPCChannel(try await NIOConnector(endpoint).connect())
        _ = try await Handshake.hello(channel, app: App.name, lang: workspace.lang.rawValue)
        return channel
    }

    func operatorName() throws -> String {
        guard let name = name ?? ProcessInfo.processInfo.environment["GONGDAO_OPERATOR_NAME"] else {
            throw ValidationError(say("error.no_operator_name"))
        }
        return name
    }

    /// One call as this operator.
    func call(_ workspace: Workspace, _ method: String, _ params: JSON) async throws -> JSON {
        let name = try operatorName()
        let password = try Secrets.ask("prompt.operator_password", variable: "GONGDAO_OPERATOR_PASSWORD")
        let channel = try await open(workspace)
        do {
            _ = try await channel.call("operator.sign_in", ["name": .string(name), "password": .string(password)])
            let answer = try await channel.call(method, params, timeoutMs: 120_000)
            await channel.close()
            return answer
        } catch {
            await channel.close()
            throw error
        }
    }
}

struct OperatorActivate: Subcommand {
    static let configuration = CommandConfiguration(commandName: "activate", abstract: say("help.operator.activate"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions

    func perform(_ workspace: Workspace) async throws {
        let name = try place.operatorName()
        let code = try Secrets.ask("prompt.code", variable: "GONGDAO_CODE")
        let password = try Secrets.new(variable: "GONGDAO_OPERATOR_PASSWORD")
        let channel = try await place.open(workspace)
        let params: JSON = ["name": .string(name), "code": .string(code), "password": .string(password)]
        let answer = try await channel.call("operator.activate", params)
        await channel.close()
        workspace.output.emit("operator", answer) { $0.line(say("operator.activated", name)) }
    }
}

struct OperatorStaff: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: say("help.operator.staff"), discussion: say("help.operator.staff.discussion"))

    enum Verb: String, ExpressibleByArgument, CaseIterable { case list, create, revoke, password }

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.operator.verb"))) var verb: Verb = .list
    @Argument(help: ArgumentHelp(say("help.operator.other"))) var other: String?

    func perform(_ workspace: Workspace) async throws {
        switch verb {
        case .list:
            let answer = try await place.call(workspace, "operator.list", [:])
            let operators = answer["operators"]?.arrayValue ?? []
            workspace.output.emit("operators", .array(operators)) { page in
                var table = Table([
                    Table.left(say("field.name")), Table.left(say("field.status")), Table.left(say("field.created")),
                    Table.left(say("field.last_used")),
                ])
                for item in operators {
                    table.add(
                        item["name"]?.stringValue ?? "", word("operator", item["state"]?.stringValue),
                        Show.ms(item["created_ms"]?.intValue) ?? "", Show.ms(item["last_ms"]?.intValue) ?? "")
                }
                page.table(table)
            }
        case .create, .revoke:
            guard let other else { throw ValidationError(say("error.no_operator_name")) }
            let answer = try await place.call(workspace, "operator.\(verb.rawValue)", ["name": .string(other)])
            workspace.output.emit("operator", answer) { page in
                page.line(say("operator.\(verb.rawValue)", other))
                page.fields([(say("field.code"), answer["code"]?.stringValue), (say("field.valid_until"), Show.ms(answer["expires_ms"]?.intValue))])
            }
        case .password:
            let old = try Secrets.ask("prompt.old_password", variable: "GONGDAO_OPERATOR_PASSWORD")
            let new = try Secrets.new(variable: "GONGDAO_NEW_PASSWORD")
            _ = try await place.call(workspace, "operator.password", ["old": .string(old), "new": .string(new)])
            workspace.output.emit("password_changed", .null) { $0.line(say("password_changed")) }
        }
    }
}
