import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct RetentionGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: say("help.retention"), discussion: say("help.retention.discussion"),
        subcommands: [
            RetentionTableCommand.self, RetentionDue.self, RetentionPropose.self, RetentionShow.self, RetentionConfirm.self,
            RetentionWithdraw.self,
        ])
}

/// How long what is kept, and why.
struct RetentionTableCommand: Subcommand {
    static let configuration = CommandConfiguration(commandName: "table", abstract: say("help.retention.table"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let answer = try await workspace.client().request("retention.table")
        workspace.output.emit("retention_table", answer) { page in
            var table = Table([
                Table.left(say("field.collection")), Table.right(say("field.months")), Table.left(say("field.event")),
                Table.left(say("field.confidence")), Table.flexible(say("field.basis")),
            ])
            for rule in answer["rules"]?.arrayValue ?? [] {
                table.add(
                    word("collection", rule["collection"]?.stringValue), rule["months"]?.intValue.map { "\($0)" } ?? "",
                    word("retention_event", rule["event"]?.stringValue), word("confidence", rule["confidence"]?.stringValue),
                    Show.localized(rule["basis"]))
            }
            page.table(table)
        }
    }
}

/// What is past its period.
struct RetentionDue: Subcommand {
    static let configuration = CommandConfiguration(commandName: "due", abstract: say("help.retention.due"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.retention.collection"))) var collection: String
    @Option(name: .long, help: ArgumentHelp(say("help.retention.before"), valueName: "YYYY-MM-DD")) var before: String?

    func validate() throws {
        if let before, LocalDate(before) == nil { throw ValidationError(say("usage.day", "--before")) }
    }

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        var items: [JSON] = []
        var after: String?
        repeat {
            var params: JSONObject = ["collection": .string(collection)]
            if let before { params["before"] = .string(before) }
            if let from = after { params["after"] = .string(from) }
            let answer = try await client.request("retention.due", .object(params))
            items += answer["items"]?.arrayValue ?? []
            after = answer["next"]?.stringValue
        } while after != nil
        workspace.output.emit("retention_due", ["collection": .string(collection), "items": .array(items)]) { page in
            guard !items.isEmpty else { return page.line(say("empty.retention")) }
            page.table(RetentionShow.table(items))
        }
    }
}

struct RetentionPropose: Subcommand {
    static let configuration = CommandConfiguration(commandName: "propose", abstract: say("help.retention.propose"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.retention.collection"))) var collection: String
    @Option(name: .long, help: ArgumentHelp(say("help.retention.before"), valueName: "YYYY-MM-DD")) var before: String?
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let id = client.newID()
        let act = Act.deletionPropose(id: id, collection: collection, before: before, reason: reason)
        try workspace.tell(try await workspace.act(client, act), extra: ["deletion": .string(id)])
    }
}

/// The frozen list of a deletion: what the second person looks at before confirming.
struct RetentionShow: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: say("help.retention.show"), discussion: say("help.retention.show.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.retention.id"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        let (last, items) = try await RetentionShow.read(id, workspace.client())
        let isWhole = last["digest"] == last["whole"]
        let data: JSON = [
            "deletion": .string(id), "collection": last["collection"] ?? .null, "status": last["status"] ?? .null,
            "digest": last["digest"] ?? .null, "agrees": .bool(isWhole), "items": .array(items),
        ]
        workspace.output.emit("deletion", data) { page in
            page.fields([
                (say("field.collection"), word("collection", last["collection"]?.stringValue)),
                (say("field.status"), word("deletion", last["status"]?.stringValue)), (say("field.digest"), last["digest"]?.stringValue),
                (say("field.listed"), last["listed"]?.intValue.map { "\($0)" }),
            ])
            page.table(RetentionShow.table(items))
        }
    }

    /// All pages; the digest of the last one is over the whole list.
    static func read(_ id: String, _ client: Client) async throws -> (last: JSON, items: [JSON]) {
        var items: [JSON] = []
        var page: Int64 = 0
        while true {
            let answer = try await client.request("retention.list", ["deletion": .string(id), "page": .int(page)])
            items += answer["items"]?.arrayValue ?? []
            page += 1
            if page >= answer["pages"]?.intValue ?? 0 { return (answer, items) }
        }
    }

    static func table(_ items: [JSON]) -> Table {
        var table = Table([
            Table.flexible(say("field.record")), Table.left(say("field.employee")), Table.left(say("field.period_end")), Table.left(say("field.bar")),
        ])
        for item in items {
            table.add(
                item["id"]?.stringValue ?? "", item["employee"]?.stringValue ?? "", item["end"]?.stringValue ?? "",
                word("bar", item["bar"]?.stringValue))
        }
        return table
    }
}

/// The second person's word, given over the digest of the list that was read.
struct RetentionConfirm: Subcommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: say("help.retention.confirm"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.retention.id"))) var id: String
    @Argument(help: ArgumentHelp(say("help.verdict"))) var verdict: Verdict
    @Option(name: .long, help: ArgumentHelp(say("help.retention.digest"), valueName: "text")) var digest: String?
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        var digest = self.digest
        if digest == nil { digest = try await RetentionShow.read(id, client).last["digest"]?.stringValue }
        let act = Act.deletionConfirm(id, digest: digest ?? "", approve: verdict == .approve, reason: reason)
        try workspace.tell(try await workspace.act(client, act))
    }
}

struct RetentionWithdraw: Subcommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: say("help.retention.withdraw"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.retention.id"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try workspace.tell(try await workspace.act(client, .deletionWithdraw(id)))
    }
}
