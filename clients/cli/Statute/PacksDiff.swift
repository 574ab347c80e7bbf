import ArgumentParser
import Statute

/// `gongdao statute packs diff A B`: the difference in words.
struct PacksDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "用文字说明两份规则包的差别 / tell two states of the packs apart in words")

    @Argument(help: "旧：文件、文件夹或 embedded / old: a file, a folder, or embedded")
    var old: String

    @Argument(help: "新：文件、文件夹或 embedded / new: a file, a folder, or embedded")
    var new: String

    @Option(help: "zh | en")
    var lang: PackLanguage = .preferred

    func run() throws {
        let diff = PackDiff(from: try PackInput.packs(old), to: try PackInput.packs(new))
        for entry in diff.entries { print(lang.pick((entry.zh, entry.en))) }
        print(lang.pick(("\(diff.entries.count) 处差别", "\(diff.entries.count) differences")))
    }
}
