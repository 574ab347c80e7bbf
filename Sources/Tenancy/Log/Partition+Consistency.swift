import Base
package import Evidence
package import Store
package import Wire

/// From a checkpoint that somebody kept to the newest one, epoch by epoch (why.md S18).
package struct ConsistencyChain: Sendable {
    package struct Step: Sendable {
        package let from: Checkpoint.Before
        /// The last checkpoint of an epoch, or the newest.
        package let checkpoint: CheckpointRow
        package let proof: [TreeNode]
    }

    /// Leaves that a restore lost: the checkpoint asked about knew them, its epoch's end does not.
    package var lost: Range<Int64>?
    package var steps: [Step]
    /// The log's keys, with proofs to the last checkpoint.
    package var keys: [DisclosedLeaf]
}

extension Partition {
    /// `evidence.consistency`: `note`, where given, is the checkpoint itself: one that this log signed and that knows more than it does
    /// now proves an undeclared rollback (why.md B5). 1402 for another log's origin, or an epoch whose end is not known.
    package func consistency(
        from origin: String, size: Int64, to: Int64?, note: String?, for p: Principal
    ) async throws(RPCError) -> ConsistencyChain {
        try admit(p)
        do {
            return try await readOnPool { reader in
                try reader.checkRollback(note)
                return try reader.consistency(from: origin, size: size, to: to)
            }
        } catch let error as RollbackProof {
            await rolledBack(error)
            throw RPCError(.cursorReset)
        } catch { throw answer(error) }
    }
}

extension PartitionReader {
    /// Throws the proof where a checkpoint under one of our keys is of a later epoch, or of this one with more leaves.
    func checkRollback(_ note: String?) throws {
        guard let note, let signed = SignedNote(parsing: note), let checkpoint = Checkpoint(parsing: signed.text),
            let origin = LogOrigin(checkpoint.origin)
        else { return }
        let head = try snapshot.head()
        guard origin.epoch > head.epoch || origin.epoch == head.epoch && checkpoint.size > head.leaves else { return }
        // A key that is lost with what was rolled back proves nothing here; the first one is as old as the log.
        guard try keyLines().contains(where: { NoteVerifier(parsing: $0.key)?.verify(signed) ?? false }) else { return }
        throw RollbackProof(epoch: origin.epoch, size: checkpoint.size)
    }

    func consistency(from text: String, size: Int64, to: Int64?) throws -> ConsistencyChain {
        guard let origin = LogOrigin(text), origin.keyName == core.tenant.origin(epoch: 0).keyName else { throw RPCError(.notFound) }
        let ends = try epochEnds(down: origin, to: to)
        guard let first = ends.last else { throw RPCError(.notFound) }
        var chain = ConsistencyChain(lost: nil, steps: [], keys: [])
        var from = Checkpoint.Before(origin: text, size: size, root: [])
        if size > first.size {
            // In the present epoch there is nothing that could be lost: who asks for less than is held asks wrongly.
            guard ends.count > 1 else { throw RPCError(.notFound) }
            chain.lost = first.size..<size
            from.size = first.size
        }
        for end in ends.reversed() {
            let proof = try consistencyProof(from: from.size, size: end.size)
            chain.steps.append(.init(from: from, checkpoint: end, proof: proof))
            from = Checkpoint.Before(origin: core.tenant.origin(epoch: end.epoch).text, size: end.size, root: end.root)
        }
        let newest = ends[0].size
        chain.keys = try keyLines().filter { $0.leaf < newest }.map { try disclosed($0.leaf, size: newest) }
        return chain
    }

    /// The newest checkpoint, then the last one of each epoch before, down to the epoch of `origin`; empty where that is not known.
    private func epochEnds(down origin: LogOrigin, to: Int64?) throws -> [CheckpointRow] {
        var ends = [try checkpoint(atMost: to ?? .max)]
        while let last = ends.last, last.epoch > origin.epoch {
            guard let before = SignedNote(parsing: last.note).flatMap({ Checkpoint(parsing: $0.text) })?.before,
                let row = try snapshot.checkpoint(atMost: before.size), core.tenant.origin(epoch: row.epoch).text == before.origin
            else { return [] }
            ends.append(row)
        }
        return ends.last?.epoch == origin.epoch ? ends : []
    }
}
