import ArgumentParser
import Base
import GongdaoClient
import Wire

struct HRPublish: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "publish-payslips", abstract: say("help.hr.publish"), discussion: say("help.hr.publish.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.hr.publish.ids"))) var ids: [String] = []
    @Option(name: .long, help: ArgumentHelp(say("help.hr.publish.period"), valueName: "YYYY-MM")) var period: String?
    @Option(name: .long, help: ArgumentHelp(say("help.hr.publish.reason"), valueName: "text")) var reason: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        if ids.isEmpty, period == nil { return show(try await drafts(client), workspace) }
        var all = ids == ["-"] ? try LongText.read("-").split(whereSeparator: \.isWhitespace).map(String.init) : ids
        if ids.isEmpty { all = try await drafts(client).compactMap { $0["id"]?.stringValue } }
        guard !all.isEmpty else { return show([], workspace) }
        let progress = Progress(say("drafts.progress"), isShown: workspace.output.showsProgress)
        var last: OutboxItem?
        // One act publishes at most 200 slips.
        for start in stride(from: 0, to: all.count, by: 200) {
            let act = Act.payslipPublish(Array(all[start..<min(all.count, start + 200)]), reason: reason)
            last = try await workspace.act(client, act)
            if last?.state != .accepted { break }
            progress.show(Int64(min(all.count, start + 200)), of: Int64(all.count))
        }
        progress.end()
        if let last { try workspace.tell(last, extra: ["drafts": .int(Int64(all.count))]) }
    }

    /// All drafts, page by page.
    private func drafts(_ client: Client) async throws -> [JSON] {
        var found: [JSON] = []
        var after: JSON?
        while true {
            var params = JSONObject()
            if let period { params["period"] = .string(period) }
            if let after { params["after"] = after }
            let answer = try await client.request("payslip.drafts", .object(params))
            found += answer["drafts"]?.arrayValue ?? []
            after = answer["after"]
            guard answer["more"]?.boolValue == true, after != nil else { return found }
        }
    }

    private func show(_ drafts: [JSON], _ workspace: Workspace) {
        workspace.output.emit("payslip_drafts", .array(drafts)) { page in
            guard !drafts.isEmpty else { return page.line(say("drafts.none")) }
            var table = Table([
                Table.left(say("field.period")), Table.left(say("field.payroll_run")), Table.left(say("field.staff_no")), Table.flexible(say("field.name")),
                Table.right(say("field.net_pay")), Table.left(say("field.id")),
            ])
            for draft in drafts {
                table.add(
                    draft["period"]?.stringValue ?? "", draft["payroll_run"]?.stringValue ?? "", draft["staff_no"]?.stringValue ?? "",
                    draft["name"]?.stringValue ?? "",
                    Show.money(draft["net_pay"]), draft["id"]?.stringValue ?? "")
            }
            page.table(table)
            page.line(page.style.dim(say("drafts.hint")))
        }
    }
}
