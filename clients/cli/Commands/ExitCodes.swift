import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct ExitCodes: Subcommand {
    static let configuration = CommandConfiguration(commandName: "exit-codes", abstract: say("help.exit_codes"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let data = JSON.array(ExitStatus.allCases.map { ["status": .int(Int64($0.rawValue)), "meaning": .string(say($0.meaning))] })
        workspace.output.emit("exit_codes", data) { page in
            var table = Table([Table.right(say("field.exit")), Table.flexible(say("field.meaning"))])
            for status in ExitStatus.allCases { table.add("\(status.rawValue)", say(status.meaning)) }
            page.table(table)
        }
    }
}
