package import Base
internal import Store
package import Wire

/// Hashes passwords, a few at a time and with a bounded line before them: ten thousand sign-ins at eight o'clock are told when to
/// come again (1101 with jitter) instead of taking all memory.
package final class PasswordPool: Sendable {
    package let cost: PasswordCost
    private let pool: BlockingPool
    private let random: any RandomSource
    /// Compared against where there is no such account, so that an unknown login costs the same time.
    private let decoy: PasswordHash

    package init(
        cost: PasswordCost = .standard, random: any RandomSource, threads: Int = Limits.passwordHashesAtOnce,
        queueLimit: Int = Limits.passwordHashQueue
    ) {
        self.cost = cost
        self.random = random
        pool = BlockingPool(threads: threads, queueLimit: queueLimit, name: "password")
        decoy = PasswordHash(cost: cost, salt: random.bytes(PasswordHash.saltBytes))
    }

    /// A fresh hash. 1101 with seconds to wait when too many stand in line.
    package func hash(_ password: String) async throws(RPCError) -> PasswordHash {
        let salt = random.bytes(PasswordHash.saltBytes)
        let cost = self.cost
        return try await run { try PasswordHash(of: password, cost: cost, salt: salt) }
    }

    /// Whether the password matches, and whether the hash should be made anew with today's cost. With `hash` nil the answer is no, at
    /// the same price.
    package func verify(_ password: String, against hash: PasswordHash?) async throws(RPCError) -> (matches: Bool, stale: Bool) {
        let target = hash ?? decoy
        let matches = try await run { try target.matches(password) }
        return (matches && hash != nil, target.cost.isBelow(cost))
    }

    package func shutdown() { pool.shutdown() }

    private func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws(RPCError) -> R {
        do {
            return try await pool.run(body)
        } catch let error as StoreError {
            if case .busy = error { throw RPCError(.rateLimited, value: Int64(2 + random.below(9))) }
            throw RPCError(.unavailable)
        } catch {
            throw RPCError(.internalError)
        }
    }
}

extension PasswordHash {
    /// A hash that no password matches.
    fileprivate init(cost: PasswordCost, salt: [UInt8]) {
        self.cost = cost
        self.salt = salt
        hash = [UInt8](repeating: 0, count: PasswordHash.hashBytes)
    }
}
