import ArgumentParser
import Statute

struct StatuteTemplate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "输出可填写的输入样例 / print an input to fill in",
        discussion: Template.allCases.map { "\($0.rawValue): \($0.title.zh) / \($0.title.en)" }.joined(separator: "\n"))

    @Argument(help: "情形 / situation")
    var situation: Template

    func run() async throws { StatuteInput.write(Array(situation.text.utf8)) }
}

extension Template: ExpressibleByArgument {}
