import ArgumentParser
import Base
import GongdaoClient
import Records
import Statute
import Wire

/// `gongdao statute overrides`: the tenant's own values, which the server uses in every calculation and marks.
struct StatuteOverrides: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overrides", abstract: say("help.overrides"), discussion: say("help.overrides.discussion"),
        subcommands: [OverridesList.self, OverridesSet.self, OverridesEnd.self, OverridesExport.self], defaultSubcommand: OverridesList.self)

    /// All of them, as everybody of the tenant may read them, in the order of their keys and days.
    static func all(_ client: Client) async throws -> [(entry: Entry, own: StatuteOverride)] {
        try await client.entries("statute_override").map { ($0, try $0.record(StatuteOverride.self)) }.sorted {
            ($0.own.key, $0.own.fromDate, $0.own.id) < ($1.own.key, $1.own.fromDate, $1.own.id)
        }
    }
}

/// The values, or one with its reason and source.
struct OverridesList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.overrides.list"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption
    @Argument(help: ArgumentHelp(say("help.id_optional"))) var id: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let all = try await StatuteOverrides.all(client)
        if let id {
            let entry = try workspace.find(id, in: all.map(\.entry))
            let own = try entry.record(StatuteOverride.self)
            return try await workspace.show(client, "statute_override", entry) { page in
                page.title(own.title)
                page.fields([
                    (say("field.value"), own.valueText), (say("field.days"), own.days), (say("field.mark"), own.markText),
                    (say("field.status"), word("override", own.status.rawValue)), (say("field.reason"), own.reason),
                    (say("field.source"), own.source),
                ])
                for change in own.history {
                    page.line(page.style.dim("\(Show.time(change.at)) \(change.event) \(Style.safe(change.by)) \(Style.safe(change.reason ?? ""))"))
                }
            }
        }
        try await workspace.list(client, "overrides", all.map(\.entry), empty: "empty.overrides") { _ in
            var table = Table([
                Table.left(say("field.id")), Table.flexible(say("field.item")), Table.left(say("field.value")), Table.left(say("field.days")),
                Table.left(say("field.status")), Table.left(say("field.mark")),
            ])
            for (_, own) in all {
                table.add(own.id, own.title, own.valueText, own.days, word("override", own.status.rawValue), own.markText)
            }
            return table
        }
    }
}

/// `--overrides FILE` of the offline commands, from what the tenant has.
struct OverridesExport: Subcommand {
    static let configuration = CommandConfiguration(commandName: "export", abstract: say("help.overrides.export"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let used = try await StatuteOverrides.all(client).map(\.own).filter(\.isUsed)
        StatuteInput.write(TenantValues.overrides(used.map(\.entry)).json.bytes + [0x0A])
    }
}

extension StatuteOverride {
    /// The key in words, with what divides it and the place.
    fileprivate var title: String {
        let parts = [key, line, cls, who].compactMap(\.self).joined(separator: ".")
        let name = PackSchema.rule(key).map { PackLanguage.current.pick(($0.zh, $0.en)) } ?? key
        return Style.safe("\(name) (\(parts) @ \(place))")
    }

    /// As a row of the packs; nil where this program can make nothing of it.
    private var row: PackRow? { try? TenantValues.row(entry) }

    fileprivate var valueText: String { row.map { PackLanguage.current.pick(PackText.value($0.value)) } ?? Style.safe(value.description) }

    fileprivate var days: String { "\(fromDate) – \(untilDate.map(\.description) ?? "")" }

    /// Whether it differs from the packs of this program, or gives a worker less.
    fileprivate var markText: String {
        guard let row, let packs = try? RulePacks.embedded(), let mark = packs.place(place).mark(of: row, on: fromDate) else { return "" }
        return WarningText.text(mark, PackLanguage.current.page)
    }
}

extension PackLanguage {
    /// The language of the program.
    fileprivate static var current: PackLanguage { Catalogue.current == .en ? .en : .zh }
}
