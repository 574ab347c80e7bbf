import ArgumentParser
import Statute

struct StatuteExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "把计算写成职工看得懂的一页 / print a calculation as a page a worker can read")

    @Argument(help: "文件，- 为标准输入 / a file, - for standard input")
    var file: String

    @Option(help: "语言：zh 或 en / language: zh or en")
    var lang = PackLanguage.preferred

    @Option(help: "本单位自定值的文件 / a file of own dated values")
    var overrides: String?

    @Option(help: "规则包文件夹，代替程序内的规则包 / a folder of packs, in place of the program's")
    var packs: String?

    func run() async throws {
        var lines = EvaluationLines(packs: try StatuteInput.packs(packs), overrides: try StatuteInput.overrides(overrides))
        for question in StatuteInput.questions(try StatuteInput.read(file)) {
            guard let answer = lines.answer(question) else { continue }
            StatuteInput.write(Array(ExplainPage.text(answer, lang.page).utf8))
        }
        if lines.faults > 0 { throw ExitCode(2) }
    }
}
