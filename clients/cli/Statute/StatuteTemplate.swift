import ArgumentParser
import Statute

struct StatuteTemplate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "输出可填写的输入样例 / print an input to fill in",
        discussion: Template.allCases.map { "\($0.rawValue): \($0.title.zh) / \($0.title.en)" }.joined(separator: "\n"))

    @Argument(help: "情形 / situation")
    var situation: Template

    @Option(help: "六位地区代码 / six-digit place")
    var at: String?

    func run() async throws {
        let place = try at ?? RulePacks.embedded().examplePlace
        StatuteInput.write(Array(situation.text(at: place).utf8))
    }
}

extension Template: ExpressibleByArgument {}
