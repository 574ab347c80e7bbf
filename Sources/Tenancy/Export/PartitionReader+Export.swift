import Base
import Casework
import Evidence
import Records
import Store
import Wire

/// What a leaf of a range brings into a bundle.
struct PlannedLeaf: Sendable {
    var time: Int64
    var isShown: Bool
    var rows: [ExportPlan.Row] = []
    var people: [String] = []
}

extension PartitionReader {
    func isShown(_ index: Int64, to audience: ExportAudience) throws -> Bool {
        let (leaf, secret) = try leaf(index)
        // An erased body is shown as what it is.
        return try secret.map { try mayShow(leaf, $0, to: audience) } ?? true
    }

    func planned(_ index: Int64, to audience: ExportAudience) throws -> PlannedLeaf {
        let (leaf, secret) = try leaf(index)
        guard let secret else { return PlannedLeaf(time: leaf.time.ms, isShown: true) }
        var planned = PlannedLeaf(time: leaf.time.ms, isShown: try mayShow(leaf, secret, to: audience))
        guard planned.isShown else { return planned }
        var people = Set(ActPeople(secret.commitment.body).all)
        for (position, element) in secret.rows.elements.enumerated() {
            guard let schema = Schema.named(element.collection), let entry = try snapshot.entry(collection: schema.code, id: element.id),
                entry.body != nil, entry.header.rev == element.rev, try mayShow(schema, entry.header, to: audience)
            else { continue }
            planned.rows.append(ExportPlan.Row(collection: schema.code, id: element.id, leaf: index, position: Int32(position)))
            // An act over many names nobody: whose record it is, its feed says.
            if case .employee(let employee) = try feed(entry.header.feed) { people.insert(employee) }
        }
        planned.people = people.filter { !$0.isEmpty }.sorted()
        return planned
    }

    /// The first leaf that is not older, by halves: times do not fall along the log.
    func firstLeaf(notBefore time: Int64) throws -> Int64 {
        var (low, high) = (Int64(0), try snapshot.head().leaves)
        while low < high {
            let middle = (low + high) / 2
            guard let leaf = try snapshot.leaf(middle).flatMap({ Leaf($0.bytes) }) else { throw StoreError.corrupt("leaf \(middle)") }
            if leaf.time.ms < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The device whose key must check this leaf's act; nil where none must.
    func signingDevice(_ index: Int64) throws -> String? {
        guard let body = try leaf(index).secret?.commitment.body, let read = try? ActBody(body), read.hasKey else { return nil }
        return read.device
    }

    /// The records that one leaf proves, as far as they still have the version that it wrote. Elements that were written anew
    /// meanwhile, or removed, are left out.
    func proofs(of rows: ArraySlice<ExportPlan.Row>) throws -> [RowProof] {
        guard let index = rows.first?.leaf, let list = try leaf(index).secret?.rows else { return [] }
        let tree = list.tree
        return try rows.compactMap { planned in
            let element = list.elements[Int(planned.position)]
            guard let (header, row) = try row(planned.collection, planned.id), header.rev == element.rev,
                let path = tree.proof(of: Int64(planned.position))
            else { return nil }
            return RowProof(
                collection: element.collection, id: element.id, rev: element.rev, row: try JSON(parsing: Array(row)), salt: element.salt,
                leaf: index, count: Int64(list.elements.count), position: Int64(planned.position), path: path)
        }
    }

    /// A document that a record refers to, with its number; nil where the text names none.
    func attachment(_ hash: String, of collection: String, id: String) throws -> ExportAttachment? {
        let key = sealer.ring.blobReference("\(collection)/\(id)", hash: hash)
        guard let number = try snapshot.lookup(space: BlobReference.space, key: key).flatMap({ Int64($0) }),
            let row = try snapshot.blob(number: number), row.received == row.size
        else { return nil }
        let meta = try BlobMeta.open(row, sealer)
        return ExportAttachment(hash: hash, blob: number, media: meta.media, name: meta.name ?? "", size: row.size, namedBy: "\(collection)/\(id)")
    }

    func chunk(blob: Int64, _ index: Int64) throws -> [UInt8]? {
        guard let sealed = try snapshot.chunk(blob: blob, index: index) else { return nil }
        return Array(try sealer.open(sealed, .blob(number: blob, chunk: index)))
    }
}

struct ExportAttachment: Sendable {
    var hash: String
    var blob: Int64
    var media: String
    var name: String
    var size: Int64
    /// `collection/id`
    var namedBy: String

    /// Content hashes are texts of 43 characters; whether one is a document of a record, the store says.
    static func hashes(in json: JSON) -> [String] {
        switch json {
        case .string(let text): text.utf8.count == 43 && Base64URL.decode(text)?.count == 32 ? [text] : []
        case .array(let values): values.flatMap(hashes)
        case .object(let members): members.flatMap { hashes(in: $0.1) }
        default: []
        }
    }
}
