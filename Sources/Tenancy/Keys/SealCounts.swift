import Base
import Store
import Wire

/// Keeps the count of each key's seals across restarts: reserved ahead in blocks, so that not every batch writes it. A crash makes
/// the count too high, never too low.
enum SealCounts {
    private static let block: Int64 = 1 << 16
    private static func name(_ key: UInt16) -> String { "seals/\(key)" }

    static func keep(_ ring: KeyRing, _ transaction: any Transaction) throws {
        for number in ring.numbers {
            guard let key = ring.keys[number] else { continue }
            let kept = try read(number, transaction)
            if key.seals > kept || (kept == 0 && number == ring.current) {
                try transaction.setMeta(name(number), Array(String(key.seals + block).utf8))
            }
        }
    }

    /// When a partition opens.
    static func load(_ ring: KeyRing, _ snapshot: any Snapshot) throws {
        for number in ring.numbers { ring.keys[number]?.raise(to: try read(number, snapshot)) }
    }

    static func watch(_ ring: KeyRing, _ core: PartitionCore) {
        guard let key = ring.keys[ring.current], key.seals >= Limits.sealsPerKey else { return }
        core.alarms.raise(.keyWorn(tenant: core.tenant.number, key: key.number))
    }

    private static func read(_ key: UInt16, _ snapshot: any Snapshot) throws -> Int64 {
        try snapshot.meta(name(key)).flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    }
}
