import Base
import Bootstrap
import Foundation
import Identity
import Listeners
import Logging
import Methods
import Tenancy

/// `bench serve FOLDER TENANTS PEOPLE SPREAD CROWD ROWS [renew]`: the real daemon on SQLite, in a process of its own. Fills the folder
/// where it is not filled yet, prints `{"port":…,"tls":…}`, then takes commands on standard input, a line each, and answers `{}`:
/// `touch N` writes one more record into the feed of session N. Ends with its standard input, so that it never outlives the bench.
enum World {
    static func serve(_ arguments: [String]) async throws {
        guard let path = arguments.first, let plan = WorldPlan(Array(arguments.dropFirst())) else {
            throw BenchError.usage("bench serve FOLDER TENANTS PEOPLE SPREAD CROWD ROWS [renew]")
        }
        try OpenFileLimit.raise()
        let folder = WorldFolder(path: path)
        let random = SystemRandom()
        guard let key = PlatformKey(try folder.key(random, bytes: PlatformKey.byteCount)) else { throw BenchError.child("no platform key") }
        var log = Logger(label: "bench")
        log.logLevel = .error
        let clock = SystemClock()
        let certificates = try MadeCertificates.make(in: path, now: clock.now(), random: random)
        let node = try Node(
            settings(folder, certificates), key: key, keySource: "the benchmark", create: true, clock: clock, random: random, log: log,
            passwordCost: PasswordCost(logN: 8, r: 1, p: 1))
        let builder = WorldBuilder(node: node, plan: plan)
        if !folder.isComplete {
            try await builder.build(folder)
        } else if plan.isRenewed {
            try await builder.addSessions(folder, mark: random.recordID() + ".")
        }
        let daemon = try await Daemon(node)
        func port(_ kind: String) -> Int {
            let address = daemon.addresses.first { $0.listener.endpoint.kind == kind }?.address
            return address?.split(separator: ":").last.flatMap { Int($0) } ?? 0
        }
        announce("{\"port\":\(port("tcp")),\"tls\":\(port("tls"))}")
        listen(builder, folder)
        await daemon.serve()
    }

    /// One event loop, as the line echo has: the load generator needs the other processor.
    private static func settings(_ folder: WorldFolder, _ certificates: MadeCertificates) -> Settings {
        var settings = Settings()
        settings.dataDir = folder.data
        settings.keysDir = folder.keys
        settings.backupDir = folder.backup
        settings.listeners = [
            Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants), Listener(.tls(host: "127.0.0.1", port: 0), door: .tenants),
        ]
        settings.certificate = certificates.certificate
        settings.certificateKey = certificates.key
        settings.connections = 12_000
        settings.openTenants = 1_024
        settings.threads = 1
        settings.timerMs = 1_000
        settings.drainSeconds = 1
        return settings
    }

    /// On a thread of its own: it blocks.
    private static func listen(_ builder: WorldBuilder, _ folder: WorldFolder) {
        Thread.detachNewThread {
            while let line = readLine() {
                let words = line.split(separator: " ")
                guard words.first == "touch", words.count == 2, let number = Int(words[1]) else { continue }
                Task {
                    do { try await builder.touch(number, folder) } catch { announce("{\"error\":\"\(error)\"}") }
                    announce("{}")
                }
            }
            kill(getpid(), SIGTERM)
        }
    }
}
