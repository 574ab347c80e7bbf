import ArgumentParser
import Statute

struct StatuteStates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "states",
        abstract: "工伤案件处于何状态、可以发生什么、为何不能 / where an injury case stands, what may happen in it, and why not",
        discussion: "输入为带 case 的问题，与 evaluate 相同。/ The input is a question with `case`, the same as of evaluate.")

    @Argument(help: "文件，- 为标准输入 / a file, - for standard input")
    var file: String?

    @Flag(help: "输出一份可直接使用的示例 / print an example that can be used as it stands")
    var example = false

    @Option(help: "语言：zh 或 en / language: zh or en")
    var lang = PackLanguage.preferred

    func run() async throws {
        guard let file, !example else {
            guard example else { throw ValidationError("请给出文件，或用 --example / name a file, or use --example") }
            StatuteInput.write(Array(CaseTemplate.text(at: try StatuteInput.packs(nil).examplePlace).utf8))
            return
        }
        var lines = EvaluationLines(packs: try StatuteInput.packs(nil))
        for question in StatuteInput.questions(try StatuteInput.read(file)) {
            guard let answer = lines.answer(question) else { continue }
            StatuteInput.write(Array(StandingPage.text(answer, lang.page).utf8))
        }
        if lines.faults > 0 { throw ExitCode(2) }
    }
}
