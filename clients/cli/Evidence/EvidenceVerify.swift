import Archive
import ArgumentParser
import Evidence

/// Offline: needs neither a server nor an account. Exit status by the verdict: 0 proved, 3 consistent only, 4 failed, 2 unreadable.
struct EvidenceVerify: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: say("help.evidence.verify"), discussion: say("help.evidence.verify.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.verify.file"))) var file: String
    @Option(name: .long, help: ArgumentHelp(say("help.verify.key"), valueName: "vkey")) var key: String?
    @Option(name: .long, help: ArgumentHelp(say("help.verify.checkpoint"), valueName: "file")) var checkpoint: String?
    @Option(name: .long, help: ArgumentHelp(say("help.verify.witness"), valueName: "vkey")) var witness: [String] = []

    func perform(_ workspace: Workspace) async throws {
        let pin = try PinOptions.pin(key: key, checkpoint: checkpoint, witnesses: witness)
        let verdict = FileVerifier.verify(try EvidenceFile.open(file), pin: pin)
        VerdictPage.show(verdict, workspace.output)
        if verdict.result.exit != 0 { throw ExitCode(verdict.result.exit) }
    }
}

struct EvidenceCompare: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: say("help.evidence.compare"), discussion: say("help.evidence.compare.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.verify.file"))) var first: String
    @Argument(help: ArgumentHelp(say("help.verify.other"))) var second: String
    @Option(name: .long, help: ArgumentHelp(say("help.verify.key"), valueName: "vkey")) var key: String?

    func perform(_ workspace: Workspace) async throws {
        let comparison = Comparison.compare(
            try EvidenceFile.open(first), try EvidenceFile.open(second), key: try key.map { try PinOptions.key($0) })
        VerdictPage.show(comparison, workspace.output)
        if comparison.verdict.result.exit != 0 { throw ExitCode(comparison.verdict.result.exit) }
    }
}

enum EvidenceFile {
    static func open(_ path: String) throws -> FileSource {
        do { return try FileSource(path: path) } catch {
            throw CommandFailure(.someBad, "no_file", say("error.no_file", path))
        }
    }
}
