import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Notices: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "notices", abstract: say("help.notices"), discussion: say("help.notices.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption
    @Flag(name: .long, help: ArgumentHelp(say("help.all"))) var all = false
    @Argument(help: ArgumentHelp(say("help.id_optional"))) var id: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("notice").sorted { ($0.text("issued_at") ?? "") > ($1.text("issued_at") ?? "") }
        let receipts = Dictionary(
            try await client.entries("notice_receipt").map { ($0.text("notice") ?? "", $0) }, uniquingKeysWith: { $1 })
        if let id { return try await show(workspace, client, try workspace.find(id, in: entries), receipts) }
        let shown = entries.filter { all || ["in_force", "scheduled"].contains($0.text("status") ?? "") }
        try await workspace.list(client, "notices", shown, empty: "empty.notices") { entries in
            var table = Table([
                Table.flexible(say("field.title")), Table.left(say("field.kind")), Table.left(say("field.requires")),
                Table.left(say("field.due")), Table.left(say("field.answer")), Table.left(say("field.id")),
            ])
            for entry in entries {
                let receipt = receipts[entry.id]
                table.add(
                    Show.text(entry.members["texts"])?["title"]?.stringValue ?? "", word("notice_kind", entry.text("kind")),
                    word("requires", entry.text("requires")), entry.text("due_date") ?? "",
                    word("receipt", receipt?.text("status")) + (receipt?.mark ?? ""), entry.id)
            }
            return table
        }
    }

    /// Showing a notice is the third rung of its ladder: recorded, and sent with the next sync.
    private func show(_ workspace: Workspace, _ client: Client, _ entry: Entry, _ receipts: [String: Entry]) async throws {
        let notice = try entry.record(Notice.self)
        try await workspace.show(client, "notice", entry) { page in
            let text = Show.text(entry.members["texts"])
            page.title(Style.safe(text?["title"]?.stringValue ?? ""))
            page.fields([
                (say("field.kind"), word("notice_kind", entry.text("kind"))), (say("field.status"), word("notice", entry.text("status"))),
                (say("field.requires"), word("requires", entry.text("requires"))), (say("field.due"), entry.text("due_date")),
                (say("field.answer"), word("receipt", receipts[entry.id]?.text("status"))),
            ])
            page.line()
            page.line(Style.safe(text?["body"]?.stringValue ?? ""))
            if !NoticeDigest.holds(for: notice) { page.line(page.style.red(say("notice.digest_differs"))) }
        }
        let status = receipts[entry.id]?.text("status") ?? "sent"
        guard ["sent", "delivered", "opened"].contains(status), let employee = try await client.session().employee else { return }
        try await client.file(
            .noticeRead(notice, employee: employee, step: .read, lang: workspace.lang.rawValue, shownAt: workspace.now))
    }
}
