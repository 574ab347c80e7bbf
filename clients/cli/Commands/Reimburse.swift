import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Reimburse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reimburse", abstract: say("help.reimburse"),
        subcommands: [ReimburseSubmit.self, ReimburseList.self, ReimburseShow.self, ReimburseWithdraw.self],
        defaultSubcommand: ReimburseList.self)
}

struct ReimburseSubmit: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: say("help.reimburse.submit"), discussion: say("help.reimburse.submit.discussion"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .long, help: ArgumentHelp(say("help.reimburse.line"), valueName: "DATE,TYPE,AMOUNT[,TEXT[,INVOICE]]"))
    var line: [String]
    @Option(name: .long, help: ArgumentHelp(say("help.reimburse.receipt"), valueName: "LINE=FILE")) var receipt: [String] = []
    @Option(name: .long, help: ArgumentHelp(say("help.note"), valueName: "text")) var remark: String?

    func perform(_ workspace: Workspace) async throws {
        var lines = try line.map(ReimburseSubmit.line)
        guard !lines.isEmpty else { throw ValidationError(say("error.no_lines")) }
        let client = try workspace.client()
        for text in receipt {
            let (number, path) = ReimburseSubmit.split(text)
            guard lines.indices.contains(number - 1) else { throw ValidationError(say("error.receipt", text)) }
            lines[number - 1].receipts += try await Files.stage([path], client)
        }
        let act = Act.reimbursementSubmit(lines, id: client.newID(), remark: remark, today: try workspace.today)
        try workspace.tell(try await workspace.act(client, act))
    }

    /// `2026-11-12,transport,235.50,Train to Shanghai,25337000000012345678`
    static func line(_ text: String) throws -> ClaimLine {
        let parts = text.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false).map { $0.trimming(" ") }
        guard parts.count >= 3, let date = LocalDate(parts[0]), let type = ExpenseType(rawValue: parts[1]), type != .other,
            let amount = Money(yuan: parts[2]), amount.fen > 0
        else { throw ValidationError(say("error.line", text, ExpenseType.words.joined(separator: ", "))) }
        func part(_ index: Int) -> String? { index < parts.count && !parts[index].isEmpty ? parts[index] : nil }
        return ClaimLine(date: date, type: type, amount: amount, description: part(3), invoice: part(4))
    }

    /// `2=invoice.pdf`; a path alone belongs to line 1.
    private static func split(_ text: String) -> (Int, String) {
        guard let equals = text.firstIndex(of: "="), let number = Int(text[..<equals]) else { return (1, text) }
        return (number, String(text[text.index(after: equals)...]))
    }
}

extension Substring {
    func trimming(_ character: Character) -> String {
        var text = self
        while text.first == character { text = text.dropFirst() }
        while text.last == character { text = text.dropLast() }
        return String(text)
    }
}

struct ReimburseList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.reimburse.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("reimbursement").sorted {
            ($0.text("posting_date") ?? "", $0.text("no") ?? "") > ($1.text("posting_date") ?? "", $1.text("no") ?? "")
        }
        try await workspace.list(client, "reimbursements", entries, empty: "empty.reimbursements") { entries in
            var table = Table([
                Table.left(say("field.no")), Table.left(say("field.date")), Table.right(say("field.claimed")),
                Table.right(say("field.sanctioned")), Table.left(say("field.status")), Table.left(say("field.paid_on")),
                Table.flexible(say("field.remark")), Table.left(say("field.id")),
            ])
            for entry in entries {
                table.add(
                    entry.text("no") ?? "", entry.text("posting_date") ?? "", Show.money(entry.members["total_claimed_amount"]),
                    Show.money(entry.members["total_sanctioned_amount"]), word("reimbursement", entry.text("status")) + entry.mark,
                    entry.text("payment_date") ?? "", entry.text("decision_reason") ?? entry.text("remark") ?? "", entry.id)
            }
            return table
        }
    }
}

struct ReimburseShow: Subcommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: say("help.reimburse.show"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.reimbursement_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.save_receipts"), valueName: "folder")) var save: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("reimbursement"))
        let lines = entry.members["lines"]?.arrayValue ?? []
        try await workspace.show(client, "reimbursement", entry) { page in
            page.title(say("reimburse.title", entry.text("no") ?? entry.id))
            page.fields([
                (say("field.status"), word("reimbursement", entry.text("status")) + entry.mark),
                (say("field.date"), entry.text("posting_date")), (say("field.claimed"), Show.money(entry.members["total_claimed_amount"])),
                (say("field.sanctioned"), Show.money(entry.members["total_sanctioned_amount"])),
                (say("field.paid_on"), entry.text("payment_date")), (say("field.reason"), entry.text("decision_reason")),
            ])
            var table = Table([
                Table.left(say("field.line")), Table.left(say("field.date")), Table.left(say("field.kind")),
                Table.right(say("field.claimed")), Table.right(say("field.sanctioned")), Table.right(say("field.receipts")),
                Table.flexible(say("field.remark")),
            ])
            for line in lines {
                table.add(
                    line["line"]?.stringValue ?? "", line["expense_date"]?.stringValue ?? "",
                    word("expense", line["expense_type"]?.stringValue), Show.money(line["amount"]),
                    Show.money(line["sanctioned_amount"]), "\(line["receipts"]?.arrayValue?.count ?? 0)",
                    line["sanction_reason"]?.stringValue ?? line["description"]?.stringValue ?? "")
            }
            page.table(table)
        }
        guard let save else { return }
        for hash in lines.flatMap({ $0["receipts"]?.arrayValue ?? [] }).compactMap(\.stringValue) {
            let progress = Progress(hash, isShown: workspace.output.showsProgress)
            let bytes = try await client.download(hash, ref: "reimbursement/\(entry.id)") { progress.show($0, of: $1) }
            progress.end()
            try Files.write(bytes, to: "\(save)/\(hash)")
        }
    }
}

struct ReimburseWithdraw: Subcommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: say("help.reimburse.withdraw"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.reimbursement_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("reimbursement"))
        try workspace.tell(try await workspace.act(client, .reimbursementWithdraw(entry.id, reason: reason)))
    }
}
