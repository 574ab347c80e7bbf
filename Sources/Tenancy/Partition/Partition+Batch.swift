import Base
import Casework
import Evidence
import Store
import Synchronization
import Wire

extension Partition {
    /// On a commit thread: batch after batch, until nothing waits. The next begins when the one before has ended.
    func drain() {
        while let batch = queue.take() { run(batch) }
    }

    /// One batch is one transaction: load, decide, write and COMMIT of all its mutations. Nothing is answered before it is
    /// durable, and nothing is remembered that it did not commit.
    private func run(_ batch: [Job]) {
        do {
            if broken.load(ordering: .acquiring) { try recover() }
            try catchUpLog()
            let done = try stores.now.writeNow { transaction in
                let done = try perform(batch, transaction)
                KillPoint.reach(.beforeCommit)
                return done
            }
            KillPoint.reach(.afterCommitBeforeAnswer)
            core.disk.wrote()
            publish(done)
            for answer in done.answers { answer() }
            KillPoint.reach(.afterAnswer)
        } catch {
            failed(batch, error)
        }
    }

    private struct Done {
        var effects: Effects
        var seq: Int64
        var signer: NoteSigner?
        /// The health leaf that went along.
        var health: HealthMemory.Sign?
        var answers: [() -> Void]
    }

    private func perform(_ batch: [Job], _ transaction: any Transaction) throws -> Done {
        let sealer = core.sealer()
        let state = try BatchState(core: core, transaction: transaction, sealer: sealer)
        let before = try transaction.head().leaves
        if core.keepsLog { try PartitionWriter(core: core, transaction: transaction, sealer: sealer, batch: state).ensureLogKey() }
        var shared = SharedAnswers()
        var answers: [() -> Void] = []
        for job in batch {
            switch job {
            case .push(let job):
                let result: Result<[UInt8], RPCError>
                if let code = self.state.barred(device: job.principal.device?.id, subject: job.principal.actor.subject) {
                    result = .failure(RPCError(code))
                } else {
                    result = try PushRun.perform(
                        job, core: core, transaction: transaction, sealer: sealer, batch: state, shared: &shared)
                }
                answers.append { job.finish(result) }
            case .system(let job):
                try perform(job, transaction, sealer, state)
                answers.append { job.finish(nil) }
            }
        }
        try purgeReceipts.write(transaction)
        try SealCounts.keep(core.keys.now, transaction)
        let health = try PartitionWriter(core: core, transaction: transaction, sealer: sealer, batch: state).health(since: before)
        try state.finishLog(core, transaction)
        return Done(effects: state.effects, seq: try transaction.head().seq, signer: state.signer, health: health, answers: answers)
    }

    /// What its body throws is its caller's business; what storage throws is everybody's.
    private func perform(_ job: SystemJob, _ transaction: any Transaction, _ sealer: Sealer, _ state: BatchState) throws {
        do {
            try transaction.savepoint {
                let writer = PartitionWriter(core: core, transaction: transaction, sealer: sealer, batch: state)
                try job.run(writer)
                state.effects.add(writer.effects)
            }
        } catch where Fault.isEnvironment(error) {
            throw error
        } catch {}
    }

    private func publish(_ done: Done) {
        core.log.signer = done.signer
        if let sign = done.health { core.healthMemory.last = sign }
        for (number, feed) in done.effects.names { core.names.remember(number, feed) }
        heads.publish(done.effects, seq: done.seq)
        nextDue.min(done.effects.due, ordering: .releasing)
        state.publish(done.effects.revocations)
        subscriptions.wake(done.effects)
        SealCounts.watch(core.keys.now, core)
    }

    // MARK: When it goes wrong

    private func failed(_ batch: [Job], _ error: any Error) {
        var answer = RPCError(.unavailable)
        switch error {
        case let proof as RollbackProof:
            purgeReceipts.rolledBack()
            restored(proof)
        case StoreError.full:
            purgeReceipts.rolledBack()
            core.disk.full(tenant: tenant.number)
            answer = .storageFull
        case StoreError.busy:
            purgeReceipts.rolledBack()
            answer = RPCError(.busy)
        default:
            purgeReceipts.rolledBack()
            core.alarms.raise(.commitFailed(tenant: tenant.number, detail: "\(error)"))
            do { try recover() } catch { broken.store(true, ordering: .releasing) }
        }
        for job in batch { job.fail(answer) }
    }

    /// Forgets everything remembered and opens the store anew: what is on disk is what happened.
    private func recover() throws {
        heads.drop()
        core.names.forget()
        core.log.drop()
        try stores.reopen()
        broken.store(false, ordering: .releasing)
        subscriptions.wakeAll()
    }

    private func restored(_ proof: RollbackProof) {
        do {
            guard try stores.now.readNow({ try $0.head().epoch }) <= proof.epoch else { return }
            let had = proof.size.map { [proof.epoch: $0] } ?? [:]
            let epoch = try raiseEpoch(atLeast: proof.epoch, note: ["reason": "rollback proved by a client"], had: had)
            heads.drop()
            core.alarms.raise(.undeclaredRollback(tenant: tenant.number, epoch: epoch))
            subscriptions.wakeAll()
        } catch {
            core.alarms.raise(.commitFailed(tenant: tenant.number, detail: "raising the epoch: \(error)"))
            do { try recover() } catch { broken.store(true, ordering: .releasing) }
        }
    }

    /// The first transaction of a new epoch, above `atLeast`: nothing written before it can be mistaken for what comes after
    /// (why.md B5). Blocks; only where no batch is under way. `had`: how many leaves epochs are known to have had; what is lost of the
    /// last one then stands in the leaf, and in the gaps of every bundle (protocol/evidence.md §3.2).
    @discardableResult
    func raiseEpoch(atLeast: Int64, note: JSONObject, had: [Int64: Int64] = [:]) throws -> Int64 {
        try catchUpLog()
        return try stores.now.writeNow { transaction in
            let sealer = core.sealer()
            let before = try transaction.head()
            let old = try LogBatch(transaction, head: before).rootBefore(transaction)
            var epoch = try transaction.raiseEpoch()
            while epoch <= atLeast { epoch = try transaction.raiseEpoch() }
            let state = try BatchState(core: core, transaction: transaction, sealer: sealer)
            try transaction.setMeta(RollbackProof.epochStart, Array(String(state.now.ms).utf8))
            let end = Checkpoint.Before(origin: core.tenant.origin(epoch: before.epoch).text, size: old.size, root: old.root)
            try transaction.setMeta(LogName.before, Array(end.line.utf8))
            let writer = PartitionWriter(core: core, transaction: transaction, sealer: sealer, batch: state)
            _ = try writer.seq()
            var body = note
            body["epoch"] = .int(epoch)
            body["before"] = .int(before.epoch)
            body["size"] = .int(before.leaves)
            if let had = had[before.epoch], had > before.leaves { body["had"] = .int(had) }
            body["root"] = .string(Base64URL.encode(old.root))
            try writer.leaf(.system, op: "log.restored", body)
            try writer.ensureLogKey()
            try state.finishLog(core, transaction)
            return epoch
        }
    }
}
