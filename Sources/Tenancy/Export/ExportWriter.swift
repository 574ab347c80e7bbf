import Base
import Crypto
import Evidence
import Records
import Store
import Wire

/// Writes the members of one bundle in their order (protocol/evidence.md §3.2), handing on what is ready after every piece. Used by one
/// thread, for one bundle.
final class ExportWriter {
    private let run: ExportRun
    private let plan: ExportPlan
    private let spool: ExportSpool
    private let pages: ExportPages
    private let writer: BundleWriter
    private let signer: NoteSigner
    private let checkpoint: Checkpoint
    private var attachments: [ExportAttachment] = []
    /// Files of imports, which are left out.
    private var importFiles: Int64 = 0
    private var attached: Set<String> = []
    private var done: Int64 = 0
    private var changed: Int64 = 0
    private var erased: Int64 = 0

    init(_ run: ExportRun, _ plan: ExportPlan, _ spool: ExportSpool, book: IndexBook) throws {
        let row = plan.checkpoint
        guard let note = SignedNote(parsing: row.note), let checkpoint = Checkpoint(parsing: note.text), let origin = LogOrigin(checkpoint.origin)
        else { throw StoreError.corrupt("checkpoint \(row.size)") }
        (self.run, self.plan, self.spool, self.checkpoint) = (run, plan, spool, checkpoint)
        signer = try run.slice { try $0.logSigner() }
        // Rotated since: the plan is of a key that signs no more. The next try plans anew.
        guard signer.verifier.verify(note) else { throw StoreError.busy }
        writer = BundleWriter(
            Manifest(
                tenant: origin.tenant, origin: checkpoint.origin, size: row.size, made: run.audience.now.ms, account: run.job.id,
                roles: run.job.roles, scope: run.job.scope, purpose: run.job.purposeText, language: run.job.language))
        pages = ExportPages(run, plan, book, checkpoint, signer: signer.verifier)
    }

    func write() throws {
        run.progress.set(0, of: total)
        try writer.checkpoint(plan.checkpoint.fullNote, earlier: plan.earlier.map { ($0.epoch, $0.size, $0.fullNote) })
        try writer.keys(plan.keys, devices: plan.devices)
        try writer.schema(plan.schemas.map { ($0.name, $0.columns.map(\.name)) })
        try leaves()
        try records()
        try writeAttachments()
        try remarks()
        let items = plan.items
        try writer.index(
            try pages.document(), press: run.press, drain: { try self.move() },
            progress: { done, of in
                try self.run.progress.check()
                self.run.progress.set(items + (of > 0 ? items * Int64(done) / Int64(of) : 0), of: self.total)
            })
        let signer = signer
        try writer.finish { try signer.sign($0) }
        try move()
        run.progress.set(total, of: total)
    }

    /// Items to write, and once more for the pages.
    private var total: Int64 { max(1, plan.items * 2) }

    /// Hands on what is ready; `count` items are done.
    private func move(_ count: Int = 0) throws {
        try spool.append(writer.take())
        done += Int64(count)
        guard spool.bytes <= Limits.exportBytes else { throw ExportStop.refused(RPCError(.tooLarge, value: Limits.exportBytes)) }
        if count > 0 { run.progress.set(done, of: total) }
    }

    // MARK: Leaves and records

    private func leaves() throws {
        try writer.beginLeaves()
        let size = plan.checkpoint.size
        for start in stride(from: 0, to: plan.leaves.count, by: Limits.exportSlice) {
            let part = plan.leaves[start..<min(start + Limits.exportSlice, plan.leaves.count)]
            try run.slice { reader in
                for index in part {
                    let leaf = try reader.disclosed(index, size: size, withheld: !plan.shown.contains(index))
                    if leaf.body == nil, !leaf.isWithheld { erased += 1 }
                    try writer.leaf(leaf)
                    try pages.add(leaf, reader)
                }
            }
            try move(part.count)
        }
        try writer.end()
    }

    private func records() throws {
        try writer.beginRecords()
        var rest = plan.rows[...]
        while let first = rest.first {
            let part = rest.prefix { $0.leaf == first.leaf }
            try run.slice { reader in
                let proofs = try reader.proofs(of: part)
                // Written anew meanwhile: its newer version belongs to a leaf behind this checkpoint.
                changed += Int64(part.count - proofs.count)
                for proof in proofs {
                    try writer.record(proof)
                    try pages.add(proof, reader)
                    try find(in: proof, reader)
                }
            }
            try move(part.count)
            rest = rest.dropFirst(part.count)
        }
        try writer.end()
        for start in stride(from: 0, to: plan.unproved.count, by: Limits.exportSlice) {
            let part = plan.unproved[start..<min(start + Limits.exportSlice, plan.unproved.count)]
            try run.slice { reader in for record in part { try pages.add(record, reader) } }
            try move(part.count)
        }
    }

    private func find(in proof: RowProof, _ reader: PartitionReader) throws {
        guard let row = proof.row else { return }
        for hash in ExportAttachment.hashes(in: row) where !attached.contains(hash) {
            guard let found = try reader.attachment(hash, of: proof.collection, id: proof.id) else { continue }
            attached.insert(hash)
            // The file of an import holds whole rows of everybody, also what no role of the asker's opens: its hash stands in the record.
            if proof.collection == ImportRun.schema.name {
                importFiles += 1
                continue
            }
            attachments.append(found)
        }
    }

    // MARK: Attachments

    private func writeAttachments() throws {
        for file in attachments {
            guard let hash = Base64URL.decode(file.hash) else { continue }
            try writer.beginAttachment(contentHash: hash, type: file.media)
            var (index, digest) = (Int64(0), SHA256())
            while let chunk = try run.slice({ try $0.chunk(blob: file.blob, index) }) {
                try writer.write(chunk)
                digest.update(data: chunk)
                try move()
                index += 1
            }
            try writer.end()
            try pages.add(file, path: BundleWriter.attachmentPath(contentHash: hash, type: file.media), sha256: Array(digest.finalize()))
        }
    }

    // MARK: What is missing

    private func remarks() throws {
        let found = ExportRemarks.gaps(
            unproved: Int64(plan.unproved.count), changed: changed, erased: erased, keyless: plan.keyless)
        for gap in plan.ends.map(ExportRemarks.restored) + found {
            writer.gap(Manifest.Gap(code: gap.code, zh: gap.text.zh, en: gap.text.en))
            try pages.add(.gap(gap))
        }
        let withheld = Int64(plan.leaves.count - plan.shown.count)
        for omission in ExportRemarks.omissions(leaves: withheld, records: plan.closed, importFiles: importFiles) {
            writer.omit(Manifest.Omission(what: omission.code, why: omission.text.en, count: Int64(omission.count ?? 0)))
            try pages.add(.omission(omission))
        }
    }
}
