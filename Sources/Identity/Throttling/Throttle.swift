package import Base
package import Store
internal import Synchronization
package import Wire

/// Counts failed attempts per account and per address prefix, in the platform store, so that a restart forgives nothing.
///
/// Keys are HMACs: the store does not learn who tried. A failure counts from the moment its attempt begins (`begin`), so that a
/// hundred guesses sent at once are not all let through before the first is found wrong.
package final class Throttle: Sendable {
    package struct Rule: Sendable {
        /// Failures without a wait, the first wait, the longest wait, and after how long without failure all is forgotten.
        var free: Int64
        var firstWait: Int64
        var longestWait: Int64
        var forget: Int64

        package static let account = Rule(free: 5, firstWait: 30_000, longestWait: 3_600_000, forget: 86_400_000)
        /// Lenient: a whole company may stand behind one address.
        package static let address = Rule(free: 100, firstWait: 60_000, longestWait: 900_000, forget: 3_600_000)

        /// Milliseconds still to wait after `failures`, the last of them at `last`.
        func wait(failures: Int64, last: Int64, now: Int64) -> Int64 {
            guard failures >= free, now - last < forget else { return 0 }
            let doubled = firstWait << min(failures - free, 20)
            return max(0, last + min(doubled, longestWait) - now)
        }
    }

    /// One attempt under way; end it with `failed` or `succeeded`.
    package struct Attempt: Sendable {
        let account: String
        let address: String?
        var keys: [(key: String, rule: Rule)] {
            [(account, .account)] + (address.map { [($0, .address)] } ?? [])
        }
    }

    private let platform: any PlatformStore
    private let pool: BlockingPool
    private let clock: any WallClock
    private let key: [UInt8]
    /// Guards how many attempts are under way per key.
    private let underWay = Mutex<[String: Int64]>([:])
    private static let kind = "throttle"

    package init(platform: any PlatformStore, pool: BlockingPool, clock: any WallClock, keys: IdentityKeys) {
        self.platform = platform
        self.pool = pool
        self.clock = clock
        key = keys.throttle
    }

    /// 1101 with the seconds to wait when this account or address has failed too often.
    package func begin(realm: String, login: String, address: String?) async throws(RPCError) -> Attempt {
        let attempt = Attempt(
            account: name("a", realm, login.lowercased()), address: AddressPrefix.of(address).map { name("p", "", $0) })
        let keys = attempt.keys.map(\.key)
        let stored = try await read(keys)
        let now = clock.now().ms
        let wait = underWay.withLock { underWay in
            var longest: Int64 = 0
            for (key, rule) in attempt.keys {
                let count = stored[key] ?? Count(failures: 0, last: now)
                let pending = underWay[key] ?? 0
                longest = max(longest, rule.wait(failures: count.failures, last: count.last, now: now))
                if pending > 0, count.live(now, rule) + pending >= rule.free { longest = max(longest, 1000) }
            }
            if longest == 0 { for key in keys { underWay[key, default: 0] += 1 } }
            return longest
        }
        guard wait == 0 else { throw RPCError(.rateLimited, value: (wait + 999) / 1000) }
        return attempt
    }

    /// One guess: a wrong secret (1202) is counted, whatever else ends it is not.
    package func judge<R: Sendable>(
        realm: String, login: String, address: String?, _ guess: () async throws(RPCError) -> R
    ) async throws(RPCError) -> R {
        let attempt = try await begin(realm: realm, login: login, address: address)
        do {
            let result = try await guess()
            await succeeded(attempt)
            return result
        } catch {
            if error.code == .tokenInvalid { await failed(attempt) } else { abandoned(attempt) }
            throw error
        }
    }

    /// Counts a failure under both keys; durable when it returns.
    package func failed(_ attempt: Attempt) async {
        let now = clock.now().ms
        await write { transaction in
            for (key, rule) in attempt.keys {
                let old = try Count(transaction.get(Throttle.kind, key)) ?? Count(failures: 0, last: now)
                try transaction.put(Throttle.kind, key, Count(failures: old.live(now, rule) + 1, last: now).bytes)
            }
        }
        finish(attempt)
    }

    /// Forgets the account's failures (the address keeps its own: one good password must not clear the way for guessing others).
    package func succeeded(_ attempt: Attempt) async {
        if let stored = try? await read([attempt.account]), stored[attempt.account] != nil {
            await write { try $0.delete(Throttle.kind, attempt.account) }
        }
        finish(attempt)
    }

    /// Neither failed nor succeeded: the attempt could not be judged (busy, store error).
    package func abandoned(_ attempt: Attempt) { finish(attempt) }

    private func finish(_ attempt: Attempt) {
        underWay.withLock { underWay in
            for (key, _) in attempt.keys {
                let left = (underWay[key] ?? 1) - 1
                underWay[key] = left > 0 ? left : nil
            }
        }
    }

    private func name(_ space: String, _ realm: String, _ text: String) -> String {
        space + Base64URL.encode(hmac(key, Array("\(space)\u{0}\(realm)\u{0}\(text)".utf8)).prefix(16))
    }

    private func read(_ keys: [String]) async throws(RPCError) -> [String: Count] {
        let platform = self.platform
        do {
            return try await pool.run {
                try platform.readNow { snapshot in
                    var found: [String: Count] = [:]
                    for key in keys { found[key] = try Count(snapshot.get(Throttle.kind, key)) }
                    return found
                }
            }
        } catch {
            throw RPCError(.unavailable)
        }
    }

    /// A count that cannot be written (disk full) must not let a guess go unseen, nor stop everybody: it stays counted in memory
    /// only while under way, and the attempt itself fails anyway.
    private func write(_ body: @escaping @Sendable (any PlatformTransaction) throws -> Void) async {
        let platform = self.platform
        try? await pool.run { try platform.writeNow(body) }
    }
}

/// Failures and when the last one was: 16 bytes.
private struct Count {
    var failures: Int64
    var last: Int64

    init(failures: Int64, last: Int64) {
        self.failures = failures
        self.last = last
    }

    init?(_ bytes: [UInt8]?) {
        guard let bytes, bytes.count == 16 else { return nil }
        failures = bytes.number(at: 0)
        last = bytes.number(at: 8)
    }

    var bytes: [UInt8] {
        var out = [UInt8]()
        out.append(number: failures)
        out.append(number: last)
        return out
    }

    func live(_ now: Int64, _ rule: Throttle.Rule) -> Int64 { now - last < rule.forget ? failures : 0 }
}
