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
        [key(settings, environment)] + folders(settings) + databases(settings) + [backups(settings), files(settings)] + tls(settings)
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
        for name in tenants where !FileManager.default.fileExists(atPath: settings.keysDir + "/" + name.replacingOccurrences(of: ".sqlite", with: ".key")) {
            out.append(.check("\(folder)/\(name) has no key file in keys.dir: the tenant was deleted, or its key must be restored"))
        }
        return out.isEmpty ? [.good("\(tenants.count) tenants, all databases whole")] : out
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
