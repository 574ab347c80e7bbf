import Base
import Foundation
import Listeners
import NIOSSL
import StoreSQLite
import Tenancy

/// Looks at an installation without changing it.
enum Doctor {
    struct Finding: Equatable {
        var isGood: Bool
        var sentence: String

        static func good(_ sentence: String) -> Finding { Finding(isGood: true, sentence: sentence) }
        static func check(_ sentence: String) -> Finding { Finding(isGood: false, sentence: sentence) }
    }

    static func examine(_ settings: Settings, environment: [String: String]) -> [Finding] {
        [key(settings, environment)] + folders(settings) + databases(settings) + registry(settings, environment)
            + [backups(settings), files(settings)] + tls(settings)
    }

    private static func key(_ settings: Settings, _ environment: [String: String]) -> Finding {
        do throws(StartRefusal) {
            let (key, source) = try PlatformKeySource.load(settings, environment: environment)
            return .good("platform key from \(source), fingerprint \(key.fingerprint)")
        } catch {
            return .check("\(error)")
        }
    }

    private static func folders(_ settings: Settings) -> [Finding] {
        [("data.dir", settings.dataDir), ("keys.dir", settings.keysDir), ("backup.dir", settings.backupDir)].map { name, path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let attributes else { return .check("\(name) \(path) is not there; `gongdaod init` makes it") }
            if let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue, mode & 0o007 != 0 {
                return .check("\(name) \(path) is open to everybody; run `chmod 700 \(path)`")
            }
            let free = (try? FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize]) as? NSNumber
            if let free, free.int64Value < 1 << 30 {
                return .check("\(name) \(path) has \(free.int64Value >> 20) MiB left; below that a full disk makes tenants read-only")
            }
            return .good("\(name) \(path)")
        }
    }

    /// Every database's pages; one that is in use is read beside its process.
    private static func databases(_ settings: Settings) -> [Finding] {
        let folder = settings.dataDir + "/tenants"
        let tenants = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".sqlite") }.sorted() ?? []
        let paths = [settings.dataDir + "/platform.sqlite"] + tenants.map { folder + "/" + $0 }
        var out: [Finding] = []
        for path in paths where FileManager.default.fileExists(atPath: path) {
            do {
                if let fault = try SQLiteFactory.check(path) {
                    out.append(.check("\(StartRefusal.damaged(file: path, reason: fault))"))
                }
            } catch {
                out.append(.check("\(path) cannot be read: \(error)"))
            }
        }
        return out.isEmpty ? [.good("\(tenants.count) databases of tenants, all whole")] : out
    }

    /// The platform's list of tenants against the files that are there.
    private static func registry(_ settings: Settings, _ environment: [String: String]) -> [Finding] {
        let files = FileManager.default
        let platform = settings.dataDir + "/platform.sqlite"
        // A key that is missing or wrong is a finding of its own.
        guard files.fileExists(atPath: platform), let key = try? PlatformKeySource.load(settings, environment: environment).key,
            let contents = try? SQLiteFactory.readPlatform(platform, { try RegistryContents($0, key: key, random: SystemRandom()) })
        else { return [] }
        var out: [Finding] = []
        let living = contents.tenants.filter { $0.status != .deleted }
        for tenant in living {
            let database = settings.dataDir + "/tenants/\(tenant.number).sqlite"
            let keyFile = settings.keysDir + "/\(tenant.number).key"
            if !files.fileExists(atPath: database) {
                out.append(.check("tenant \(tenant.code) has no database (\(database)); restore it from a backup"))
            } else if !files.fileExists(atPath: keyFile) {
                out.append(.check("tenant \(tenant.code) has no key file (\(keyFile)); put its copy back"))
            } else if let head = try? SQLiteFactory.head(of: database), contents.isBehind(tenant.number, head) {
                out.append(
                    .check(
                        "tenant \(tenant.code) restored: waits for acceptance; its database is older than what the platform remembers. "
                            + "An operator accepts it with `gongdao operator tenant accept-restore \(tenant.code) --reason TEXT`"))
            } else if contents.restores[tenant.number] != nil {
                out.append(.good("tenant \(tenant.code) was restored; its next opening begins a new epoch"))
            }
        }
        if out.allSatisfy(\.isGood) { out.append(.good("\(living.count) tenants, each with database and key")) }
        return out
    }

    private static func backups(_ settings: Settings) -> Finding {
        let copies = (try? FileManager.default.contentsOfDirectory(atPath: settings.backupDir))?
            .filter { !$0.hasSuffix(".unfinished") }.sorted() ?? []
        guard let last = copies.last else { return .check("there is no backup in \(settings.backupDir); run `gongdaod backup` every day") }
        return .good("last backup \(last)")
    }

    private static func files(_ settings: Settings) -> Finding {
        do throws(StartRefusal) {
            try OpenFiles.check(connections: settings.connections, tenants: settings.openTenants)
            return .good("the limit of open files suffices")
        } catch {
            return .check("\(error)")
        }
    }

    private static func tls(_ settings: Settings) -> [Finding] {
        guard let chain = settings.certificate, let key = settings.certificateKey else { return [] }
        do throws(ListenerError) {
            _ = try TLSCertificates(chainFile: chain, keyFile: key)
        } catch {
            return [.check("\(error)")]
        }
        guard let first = try? NIOSSLCertificate.fromPEMFile(chain).first else { return [] }
        let ends = Timestamp(ms: Int64(first.notValidAfter) * 1000)
        let days = (ends.ms - SystemClock().now().ms) / 86_400_000
        guard days < 14 else { return [.good("the certificate is good for \(days) days")] }
        return [.check("the certificate ends in \(days) days (\(ends.rfc3339())); renew it, then send SIGHUP")]
    }
}
