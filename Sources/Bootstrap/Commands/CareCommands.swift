import ArgumentParser
import Base
import Foundation
import Identity
import Listeners
import Methods

/// `gongdaod init`.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes the folders and the first operator; prints a one-time code.",
        discussion: "The code is shown once. Use it with `gongdao operator activate`. Asked for again before it was used, the earlier code is void.")

    @Option(name: .long, help: "The operator's name: 2 to 32 lower-case letters, digits or hyphens.") var `operator` = "operator"
    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await Out.guarded {
            let node = try Node.open(try await options.read(), create: true, quiet: true)
            defer { node.close() }
            do {
                let made = try await node.operators.makeFirst(name: `operator`)
                Out.line("operator: \(`operator`)")
                Out.line("code:     \(made.code)")
                Out.line("valid until \(Timestamp(ms: made.endsMs).rfc3339()); shown once, works once")
            } catch {
                throw CareRefusal(error)
            }
        }
    }
}

/// `gongdaod backup`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the platform and every tenant, each as of one instant.",
        discussion: """
            Goes to backup.dir/<time>. The copies are sealed; they are of use only with keys.dir and the platform key, which are \
            never copied here: keep copies of those apart. Works beside a running server.
            """)

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await Out.guarded {
            let settings = try await options.read()
            let made = try Backup.make(settings, now: SystemClock().now()) { Out.line($0) }
            Out.line("\(made.files) files in \(made.folder)")
        }
    }
}

/// `gongdaod doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at configuration, keys, files and limits, and says what should be done.",
        discussion: "Changes nothing. Exit code 2 when something was found.")

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await Out.guarded {
            let findings = Doctor.examine(try await options.read(), environment: ProcessInfo.processInfo.environment)
            for finding in findings { Out.line((finding.isGood ? "ok    " : "CHECK ") + finding.sentence) }
            if findings.contains(where: { !$0.isGood }) { throw ExitCode(2) }
        }
    }
}

/// `gongdaod check-config`.
struct CheckConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Reads the configuration and says everything that is wrong with it; or prints a commented sample.",
        discussion: Setting.help)

    @Flag(name: .long, help: "Print a sample file with every key.") var sample = false
    @OptionGroup var options: CommonOptions

    func run() async throws {
        if sample { return print(Setting.sample, terminator: "") }
        try await Out.guarded {
            let (settings, mistakes) = await options.examine()
            for mistake in mistakes { Out.refusal("\(mistake)") }
            guard mistakes.isEmpty else { throw ExitCode(1) }
            // A file that is right in every line and serves nobody is a mistake too.
            guard settings.listeners.contains(where: { $0.door == .tenants }) else { throw StartRefusal.noListener }
            Out.line("the configuration is good; \(settings.listeners.count) listeners, data in \(settings.dataDir)")
        }
    }
}

/// `gongdaod keys`.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Makes a new platform key in a new file.",
        discussion: "Keep a copy off this machine: without it nothing of the data can be read again. An existing file is never overwritten.")

    @Argument(help: "The file to make.") var file: String

    func run() async throws {
        try await Out.guarded {
            try PlatformKeySource.make(file: file, random: SystemRandom())
            Out.line("made \(file); keep a copy of it off this machine")
        }
    }
}
