package import Base
package import Bootstrap
import Foundation
import Identity
import Logging
package import Store
import Tenancy

/// A temporary folder with the three folders of an installation and a platform key beside them; removed at the end.
package final class Home {
    package let path: String
    package var settings: Settings
    package let keyText: String

    package static let start = Timestamp(ms: 1_795_220_000_000)

    package init() throws {
        let template = FileManager.default.temporaryDirectory.path + "/gongdao-test-XXXXXX"
        var bytes = Array(template.utf8CString)
        guard let made = bytes.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } }) else {
            throw CocoaError(.fileWriteUnknown)
        }
        path = made
        keyText = Hex.encode(SystemRandom().bytes(32))
        settings = Settings()
        settings.serverName = "gongdao"
        settings.dataDir = path + "/data"
        settings.keysDir = path + "/keys"
        settings.backupDir = path + "/backup"
        settings.keyFile = path + "/platform-key"
        settings.connections = 100
        settings.openTenants = 10
        settings.threads = 2
        settings.drainSeconds = 5
        settings.timerMs = 50
        try write("platform-key", keyText + "\n", mode: 0o600)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func write(_ name: String, _ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path + "/" + name)
    }

    package func node(
        create: Bool = true, key: String? = nil, now: Timestamp = Home.start, faults: FaultPlan? = nil
    ) throws -> Node {
        guard let key = PlatformKey(Hex.decode(key ?? keyText) ?? []) else { throw CocoaError(.fileReadUnknown) }
        let clock = ManualClock(now)
        return try Node(
            settings, key: key, keySource: "the test", create: create, clock: clock, random: SystemRandom(),
            log: Logger(label: "test") { LineLogHandler(label: $0, level: .critical, isJSON: false, clock: clock) }, faults: faults,
            passwordCost: PasswordCost(logN: 10, r: 8, p: 1))
    }

    /// What a start refuses with; nil when it goes through.
    package func refusal(_ body: () throws -> Node) -> StartRefusal? {
        do {
            try body().close()
            return nil
        } catch {
            return error as? StartRefusal
        }
    }
}
