import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct EvidenceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: say("help.evidence"),
        subcommands: [
            EvidenceExport.self, EvidenceReceiptCommand.self, EvidenceReceipts.self, EvidenceLog.self, EvidenceCheckpoint.self,
            EvidenceVersions.self,
            EvidenceVerify.self, EvidenceCompare.self,
        ])
}

/// Who read my records.
struct EvidenceLog: Subcommand {
    static let configuration = CommandConfiguration(commandName: "log", abstract: say("help.evidence.log"))

    @OptionGroup var options: GlobalOptions
    @Option(help: ArgumentHelp(say("help.evidence.subject"))) var subject: String?
    @Option(help: ArgumentHelp(say("help.limit"))) var limit: Int = 50
    @Option(help: ArgumentHelp(say("help.evidence.before"))) var before: Int64?

    func perform(_ workspace: Workspace) async throws {
        var params: JSONObject = ["limit": .int(Int64(limit))]
        if let subject { params["subject"] = .string(subject) }
        if let before { params["before"] = .int(before) }
        let client = try workspace.client()
        let answer = try await client.request("evidence.log", .object(params))
        let alarms = try await client.logAlarms()
        let items = answer["items"]?.arrayValue ?? []
        var data = answer.objectValue ?? JSONObject()
        data["alarms"] = .array(alarms.map(JSON.string))
        workspace.output.emit("evidence_log", .object(data)) { page in
            for file in alarms { page.line(page.style.red(say("log.alarms", file))) }
            guard !items.isEmpty else { return page.line(say("empty.evidence_log")) }
            var table = Table([
                Table.left(say("field.time")), Table.left(say("field.who")), Table.left(say("field.purpose")), Table.flexible(say("field.record")),
                Table.right(say("field.leaf")),
            ])
            for item in items {
                let who = item["actor"]?["name"]?.stringValue ?? item["actor"]?["account"]?.stringValue ?? say("mark.erased")
                let records = (item["records"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: ", ")
                table.add(
                    Show.ms(item["time_ms"]?.intValue) ?? "", who, word("purpose", item["purpose"]?.stringValue),
                    records.isEmpty ? item["op"]?.stringValue ?? "" : records, item["leaf"]?.intValue.map { "\($0)" } ?? "")
            }
            page.table(table)
            if let next = answer["next"]?.intValue { page.line(page.style.dim(say("evidence.next", "\(next)"))) }
        }
    }
}

/// The newest checkpoint, and the key it is checked by.
struct EvidenceCheckpoint: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: say("help.evidence.checkpoint"), discussion: say("help.evidence.checkpoint.discussion"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: ArgumentHelp(say("help.evidence.held"))) var held = false
    @Flag(help: ArgumentHelp(say("help.evidence.witnessed"))) var witnessed = false
    @Option(name: .shortAndLong, help: ArgumentHelp(say("help.output"), valueName: "file")) var output: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let note: String
        let keys: [String]
        if held {
            guard let kept = try await client.heldCheckpoint() else { throw ClientError.badArgument(say("empty.checkpoint")) }
            (note, keys) = kept
        } else {
            let answer = try await client.request("evidence.checkpoint", witnessed ? ["witnessed": true] : [:])
            note = answer["checkpoint"]?.stringValue ?? ""
            keys = (answer["keys"]?.arrayValue ?? []).compactMap(\.stringValue)
        }
        if let output { try Files.write(Array(note.utf8), to: output) }
        let witnesses = Self.witnesses(note, keys)
        let data: JSON = [
            "checkpoint": .string(note), "witnesses": .array(witnesses.map(JSON.string)), "keys": .array(keys.map(JSON.string)),
            "path": output.map(JSON.string) ?? .null,
        ]
        workspace.output.emit("checkpoint", data) { page in
            page.line(note)
            let names = witnesses.isEmpty ? say("empty.witnesses") : witnesses.joined(separator: ", ")
            page.fields([(say("field.log_key"), keys.last), (say("field.witnesses"), names)])
            if let output { page.line(say("evidence.checkpoint_saved", output)) }
        }
    }

    /// Names under the note that are no key's of the log.
    private static func witnesses(_ note: String, _ keys: [String]) -> [String] {
        let own = Set(keys.compactMap { $0.split(separator: "+").first.map(String.init) })
        let lines = note.split(separator: "\n").map { $0.split(separator: " ") }
        return lines.filter { $0.count == 3 && $0[0] == "\u{2014}" }.map { String($0[1]) }.filter { !own.contains($0) }
    }
}
