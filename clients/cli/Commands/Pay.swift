import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Pay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay", abstract: say("help.pay"), subcommands: [PayList.self, PayShow.self, PayAnswer.self],
        defaultSubcommand: PayList.self)
}

struct PayList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.pay.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("payslip").sorted {
            ($0.text("period") ?? "", $0.int("version") ?? 0) > ($1.text("period") ?? "", $1.int("version") ?? 0)
        }
        try await workspace.list(client, "payslips", entries, empty: "empty.payslips") { entries in
            var table = Table([
                Table.left(say("field.period")), Table.left(say("field.payroll_run")), Table.right(say("field.gross")), Table.right(say("field.deduction")),
                Table.right(say("field.net")), Table.left(say("field.payment")), Table.left(say("field.answer")),
                Table.left(say("field.status")), Table.left(say("field.id")),
            ])
            for entry in entries {
                table.add(
                    entry.text("period") ?? "", entry.text("payroll_run") ?? "", Show.money(entry.members["gross_pay"]),
                    Show.money(entry.members["total_deduction"]),
                    Show.money(entry.members["net_pay"]), word("payment", entry.text("payment_status")),
                    word("payslip_answer", entry.text("answer")) + entry.mark, word("payslip", entry.text("status")), entry.id)
            }
            return table
        }
    }
}

struct PayShow: Subcommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: say("help.pay.show"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption
    @Argument(help: ArgumentHelp(say("help.payslip_id"))) var id: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entry = try PayShow.slip(id, in: try await client.entries("payslip"), workspace)
        try await workspace.show(client, "payslip", entry) { page in
            page.title(say("pay.title", entry.text("period") ?? ""))
            page.fields([
                (say("field.status"), word("payslip", entry.text("status"))), (say("field.version"), entry.int("version").map { "\($0)" }),
                (say("field.payroll_run"), entry.text("payroll_run")), (say("field.pay_date"), entry.text("pay_date")),
                (say("field.payment"), word("payment", entry.text("payment_status"))),
                (say("field.account"), entry.text("bank_account_masked")),
                (say("field.answer"), word("payslip_answer", entry.text("answer")) + entry.mark),
                (say("field.correction"), entry.text("correction_reason")),
            ])
            var table = Table([
                Table.left(say("field.line")), Table.flexible(say("field.item")), Table.left(say("field.category")),
                Table.right(say("field.quantity")), Table.right(say("field.rate")), Table.right(say("field.amount")),
            ])
            for line in entry.members["lines"]?.arrayValue ?? [] {
                table.add(
                    line["line"]?.stringValue ?? "", line["component"]?.stringValue ?? "",
                    word("category", line["category"]?.stringValue), Show.hundredths(line["quantity"]),
                    line["rate"] == nil ? Show.percent(line["rate_ppm"]) : Show.money(line["rate"]), Show.money(line["amount"]))
            }
            table.add("", say("pay.net"), "", "", "", Show.money(entry.members["net_pay"]))
            page.table(table)
        }
    }

    /// By id, by payroll run, or by period (`2026-10`): its newest version, of the month's regular slip where there are others.
    static func slip(_ id: String, in entries: [Entry], _ workspace: Workspace) throws -> Entry {
        let named = entries.filter { $0.text("period") == id || $0.text("payroll_run") == id }
        let regular = named.filter { $0.text("payroll_run") == nil }
        let newest = (regular.isEmpty ? named : regular).max { ($0.int("version") ?? 0) < ($1.int("version") ?? 0) }
        return try newest ?? workspace.find(id, in: entries)
    }
}

struct PayAnswer: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: say("help.pay.answer"), discussion: say("help.pay.answer.discussion"))

    enum Answer: String, ExpressibleByArgument, CaseIterable { case seen, agreed, disputed }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.payslip_id"))) var id: String
    @Argument(help: ArgumentHelp(say("help.pay.answer.word"))) var answer: Answer
    @Option(name: .long, help: ArgumentHelp(say("help.pay.line"), valueName: "line")) var line: String?
    @Option(name: .long, help: ArgumentHelp(say("help.note"), valueName: "text")) var note: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try PayShow.slip(id, in: try await client.entries("payslip"), workspace)
        guard let word = Records.PayslipAnswer(rawValue: answer.rawValue) else { throw CommandFailure.noSuch(answer.rawValue) }
        let act = Act.payslipAnswer(
            entry.id, version: Int(entry.int("version") ?? 1), word, line: line, note: try note.map { try LongText.read($0) })
        try workspace.tell(try await workspace.act(client, act))
    }
}
