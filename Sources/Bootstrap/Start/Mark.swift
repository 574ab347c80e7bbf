import Base
import Store

/// What the data itself remembers of the process that used it last: the platform key's fingerprint, and until when. Not sealed: it
/// is what tells a wrong key from damaged data.
enum Mark {
    static let kind = "mark"

    static func fingerprint(_ platform: any PlatformStore) throws -> String? { try text(platform, "key") }

    static func lastUse(_ platform: any PlatformStore) throws -> Timestamp? {
        try text(platform, "time").flatMap { Int64($0) }.map { Timestamp(ms: $0) }
    }

    static func setFingerprint(_ platform: any PlatformStore, _ value: String) throws {
        try platform.writeNow { try $0.put(kind, "key", Array(value.utf8)) }
    }

    /// Never back, so that a clock that was set back while running is noticed at the next start.
    static func touch(_ platform: any PlatformStore, _ now: Timestamp) throws {
        if let last = try lastUse(platform), last >= now { return }
        try set(platform, now)
    }

    static func set(_ platform: any PlatformStore, _ now: Timestamp) throws {
        try platform.writeNow { try $0.put(kind, "time", Array(String(now.ms).utf8)) }
    }

    private static func text(_ platform: any PlatformStore, _ key: String) throws -> String? {
        try platform.readNow { try $0.get(kind, key) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
