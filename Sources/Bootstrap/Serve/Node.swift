package import Base
import Crypto
import Foundation
package import Identity
package import Logging
import Methods
import Paper
package import Session
import Statute
package import Store
package import StoreSQLite
package import Tenancy

/// Everything a process works with, put together in one place: stores, keys, registry, identity, and the server that connections use.
package final class Node: Sendable {
    package let settings: Settings
    package let stores: SQLiteFactory
    package let registry: TenantRegistry
    package let identity: IdentityService
    package let operators: Operators
    package let server: Server
    private let statute: StatutePool
    package let pools: Pools
    package let clock: any WallClock
    package let random: any RandomSource
    package let log: Logger

    package static let software = "gongdao/1.0"

    /// Opens the data under all checks of a start. Blocks; throws `StartRefusal`.
    /// `create`: make the folders and an empty platform where there is nothing yet.
    package init(
        _ settings: Settings, key: PlatformKey, keySource: String, create: Bool, clock: any WallClock, random: any RandomSource,
        log: Logger, faults: FaultPlan? = nil, monotonic: any MonotonicClock = SystemMonotonicClock(), passwordCost: PasswordCost = .standard
    ) throws(StartRefusal) {
        self.settings = settings
        self.clock = clock
        self.random = random
        self.log = log
        statute = StatutePool()
        try StartCheck.folders(settings, create: create)
        stores = try StartCheck.open(settings.dataDir, faults)
        try StartCheck.versions(stores)
        pools = Pools.standard()
        var opened: (any PlatformStore)?
        do {
            let platform = try stores.platform()
            opened = platform
            try StartCheck.mark(platform, key: key, keySource: keySource, clock: clock, acceptsEarlier: settings.acceptsEarlierClock)
            registry = try TenantRegistry(
                stores: stores, keys: try FileKeyStore(folder: settings.keysDir), platformKey: key, serverName: settings.serverName,
                clock: clock, random: random, pools: pools, alarms: AlarmLog { LogAlarms.write($0, to: log) },
                health: NodeHealth(version: Node.software, clock: clock, monotonic: monotonic))
        } catch {
            try? opened?.close()
            stores.close()
            pools.shutdown()
            throw StartCheck.explain(error, settings.dataDir + "/platform.sqlite", keySource: keySource)
        }
        let secret = key.derive("identity").withUnsafeBytes { Array($0) }
        identity = IdentityService(
            registry: registry, platform: registry.platform, secret: secret, serverName: settings.serverName, clock: clock,
            random: random, pools: pools, passwordCost: passwordCost)
        operators = Operators(identity: identity, platform: registry.platform, pool: pools.read)
        server = Server(
            services: Services(
                identity: identity, operators: operators, registry: registry, clock: clock, random: random, statute: statute,
                software: Node.software, serverName: settings.serverName, press: PaperPress()))
        // Last, so that a start that is refused is refused at once, in its one sentence.
        do throws(StartRefusal) { try Node.openStatute(statute, log) } catch {
            close()
            throw error
        }
    }

    /// Reads the law before anybody can ask for it, and says how long that took.
    private static func openStatute(_ statute: StatutePool, _ log: Logger) throws(StartRefusal) {
        let started = ContinuousClock.now
        do {
            let versions = try statute.open().heads.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
            log.info("rule packs", metadata: ["versions": "\(versions)", "took": "\(ContinuousClock.now - started)"])
        } catch {
            throw .rulePacks("\(error)")
        }
    }

    /// Blocks: writes down the time, closes every partition and the platform, lets go of the data folder, ends the pools. Afterwards no
    /// file of the data is open, and the next start may begin.
    package func close() {
        // Bundles in the making end between two slices, and are begun again by the next process.
        server.services.exports.shutdown()
        do {
            // A disk that is full keeps the mark from being written, not the files from being closed.
            let marked = Result { try Mark.touch(registry.platform, clock.now()) }
            try registry.shutdown()
            try marked.get()
        } catch {
            log.error("closing the data failed; it is whole, but the next start may have to recover it", metadata: ["error": "\(error)"])
        }
        identity.shutdown()
        statute.shutdown()
        pools.shutdown()
    }
}
