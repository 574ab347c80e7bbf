import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

enum Verdict: String, ExpressibleByArgument, CaseIterable { case approve, reject }

struct HRLeave: Subcommand {
    static let configuration = CommandConfiguration(commandName: "leave", abstract: say("help.hr.leave"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Argument(help: ArgumentHelp(say("help.verdict"))) var verdict: Verdict
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?
    @Option(name: .customLong("code"), help: ArgumentHelp(say("help.reason_code"), valueName: "word")) var code: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "leave", client)
        let act = Act.leaveDecide(
            record, approve: verdict == .approve, reasonCode: verdict == .reject ? code ?? "other" : code, reason: reason)
        try workspace.tell(try await workspace.act(client, act))
    }
}

struct HRProfile: Subcommand {
    static let configuration = CommandConfiguration(commandName: "profile", abstract: say("help.hr.profile"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Argument(help: ArgumentHelp(say("help.verdict"))) var verdict: Verdict
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?
    @Option(name: .customLong("code"), help: ArgumentHelp(say("help.reason_code"), valueName: "word")) var code: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "profile_correction", client)
        let act = Act.profileDecide(
            record, approve: verdict == .approve, reasonCode: verdict == .reject ? code ?? "other" : code, reason: reason)
        try workspace.tell(try await workspace.act(client, act))
    }
}

struct HRReimbursement: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "reimbursement", abstract: say("help.hr.reimbursement"), discussion: say("help.hr.reimbursement.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Flag(name: .long, help: ArgumentHelp(say("help.hr.full"))) var full = false
    @Option(name: .long, help: ArgumentHelp(say("help.hr.line"), valueName: "LINE=AMOUNT[,REASON]")) var line: [String] = []
    @Option(name: .customLong("code"), help: ArgumentHelp(say("help.reason_code"), valueName: "word")) var code: String = "other"
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "reimbursement", client)
        let claim = try await Office.get(client, "reimbursement", record, purpose: "handle")
        var decided: [(line: String, amount: Money, reasonCode: String?, reason: String?)] = []
        let words = try HRReimbursement.words(line)
        for item in claim.members["lines"]?.arrayValue ?? [] {
            let number = item["line"]?.stringValue ?? ""
            let claimed = Money(fen: item["amount"]?.intValue ?? 0)
            if let (amount, why) = words[number] {
                decided.append((number, amount, amount < claimed ? code : nil, amount < claimed ? why ?? reason : nil))
            } else if full {
                decided.append((number, claimed, nil, nil))
            } else {
                throw ValidationError(say("error.line_undecided", number))
            }
        }
        try workspace.tell(try await workspace.act(client, .reimbursementDecide(record, lines: decided, reason: reason)))
    }

    /// `1=200.00,over the limit`
    private static func words(_ texts: [String]) throws -> [String: (Money, String?)] {
        var out: [String: (Money, String?)] = [:]
        for text in texts {
            guard let equals = text.firstIndex(of: "=") else { throw ValidationError(say("error.hr_line", text)) }
            let parts = text[text.index(after: equals)...].split(separator: ",", maxSplits: 1)
            guard let first = parts.first, let amount = Money(yuan: first) else { throw ValidationError(say("error.hr_line", text)) }
            out[String(text[..<equals])] = (amount, parts.count > 1 ? String(parts[1]) : nil)
        }
        return out
    }
}

struct HRPaid: Subcommand {
    static let configuration = CommandConfiguration(commandName: "paid", abstract: say("help.hr.paid"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.date"), valueName: "YYYY-MM-DD"), transform: Days.read) var date: LocalDate?
    @Option(name: .long, help: ArgumentHelp(say("help.note"), valueName: "text")) var note: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "reimbursement", client)
        let day = try date ?? workspace.today
        try workspace.tell(try await workspace.act(client, .reimbursementPay(record, date: day, note: note)))
    }
}

struct HRAppeal: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: say("help.hr.appeal"), discussion: say("help.hr.appeal.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Argument(help: ArgumentHelp(say("help.outcome", AppealOutcome.words.joined(separator: ", ")))) var outcome: String
    @Option(name: .long, help: ArgumentHelp(say("help.reasons"), valueName: "text|@file|-")) var reasons: String
    @Option(name: .long, help: ArgumentHelp(say("help.cause"), valueName: "text")) var cause: String?

    func perform(_ workspace: Workspace) async throws {
        guard let word = AppealOutcome(rawValue: outcome), word != .other else { throw ValidationError(say("error.outcome", outcome)) }
        let client = try workspace.client()
        let record = try await Office.record(id, of: "appeal", client)
        try workspace.tell(
            try await workspace.act(client, .appealDecide(record, word, reasons: try LongText.read(reasons), cause: cause)))
    }
}

struct HRAsk: Subcommand {
    static let configuration = CommandConfiguration(commandName: "handle", abstract: say("help.hr.handle"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.task_or_record"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.hr.ask"), valueName: "text")) var ask: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let record = try await Office.record(id, of: "appeal", client)
        try workspace.tell(try await workspace.act(client, .appealHandle(record, ask: ask)))
    }
}
