import ArgumentParser
import Base
import Statute
import Wire

/// `gongdao statute packs [list]`.
struct PacksList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出规则包及其缺口和到期提示 / list the packs, their gaps and what runs out")

    @Option(help: "按哪一天查看（缺省为今天） / as of which day (today)")
    var on: DayArgument?

    @Option(help: "提前多少天提示到期 / warn so many days ahead")
    var ahead: Int = 90

    @Flag(help: "列出每一个缺口和暂定值 / list every gap and provisional value")
    var gaps = false

    @Option(help: "只看某地（六位代码） / one place only (six digits)")
    var at: String?

    @Flag(help: "以 JSON 输出 / answer as JSON")
    var json = false

    @Option(help: "zh | en")
    var lang: PackLanguage = .preferred

    func run() throws {
        guard let day = on?.day ?? DayArgument.today else { throw PackInputError.noToday }
        let listing = PackListing(try RulePacks.embedded(), on: day, lookAhead: ahead)
        let notices = listing.notices.filter { at == nil || $0.at == at }
        if json {
            print(String(decoding: self.answer(listing, notices).bytes, as: UTF8.self))
            return
        }
        for pack in listing.packs {
            let title = lang.pick((pack.titleZh, pack.titleEn))
            let words = lang == .zh ? ["行", "地区", "未知", "暂定", "有争议"] : ["rows", "places", "unknown", "provisional", "disputed"]
            let counts = [pack.rows, pack.places, pack.unknown, pack.provisional, pack.disputed]
            print("\(pack.name) \(pack.version)  \(title)  " + zip(words, counts).map { "\($0) \($1)" }.joined(separator: ", "))
        }
        print()
        for kind in PackListing.Notice.Kind.allCases {
            let of = notices.filter { $0.kind == kind }
            guard !of.isEmpty else { continue }
            print("\(lang.pick(title(kind)))：\(of.count)")
            if gaps || at != nil {
                for notice in of { print("  " + lang.pick((notice.zh, notice.en))) }
            } else {
                for line in summary(of) { print("  " + line) }
            }
        }
        printInformational()
    }

    /// Keys that change no amount, and why.
    private func printInformational() {
        print(lang.pick(("仅供说明、不参与计算的键", "kept for information, read by no calculation")) + "：\(PackSchema.informational.count)")
        for (key, why) in PackSchema.informational.sorted(by: { $0.key < $1.key }) {
            let name = PackSchema.rule(key).map { lang.pick(($0.zh, $0.en)) } ?? key
            print("  \(name) (\(key)): " + lang.pick((why.zh, why.en)))
        }
    }

    /// One line for all places and lines of a key that share their last day.
    private func summary(_ notices: [PackListing.Notice]) -> [String] {
        let groups = Dictionary(grouping: notices) { "\($0.key)|\($0.until?.description ?? "")" }
        return groups.sorted { $0.key < $1.key }.compactMap { group in
            guard let first = group.value.first, let rule = PackSchema.rule(first.key) else { return nil }
            let places = Set(group.value.map(\.at)).count
            let until = first.until.map { lang.pick((" 至 \($0)", " until \($0)")) } ?? ""
            return lang.pick(("\(rule.zh)\(until)：\(places) 个地区", "\(rule.en)\(until): \(places) places"))
        }
    }

    private func title(_ kind: PackListing.Notice.Kind) -> (zh: String, en: String) {
        switch kind {
        case .gap: ("当日未知", "unknown on this day")
        case .provisional: ("暂按旧值", "carried on provisionally")
        case .expired: ("已到期", "expired")
        case .expiring: ("即将到期", "about to run out")
        }
    }

    private func answer(_ listing: PackListing, _ notices: [PackListing.Notice]) -> JSON {
        let packs = listing.packs.map { pack -> JSON in
            [
                "name": .string(pack.name), "version": .string(pack.version),
                "title": ["zh": .string(pack.titleZh), "en": .string(pack.titleEn)],
                "rows": .int(Int64(pack.rows)), "places": .int(Int64(pack.places)), "unknown": .int(Int64(pack.unknown)),
                "provisional": .int(Int64(pack.provisional)), "disputed": .int(Int64(pack.disputed)),
            ]
        }
        let informational = PackSchema.informational.sorted { $0.key < $1.key }.map { key, why -> JSON in
            ["key": .string(key), "reason": ["zh": .string(why.zh), "en": .string(why.en)]]
        }
        let told = notices.map { notice -> JSON in
            [
                "kind": .string(notice.kind.rawValue), "pack": .string(notice.pack), "row": .string(notice.row), "key": .string(notice.key),
                "at": .string(notice.at), "until": notice.until.map { .string($0.description) } ?? .null,
                "text": ["zh": .string(notice.zh), "en": .string(notice.en)],
            ]
        }
        return ["on": .string(listing.day.description), "packs": .array(packs), "notices": .array(told), "informational": .array(informational)]
    }
}
