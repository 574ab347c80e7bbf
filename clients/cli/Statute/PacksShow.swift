import ArgumentParser
import Base
import Statute

/// `gongdao statute packs show KEY --at PLACE`: one value with its source, as the calculations would find it.
struct PacksShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "查一个值及其来源 / look one value up, with its source")

    @Argument(help: "键，如 min_wage / a key, e.g. min_wage")
    var key: String

    @Option(help: "六位地区代码，可加 /统筹区 / six-digit place, with an optional /pool")
    var at: String = "000000"

    @Option(help: "日期（缺省为今天） / the day (today)")
    var on: DayArgument?

    @Option(help: "险种 / insurance line")
    var line: String?

    @Option(name: .customLong("class"), help: "类别 / class")
    var cls: String?

    @Option(help: "哪一方 / whose share")
    var who: String?

    @Option(help: "zh | en")
    var lang: PackLanguage = .preferred

    func run() throws {
        guard PackSchema.rule(key) != nil else {
            throw ValidationError("没有这个键 / no such key: \(key)\n\(PackSchema.all.map(\.key).sorted().joined(separator: " "))")
        }
        guard let day = on?.day ?? DayArgument.today else { throw PackInputError.noToday }
        let answer = try RulePacks.embedded().find(key, at: at, on: day, line: line, cls: cls, who: who)
        switch answer {
        case .found(let row, let extrapolated):
            print(lang.pick(PackText.value(row.value)))
            if extrapolated { print(lang.pick(("早于最早的记录，按最早值推用", "earlier than the first row: the first value, extrapolated"))) }
            describe(row)
        case .unknown(_, _, let row):
            if let reason = PackText.reason(answer, on: day) { print(lang.pick(reason)) }
            if let row {
                print(lang.pick(("最接近的一行", "the row that comes closest")) + "：" + lang.pick(PackText.value(row.value)))
                describe(row)
            }
            throw ExitCode(1)
        }
    }

    private func describe(_ row: PackRow) {
        let from = row.from?.description ?? row.knownOn.map { lang.pick(("不晚于 \($0)", "not later than \($0)")) } ?? ""
        print("\(row.id)  [\(from) – \(row.to?.description ?? "")]  \(row.confidence.rawValue)  [\(row.tag.rawValue)]")
        print(
            lang.pick(("规则包", "pack")) + " \(row.pack); " + lang.pick(("来源", "source")) + " \(row.source.joined(separator: ", "))"
                + (row.document.map { "; " + $0 } ?? ""))
        if let note = row.note { print(note) }
        if row.provisional { print(lang.pick(("暂定值", "provisional"))) }
    }
}
