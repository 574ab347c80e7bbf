import ArgumentParser
import Base
import Foundation

/// `gongdaod restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of the data; what was there is kept aside.",
        usage: "gongdaod restore FOLDER [--config FILE] [SETTINGS]",
        discussion: """
            The server must be stopped. Every copy is checked before anything moves. At the next start each tenant begins a new epoch, \
            and clients send again what the backup does not have. Keys are not restored: put keys.dir back from its own copy first.
            """)

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await Out.guarded {
            var common = self.options
            // The folder comes first: behind a flag it could be taken for that flag's value.
            guard let folder = common.settings.first, !folder.hasPrefix("-") else {
                throw ValidationError("name the backup's folder first: gongdaod restore FOLDER")
            }
            common.settings.removeFirst()
            let settings = try await common.read()
            let made = try Restore.make(settings, from: folder, now: SystemClock().now()) { Out.line($0) }
            Out.line("\(made.tenants) tenants restored from \(folder)")
            if let aside = made.aside { Out.line("what was there is in \(aside); delete it when it is no longer wanted") }
        }
    }
}
