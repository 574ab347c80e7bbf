import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct ConsentGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: say("help.consent"), discussion: say("help.consent.discussion"),
        subcommands: [ConsentGrant.self, ConsentRevoke.self, ConsentList.self])
}

struct ConsentGrant: Subcommand {
    static let configuration = CommandConfiguration(commandName: "grant", abstract: say("help.consent.grant"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.operator.name"))) var operatorName: String
    @Argument(help: ArgumentHelp(say("help.consent.collections"))) var collections: [String]
    @Option(name: .long, help: ArgumentHelp(say("help.purpose"), valueName: "text")) var purpose: String
    @Option(name: .long, help: ArgumentHelp(say("help.hold.reference"), valueName: "text")) var reference: String?
    @Option(name: .long, help: ArgumentHelp(say("help.consent.employee"), valueName: "id")) var employee: String?
    @Option(name: .long, help: ArgumentHelp(say("help.consent.hours"), valueName: "n")) var hours: Int = 4

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let id = client.newID()
        let until = workspace.now.adding(ms: Int64(hours) * 3_600_000)
        let act = Act.consentGrant(
            id: id, operator: operatorName, purpose: purpose, reference: reference, collections: collections, employee: employee,
            until: until.rfc3339())
        try workspace.tell(try await workspace.act(client, act), extra: ["consent": .string(id)])
    }
}

struct ConsentRevoke: Subcommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: say("help.consent.revoke"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.consent.id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try workspace.tell(try await workspace.act(client, .consentRevoke(id, reason: reason)))
    }
}

struct ConsentList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.consent.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let consents = try await client.entries("access_consent")
        workspace.output.emit("consents", .array(consents.map(\.json))) { page in
            guard !consents.isEmpty else { return page.line(say("empty.consents")) }
            var table = Table([
                Table.left(say("field.id")), Table.left(say("field.status")), Table.left(say("field.operator")), Table.flexible(say("field.purpose")),
                Table.left(say("field.until")),
            ])
            for consent in consents {
                table.add(
                    consent.id, word("consent", consent.text("status")), consent.text("operator") ?? "", consent.text("purpose") ?? "",
                    Show.time(consent.members["until"]) ?? "")
            }
            page.table(table)
        }
    }
}

/// What this operator may read of a tenant now.
struct OperatorConsents: Subcommand {
    static let configuration = CommandConfiguration(commandName: "consents", abstract: say("help.operator.consents"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await place.call(workspace, "operator.consents", ["code": .string(code)])
        let consents = answer["consents"]?.arrayValue ?? []
        workspace.output.emit("operator_consents", answer) { page in
            guard !consents.isEmpty else { return page.line(say("empty.consents")) }
            var table = Table([
                Table.left(say("field.id")), Table.flexible(say("field.purpose")), Table.left(say("field.collection")), Table.left(say("field.employee")),
                Table.left(say("field.until")),
            ])
            for consent in consents {
                table.add(
                    consent["id"]?.stringValue ?? "", consent["purpose"]?.stringValue ?? "",
                    (consent["collections"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: ", "),
                    consent["employee"]?.stringValue ?? "", Show.ms(consent["until_ms"]?.intValue) ?? "")
            }
            page.table(table)
        }
    }
}

/// Reads under a consent; each reading is in the tenant's log.
struct OperatorRead: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: say("help.operator.read"), discussion: say("help.operator.read.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: OperatorOptions
    @Argument(help: ArgumentHelp(say("help.tenant"))) var code: String
    @Argument(help: ArgumentHelp(say("help.consent.id"))) var consent: String
    @Argument(help: ArgumentHelp(say("help.retention.collection"))) var collection: String
    @Option(name: .long, help: ArgumentHelp(say("help.consent.record"), valueName: "id")) var id: String?
    @Option(name: .long, help: ArgumentHelp(say("help.consent.employee"), valueName: "id")) var employee: String?

    func validate() throws {
        guard id != nil || employee != nil else { throw ValidationError(say("usage.one_of", "--id", "--employee")) }
    }

    func perform(_ workspace: Workspace) async throws {
        var params: JSONObject = ["code": .string(code), "consent": .string(consent), "c": .string(collection)]
        if let id { params["id"] = .string(id) }
        if let employee { params["person"] = .string(employee) }
        let answer = try await place.call(workspace, "operator.read", .object(params))
        let names = (answer["cols"]?.arrayValue ?? []).compactMap(\.stringValue)
        workspace.output.emit("operator_read", answer) { page in
            for row in answer["rows"]?.arrayValue ?? [] {
                page.fields(zip(names, row.arrayValue ?? []).filter { $0.1 != .null }.map { (word("column", $0), $1.stringValue ?? "\($1)") })
                page.line()
            }
        }
    }
}
