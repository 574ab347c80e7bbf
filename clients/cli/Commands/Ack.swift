import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Ack: Subcommand {
    static let configuration = CommandConfiguration(commandName: "ack", abstract: say("help.ack"), discussion: say("help.ack.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.notice_id"))) var id: String
    @Option(name: .long, help: ArgumentHelp(say("help.dispute"), valueName: "reason")) var dispute: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(id, in: try await client.entries("notice"))
        let notice = try entry.record(Notice.self)
        guard NoticeDigest.holds(for: notice) else {
            throw CommandFailure(.refused, "digest", say("notice.digest_differs"), hint: say("hint.sync"))
        }
        guard let employee = try await client.session().employee else {
            throw CommandFailure(.refused, "no_employee", say("error.no_employee"))
        }
        let lang = workspace.lang.rawValue
        let act: Act =
            if let dispute {
                .noticeDispute(notice, employee: employee, reason: try LongText.read(dispute), lang: lang, shownAt: workspace.now)
            } else {
                .noticeAcknowledge(notice, employee: employee, lang: lang, shownAt: workspace.now)
            }
        try workspace.tell(try await workspace.act(client, act))
    }
}
