import Base
import Casework
import Evidence
import Records
package import Store
package import Wire

extension Partition {
    /// `evidence.cosign`: keeps the signatures of registered witnesses beside a checkpoint of this epoch, and a time stamp (RFC 3161) that
    /// came along. The checkpoint comes whole, since its row may have given way to a newer one while the witness looked: it is written
    /// again once log key and tree confirm it. No leaf: a log that grew by each signature under it would never be signed.
    package func cosign(_ note: String, for p: Principal) async throws(RPCError) -> (size: Int64, witnesses: [String]) {
        try admit(p)
        do { return try await system("evidence.cosign") { try $0.cosign(note) } } catch { throw answer(error) }
    }
}

extension PartitionReader {
    /// The newest checkpoint that a witness signed; nil where none has.
    package func witnessed() throws -> CheckpointRow? {
        guard let text = try snapshot.meta(LogName.witnessed), let size = Int64(String(decoding: text, as: UTF8.self)) else { return nil }
        return try snapshot.checkpoint(atMost: size).flatMap { $0.cosignatures.isEmpty ? nil : $0 }
    }

    /// The witnesses whose signatures are taken.
    private func witnesses() throws -> [WitnessVerifier] {
        try records(Witness.self, in: .tenant, limit: Limits.witnessRecords)
            .filter { $0.record.status == .active }.compactMap { WitnessVerifier(parsing: $0.record.key) }
    }

    /// The signatures of registered witnesses under a note. `invalid_params`: one does not hold or is of another time, or there is none.
    fileprivate func cosignatures(_ note: SignedNote, now: Timestamp) throws -> [SignedNote.Signature] {
        let found = try witnesses().compactMap { witness -> SignedNote.Signature? in
            guard let holds = witness.verify(note) else { return nil }
            let mine = note.signatures.last { $0.name == witness.name && $0.keyID == witness.keyID }
            let seconds = mine?.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } ?? 0
            guard holds, let mine else { throw RPCError.params(field: "checkpoint", reason: "signature") }
            guard let time = Int64(exactly: seconds), abs(time - now.ms / 1_000) <= Limits.witnessClockS else {
                throw RPCError.params(field: "checkpoint", reason: "clock")
            }
            return mine
        }
        guard !found.isEmpty else { throw RPCError.params(field: "checkpoint", reason: "witness") }
        return found
    }

    /// Time stamps that a witness brought along, each name once.
    fileprivate func stamps(_ note: SignedNote) throws -> [SignedNote.Signature] {
        let lines = note.signatures.filter(TimeStampLine.isOne)
        guard lines.count <= TimeStampLine.most, lines.allSatisfy({ TimeStampLine.isAbout(note.text, $0) }),
            Set(lines.map(\.name)).count == lines.count
        else { throw RPCError.params(field: "checkpoint", reason: "stamp") }
        return lines
    }
}

extension PartitionWriter {
    fileprivate func cosign(_ text: String) throws -> (size: Int64, witnesses: [String]) {
        guard let note = SignedNote(parsing: text), let checkpoint = Checkpoint(parsing: note.text) else {
            throw RPCError.params(field: "checkpoint", reason: "form")
        }
        let (head, signer) = (try snapshot.head(), try logSigner())
        guard checkpoint.origin == core.tenant.origin(epoch: head.epoch).text, checkpoint.size > 0,
            checkpoint.size <= (try self.checkpoint()).size, signer.verifier.verify(note),
            try logRoot(size: checkpoint.size) == checkpoint.root
        else { throw RPCError(.notFound) }
        let (signed, stamps) = (try cosignatures(note, now: now), try stamps(note))
        let added = signed + stamps
        let old = try snapshot.checkpoint(atMost: checkpoint.size).flatMap { $0.size == checkpoint.size ? $0 : nil }
        var kept: [SignedNote.Signature] = []
        if let old, let known = SignedNote(parsing: old.fullNote) {
            // Two texts of one size differ in their time only; the one that was signed first stays.
            guard known.text == note.text || old.cosignatures.isEmpty else { throw RPCError(.notFound) }
            if known.text == note.text {
                kept = known.signatures.filter { line in line.keyID != signer.verifier.keyID && !added.contains { $0.name == line.name } }
            }
        }
        // With the log's own line a note holds sixteen.
        guard kept.count(where: TimeStampLine.isOne) + stamps.count <= TimeStampLine.most, kept.count + added.count < 16 else {
            throw RPCError.params(field: "checkpoint", reason: "stamp")
        }
        let log = SignedNote(text: note.text, signatures: note.signatures.filter { $0.keyID == signer.verifier.keyID })
        let both = SignedNote(text: note.text, signatures: kept + added)
        try transaction.addCheckpoint(
            CheckpointRow(
                size: checkpoint.size, epoch: head.epoch, root: checkpoint.root, time: checkpoint.time?.ms ?? now.ms, note: log.encoded,
                cosignatures: String(both.encoded.dropFirst(note.text.count + 1))))
        let newest = try transaction.meta(LogName.witnessed).flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
        if checkpoint.size > newest { try transaction.setMeta(LogName.witnessed, Array(String(checkpoint.size).utf8)) }
        return (checkpoint.size, both.signatures.filter { !TimeStampLine.isOne($0) }.map(\.name))
    }
}
