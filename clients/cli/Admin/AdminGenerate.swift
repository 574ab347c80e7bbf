import ArgumentParser
import Base
import GongdaoClient
import Importing
import Wire

struct AdminGenerate: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: say("help.admin.generate"), discussion: say("help.admin.generate.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.admin.generate.folder"))) var folder: String
    @Option(name: .long, help: ArgumentHelp(say("help.admin.generate.people"), valueName: "count")) var people = 100
    @Option(name: .long, help: ArgumentHelp(say("help.admin.generate.seed"), valueName: "number")) var seed: UInt64 = 1
    @Option(name: .customLong("as-of"), help: ArgumentHelp(say("help.date"), valueName: "YYYY-MM-DD"), transform: Days.read) var asOf: LocalDate?

    func perform(_ workspace: Workspace) async throws {
        guard (1...1_000_000).contains(people) else { throw ValidationError(say("error.people")) }
        let day = try asOf ?? workspace.today
        let generator = Generator(seed: seed, people: people, asOf: day)
        let month = String(day.description.prefix(7))
        let files: [(String, [UInt8])] = [
            ("roster.csv", generator.rosterCSV()), ("contracts.csv", generator.contractsCSV()),
            ("payslips-\(month).csv", generator.payslipsCSV(period: month)),
            ("contributions-\(month).csv", generator.contributionsCSV(month: month)),
            ("leave-balances-\(day.year).csv", generator.leaveBalancesCSV(year: day.year)),
        ]
        try SecretFile.makeFolder(folder)
        for (name, bytes) in files { try Files.write(bytes, to: "\(folder)/\(name)") }
        let data = JSON.array(files.map { ["path": .string("\(folder)/\($0.0)"), "bytes": .int(Int64($0.1.count))] })
        workspace.output.emit("generated", data, about: ["seed": .int(Int64(clamping: seed)), "people": .int(Int64(people))]) { page in
            for (name, bytes) in files { page.line("\(folder)/\(name)  \(Show.bytes(bytes.count))") }
        }
    }
}
