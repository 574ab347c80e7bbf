import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Sync: Subcommand {
    static let configuration = CommandConfiguration(commandName: "sync", abstract: say("help.sync"), discussion: say("help.sync.discussion"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let report = try await client.sync()
        let answered = try await client.outbox().items.filter { report.answered.contains($0.local) }
        var data = report.json.objectValue ?? JSONObject()
        data["acts"] = .array(answered.map { .object($0.json) })
        let held = try await client.outbox().items.filter { report.held.contains($0.local) }
        workspace.output.emit("sync", .object(data)) { page in
            Sync.write(report, &page)
            for item in held {
                let why = item.held.flatMap { ErrorCode(rawValue: $0) }.map { say("error.\($0.symbol)", "0") } ?? ""
                page.line(page.style.red(say("sync.held", "\(item.local)", item.voided ?? item.op, why)))
            }
            for item in answered {
                let state = word("outbox", item.stateWord)
                page.line("  #\(item.local) \(item.voided ?? item.op)  \(state)\(item.isRefusal ? ": " + item.explanation : "")")
            }
        }
        guard let stopped = report.stopped else {
            // What was to be done is done; that the log does not agree is not to be overlooked by a script either.
            if report.log.contains(where: \.isAlarm) { throw ExitCode(ExitStatus.someBad.rawValue) }
            return
        }
        // The one object said it already.
        if workspace.output.isJSON { throw ExitCode(Failure(ClientError.rpc(stopped)).status.rawValue) }
        throw ClientError.rpc(stopped)
    }

    static func write(_ report: SyncReport, _ page: inout Output.Page) {
        page.line(
            say(
                "sync.done", "\(report.answered.count)", "\(report.rows)", "\(report.removed)",
                Show.bytes(report.bytesOut), Show.bytes(report.bytesIn), "\(report.elapsedMs)"))
        if report.reset { page.line(page.style.dim(say("sync.reset"))) }
        if !report.repaired.isEmpty { page.line(page.style.yellow(say("sync.repaired", report.repaired.joined(separator: ", ")))) }
        for news in report.log {
            switch news {
            case .alarm(let kind, let file): page.line(page.style.red(say("log.\(kind.rawValue)", file)))
            case .restored(let from, let to, let file): page.line(page.style.red(say("log.restored", "\(from)", "\(to - 1)", "\(to - from)", file)))
            case .resumed(_, let from): page.line(page.style.yellow(say("log.resumed", "\(from)")))
            }
        }
        if !report.dropped.isEmpty { page.line(say("sync.dropped", report.dropped.joined(separator: ", "))) }
    }
}

extension SyncReport {
    var json: JSON {
        [
            "answered": .array(answered.map { .int($0) }),
            "stopped": stopped.map { error in
                ["code": .int(Int64(error.code.rawValue)), "symbol": .string(error.code.symbol), "data": error.data ?? .null]
            } ?? .null,
            "held": .array(held.map { .int($0) }), "pages": .int(Int64(pages)), "rows": .int(Int64(rows)), "removed": .int(Int64(removed)),
            "dropped": .array(dropped.map { .string($0) }), "reset": .bool(reset), "repaired": .array(repaired.map { .string($0) }),
            "log": .array(log.map(\.json)),
            "bytes_out": .int(Int64(bytesOut)), "bytes_in": .int(Int64(bytesIn)), "elapsed_ms": .int(elapsedMs),
        ]
    }
}

extension LogNews {
    var json: JSON {
        switch self {
        case .alarm(let kind, let file): ["alarm": .string(kind.rawValue), "file": .string(file)]
        case .restored(let from, let to, let file): ["restored": ["from": .int(from), "to": .int(to)], "file": .string(file)]
        case .resumed(let origin, let from): ["resumed": ["origin": .string(origin), "from": .int(from)]]
        }
    }
}

extension OutboxItem {
    var isRefusal: Bool { state == .refused || state == .conflict }
    /// Refused, or not taken for now: there is a reason to show.
    var isExplained: Bool { isRefusal || held != nil }
}
