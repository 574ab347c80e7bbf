import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: say("help.sessions"), subcommands: [SessionsList.self, SessionsEnd.self],
        defaultSubcommand: SessionsList.self)
}

struct SessionsList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.sessions.list"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let answer = try await workspace.client().request("auth.sessions")
        let sessions = answer["sessions"]?.arrayValue ?? []
        workspace.output.emit("sessions", .array(sessions)) { page in
            var table = Table([
                Table.left(say("field.id")), Table.left(say("field.device")), Table.flexible(say("field.app")),
                Table.left(say("field.created")), Table.left(say("field.last_used")), Table.left(""),
            ])
            for session in sessions {
                table.add(
                    session["id"]?.stringValue ?? "", session["device"]?.stringValue ?? "", session["app"]?.stringValue ?? "",
                    Show.ms(session["created_ms"]?.intValue) ?? "", Show.ms(session["last_ms"]?.intValue) ?? "",
                    session["current"]?.boolValue == true ? say("mark.this_session") : "")
            }
            page.table(table)
        }
    }
}

struct SessionsEnd: Subcommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: say("help.sessions.end"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.session_id"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        _ = try await workspace.client().request("auth.revoke", ["session": .string(id)])
        workspace.output.emit("session_ended", ["id": .string(id)]) { $0.line(say("session_ended", id)) }
    }
}
