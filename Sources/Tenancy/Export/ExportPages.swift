import Base
import Casework
import Crypto
import Evidence
import Records
import Store
import Wire

/// Turns what a bundle takes in into the items of its index pages, as they pass by.
final class ExportPages {
    let run: ExportRun
    let plan: ExportPlan
    let book: IndexBook
    private let checkpoint: Checkpoint
    private let signer: NoteVerifier
    /// Names of employees met so far.
    private var names: [String: String] = [:]
    private var proofs = 0

    init(_ run: ExportRun, _ plan: ExportPlan, _ book: IndexBook, _ checkpoint: Checkpoint, signer: NoteVerifier) {
        (self.run, self.plan, self.book, self.checkpoint, self.signer) = (run, plan, book, checkpoint, signer)
    }

    var isChinese: Bool { run.job.language != "en" }

    func add(_ entry: IndexEntry) throws { try book.add(entry) }

    /// Names are looked up once; a bundle over very many people forgets them now and then.
    func name(_ employee: String?, _ reader: PartitionReader) throws -> String? {
        guard let employee else { return nil }
        if let held = names[employee] { return held }
        guard let person = try reader.record(Employee.self, id: employee)?.record else { return employee }
        if names.count > 1_000 { names = [:] }
        let name = "\(person.fullName) (\(person.staffNo))"
        names[employee] = name
        return name
    }

    // MARK: Leaves

    func add(_ disclosed: DisclosedLeaf, _ reader: PartitionReader) throws {
        guard let leaf = Leaf(disclosed.leaf) else { return }
        if leaf.kind == .access { return try addAccess(disclosed, leaf, reader) }
        guard let bytes = disclosed.body?.body, let body = try? JSON(parsing: bytes),
            [LeafKind.mutation, .refused, .notice, .timer, .import].contains(leaf.kind)
        else { return }
        let read = try? ActBody(bytes)
        let op = body["act"]?.stringValue ?? body["op"]?.stringValue ?? ""
        let actor = body["actor"]
        let code = body["code"]?.intValue ?? 0
        let digest = read?.act.map { ContentHash.sha256($0.signedBytes) } ?? ContentHash.sha256(bytes)
        try book.add(.act(ActEntry(
            leaf: disclosed.index, op: op, title: title(op), actor: try name(actor?["employee"]?.stringValue, reader) ?? "gongdaod",
            device: read?.hasKey == true ? read?.device : nil, voucher: read?.hasKey == true ? read?.voucher.map(ExportWords.voucher) : nil,
            earliest: read?.token.map { Timestamp(ms: $0) }, latest: Timestamp(ms: read?.arrived ?? leaf.time.ms),
            claimed: body["claim"]?.intValue.map { Timestamp(ms: $0) }, outcome: ExportWords.outcome(code), digest: Hex.encode(digest))))
    }

    private func title(_ op: String) -> Wording {
        if let meaning = run.partition.core.commands(op)?.meaning { return Wording(meaning.zh, meaning.en) }
        return ExportWords.ops[op] ?? Wording(verbatim: op)
    }

    /// Who read: told to the person concerned also where the leaf names others, and is withheld.
    private func addAccess(_ disclosed: DisclosedLeaf, _ leaf: Leaf, _ reader: PartitionReader) throws {
        guard plan.shown.contains(disclosed.index) || plan.readings.contains(disclosed.index),
            let body = try reader.leaf(disclosed.index).secret.flatMap({ try? JSON(parsing: $0.commitment.body) })
        else { return }
        let op = body["op"]?.stringValue ?? ""
        let records = plan.shown.contains(disclosed.index) ? ([body["record"]] + (body["records"]?.arrayValue ?? [])) : []
        let purpose = body["purpose"]?.stringValue ?? ""
        try book.add(.access(AccessEntry(
            leaf: disclosed.index, time: leaf.time, actor: try name(body["by"]?.stringValue, reader) ?? body["account"]?.stringValue ?? "",
            op: op, title: ExportWords.ops[op] ?? Wording(verbatim: op), purpose: ExportWords.purpose(purpose, isChinese: isChinese),
            what: records.compactMap { $0?.stringValue }.prefix(20).joined(separator: "\n"))))
    }

    // MARK: Records

