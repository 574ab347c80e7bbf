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
        /// Ms after which it is full again.
        var full: Int64
    }
    private struct Key: Hashable {
        /// A device, or an account, each with its tenant.
        var who: String
        var kind: UInt8
    }
    /// An amount that is wanted of one allowance.
    private struct Wish {
        var kind: UInt8
        var amount: Double
        /// A second.
        var rate: Double
        /// Seconds' worth that may be used at once.
        var burst: Double
    }

    private let clock: any WallClock
    /// Guards the buckets; those that are full again are swept away.
    private let buckets = Mutex<(map: [Key: Bucket], swept: Int64)>((map: [:], swept: 0))
    /// A device may use so many seconds' worth at once.
    static let burstSeconds: Double = 20

    package init(clock: any WallClock) { self.clock = clock }

    /// Takes `mutations` and `bytes` of this device's allowance, or throws 1101 with the seconds until there is enough, taking nothing.
    package func take(device: String, mutations: Int, bytes: Int) throws(RPCError) {
        let wait = take(
            device,
            [
                Wish(kind: 0, amount: Double(mutations), rate: Double(Limits.mutationsPerSecond), burst: RateLimiter.burstSeconds),
                Wish(kind: 1, amount: Double(bytes), rate: Double(Limits.bytesPerSecond), burst: RateLimiter.burstSeconds),
            ])
        guard wait == 0 else { throw .wait(.rateLimited, seconds: wait) }
    }

    /// Takes one upload, where this is its beginning, and these bytes of the account's day, or throws 1102 with the seconds.
    package func take(upload bytes: Int, begins: Bool, account: String) throws(RPCError) {
        func wish(_ kind: UInt8, _ amount: Int, aDay: Int) -> Wish {
            Wish(kind: kind, amount: Double(amount), rate: Double(aDay) / RateLimiter.day, burst: RateLimiter.day)
        }
        let wait = take(account, [wish(2, begins ? 1 : 0, aDay: Limits.uploadsPerDay), wish(3, bytes, aDay: Limits.uploadBytesPerDay)])
        guard wait == 0 else { throw .wait(.quota, seconds: wait) }
    }

    private static let day: Double = 86_400

    /// Takes all or nothing; the seconds until there is enough.
    private func take(_ who: String, _ wishes: [Wish]) -> Int64 {
        let now = clock.now().ms
        return buckets.withLock { buckets in
            sweep(&buckets, now)
            var longest: Double = 0
            for wish in wishes where wish.amount > 0 {
                let level = refilled(buckets.map[Key(who: who, kind: wish.kind)], wish, now)
                if level < wish.amount { longest = max(longest, (wish.amount - level) / wish.rate) }
            }
            guard longest == 0 else { return max(1, Int64(longest.rounded(.up))) }
            for wish in wishes where wish.amount > 0 {
                let key = Key(who: who, kind: wish.kind)
                buckets.map[key] = Bucket(
                    level: refilled(buckets.map[key], wish, now) - wish.amount, at: now, full: Int64(wish.burst * 1000))
            }
            return 0
        }
    }

    private func refilled(_ bucket: Bucket?, _ wish: Wish, _ now: Int64) -> Double {
        let most = wish.rate * wish.burst
        guard let bucket else { return most }
        return min(most, bucket.level + wish.rate * Double(max(0, now - bucket.at)) / 1000)
    }

    private func sweep(_ buckets: inout (map: [Key: Bucket], swept: Int64), _ now: Int64) {
        guard now - buckets.swept > 60_000 else { return }
        buckets.map = buckets.map.filter { now - $0.value.at < $0.value.full }
        buckets.swept = now
    }
}
