import ArgumentParser
import Base
import Foundation
import GongdaoClient
import Wire

/// Makes a bundle on the server and fetches it: what is interrupted goes on where it was.
struct EvidenceExport: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: say("help.evidence.export"), discussion: say("help.evidence.export.discussion"))

    enum Scope: String, ExpressibleByArgument { case own }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.evidence.export.own"))) var scope: Scope?
    @Option(name: .customLong("case"), help: ArgumentHelp(say("help.evidence.export.case"), valueName: "employee")) var employee: String?
    @Option(help: ArgumentHelp(say("help.evidence.export.leaves"), valueName: "a..b")) var leaves: String?
    @Option(help: ArgumentHelp(say("help.evidence.export.from"), valueName: "date")) var from: String?
    @Option(help: ArgumentHelp(say("help.evidence.export.to"), valueName: "date")) var to: String?
    @Option(help: ArgumentHelp(say("help.evidence.export.purpose"))) var purpose: [String] = []
    @Option(help: ArgumentHelp(say("help.evidence.export.why"))) var why: String = ""
    @Option(help: ArgumentHelp(say("help.evidence.export.language"), valueName: "zh|en")) var language: String?
    @Option(name: [.customShort("o"), .long], help: ArgumentHelp(say("help.evidence.export.out"), valueName: "file")) var out: String
    @Flag(help: ArgumentHelp(say("help.evidence.export.force"))) var force = false

    func perform(_ workspace: Workspace) async throws {
        let request = ExportRequest(scope: try scopeJSON(), purposes: purpose, why: why, language: try pages(workspace))
        if !force, FileManager.default.fileExists(atPath: out) { throw CommandFailure(.usage, "file_exists", say("error.file_exists", out)) }
        let client = try workspace.client()
        // What this device keeps of the log stands in the file as its beginning.
        _ = try await client.sync()
        let state = try await made(client, try await client.startExport(request), workspace)
        guard state.status == "done" else { throw EvidenceExport.failure(state) }
        let progress = Progress(say("evidence.export.fetching"), isShown: workspace.output.showsProgress)
        defer { progress.end() }
        try await client.fetchExport(state, to: out) { progress.show($0, of: $1) }
        progress.end()
        let data: JSON = [
            "path": .string(out), "size": .int(state.size ?? 0), "hash": .string(state.hash ?? ""), "scope": request.scope, "id": .string(state.id),
        ]
        workspace.output.emit("export", data) { page in
            page.line(say("evidence.export.saved", out, "\(state.size ?? 0)"))
            page.line(page.style.dim(say("evidence.export.check", out)))
        }
    }

    /// Follows the work; a lost connection only delays the answer, the server goes on by itself.
    private func made(_ client: Client, _ first: ExportState, _ workspace: Workspace) async throws -> ExportState {
        let progress = Progress(say("evidence.export.making"), isShown: workspace.output.showsProgress)
        defer { progress.end() }
        var (state, failures) = (first, 0)
        while state.status == "running" {
            progress.show(state.done, of: state.of)
            try await Task.sleep(for: .milliseconds(300))
            do {
                state = try await client.exportState(state.id)
                failures = 0
            } catch let error as ClientError {
                failures += 1
                if failures > 5 || !error.leavesActsWaiting { throw error }
                await client.disconnect()
            }
        }
        return state
    }

    private static func failure(_ state: ExportState) -> CommandFailure {
        let code = state.error.map { "\($0)" } ?? state.status
        return CommandFailure(.refused, "export_\(state.status)", say("error.export_failed", code), hint: state.error == 1406 ? say("hint.export_less") : nil)
    }

    private func pages(_ workspace: Workspace) throws -> String {
        guard let language else { return Catalogue.current.rawValue }
        guard let read = Language.read(language) else { throw ValidationError(say("error.lang", language)) }
        return read.rawValue
    }

    private func scopeJSON() throws -> JSON {
        let isRange = leaves != nil || from != nil || to != nil
        guard [scope != nil, employee != nil, isRange].filter({ $0 }).count <= 1, leaves == nil || (from == nil && to == nil) else {
            throw ValidationError(say("error.export_scope"))
        }
        if let employee { return ["kind": "case", "employee": .string(employee)] }
        guard isRange else { return ["kind": "own"] }
        var members: JSONObject = ["kind": "range"]
        if let leaves {
            let parts = leaves.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1].isEmpty, let low = Int64(parts[0]), let high = Int64(parts[2]), low >= 0, low <= high else {
                throw ValidationError(say("error.export_leaves", leaves))
            }
            members["from_leaf"] = .int(low)
            members["to_leaf"] = .int(high)
        }
        if let from { members["from"] = .int(try moment(from, "00:00:00.000")) }
        if let to { members["to"] = .int(try moment(to, "23:59:59.999")) }
        return .object(members)
    }

    /// A day of the tenant, or a moment in full.
    private func moment(_ text: String, _ time: String) throws -> Int64 {
        if LocalDate(text) != nil, let moment = Timestamp(rfc3339: "\(text)T\(time)+08:00") { return moment.ms }
        guard let moment = Timestamp(rfc3339: text) else { throw ValidationError(say("error.date", text)) }
        return moment.ms
    }
}
