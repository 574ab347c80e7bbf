import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// Texts of a notice or an announcement from options: `--title`, `--text`, and the same in English.
struct TextOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(say("help.title"), valueName: "text")) var title: String
    @Option(name: .customLong("text"), help: ArgumentHelp(say("help.body"), valueName: "text|@file|-")) var body: String
    @Option(name: .customLong("title-en"), help: ArgumentHelp(say("help.title_en"), valueName: "text")) var titleEnglish: String?
    @Option(name: .customLong("text-en"), help: ArgumentHelp(say("help.body_en"), valueName: "text|@file")) var bodyEnglish: String?

    func texts() throws -> JSON {
        var out: [JSON] = [["lang": "zh-Hans", "title": .string(title), "body": .string(try LongText.read(body))]]
        if let titleEnglish {
            out.append(["lang": "en", "title": .string(titleEnglish), "body": .string(try LongText.read(bodyEnglish ?? ""))])
        }
        return .array(out)
    }
}

struct HRNotice: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "notice", abstract: say("help.hr.notice"), discussion: say("help.hr.notice.discussion"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var texts: TextOptions
    @Option(name: .long, help: ArgumentHelp(say("help.hr.notice.kind", NoticeKind.words.joined(separator: ", ")))) var kind = "general"
    @Option(name: .long, help: ArgumentHelp(say("help.hr.notice.requires", NoticeRequires.words.joined(separator: ", "))))
    var requires = "acknowledgement"
    @Option(name: .customLong("to"), help: ArgumentHelp(say("help.hr.notice.to"), valueName: "employee")) var employees: [String] = []
    @Option(name: .long, help: ArgumentHelp(say("help.due"), valueName: "YYYY-MM-DD"), transform: Days.read) var due: LocalDate?
    @Option(name: .customLong("from"), help: ArgumentHelp(say("help.effective"), valueName: "YYYY-MM-DD"), transform: Days.read) var from: LocalDate?
    @Option(name: .long, help: ArgumentHelp(say("help.supersedes"), valueName: "notice")) var supersedes: String?
    @Option(name: .customLong("policy"), help: ArgumentHelp(say("help.policy"), valueName: "json")) var policy: String?

    func perform(_ workspace: Workspace) async throws {
        guard let kind = NoticeKind(rawValue: kind), let requires = NoticeRequires(rawValue: requires) else {
            throw ValidationError(say("error.notice_kind", kind, requires))
        }
        var members: JSONObject = [
            "kind": .string(kind.rawValue), "texts": try texts.texts(), "requires": .string(requires.rawValue),
        ]
        if !employees.isEmpty { members["employees"] = .array(employees.map { .string($0) }) }
        if let due { members["due_date"] = .string(due.description) }
        if let from { members["effective_from"] = .string(from.description) }
        if let supersedes { members["supersedes"] = .string(supersedes) }
        if let policy {
            guard let json = try? JSON(parsing: Array(try LongText.read(policy).utf8)) else { throw ValidationError(say("error.policy")) }
            members["policy"] = json
        }
        let client = try workspace.client()
        let id = client.newID()
        try workspace.tell(try await workspace.act(client, .noticeIssue(id: id, members)), extra: ["notice": .string(id)])
    }
}

struct HRAnnounce: Subcommand {
    static let configuration = CommandConfiguration(commandName: "announce", abstract: say("help.hr.announce"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var texts: TextOptions
    @Option(name: .customLong("until"), help: ArgumentHelp(say("help.until"), valueName: "YYYY-MM-DD"), transform: Days.read) var until: LocalDate?
    @Flag(name: .long, help: ArgumentHelp(say("help.pinned"))) var pinned = false

    func perform(_ workspace: Workspace) async throws {
        var members: JSONObject = ["texts": try texts.texts()]
        if let until { members["until_date"] = .string(until.description) }
        if pinned { members["pinned"] = true }
        let client = try workspace.client()
        let id = client.newID()
        try workspace.tell(
            try await workspace.act(client, .announcementPublish(id: id, members)), extra: ["announcement": .string(id)])
    }
}
