import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct ErasureGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erasure", abstract: say("help.erasure"), discussion: say("help.erasure.discussion"),
        subcommands: [ErasureRequest.self, ErasureList.self, ErasureWithdraw.self, ErasureDecide.self, ErasureConfirm.self])
}

struct ErasureRequest: Subcommand {
    static let configuration = CommandConfiguration(commandName: "request", abstract: say("help.erasure.request"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("collection"), help: ArgumentHelp(say("help.erasure.collection"))) var collections: [String] = []
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let id = client.newID()
        try workspace.tell(
            try await workspace.act(client, .erasureRequest(id: id, collections: collections, reason: reason)), extra: ["erasure": .string(id)])
    }
}

/// What one asked to have deleted, and what is kept on which ground.
struct ErasureList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.erasure.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let requests = try await client.entries("erasure")
        workspace.output.emit("erasures", .array(requests.map(\.json))) { page in
            guard !requests.isEmpty else { return page.line(say("empty.erasures")) }
            for request in requests {
                page.fields([
                    (say("field.number"), request.text("no")), (say("field.status"), word("erasure", request.text("status"))),
                    (say("field.due"), request.text("due_date")), (say("field.deleted"), request.members["deleted"]?.intValue.map { "\($0)" }),
                    (say("field.reason"), request.text("reject_reason")),
                ])
                if request.text("status") == "done" { page.line(page.style.dim(say("erasure.certificate", request.id))) }
                for kept in request.members["kept"]?.arrayValue ?? [] {
                    let until = kept["until"]?.stringValue.map { say("erasure.until", $0) } ?? ""
                    page.line("  \(word("collection", kept["collection"]?.stringValue)) × \(kept["count"]?.intValue ?? 0)\(until)")
                    page.line("    " + Show.localized(kept["basis"]))
                }
                page.line()
            }
        }
    }
}

struct ErasureWithdraw: Subcommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: say("help.erasure.withdraw"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.erasure.id"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try workspace.tell(try await workspace.act(client, .erasureWithdraw(id)))
    }
}

struct ErasureDecide: Subcommand {
    static let configuration = CommandConfiguration(commandName: "decide", abstract: say("help.erasure.decide"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Argument(help: ArgumentHelp(say("help.verdict"))) var verdict: Verdict
    @Option(name: .long, help: ArgumentHelp(say("help.reason_code"), valueName: "word")) var code: String?
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "erasure", client)
        let act = Act.erasureDecide(
            record, approve: verdict == .approve, reasonCode: verdict == .reject ? code ?? "retention" : code, reason: reason)
        try workspace.tell(try await workspace.act(client, act))
    }
}

struct ErasureConfirm: Subcommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: say("help.erasure.confirm"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Argument(help: ArgumentHelp(say("help.verdict"))) var verdict: Verdict
    @Option(name: .long, help: ArgumentHelp(say("help.reason_code"), valueName: "word")) var code: String?
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "erasure", client)
        let act = Act.erasureConfirm(
            record, approve: verdict == .approve, reasonCode: verdict == .reject ? code ?? "retention" : code, reason: reason)
        try workspace.tell(try await workspace.act(client, act))
    }
}
