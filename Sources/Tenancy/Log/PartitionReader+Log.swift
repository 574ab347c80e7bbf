import Base
package import Evidence
package import Store
import Wire

/// The log as of one instant: what proofs, receipts and bundles are made of.
extension PartitionReader {
    /// The newest checkpoint with at most so many leaves; 1402 where there is none (yet).
    package func checkpoint(atMost size: Int64 = .max) throws -> CheckpointRow {
        guard let row = try snapshot.checkpoint(atMost: size) else { throw RPCError(.notFound) }
        return row
    }

    /// That leaf `index` stands in the log of `size` leaves, which must be covered by a checkpoint.
    package func inclusionProof(of index: Int64, size: Int64) throws -> [TreeNode] {
        try Tree(StoredTree(snapshot)).inclusionProof(of: index, size: size)
    }

    package func consistencyProof(from old: Int64, size: Int64) throws -> [TreeNode] {
        try Tree(StoredTree(snapshot)).consistencyProof(from: old, size: size)
    }

    package func logRoot(size: Int64) throws -> TreeNode { try Tree(StoredTree(snapshot)).root(size: size) }

    /// A leaf with what is sealed beside it, which proves itself or is damage; the secret is nil once erased. 1402 for no such leaf.
    package func leaf(_ index: Int64) throws -> (leaf: Leaf, secret: LeafSecret?) {
        guard let row = try snapshot.leaf(index) else { throw RPCError(.notFound) }
        guard let leaf = Leaf(row.bytes) else { throw StoreError.corrupt("leaf \(index)") }
        guard let sealed = row.body else { return (leaf, nil) }
        let use = SealUse.leaf(commitment: Hex.encode(leaf.commitment))
        guard let secret = LeafSecret(Array(try sealer.open(sealed, use))), secret.commitment.hash == leaf.commitment else {
            throw SealError.damaged(use)
        }
        return (leaf, secret)
    }

    /// As evidence files carry it, with its proof in the tree of `size` leaves; `withheld`: without the body.
    package func disclosed(_ index: Int64, size: Int64, withheld: Bool = false) throws -> DisclosedLeaf {
        let (leaf, secret) = try leaf(index)
        return DisclosedLeaf(
            index: index, leaf: leaf.bytes, body: withheld ? nil : secret?.commitment, isWithheld: withheld && secret != nil,
            proof: try inclusionProof(of: index, size: size))
    }

    /// Leaves found by a text, downwards from below `before`.
    package func leaves(_ space: LeafIndex.Space, _ text: String, before: Int64 = .max, limit: Int) throws -> [Int64] {
        try snapshot.leaves(key: sealer.ring.leafKey(space, text), before: before, limit: limit)
    }

    /// The same upwards from behind `after`.
    package func leaves(_ space: LeafIndex.Space, _ text: String, after: Int64, limit: Int) throws -> [Int64] {
        try snapshot.leaves(key: sealer.ring.leafKey(space, text), after: after, limit: limit)
    }

    /// The log's keys, oldest first, with the leaves that name them.
    package func keyLines() throws -> [KeyLine] {
        try leaves(.op, KeyChange.op, after: -1, limit: KeyLine.most).compactMap { index in
            try leaf(index).secret.flatMap { KeyChange(body: $0.commitment.body) }.map { KeyLine(key: $0.key.encoded, leaf: index) }
        }
    }

    /// A live record with the proof that one mutation wrote this version; nil where it was written before the log committed to rows,
    /// or where that leaf's body was erased.
    package func rowProof(_ collection: String, _ code: Int32, _ id: String) throws -> RowProof? {
        guard let (header, row) = try row(code, id) else { return nil }
        for index in try leaves(.record, "\(collection)/\(id)", before: .max, limit: Limits.rowLeaves) {
            guard let list = try leaf(index).secret?.rows,
                let position = list.elements.firstIndex(where: { $0.collection == collection && $0.id == id && $0.rev == header.rev }),
                let path = list.tree.proof(of: Int64(position))
            else { continue }
            return RowProof(
                collection: collection, id: id, rev: header.rev, row: try JSON(parsing: Array(row)), salt: list.elements[position].salt,
                leaf: index, count: Int64(list.elements.count), position: Int64(position), path: path)
        }
        return nil
    }

    /// The newest signed note, with the lines of its witnesses.
    package func checkpointNote(atMost size: Int64 = .max) throws -> String { try checkpoint(atMost: size).fullNote }

    /// The log's key: only for what is signed and handed out of this same transaction.
    package func logSigner() throws -> NoteSigner {
        guard let signer = try LogKey.read(snapshot, sealer, tenant: core.tenant) else { throw RPCError(.notFound) }
        return signer
    }
}

extension CheckpointRow {
    package var fullNote: String { note + cosignatures }
}
