import ArgumentParser
import Statute

/// `gongdao statute packs check FILE…`: what an author runs before a change is proposed.
struct PacksCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "检查规则包文件，逐行报错 / check pack files, with the line of each fault")

    @Argument(help: "规则包文件或文件夹，或 embedded / pack files, a folder, or embedded")
    var inputs: [String]

    func run() throws {
        var files: [(name: String, bytes: [UInt8])] = []
        for input in inputs { files += try PackInput.files(input) }
        let (packs, errors) = RulePacks.load(files)
        for error in errors { print(error) }
        print("\(files.count) 个文件 / files, \(packs.rows.count) 行 / rows, \(errors.count) 处错误 / faults")
        if !errors.isEmpty { throw ExitCode(1) }
    }
}
