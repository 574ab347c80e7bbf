import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct ProfileGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: say("help.profile.group"),
        subcommands: [ProfileShow.self, ProfileCorrect.self, ProfileList.self], defaultSubcommand: ProfileShow.self)
}

struct ProfileShow: Subcommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: say("help.profile.show"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let employee = try await client.session().employee
        var records: [(String, [Entry])] = []
        for name in ["employee", "employee_private", "contract"] {
            records.append((name, try await client.entries(name).filter { [$0.id, $0.text("employee")].contains(employee) }))
        }
        let departments = try await client.entries("department").map { ($0.id, $0.text("name") ?? $0.id) }
        let names = Dictionary(departments, uniquingKeysWith: { first, _ in first })
        let freshness = Freshness(try await client.holdings(), now: workspace.now)
        let data = JSON.object(JSONObject(records.map { ($0.0, .array($0.1.map(\.json))) }))
        workspace.output.emit("profile", data, about: freshness.json) { page in
            for (name, entries) in records {
                for entry in entries {
                    page.title(word("collection", name))
                    page.fields(ProfileShow.fields(entry, names))
                    page.line()
                }
            }
            freshness.write(&page)
        }
    }

    /// What says nothing about the person: the record's own keeping.
    static let bookkeeping: Set<String> = [
        "id", "rev", "employee", "history", "company_id", "source", "remote_id", "attendance_device_id", "document", "created_at", "modified_at",
    ]

    /// A record as its person reads it: labels and words of the catalogue, amounts, the department by its name.
    static func fields(_ entry: Entry, _ departments: [String: String]) -> [(String, String?)] {
        entry.members.filter { !bookkeeping.contains($0.0) && $0.1.objectValue == nil }.map { name, value in
            let text: String? =
                switch name {
                case "wage": Show.money(value)
                case "department": value.stringValue.map { departments[$0] ?? $0 }
                case "gender", "employment_status", "status": word("value", value.stringValue)
                default: value.stringValue ?? value.intValue.map { "\($0)" }
                }
            return (word("column", name), text)
        }
    }
}

struct ProfileCorrect: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: say("help.profile.correct"), discussion: say("help.profile.correct.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.profile.field"))) var field: String
    @Argument(help: ArgumentHelp(say("help.profile.value"))) var value: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?
    @Option(name: .long, help: ArgumentHelp(say("help.attach"), valueName: "file")) var attach: [String] = []

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let act = Act.profileCorrect(
            id: client.newID(), field: field, value: value, reason: reason, attachments: try await Files.stage(attach, client))
        try workspace.tell(try await workspace.act(client, act))
    }
}

struct ProfileList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.profile.list"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let names = Profile.names(in: workspace.home)
        let settings = try names.map { ($0, ProfileSettings.read(try Profile(named: $0, in: workspace.home))) }
        let data = JSON.array(
            settings.map { name, held in
                ["name": .string(name), "server": held.map { .string($0.server) } ?? .null, "tenant": held.map { .string($0.tenant) } ?? .null]
            })
        workspace.output.emit("profiles", data) { page in
            var table = Table([Table.left(say("field.profile")), Table.left(say("field.tenant")), Table.flexible(say("field.server"))])
            for (name, held) in settings { table.add(name, held?.tenant ?? "", held?.server ?? "") }
            if names.isEmpty { page.line(say("empty.profiles")) } else { page.table(table) }
        }
    }
}
