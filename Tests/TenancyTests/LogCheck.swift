import Base
import Evidence
import Store
@testable import Tenancy
import Testing
import Wire

/// Looks at a partition's log as a verifier would: every leaf, the newest checkpoint, its key.
enum LogCheck {
    /// Answers the newest checkpoint, and the last one of the epoch before `from`, where there is one.
    @discardableResult
    static func verify(_ partition: Partition, from epoch: Int64 = 0) async throws -> (Checkpoint, old: Checkpoint?) {
        let (row, leaves, key, old) = try await partition.read { reader -> (CheckpointRow, [[UInt8]], String?, CheckpointRow?) in
            let row = try reader.checkpoint()
            let leaves = try (0..<(try reader.snapshot.head().leaves)).map { try #require(try reader.snapshot.leaf($0)).bytes }
            let before = SignedNote(parsing: row.note).flatMap { Checkpoint(parsing: $0.text) }?.before
            return (row, leaves, try reader.keyLines().last?.key, try before.map { try reader.checkpoint(atMost: $0.size) })
        }
        var tree = MerkleRoot()
        for leaf in leaves { tree.append(leaf) }
        #expect(row.size == Int64(leaves.count) && row.root == tree.value, "the checkpoint covers every leaf")
        let times = leaves.compactMap { Leaf($0)?.time }
        #expect(times.count == leaves.count && times == times.sorted(), "times never go back")
        let note = try #require(SignedNote(parsing: row.note))
        let signer = try #require(key.flatMap { NoteVerifier(parsing: $0) })
        #expect(signer.verify(note) && signer.name == "test/demo")
        let checkpoint = try #require(Checkpoint(parsing: note.text))
        #expect(checkpoint.size == row.size && checkpoint.root == row.root && checkpoint.time == times.last)
        return (checkpoint, old.flatMap { SignedNote(parsing: $0.note).flatMap { Checkpoint(parsing: $0.text) } })
    }
}

/// Counts what is read of a tree.
final class CountingTree: TreeReader {
    private let inner: StoredTree
    private(set) var reads = 0

    init(_ snapshot: any Snapshot) { inner = StoredTree(snapshot) }

    func node(_ address: NodeAddress) throws -> TreeNode? {
        reads += 1
        return try inner.node(address)
    }
}
