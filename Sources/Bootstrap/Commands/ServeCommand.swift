import ArgumentParser
import Base
import Foundation
import Listeners
import Methods

/// `gongdaod serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves until SIGTERM; SIGHUP reads the certificates again.", discussion: Setting.help)

    @Flag(
        name: .long,
        help: "A demo in a temporary folder on free loopback ports: prints one JSON line with addresses and accounts, removed at the end.")
    var demo = false
    @Option(name: .long, help: "Employees of the demo tenant (at least 50).") var employees = 60
    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard (50...100_000).contains(employees) else { throw ValidationError("--employees must be from 50 to 100000") }
    }

    func run() async throws {
        try await Out.guarded {
            if demo { return try await Demo.serve(employees: employees) }
            let settings = try await options.read()
            guard settings.listeners.contains(where: { $0.door == .tenants }) else { throw StartRefusal.noListener }
            try OpenFiles.check(connections: settings.connections, tenants: settings.openTenants)
            try await Daemon(Node.open(settings)).serve()
        }
    }
}
