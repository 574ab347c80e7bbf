import Base
import Casework
import Evidence
import Records
import Store
import Wire

/// What one mutation destroyed for good; told in its leaf.
struct ErasedCount: Equatable {
    var records = 0
    /// Leaf bodies.
    var bodies = 0
    /// Record versions in leaves that stay for others.
    var versions = 0
    var blobs = 0

    var json: JSON {
        [
            "records": .int(Int64(records)), "bodies": .int(Int64(bodies)), "versions": .int(Int64(versions)), "blobs": .int(Int64(blobs)),
        ]
    }
}

/// Lawful erasure: rows, attachments, and what the log holds of them. A leaf's 42 bytes stay, so that every proof ever given still holds.
/// What is overwritten here may stand in free pages of the file, sealed, until the tenant's data key is rotated.
extension PartitionWriter {
    /// Nothing where there is no such record.
    func erase(_ erasure: Changes.Erasure) throws {
        let (schema, id) = (erasure.schema, erasure.id)
        guard try transaction.entry(collection: schema.code, id: id)?.header.live ?? false else { return }
        let name = "\(schema.name)/\(id)"
        for hash in erasure.blobs { try release(hash, of: name) }
        try remove(schema, id: id)
        erased.records += 1
        var after: Int64 = -1
        while case let page = try leaves(.record, name, after: after, limit: 256), let last = page.last {
            for index in page { try eraseBody(of: index, besides: name) }
            after = last
        }
    }

    /// The file of an import goes, with the report and the journal, which hold rows of it; the run itself stays with its counts. Which runs
    /// these are is `ImportFiles`' to say. The caller has written `file_deleted_at`, by which undo and the same file are refused.
    package func dropFile(of id: String) throws {
        guard let run = try record(ImportRun.self, id: id)?.record else { return }
        for hash in run.blobHashes { try release(hash, of: "\(ImportRun.schema.name)/\(id)") }
        var number = 0
        while try record(ImportJournal.self, id: ImportJournal.id(id, number)) != nil {
            try erase(Changes.Erasure(schema: ImportJournal.schema, id: ImportJournal.id(id, number), blobs: []))
            number += 1
        }
    }

    /// The record does not refer to the blob any more; the last one takes it along.
    private func release(_ hash: String, of record: String) throws {
        let key = sealer.ring.blobReference(record, hash: hash)
        guard let number = try transaction.lookup(space: BlobReference.space, key: key).flatMap({ Int64($0) }),
            var blob = try transaction.blob(number: number)
        else { return }
        try transaction.removeLookup(space: BlobReference.space, key: key)
        blob.refs -= 1
        if blob.refs > 0 { return try transaction.setBlob(blob) }
        try transaction.removeBlob(number)
        erased.blobs += 1
    }

    /// A body goes with the last of the records that its act wrote; while another one is kept, only the version of `record` is made
    /// unprovable there. Records of access outlive what was read, for as long as PIPL 56 wants; keys and the server's own acts stay.
    func eraseBody(of index: Int64, besides record: String?) throws {
        let (leaf, secret) = try self.leaf(index)
        guard let secret else { return }
        switch leaf.kind {
        case .access: if try isPast(leaf) { try destroy(index, leaf, secret) }
        case .key, .system: return
        case .import, .timer: try redact(record, in: index, leaf, secret)
        case .mutation, .refused, .notice:
            let isShared = try secret.rows.elements.contains { try $0.name != record && isKept($0) }
            if isShared { try redact(record, in: index, leaf, secret) } else { try destroy(index, leaf, secret) }
        }
    }

    /// Tasks and runs say nothing of a person; they do not keep what an act said.
    private static let companions: Set<String> = [
        CaseTask.schema.name, Receipt.schema.name, ImportRun.schema.name, ImportJournal.schema.name, Deletion.schema.name,
    ]

    private func isKept(_ version: RowCommitment) throws -> Bool {
        guard !PartitionWriter.companions.contains(version.collection) else { return false }
        let code = Schema.named(version.collection)?.code
        return try code.flatMap { try transaction.entry(collection: $0, id: version.id)?.header.live } ?? false
    }

    private func isPast(_ leaf: Leaf) throws -> Bool {
        guard let end = leaf.time.date()?.adding(months: RetentionTable.accessMonths), let today = now.date() else { throw Fault.clock }
        return end < today
    }

    private func destroy(_ index: Int64, _ leaf: Leaf, _ secret: LeafSecret) throws {
        try transaction.eraseLeafBody(index)
        erased.bodies += 1
        // The answer that is kept for repeats says what the act said.
        guard let queue = (try? JSON(parsing: secret.commitment.body))?["act"]?[3]?.stringValue else { return }
        try transaction.trimOutcomes(queue: queue, keepFrom: .min, resultsBefore: leaf.time.ms + 1)
    }

    private func redact(_ record: String?, in index: Int64, _ leaf: Leaf, _ secret: LeafSecret) throws {
        guard let record, secret.rows.elements.contains(where: { $0.name == record }) else { return }
        let rows = RowList(secret.rows.elements.map { $0.name == record ? $0.erased : $0 })
        let use = SealUse.leaf(commitment: Hex.encode(leaf.commitment))
        try transaction.reseal(.leafBody(index), try sealer.seal(LeafSecret(secret.commitment, rows: rows).bytes, use))
        erased.versions += 1
    }
}
