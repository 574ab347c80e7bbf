import Records
import Wire

/// The pages `protocol/ops/<area>.md`: what each operation does, its arguments with units, who may call it, an example. Made from the
/// declarations; a test holds the files against it.
package enum OperationPages {
    /// Areas that have operations, in order.
    package static var areas: [String] { Set(CommandRegistry.all.map(\.area)).sorted() }

    /// The table of all operations: name, who, class.
    package static var index: String {
        var out = """
            # Operations of `sync.push`

            Made from the declarations in `Sources/Casework`; a test holds this page against them. One page per area stands beside this
            one; what a refusal can say is in `reasons.md`. Operations without a role are the server's own: timers run them through
            the same pipeline.

            | operation | roles | also after leaving | secrecy | what it does |
            |---|---|---|---|---|

            """
        for command in CommandRegistry.all {
            let roles = command.roles.isEmpty ? "(server)" : command.roles.sorted().map(\.rawValue).joined(separator: ", ")
            out += "| [\(command.op)](\(command.area).md) | \(roles) | \(command.leaversMay ? "yes" : "") | \(command.secrecy.rawValue) |"
            out += " \(command.meaning.en) |\n"
        }
        return out
    }

    package static func page(_ area: String) -> String {
        var out = """
            # Operations: \(area)

            Made from the declarations in `Sources/Casework/\(area)`; a test holds this page against them. Outcomes, classes and the
            envelope are in `../README.md`. A refusal's data is `{reason, text:{zh,en}, field?, nearest?}`; `reason` is stable.


            """
        for command in CommandRegistry.all where command.area == area { out += section(command) }
        return out
    }

    private static func section(_ command: AnyCommand) -> String {
        let roles = command.roles.isEmpty ? "the server itself, by a timer" : command.roles.sorted().map(\.rawValue).joined(separator: ", ")
        var out = "## \(command.op)\n\n\(command.meaning.en) \(command.meaning.zh)\n\n"
        out += "Who: \(roles)\(command.leaversMay ? "; also after leaving" : ""). Secrecy: \(command.secrecy.rawValue). "
        out += "Schema: `../schema/ops/\(command.op).json`.\n\n"
        if !command.arguments.isEmpty {
            out += "| argument | kind | needed | meaning |\n|---|---|---|---|\n"
            for column in command.arguments { out += rows(column, prefix: "") }
            out += "\n"
        }
        return out + "```json\n\(command.example.description)\n```\n\n"
    }

    private static func rows(_ column: Column, prefix: String) -> String {
        var out = "| `\(prefix)\(column.name)` | \(kind(column)) | \(column.optional ? "" : "yes") | \(column.meaning) |\n"
        switch column.shape {
        case .object(let members)?: for member in members { out += rows(member, prefix: prefix + column.name + ".") }
        case .list(let members)?: for member in members { out += rows(member, prefix: prefix + column.name + "[].") }
        default: break
        }
        return out
    }

    private static func kind(_ column: Column) -> String {
        switch column.kind {
        case .text: "text"
        case .int: "integer"
        case .bool: "boolean"
        case .money: "fen"
        case .date: "date"
        case .time: "time"
        case .enumeration(let words): words.joined(separator: ", ")
        case .json:
            switch column.shape {
            case .texts: "list of texts"
            case .list: "list"
            default: "object"
            }
        }
    }
}
