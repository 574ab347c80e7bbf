import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Insurance: Subcommand {
    static let configuration = CommandConfiguration(commandName: "insurance", abstract: say("help.insurance"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption
    @Option(name: .long, help: ArgumentHelp(say("help.month"), valueName: "YYYY-MM")) var month: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("contribution")
            .filter { month == nil || $0.text("contribution_month") == month }
            .sorted { a, b in
                let (first, second) = (a.text("contribution_month") ?? "", b.text("contribution_month") ?? "")
                return first == second ? (a.text("insurance_type") ?? "") < (b.text("insurance_type") ?? "") : first > second
            }
        try await workspace.list(client, "contributions", entries, empty: "empty.contributions") { entries in
            var table = Table([
                Table.left(say("field.month")), Table.left(say("field.insurance")), Table.right(say("field.base")),
                Table.right(say("field.employer_rate")), Table.right(say("field.employer_share")),
                Table.right(say("field.own_rate")), Table.right(say("field.own_share")), Table.left(say("field.status")),
            ])
            for entry in entries {
                table.add(
                    entry.text("contribution_month") ?? "", word("insurance", entry.text("insurance_type")),
                    Show.money(entry.members["contribution_base"]), Show.percent(entry.members["employer_rate_ppm"]),
                    Show.money(entry.members["employer_amount"]), Show.percent(entry.members["employee_rate_ppm"]),
                    Show.money(entry.members["employee_amount"]), word("contribution", entry.text("status")))
            }
            return table
        }
    }
}
