import Base
import Casework
import Evidence
import Foundation
import Records
import Store
import Wire

/// One push inside its batch: the queue's counter, the check of repeats, then mutation after mutation in savepoints of their own.
final class PushRun {
    private let job: PushJob
    private let core: PartitionCore
    private let transaction: any Transaction
    private let sealer: Sealer
    private let batch: BatchState
    private var queue: QueueRow
    private var results: [[UInt8]] = []

    private init(_ job: PushJob, core: PartitionCore, transaction: any Transaction, sealer: Sealer, batch: BatchState, queue: QueueRow) {
        self.job = job
        self.core = core
        self.transaction = transaction
        self.sealer = sealer
        self.batch = batch
        self.queue = queue
    }

    /// The call's result, or the error of the call as a whole. Throws what must abort the batch.
    static func perform(
        _ job: PushJob, core: PartitionCore, transaction: any Transaction, sealer: Sealer, batch: BatchState, shared: inout SharedAnswers
    ) throws -> Result<[UInt8], RPCError> {
        let p = job.principal
        let known = try transaction.queue(job.queue)
        let queue =
            known
            ?? QueueRow(id: job.queue, subject: p.actor.subject, device: p.deviceID, last: 0, closed: false, tries: 0, lastTokenTime: 0)
        guard let first = job.mutations.first else { return .failure(RPCError(.invalid)) }
        let run = PushRun(job, core: core, transaction: transaction, sealer: sealer, batch: batch, queue: queue)
        if queue.closed { return .failure(RPCError(.deviceLocked)) }
        guard queue.subject == p.actor.subject else {
            run.results.append(Outcome.waiting(first.n, .subjectChanged, nil))
            return .success(try run.answer(lm: false))
        }
        if first.n > queue.last + 1 { return .failure(RPCError(.queueGap, value: queue.last)) }
        for mutation in job.mutations where mutation.n <= queue.last {
            guard let stored = try run.stored(mutation) else { return .failure(RPCError(.mutationReused)) }
            run.results.append(shared.of(job.queue, mutation.n) ?? stored)
        }
        // Behind the repeats: a lost answer is answered also to a session that lost its second factor. 1203 of the whole call says that
        // nothing of it was taken; what stands before a withheld operation goes on.
        if first.n > queue.last, job.withheld.contains(first.op) { return .failure(RPCError(.stepUp)) }
        KillPoint.reach(.afterRead)
        for mutation in job.mutations where mutation.n == run.queue.last + 1 {
            if job.withheld.contains(mutation.op) {
                run.results.append(Outcome.waiting(mutation.n, .stepUp, nil))
                break
            }
            guard try run.next(mutation) else { break }
            if let answer = run.results.last { shared.keep(job.queue, mutation.n, answer) }
        }
        return .success(try run.answer(lm: true))
    }

    /// The stored outcome of a repeat; nil where this n was used for other bytes, or is too old to tell.
    private func stored(_ mutation: CheckedMutation) throws -> [UInt8]? {
        guard mutation.n > queue.last - Limits.outcomesKept, let row = try transaction.outcome(queue: queue.id, n: mutation.n),
            row.hash == sealer.ring.mutationHash(mutation.canonical)
        else { return nil }
        let data = try row.result.map { Array(try sealer.open($0, .outcome(queue: queue.id, n: mutation.n))) }
        return Outcome.element(mutation.n, code: row.code, data: data, dup: true)
    }

    // MARK: One mutation

    /// False where the queue stops here.
    private func next(_ mutation: CheckedMutation) throws -> Bool {
        do {
            let bounds = try Bounds(
                mutation.when, arrival: job.arrival, queue: queue, key: sealer.ring.tokenKey, principal: job.principal)
            try RollbackProof.check(bounds.token, transaction)
            return try transaction.savepoint { try apply(mutation, bounds) }
        } catch let refusal as Refusal {
            return try refuse(mutation, Outcome(refusal))
        } catch let error as SealError {
            core.alarms.raise(.sealDamaged(tenant: core.tenant.number, place: "\(error)"))
            return try refuse(mutation, .wait(.unavailable, nil))
        } catch where Fault.isEnvironment(error) {
            throw error
        } catch {
            return try poisoned(mutation, error)
        }
    }

    private func apply(_ mutation: CheckedMutation, _ bounds: Bounds) throws -> Bool {
        let writer = self.writer()
        let changes = try Decision.changes(
            op: mutation.op, a: mutation.a, condition: mutation.condition, principal: job.principal, now: batch.now,
            proven: bounds.proven, reader: writer)
        KillPoint.reach(.afterDecide)
        try writer.apply(changes)
        let area = core.commands(mutation.op)?.area
        try consume(mutation, .ok(changes.result), bounds, area == "notice" ? .notice : .mutation, writer)
        return true
    }

