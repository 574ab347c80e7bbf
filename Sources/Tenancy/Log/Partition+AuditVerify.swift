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
    private var health: HealthWatch
    /// How far behind the clock was that was told last: until it has caught up, every act shows the same step again.
    private var toldBack: Int64?

    init(_ reader: PartitionReader, from: Int64) throws {
        self.reader = reader
        size = try reader.checkpoint().size
        guard from >= 0, from <= size else { throw RPCError(.notFound) }
        start = from
        if from > 0 { time = try reader.snapshot.leaf(from - 1).flatMap { Leaf($0.bytes)?.time } }
        let before = try reader.leaves(.op, NodeHealth.op, before: from, limit: 1).first
        let sign = try before.flatMap { index in
            let time = try reader.snapshot.leaf(index).flatMap { Leaf($0.bytes)?.time.ms } ?? 0
            return try LogVerification.body(index, reader).flatMap { HealthWatch.Sign($0, time: time) }
        }
        health = HealthWatch(last: sign, judged: time?.ms)
    }

    mutating func run(limit: Int) throws -> JSON {
        let end = min(size, start + Int64(limit))
        // What stands left of the slice was verified by the slices before it, or is found missing here.
        var edge: MerkleRoot?
        do { edge = try MerkleRoot(size: start, from: StoredTree(reader.snapshot)) } catch is TreeError { find("tree.node", start) }
        for index in start..<end { try look(index, &edge) }
        try settle(end)
        var result: JSONObject = [
            "from": .int(start), "to": .int(end), "size": .int(size), "erased": .int(erased), "done": .bool(end == size),
        ]
        if end == size { try conclude(edge) }
        if let edge { result["root"] = .string(Base64URL.encode(edge.value)) }
        result["findings"] = .array(findings)
        return .object(result)
    }

    /// A batch that goes on behind the slice may still end with its health leaf.
    private mutating func settle(_ end: Int64) throws {
        var index = end
        while let time = health.waitsFor, index < size, let row = try reader.snapshot.leaf(index), Leaf(row.bytes)?.time.ms == time {
            if try LogVerification.body(index, reader)?["op"]?.stringValue == NodeHealth.op { return }
            index += 1
        }
        if let sign = health.settle() { find(sign.code, sign.leaf, sign.ms) }
    }

    private mutating func look(_ index: Int64, _ edge: inout MerkleRoot?) throws {
        guard let row = try reader.snapshot.leaf(index) else { return find("leaf.missing", index) }
        guard let leaf = Leaf(row.bytes) else { return find("leaf.form", index) }
        if let time, leaf.time < time { find("leaf.time", index) }
        if let time, leaf.time.ms - time.ms > Limits.auditGapMs { find("gap", index, leaf.time.ms - time.ms) }
        time = leaf.time
        let body = try body(of: leaf, index, isErased: row.body == nil)
        for sign in health.look(index, time: leaf.time.ms, body: body) {
            // The act before it in the batch showed the same step.
            if sign.code == "clock.back", findings.last?["code"] == "clock.back", findings.last?["leaf"] == .int(index - 1) { findings.removeLast() }
            find(sign.code, sign.leaf, sign.ms)
        }
        var wrong = false
        edge?.append(hash: TreeHash.leaf(row.bytes)) { address, node in
            if (try? reader.snapshot.logNode(level: address.level, index: address.index)) != node { wrong = true }
        }
        if wrong { find("tree.node", index) }
    }

    private static func body(_ index: Int64, _ reader: PartitionReader) throws -> JSON? {
        do { return try reader.leaf(index).secret.flatMap { try? JSON(parsing: $0.commitment.body) } } catch is SealError { return nil }
    }

    /// Nil where it is erased or does not hold.
    private mutating func body(of leaf: Leaf, _ index: Int64, isErased: Bool) throws -> JSON? {
        guard !isErased else {
            erased += 1
            return nil
        }
        let body: [UInt8]
        do {
            guard let secret = try reader.leaf(index).secret else { return nil }
            body = secret.commitment.body
        } catch is SealError {
            find("leaf.commitment", index)
            return nil
        }
        guard let json = try? JSON(parsing: body) else {
            find("leaf.body", index)
            return nil
        }
        // A clock behind the leaf before it shows as an arrival earlier than the leaf's own time.
        if let arrived = json["arrived"]?.intValue { lookBack(index, behind: leaf.time.ms - arrived) }
        switch json["op"]?.stringValue {
        case "log.restored": find("restored", index)
        case "log.key" where json["before"] != nil, "key.rotate", "key.destroy": find("key.changed", index)
        default: break
        }
        return json
    }

    /// Once for each step of the clock.
    private mutating func lookBack(_ index: Int64, behind: Int64) {
        guard behind > Limits.auditClockMs else { return toldBack = nil }
        if behind > (toldBack ?? 0) + Limits.auditClockMs { find("clock.back", index, behind) }
        toldBack = behind
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
