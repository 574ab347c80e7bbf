package import Base
internal import Casework
internal import Identity
internal import Records
internal import Synchronization
internal import Tenancy
package import Wire

/// Mutations and bytes a second per device, with a burst of some seconds (protocol §9): token buckets in memory. A restart forgives,
/// which is right for rates (unlike for failed sign-ins).
package final class RateLimiter: Sendable {
    private struct Bucket {
        var level: Double
        var at: Int64
    }
    private struct Key: Hashable {
        var device: String
        var kind: UInt8
    }

    private let clock: any WallClock
    /// Guards the buckets; those that are full again are swept away.
    private let buckets = Mutex<(map: [Key: Bucket], swept: Int64)>((map: [:], swept: 0))
    /// A device may use so many seconds' worth at once.
    static let burstSeconds: Double = 20

    package init(clock: any WallClock) { self.clock = clock }

    /// Takes `mutations` and `bytes` of this device's allowance, or throws 1101 with the seconds until there is enough, taking nothing.
    package func take(device: String, mutations: Int, bytes: Int) throws(RPCError) {
        let now = clock.now().ms
        let wanted = [
            (kind: UInt8(0), amount: Double(mutations), rate: Double(Limits.mutationsPerSecond)),
            (kind: UInt8(1), amount: Double(bytes), rate: Double(Limits.bytesPerSecond)),
        ]
        let wait = buckets.withLock { buckets -> Double in
            sweep(&buckets, now)
            var longest: Double = 0
            for (kind, amount, rate) in wanted where amount > 0 {
                let level = refilled(buckets.map[Key(device: device, kind: kind)], rate, now)
                if level < amount { longest = max(longest, (amount - level) / rate) }
            }
            guard longest == 0 else { return longest }
            for (kind, amount, rate) in wanted where amount > 0 {
                let key = Key(device: device, kind: kind)
                buckets.map[key] = Bucket(level: refilled(buckets.map[key], rate, now) - amount, at: now)
            }
            return 0
        }
        guard wait == 0 else { throw .wait(.rateLimited, seconds: Int64(wait.rounded(.up))) }
    }

    private func refilled(_ bucket: Bucket?, _ rate: Double, _ now: Int64) -> Double {
        let most = rate * RateLimiter.burstSeconds
        guard let bucket else { return most }
        return min(most, bucket.level + rate * Double(max(0, now - bucket.at)) / 1000)
    }

    private func sweep(_ buckets: inout (map: [Key: Bucket], swept: Int64), _ now: Int64) {
        guard now - buckets.swept > 60_000 else { return }
        let full = Int64(RateLimiter.burstSeconds * 1000)
        buckets.map = buckets.map.filter { now - $0.value.at < full }
        buckets.swept = now
    }
}
