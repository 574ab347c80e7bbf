import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// Of HR or an admin: a value of the tenant's own, from a day on.
struct OverridesSet: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: say("help.overrides.set"), discussion: say("help.overrides.set.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.overrides.key"))) var key: String
    @Argument(help: ArgumentHelp(say("help.overrides.value"))) var value: String
    @Option(name: .long, help: ArgumentHelp(say("help.overrides.at"), valueName: "place")) var at = "000000"
    @Option(name: .long, help: ArgumentHelp(say("help.overrides.line"))) var line: String?
    @Option(name: .customLong("class"), help: ArgumentHelp(say("help.overrides.class"))) var cls: String?
    @Option(name: .long, help: ArgumentHelp(say("help.overrides.who"))) var who: String?
    @Option(name: .customLong("from"), help: ArgumentHelp(say("help.effective"), valueName: "YYYY-MM-DD"), transform: Days.read) var from: LocalDate?
    @Option(name: .customLong("until"), help: ArgumentHelp(say("help.until"), valueName: "YYYY-MM-DD"), transform: Days.read) var until: LocalDate?
    @Option(name: .long, help: ArgumentHelp(say("help.overrides.reason"), valueName: "text")) var reason: String
    @Option(name: .long, help: ArgumentHelp(say("help.overrides.source"), valueName: "text")) var source: String

    func perform(_ workspace: Workspace) async throws {
        guard let value = try? JSON(parsing: Array(value.utf8)), value.objectValue != nil else {
            throw ValidationError(say("error.override_value"))
        }
        var members: JSONObject = [
            "key": .string(key), "place": .string(at), "value": value, "from_date": .string(try from?.description ?? workspace.today.description),
            "reason": .string(reason), "source": .string(source),
        ]
        for (name, part) in [("line", line), ("class", cls), ("who", who), ("until_date", until?.description)] {
            if let part { members[name] = .string(part) }
        }
        let client = try workspace.client()
        let id = client.newID()
        let item = try await workspace.act(client, .overrideSet(id: id, members))
        try workspace.tell(item, extra: ["statute_override": .string(id)])
    }
}

/// Of HR or an admin: the value's last day, or that it never should have counted.
struct OverridesEnd: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: say("help.overrides.end"), discussion: say("help.overrides.end.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.overrides.id"))) var id: String
    @Option(name: .customLong("until"), help: ArgumentHelp(say("help.until"), valueName: "YYYY-MM-DD"), transform: Days.read) var until: LocalDate?
    @Option(name: .long, help: ArgumentHelp(say("help.overrides.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("statute_override"))
        try workspace.tell(try await workspace.act(client, .overrideEnd(entry.id, until: until, reason: reason)))
    }
}
