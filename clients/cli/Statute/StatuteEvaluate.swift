import ArgumentParser
import Statute

struct StatuteEvaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "计算：输入 JSON 或 JSON 行，输出结果 / JSON or JSON lines in, answers out",
        discussion: "每行一个问题，每行一个答案；坏行不影响其余各行（退出码 2）。/ One answer a line; a bad line stops nothing (exit 2).")

    @Argument(help: "文件，- 为标准输入 / a file, - for standard input")
    var file: String

    @Flag(help: "只列出缺少的事实及如何补充 / list only what is missing and how to supply it")
    var explainMissing = false

    @Option(help: "语言：zh 或 en / language: zh or en")
    var lang = PackLanguage.preferred

    @Option(help: "本单位自定值的文件（键到带日期的值），逐题叠加并标明 / a file of own dated values, laid under each question and marked")
    var overrides: String?

    @Option(help: "规则包文件夹，代替程序内的规则包 / a folder of packs, in place of the program's")
    var packs: String?

    func run() async throws {
        var lines = EvaluationLines(packs: try StatuteInput.packs(packs), overrides: try StatuteInput.overrides(overrides))
        for question in StatuteInput.questions(try StatuteInput.read(file)) {
            guard let answer = lines.answer(question) else { continue }
            if explainMissing {
                StatuteInput.write(Array(ExplainPage.missing(answer, lang.page).utf8))
            } else {
                StatuteInput.write(answer.bytes + [0x0A])
            }
        }
        if lines.faults > 0 { throw ExitCode(2) }
    }
}
