package import ArgumentParser
import Base
import Foundation

/// `gongdaod`: the server and the care of its data.
package struct Gongdaod: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "gongdaod", abstract: "The Gongdao server (公道服务端).",
        discussion: """
            Exit codes: 0 done; 1 refused, with a sentence on standard error that says what to do; 2 done, with findings (doctor); \
            64 the command line was not understood.
            """,
        version: Node.software,
        subcommands: [
            ServeCommand.self, InitCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self, CheckConfigCommand.self,
            KeysCommand.self,
        ])

    package init() {}
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "A configuration file (YAML); also GONGDAO_CONFIG.") var config: String?
    @Argument(parsing: .allUnrecognized, help: "Settings as flags, such as --data-dir /srv/gongdao; see `gongdaod serve --help`.")
    var settings: [String] = []

    /// Reads the configuration. `--config` may stand anywhere among the settings.
    func read() async throws -> Settings {
        let (settings, mistakes) = await examine()
        if let first = mistakes.first { throw first }
        return settings
    }

    /// The same with everything that is wrong.
    func examine() async -> (settings: Settings, mistakes: [SettingsError]) {
        let environment = ProcessInfo.processInfo.environment
        var (file, flags) = (config ?? environment["GONGDAO_CONFIG"], settings)
        if let place = flags.firstIndex(of: "--config"), flags.indices.contains(place + 1) {
            file = flags[place + 1]
            flags.removeSubrange(place...place + 1)
        }
        return await Settings.examine(file: file, environment: environment, arguments: flags)
    }
}

/// Output and refusals of commands.
enum Out {
    static func line(_ text: String) { print(text) }

    /// To standard error, in one line.
    static func refusal(_ text: String) { FileHandle.standardError.write(Data("gongdaod: \(text)\n".utf8)) }

    /// Runs a command's work; a refusal becomes its sentence and exit code 1.
    static func guarded(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let code as ExitCode {
            throw code
        } catch {
            refusal("\(error)")
            throw ExitCode(1)
        }
    }
}

extension Node {
    /// A node for a command, with the key that the configuration names.
    static func open(_ settings: Settings, create: Bool = false, quiet: Bool = false) throws -> Node {
        var settings = settings
        if quiet { settings.logLevel = "warning" }
        let clock = SystemClock()
        let (key, source) = try PlatformKeySource.load(settings, environment: ProcessInfo.processInfo.environment)
        return try Node(
            settings, key: key, keySource: source, create: create, clock: clock, random: SystemRandom(),
            log: LogAlarms.logger(settings, clock: clock))
    }
}
