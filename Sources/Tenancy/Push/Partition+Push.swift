import Base
import Casework
import Store
package import Wire

extension Partition {
    /// `sync.push` (protocol §7). The answer is made after COMMIT; call it in the order in which the pushes of a queue arrived.
    package func push(_ r: PushRequest, for p: Principal) async -> Result<[UInt8], RPCError> {
        let mutations: [CheckedMutation]
        do throws(RPCError) {
            try admit(p)
            mutations = try r.checked(for: p)
        } catch { return .failure(error) }
        let arrival = core.clock.now()
        let ticket = lanes.enter(r.queue)
        return await withCheckedContinuation { continuation in
            let job = PushJob(queue: r.queue, mutations: mutations, principal: p, arrival: arrival, withheld: r.withheld) {
                continuation.resume(returning: $0)
            }
            guard p.device?.publicKey != nil else { return handOver(job, ticket, refused: nil) }
            do {
                try pools.verify.submit {
                    self.handOver(job, ticket, refused: PushRequest.verify(mutations, p.device))
                }
            } catch {
                handOver(job, ticket, refused: RPCError(.busy))
            }
        }
    }

    private func handOver(_ job: PushJob, _ ticket: Int64, refused: RPCError?) {
        var start = false
        var failed: [(PushJob, RPCError)] = []
        lanes.resolve(job.queue, ticket, refused == nil ? .verified(job) : .refused) { ready in
            do throws(RPCError) {
                if try queue.add(.push(ready)) { start = true }
            } catch { failed.append((ready, error)) }
        }
        if let refused { job.finish(.failure(refused)) }
        for (job, error) in failed { job.finish(.failure(error)) }
        if start { startDrain() }
    }

    /// `sync.preview`: the same `decide` on a read snapshot; nothing is stored, numbered or signed (why.md B8).
    package func preview(op: String, a: JSON, if condition: JSON?, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        let now = core.clock.now()
        do {
            return try await read { reader in
                let outcome: Outcome
                do {
                    let changes = try Decision.changes(
                        op: op, a: a, condition: condition, principal: p, now: now, proven: nil, reader: reader)
                    outcome = .ok(changes.result)
                } catch let refusal as Refusal { outcome = Outcome(refusal) }
                if case .wait(let code, _) = outcome { throw RPCError(code) }
                var writer = JSONWriter()
                writer.beginObject()
                writer.key("out")
                writer.beginArray()
                Outcome.write(code: outcome.code, data: outcome.data(leaf: nil), into: &writer)
                writer.endArray()
                writer.endObject()
                return writer.finish()
            }
        } catch { throw answer(error) }
    }
}