    func add(_ proof: RowProof, _ reader: PartitionReader) throws {
        guard let schema = Schema.named(proof.collection) else { return }
        let time = try reader.snapshot.leaf(proof.leaf).flatMap { Leaf($0.bytes)?.time }
        let place = try book.add(.record(RecordEntry(
            collection: proof.collection, title: ExportWords.collection(proof.collection), id: proof.id, rev: proof.rev,
            fields: fields(schema, proof.row), time: time, leaf: proof.leaf, position: Int(proof.position) + 1, count: Int(proof.count),
            digest: Hex.encode(try proof.hash()))))
        guard let row = proof.row else { return }
        try addCalculation(schema, row, time, proof.leaf)
        try addNotice(schema, row, proof.leaf, reader)
        try list(schema, proof.id, time, place)
    }

    /// A record without a proof.
    func add(_ record: ExportPlan.Unproved, _ reader: PartitionReader) throws {
        guard let schema = Schema.coded(record.collection), let (header, bytes) = try reader.row(record.collection, record.id),
            try reader.mayShow(schema, header, to: run.audience)
        else { return }
        let row = try JSON(parsing: Array(bytes))
        try book.add(.record(RecordEntry(
            collection: schema.name, title: ExportWords.collection(schema.name), id: record.id, rev: header.rev, fields: fields(schema, row),
            digest: Hex.encode(ContentHash.sha256(Array(bytes))))))
        try addNotice(schema, row, nil, reader)
    }

    func fields(_ schema: CollectionSchema, _ row: JSON?) -> [EntryField] {
        guard let row else { return [] }
        return RowText.fields(schema, row, chinese: isChinese).map {
            EntryField(name: $0.name, label: Wording($0.label.zh, $0.label.en), value: $0.value)
        }
    }

    /// The list of evidence that goes to a tribunal: what people dispute about, and what they hand in.
    private func list(_ schema: CollectionSchema, _ id: String, _ time: Timestamp?, _ place: EntryPlace) throws {
        guard let proves = ExportWords.proves[schema.name], proofs < Limits.exportListed else { return }
        proofs += 1
        let title = ExportWords.collection(schema.name)
        try book.add(.proof(ProofEntry(
            item: Wording("\(title.zh) \(id)", "\(title.en) \(id)"), source: Wording("本系统存证日志", "this system's evidence log"), proves: proves,
            time: time, place: place)))
    }

    // MARK: Attachments

    func add(_ file: ExportAttachment, path: String, sha256: [UInt8]) throws {
        let place = try book.add(.attachment(AttachmentEntry(
            path: path, name: file.name, sha256: Hex.encode(sha256), size: file.size, type: file.media, namedBy: file.namedBy)))
        guard proofs < Limits.exportListed else { return }
        proofs += 1
        try book.add(.proof(ProofEntry(
            item: Wording(verbatim: file.name.isEmpty ? path : file.name), source: Wording("提交时的原始文件", "the original file as handed in"),
            proves: Wording("所附材料的内容", "what the attached document says"), place: place)))
    }

    // MARK: The whole

    func document() throws -> IndexDocument {
        let (row, job, tenant) = (plan.checkpoint, run.job, run.partition.tenant)
        let (maker, subject) = try run.slice { reader in
            (try name(job.employee, reader) ?? job.id, try name(run.audience.employee, reader))
        }
        var cover = IndexCover(
            employer: tenant.name, logName: tenant.origin(epoch: 0).keyName, subject: subject ?? tenant.name,
            scope: ExportWords.scopes[run.audience.scope.kind] ?? Wording(verbatim: run.audience.scope.kind), purpose: job.purposeText,
            made: run.audience.now, madeBy: maker, roles: job.roles, origin: checkpoint.origin, size: row.size,
            root: Hex.encode(row.root), signer: signer.name, keyFingerprint: Hex.encode(ContentHash.sha256(Array(signer.key.rawRepresentation))),
            witnesses: row.cosignatures.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
        if case .time(let from, let to) = run.audience.scope {
            cover.from = from.map { Timestamp(ms: $0) }
            cover.to = to.map { Timestamp(ms: $0) }
        }
        return IndexDocument(cover: cover, book: book, language: isChinese ? .zh : .en)
    }
}
