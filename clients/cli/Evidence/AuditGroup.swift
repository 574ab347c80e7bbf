import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct AuditGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: say("help.audit"), subcommands: [AuditSearch.self, AuditVerify.self, AuditAnomalies.self])
}

/// Leaves by person, record, actor, operation, time.
struct AuditSearch: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: say("help.audit.search"), discussion: say("help.audit.search.discussion"))

    @OptionGroup var options: GlobalOptions
    @Option(help: ArgumentHelp(say("help.audit.person"))) var person: String?
    @Option(help: ArgumentHelp(say("help.audit.record"))) var record: String?
    @Option(help: ArgumentHelp(say("help.audit.actor"))) var actor: String?
    @Option(help: ArgumentHelp(say("help.audit.op"))) var op: String?
    @Option(help: ArgumentHelp(say("help.audit.since"), valueName: "YYYY-MM-DD")) var since: String?
    @Option(help: ArgumentHelp(say("help.audit.until"), valueName: "YYYY-MM-DD")) var until: String?
    @Option(help: ArgumentHelp(say("help.limit"))) var limit: Int = 50
    @Option(help: ArgumentHelp(say("help.evidence.before"))) var before: Int64?

    func validate() throws {
        guard (1...200).contains(limit) else { throw ValidationError(say("usage.range", "--limit", "1", "200")) }
    }

    func perform(_ workspace: Workspace) async throws {
        var params: JSONObject = ["limit": .int(Int64(limit))]
        for (name, value) in [("person", person), ("record", record), ("actor", actor), ("op", op)] {
            if let value { params[name] = .string(value) }
        }
        if let before { params["before"] = .int(before) }
        if let since { params["from"] = .int(try AuditSearch.start(of: since)) }
        if let until { params["to"] = .int(try AuditSearch.start(of: until) + 86_400_000 - 1) }
        let answer = try await workspace.client().request("audit.search", .object(params))
        let items = answer["items"]?.arrayValue ?? []
        workspace.output.emit("audit_search", answer) { page in
            guard !items.isEmpty else { return page.line(say("empty.audit")) }
            var table = Table([
                Table.right(say("field.leaf")), Table.left(say("field.time")), Table.left(say("field.kind")), Table.left(say("field.act")),
                Table.left(say("field.account")), Table.flexible(say("field.about")),
            ])
            for item in items {
                let about = (item["about"]?.arrayValue ?? []) + (item["people"]?.arrayValue ?? [])
                table.add(
                    item["leaf"]?.intValue.map { "\($0)" } ?? "", Show.ms(item["time_ms"]?.intValue) ?? "",
                    word("leaf", item["kind"]?.stringValue),
                    item["erased"] == true ? say("mark.erased") : item["act"]?.stringValue ?? item["op"]?.stringValue ?? "",
                    item["account"]?.stringValue ?? "", about.compactMap(\.stringValue).joined(separator: ", "))
            }
            page.table(table)
            if let next = answer["next"]?.intValue { page.line(page.style.dim(say("evidence.next", "\(next)"))) }
        }
    }
}

extension AuditSearch {
    /// The first moment of a day, China Standard Time, in ms.
    static func start(of text: String) throws -> Int64 {
        guard let day = LocalDate(text) else { throw ValidationError(say("help.audit.since")) }
        return Int64(day.days) * 86_400_000 - 8 * 3_600_000
    }
}

/// The whole log, slice by slice.
struct AuditVerify: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: say("help.audit.verify"), discussion: say("help.audit.verify.discussion"))

    /// What a log may well contain; everything else is a fault.
    static let facts: Set<String> = ["gap", "clock.back", "clock.forward", "restored", "key.changed", "stop.unclean", "health.missing"]

    @OptionGroup var options: GlobalOptions
    @Option(help: ArgumentHelp(say("help.audit.from"))) var from: Int64 = 0

    func perform(_ workspace: Workspace) async throws {
        let (findings, last) = try await AuditVerify.walk(try workspace.client(), from: from)
        let faults = findings.filter { !AuditVerify.facts.contains($0["code"]?.stringValue ?? "") }
        let data: JSON = [
            "from": .int(from), "size": last["size"] ?? .null, "root": last["root"] ?? .null, "findings": .array(findings),
            "faults": .int(Int64(faults.count)),
        ]
        let size = last["size"]?.intValue ?? 0
        workspace.output.emit("audit_verify", data) { page in
            page.line(faults.isEmpty ? page.style.bold(say("audit.whole", "\(size)")) : page.style.red(say("audit.broken", "\(faults.count)", "\(size)")))
            AuditVerify.write(findings, &page)
        }
        if !faults.isEmpty { throw ExitCode(ExitStatus.someBad.rawValue) }
    }

    /// Slice after slice to the end: what was found, and the last answer.
    static func walk(_ client: Client, from: Int64) async throws -> (findings: [JSON], last: JSON) {
        var at = from
        var findings: [JSON] = []
        while true {
            let from = at
            let last = try await client.request("audit.verify", ["from": .int(from), "limit": 4_096])
            findings += last["findings"]?.arrayValue ?? []
            if last["done"] == true { return (findings, last) }
            guard let to = last["to"]?.intValue, to > from else { throw ClientError.badAnswer("audit.verify") }
            at = to
        }
    }

    static func write(_ findings: [JSON], _ page: inout Output.Page) {
        for finding in findings {
            let leaf = finding["leaf"]?.intValue.map { "\($0)" } ?? ""
            let span = finding["ms"]?.intValue.map { "  " + Show.span($0) } ?? ""
            page.line("  \(leaf)  \(Show.ms(finding["time_ms"]?.intValue) ?? "")  \(word("finding", finding["code"]?.stringValue))\(span)")
        }
    }
}

/// What a whole log may contain and an auditor should know of: gaps in the system's health, clocks that were set, restores, changes of keys.
struct AuditAnomalies: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies", abstract: say("help.audit.anomalies"), discussion: say("help.audit.anomalies.discussion"))

    @OptionGroup var options: GlobalOptions
    @Option(help: ArgumentHelp(say("help.audit.from"))) var from: Int64 = 0

    func perform(_ workspace: Workspace) async throws {
        let (findings, last) = try await AuditVerify.walk(try workspace.client(), from: from)
        let anomalies = findings.filter { AuditVerify.facts.contains($0["code"]?.stringValue ?? "") }
        let data: JSON = ["from": .int(from), "size": last["size"] ?? .null, "anomalies": .array(anomalies)]
        workspace.output.emit("audit_anomalies", data) { page in
            if anomalies.isEmpty { page.line(say("empty.anomalies", "\(last["size"]?.intValue ?? 0)")) }
            AuditVerify.write(anomalies, &page)
        }
    }
}
