import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// What a record said before: each version with who wrote it, when, and the leaf that proves it.
struct EvidenceVersions: Subcommand {
    static let configuration = CommandConfiguration(commandName: "versions", abstract: say("help.evidence.versions"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.evidence.versions.id"))) var record: String
    @Option(help: ArgumentHelp(say("help.purpose"))) var purpose: String?

    func perform(_ workspace: Workspace) async throws {
        let parts = record.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError(say("help.evidence.versions.id")) }
        var params: JSONObject = ["c": .string(parts[0]), "id": .string(parts[1])]
        if let purpose { params["purpose"] = .string(purpose) }
        let answer = try await workspace.client().request("record.versions", .object(params))
        let names = (answer["cols"]?.arrayValue ?? []).compactMap(\.stringValue)
        let versions = answer["versions"]?.arrayValue ?? []
        workspace.output.emit("record_versions", answer) { page in
            guard !versions.isEmpty else { return page.line(say("empty.versions")) }
            var later: [JSON] = []
            for version in versions {
                let row = version["proof"]?["row"]?.arrayValue ?? []
                let leaf = version["proof"]?["leaf"]?.intValue.map { "#\($0)" } ?? ""
                page.line(page.style.bold("\(Show.ms(version["time_ms"]?.intValue) ?? "")  \(version["op"]?.stringValue ?? "")  \(leaf)"))
                // The newest whole, of the older ones what was different then.
                let shown = zip(names, row).enumerated().filter { index, pair in
                    pair.1 != .null && pair.0 != "rev" && (later.isEmpty || index >= later.count || later[index] != pair.1)
                }
                page.fields(shown.map { (word("column", $0.element.0), $0.element.1.stringValue ?? "\($0.element.1)") })
                page.line()
                later = row
            }
        }
    }
}