    private func refuse(_ mutation: CheckedMutation, _ outcome: Outcome) throws -> Bool {
        if case .wait(let code, let data) = outcome {
            results.append(Outcome.waiting(mutation.n, code, data))
            return false
        }
        try transaction.savepoint {
            let bounds =
                (try? Bounds(mutation.when, arrival: job.arrival, queue: queue, key: sealer.ring.tokenKey, principal: job.principal))
                ?? Bounds(arrival: job.arrival)
            try consume(mutation, outcome, bounds, .refused, writer())
        }
        return true
    }

    /// A bug of ours: rolled back alone; the third time at this n it is consumed, so that the queue can go on (why.md S6).
    private func poisoned(_ mutation: CheckedMutation, _ error: any Error) throws -> Bool {
        let correlation = core.correlation()
        let data: JSON = ["id": .string(correlation)]
        core.alarms.raise(.fault(tenant: core.tenant.number, correlation: correlation, detail: "\(mutation.op): \(error)"))
        queue.tries += 1
        guard queue.tries < Limits.poisonTries else {
            core.alarms.raise(.poisoned(tenant: core.tenant.number, queue: queue.id, n: mutation.n, correlation: correlation))
            return try refuse(mutation, .no(.internalError, data))
        }
        try transaction.setQueue(queue)
        results.append(Outcome.waiting(mutation.n, .internalError, data))
        return false
    }

    /// Leaf, outcome and counter: in the transaction of what they record.
    private func consume(
        _ mutation: CheckedMutation, _ outcome: Outcome, _ bounds: Bounds, _ kind: LeafKind, _ writer: PartitionWriter
    ) throws {
        let leaf = try writer.leaf(kind, of: job.principal.actor, op: mutation.op) { extras in
            LeafBody.mutation(mutation, job.principal, bounds, code: outcome.code, data: outcome.data(leaf: nil), extras)
        }
        var data: [UInt8]?
        if case .ok = outcome { data = outcome.data(leaf: leaf) } else { data = outcome.data(leaf: nil) }
        var moved = queue
        moved.last = mutation.n
        moved.tries = 0
        if let from = bounds.from { moved.lastTokenTime = max(moved.lastTokenTime, from) }
        try transaction.setQueue(moved)
        let sealed = try data.map { try sealer.seal($0, .outcome(queue: queue.id, n: mutation.n)) }
        try transaction.addOutcome(
            OutcomeRow(
                queue: queue.id, n: mutation.n, hash: sealer.ring.mutationHash(mutation.canonical), code: outcome.code,
                seq: writer.seqIfGiven ?? 0, leaf: leaf, time: batch.now.ms, result: sealed, act: nil))
        if mutation.n % 64 == 0 {
            try transaction.trimOutcomes(
                queue: queue.id, keepFrom: moved.last - Limits.outcomesKept + 1,
                resultsBefore: batch.now.ms - Int64(Limits.outcomeResultDays) * 86_400_000)
        }
        queue = moved
        writer.change { $0.devices.insert(moved.device) }
        batch.effects.add(writer.effects)
        results.append(Outcome.element(mutation.n, code: outcome.code, data: data))
    }

    private func writer() -> PartitionWriter {
        PartitionWriter(core: core, transaction: transaction, sealer: sealer, batch: batch)
    }

    // MARK: The answer

    private func answer(lm: Bool) throws -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + results.reduce(0) { $0 + $1.count + 1 })
        writer.beginObject()
        if lm {
            writer.key("lm")
            writer.int(queue.last)
            writer.key("dur")
            if let durable = try Durable.highest(of: queue, core, transaction) { writer.int(durable) } else { writer.null() }
        }
        writer.key("res")
        writer.beginArray()
        for result in results { writer.raw(result) }
        writer.endArray()
        writer.endObject()
        return writer.finish()
    }
}

/// Answers given in this batch: a second copy of the same n shares the first one's (why.md B15).
struct SharedAnswers {
    private var answers: [String: [Int64: [UInt8]]] = [:]

    func of(_ queue: String, _ n: Int64) -> [UInt8]? { answers[queue]?[n] }
    mutating func keep(_ queue: String, _ n: Int64, _ answer: [UInt8]) { answers[queue, default: [:]][n] = answer }
}
