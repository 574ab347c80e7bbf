import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct OutboxGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: say("help.outbox"), discussion: say("help.outbox.discussion"),
        subcommands: [OutboxList.self, OutboxShow.self, OutboxUndo.self, OutboxDrop.self, OutboxExport.self],
        defaultSubcommand: OutboxList.self)
}

struct OutboxList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.outbox.list"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .long, help: ArgumentHelp(say("help.outbox.waiting"))) var waiting = false

    func perform(_ workspace: Workspace) async throws {
        let items = try await workspace.client().outbox().items.filter { !waiting || !$0.isAnswered }
        workspace.output.emit("outbox", .array(items.map { .object($0.json) })) { page in
            if items.isEmpty { return page.line(say("empty.outbox")) }
            var table = Table([
                Table.right("#"), Table.left(say("field.filed")), Table.left(say("field.act")), Table.left(say("field.record")),
                Table.left(say("field.status")), Table.flexible(say("field.reason")),
            ])
            for item in items {
                table.add(
                    "\(item.local)", Show.time(Timestamp(ms: item.filedMs)), item.voided ?? item.op, item.target,
                    word("outbox", item.stateWord), item.isExplained ? item.explanation : "")
            }
            page.table(table)
        }
    }
}

struct OutboxShow: Subcommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: say("help.outbox.show"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.outbox.number"))) var number: Int64

    func perform(_ workspace: Workspace) async throws {
        let item = try await workspace.client().outbox().item(number)
        guard let item else { throw ClientError.unknownItem(number) }
        workspace.output.emit("act", .object(item.json)) { page in
            page.title("#\(item.local) \(item.voided ?? item.op)")
            page.fields([
                (say("field.status"), word("outbox", item.stateWord)), (say("field.filed"), Show.time(Timestamp(ms: item.filedMs))),
                (say("field.first_sent"), Show.ms(item.firstSentMs)), (say("field.answered"), Show.ms(item.answeredMs)),
                (say("field.number"), "\(item.queue)/\(item.n)"), (say("field.reason"), item.isExplained ? item.explanation : nil),
                (say("field.leaf"), item.answer?["leaf"]?.intValue.map { "\($0)" }), (say("field.arguments"), item.arguments.description),
            ])
        }
    }
}

struct OutboxUndo: Subcommand {
    static let configuration = CommandConfiguration(commandName: "undo", abstract: say("help.outbox.undo"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.outbox.number"))) var number: Int64

    func perform(_ workspace: Workspace) async throws {
        try await workspace.client().undo(number)
        workspace.output.emit("undone", ["local": .int(number)]) { $0.line(say("outbox.undone", "\(number)")) }
    }
}

struct OutboxDrop: Subcommand {
    static let configuration = CommandConfiguration(commandName: "drop", abstract: say("help.outbox.drop"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.outbox.number"))) var number: Int64

    func perform(_ workspace: Workspace) async throws {
        try await workspace.client().forget(number)
        workspace.output.emit("dropped", ["local": .int(number)]) { $0.line(say("outbox.dropped", "\(number)")) }
    }
}

struct OutboxExport: Subcommand {
    static let configuration = CommandConfiguration(commandName: "export", abstract: say("help.outbox.export"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .shortAndLong, help: ArgumentHelp(say("help.output"), valueName: "file")) var output: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let items = try await client.outbox().items
        let session = try await client.session()
        let data: JSON = [
            "kind": "outbox_export", "tenant": .string(session.tenant), "device": .string(session.device),
            "subject": .int(session.subject), "exported_at": .string(workspace.now.rfc3339()),
            "acts": .array(items.map { .object($0.json) }),
        ]
        guard let output else { return Terminal.write(data.description + "\n") }
        try Files.write(data.bytes + [0x0A], to: output)
        workspace.output.emit("exported", ["path": .string(output), "acts": .int(Int64(items.count))]) {
            $0.line(say("exported", "\(items.count)", output))
        }
    }
}
