internal import Base
package import Statute
internal import Store
package import Wire

/// Answers questions of law on threads of its own, with a bounded line before them: a long question (hundreds of months, many variants)
/// holds up neither an event loop nor those who read or write records.
package final class StatutePool: Sendable {
    private let pool: BlockingPool

    package init(threads: Int = Limits.statuteThreads, queueLimit: Int = Limits.statuteQueue) {
        pool = BlockingPool(threads: threads, queueLimit: queueLimit, name: "statute")
    }

    /// Reads and checks the rule packs of this program, once a process. Blocks; a daemon calls it before it listens. Throws where the
    /// program was built with a faulty pack.
    @discardableResult
    package func open() throws(PackError) -> RulePacks { try RulePacks.embedded() }

    /// The answer to one question, as `Evaluator` gives it, with the tenant's own values laid under those of the question. 1101 with the
    /// seconds to wait when too many stand in line.
    package func answer(_ question: JSON, own: [JSONObject]) async throws(RPCError) -> Statute.Answer {
        do {
            return try await pool.run {
                let packs = try RulePacks.embedded()
                if own.isEmpty { return Evaluator.answer(question, packs: packs) }
                let (overrides, unusable) = TenantValues.overrides(own)
                var answer = Evaluator.answer(question, packs: packs, overrides: overrides)
                answer.warnings += unusable.map { "own_value_unusable:" + $0 }
                return answer
            }
        } catch let error as StoreError {
            if case .busy = error { throw .wait(.rateLimited, seconds: 1) }
            throw RPCError(.unavailable)
        } catch {
            throw RPCError(.internalError)
        }
    }

    package func shutdown() { pool.shutdown() }
}
