import Base
import Crypto
import Foundation
import Listeners
import Logging
import Methods
import Tenancy
import Wire

/// `gongdaod serve --demo`: a whole server in a temporary folder on free loopback ports, with one tenant made through the same doors
/// that everybody uses. Prints one JSON line when it is ready; nothing is left behind at the end.
package enum Demo {
    package static func serve(employees: Int) async throws {
        let clock = SystemClock()
        let random = SystemRandom()
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificates = try MadeCertificates.make(in: folder, now: clock.now(), random: random)
        let settings = settings(folder, certificates)
        guard let key = PlatformKey(random.bytes(PlatformKey.byteCount)) else { throw StartRefusal.noPlatformKey }
        try OpenFiles.check(connections: settings.connections, tenants: settings.openTenants)
        let node = try Node(
            settings, key: key, keySource: "the demo", create: true, clock: clock, random: random,
            log: LogAlarms.logger(settings, clock: clock))
        let accounts: [DemoAccount]
        do {
            accounts = try await DemoTenant.make(node, employees: employees)
        } catch {
            node.close()
            throw error
        }
        let daemon = try await Daemon(node)
        announce(daemon, certificates, accounts)
        await daemon.serve()
    }

    private static func settings(_ folder: String, _ certificates: MadeCertificates) -> Settings {
        var settings = Settings()
        settings.dataDir = folder + "/data"
        settings.keysDir = folder + "/keys"
        settings.backupDir = folder + "/backup"
        settings.listeners = [
            Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants), Listener(.tls(host: "127.0.0.1", port: 0), door: .tenants),
            Listener(.unix(path: folder + "/socket", mode: 0o600), door: .tenants),
            Listener(.tcp(host: "127.0.0.1", port: 0), door: .operators),
        ]
        settings.certificate = certificates.certificate
        settings.certificateKey = certificates.key
        settings.logLevel = "warning"
        settings.connections = 1_000
        settings.openTenants = 16
        settings.drainSeconds = 5
        settings.timerMs = 200
        return settings
    }

    private static func announce(_ daemon: Daemon, _ certificates: MadeCertificates, _ accounts: [DemoAccount]) {
        func address(_ kind: String, _ door: Door) -> JSON {
            daemon.addresses.first { $0.listener.endpoint.kind == kind && $0.listener.door == door }.map { .string($0.address) } ?? .null
        }
        let line: JSON = [
            "tcp": address("tcp", .tenants), "tls": address("tls", .tenants), "unix": address("unix", .tenants),
            "operator": address("tcp", .operators), "ca": .string(certificates.ca), "tenant": .string(DemoTenant.code),
            "accounts": .array(accounts.map(\.json)),
        ]
        FileHandle.standardOutput.write(Data(line.bytes + [0x0A]))
    }

    private static func temporaryFolder() throws -> String {
        let base = FileManager.default.temporaryDirectory.path
        var template = Array((base + "/gongdao-demo-XXXXXX").utf8CString)
        guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } }) else {
            throw StartRefusal.folder(base, reason: String(cString: strerror(errno)))
        }
        return made
    }
}
