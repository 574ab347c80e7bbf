import Base
import Evidence
import Foundation
import Store
package import Wire

extension Partition {
    /// `audit.verify`: recomputes a slice of the log from what is stored: every leaf's form and time, every body against its commitment,
    /// every node; at the end the root against the newest checkpoint, and its signature. Slices one after another verify the whole.
    package func auditVerify(from: Int64, limit: Int, for p: Principal) async throws(RPCError) -> JSON {
        try admit(p)
        do {
            return try await readOnPool { reader in
                var run = try LogVerification(reader, from: from)
                return try run.run(limit: limit)
            }
        } catch { throw answer(error) }
    }
}

/// One slice of a verification. What it finds is named by a code and the leaf's number; nothing of a body is told.
struct LogVerification {
    private let reader: PartitionReader
    private let size: Int64
    private let start: Int64
    private var findings: [JSON] = []
    private var time: Timestamp?
    private var erased: Int64 = 0

    init(_ reader: PartitionReader, from: Int64) throws {
        self.reader = reader
        size = try reader.checkpoint().size
        guard from >= 0, from <= size else { throw RPCError(.notFound) }
        start = from
        if from > 0 { time = try reader.snapshot.leaf(from - 1).flatMap { Leaf($0.bytes)?.time } }
    }

    mutating func run(limit: Int) throws -> JSON {
        let end = min(size, start + Int64(limit))
        // What stands left of the slice was verified by the slices before it, or is found missing here.
        var edge: MerkleRoot?
        do { edge = try MerkleRoot(size: start, from: StoredTree(reader.snapshot)) } catch is TreeError { find("tree.node", start) }
        for index in start..<end { try look(index, &edge) }
        var result: JSONObject = [
            "from": .int(start), "to": .int(end), "size": .int(size), "erased": .int(erased), "done": .bool(end == size),
        ]
        if end == size { try conclude(edge) }
        if let edge { result["root"] = .string(Base64URL.encode(edge.value)) }
        result["findings"] = .array(findings)
        return .object(result)
    }

    private mutating func look(_ index: Int64, _ edge: inout MerkleRoot?) throws {
        guard let row = try reader.snapshot.leaf(index) else { return find("leaf.missing", index) }
        guard let leaf = Leaf(row.bytes) else { return find("leaf.form", index) }
        if let time, leaf.time < time { find("leaf.time", index) }
        if let time, leaf.time.ms - time.ms > Limits.auditGapMs { find("gap", index, leaf.time.ms - time.ms) }
        time = leaf.time
        try body(of: leaf, index, isErased: row.body == nil)
        var wrong = false
        edge?.append(hash: TreeHash.leaf(row.bytes)) { address, node in
            if (try? reader.snapshot.logNode(level: address.level, index: address.index)) != node { wrong = true }
        }
        if wrong { find("tree.node", index) }
    }

    private mutating func body(of leaf: Leaf, _ index: Int64, isErased: Bool) throws {
        guard !isErased else {
            erased += 1
            return
        }
        let body: [UInt8]
        do {
            guard let secret = try reader.leaf(index).secret else { return }
            body = secret.commitment.body
        } catch is SealError { return find("leaf.commitment", index) }
        guard let json = try? JSON(parsing: body) else { return find("leaf.body", index) }
        // A clock behind the leaf before it shows as an arrival earlier than the leaf's own time.
        if let arrived = json["arrived"]?.intValue, leaf.time.ms - arrived > Limits.auditClockMs { find("clock.back", index, leaf.time.ms - arrived) }
        switch json["op"]?.stringValue {
        case "log.restored": find("restored", index)
        case "log.key" where json["before"] != nil, "key.rotate", "key.destroy": find("key.changed", index)
        default: break
        }
    }

    /// The end of the log: its newest checkpoint.
    private mutating func conclude(_ edge: MerkleRoot?) throws {
        let row = try reader.checkpoint()
        if let edge, edge.value != row.root { find("checkpoint.root", row.size) }
        guard let note = SignedNote(parsing: row.note), let checkpoint = Checkpoint(parsing: note.text), checkpoint.size == row.size,
            checkpoint.root == row.root
        else { return find("checkpoint.form", row.size) }
        let key = try reader.keyLines().last.flatMap { NoteVerifier(parsing: $0.key) }
        if !(key?.verify(note) ?? false) { find("checkpoint.signature", row.size) }
    }

    private mutating func find(_ code: String, _ index: Int64, _ ms: Int64? = nil) {
        guard findings.count < Limits.auditFindings else { return }
        var members: JSONObject = ["code": .string(code), "leaf": .int(index)]
        if let time { members["time_ms"] = .int(time.ms) }
        if let ms { members["ms"] = .int(ms) }
        findings.append(.object(members))
    }
}
