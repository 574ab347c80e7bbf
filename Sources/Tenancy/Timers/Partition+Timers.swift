import Base
import Casework
import Evidence
import Records
import Store
import Synchronization
import Wire

extension Partition {
    /// Fires what is due: each timer is one mutation that consumes it, so that a crash fires it never or once (why.md S31).
    /// Answers how many were consumed.
    @discardableResult
    package func fireTimers(limit: Int = Limits.batchMutations) async -> Int {
        let now = core.clock.now()
        guard nextDue.load(ordering: .acquiring) <= now.ms else { return 0 }
        // One round at a time: only this function consumes timers, so what it has read is still there when it fires.
        guard firing.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else { return 0 }
        defer { firing.store(false, ordering: .releasing) }
        guard let due = try? await readOnPool({ try $0.snapshot.timers(dueBy: now.ms, limit: limit) }) else { return 0 }
        let fired = await withTaskGroup(of: Bool.self) { group in
            for row in due { group.addTask { await self.fire(row) } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        await readNextDue()
        return fired
    }

    /// When the next timer is due, in ms; asked once when the partition opens, and after timers fired.
    func readNextDue() async {
        // Raised first, read then: a timer that is committed meanwhile lowers it again, and none is missed.
        nextDue.store(.max, ordering: .sequentiallyConsistent)
        do {
            let due = try await readOnPool { try $0.snapshot.timers(dueBy: .max, limit: 1).first?.due ?? Int64.max }
            nextDue.min(due, ordering: .releasing)
        } catch {
            nextDue.store(0, ordering: .releasing)
        }
    }

    private func fire(_ row: TimerRow) async -> Bool {
        do {
            try await system("timer") { try $0.fire(row) }
            return true
        } catch let error as RPCError where error.code != .internalError {
            // Storage is in the way: it stays due.
            return false
        } catch {
            return await failed(row.id, error)
        }
    }

    /// A bug of ours; the third time the timer is consumed all the same, with an alarm.
    private func failed(_ id: Int64, _ error: any Error) async -> Bool {
        let correlation = core.correlation()
        core.alarms.raise(.fault(tenant: tenant.number, correlation: correlation, detail: "timer \(id): \(error)"))
        guard timerTries.failed(id) >= Limits.poisonTries else { return false }
        timerTries.forget(id)
        let removed: Void? = try? await system("timer.poisoned", leaf: .timer) { writer in
            writer.note["timer"] = .int(id)
            writer.note["correlation"] = .string(correlation)
            try writer.transaction.removeTimer(id)
        }
        return removed != nil
    }
}

extension PartitionWriter {
    func fire(_ row: TimerRow) throws {
        let plan = TimerPlan(kind: row.kind, body: try sealer.open(row.body, .timer(id: row.id)))
        try transaction.removeTimer(row.id)
        var op = "timer"
        var note: JSONObject = ["timer": .int(row.id), "due": .int(row.due)]
        switch plan {
        case .command(let act, let a):
            op = act
            note["act"] = .string(act)
            note["a"] = a
            do {
                let more = try transaction.savepoint { () -> JSONObject in
                    let changes = try decide(act, a)
                    try apply(changes)
                    return changes.note
                }
                for (name, value) in more where note[name] == nil { note[name] = value }
                if erased != ErasedCount() { note["erased"] = erased.json }
            } catch let refusal as Refusal {
                note["code"] = .int(Int64(refusal.code.rawValue))
            }
        case .grantEnd(let number, let subject):
            note["grant"] = .int(number)
            if let grant = try transaction.grants(subject: subject).first(where: { $0.number == number && $0.lost == nil }) {
                try end(grant)
            }
        case nil: note["code"] = .int(Int64(ErrorCode.internalError.rawValue))
        }
        index.op = op
        try leaf(.timer, op: "timer", note)
    }

    /// Runs a command as the server's own actor.
    private func decide(_ op: String, _ a: JSON) throws -> Changes {
        guard let command = core.commands(op) else { throw Refusal.invalid("op", "op.unknown", zh: "没有此操作。", en: "No such operation.") }
        guard let today = now.date() else { throw Fault.clock }
        let random = core.random
        return try command.run(a, Environment(now: now, today: today, actor: .server(.timer)) { random.recordID() }, self)
    }
}
