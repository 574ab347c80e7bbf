import Base
package import Casework
package import Foundation
package import Records
package import Store
import Wire

/// Records of one tenant as of one instant, opened. The only way to rows above the store: it exists inside `Partition.read`,
/// `system` and the command pipeline, and never leaves them.
package class PartitionReader: RecordReader {
    let core: PartitionCore
    package let snapshot: any Snapshot
    package let sealer: Sealer

    init(core: PartitionCore, snapshot: any Snapshot, sealer: Sealer) {
        self.core = core
        self.snapshot = snapshot
        self.sealer = sealer
    }

    package var tenant: TenantInfo { core.tenant }
    /// False while a transaction may still roll back what is read.
    var seesCommittedOnly: Bool { true }

    // MARK: Feeds

    /// The number of a feed; nil for one in which nothing was ever written.
    package func number(of feed: Feed) throws -> Int64? {
        if let known = core.names.number(feed) { return known }
        return try snapshot.feed(key: sealer.ring.feedKey(feed.text))?.number
    }

    /// The feed with a number. A number without a feed is damage.
    package func feed(_ number: Int64) throws -> Feed {
        if let known = core.names.feed(number) { return known }
        guard let info = try snapshot.feed(number: number) else { throw StoreError.corrupt("entry in unknown feed \(number)") }
        let text = String(decoding: try sealer.open(info.sealedName, .feedName(number: number)), as: UTF8.self)
        guard let feed = Feed(text) else { throw SealError.damaged(.feedName(number: number)) }
        if seesCommittedOnly { core.names.remember(number, feed) }
        return feed
    }

    // MARK: Records

    /// A live record's header and opened row.
    package func row(_ collection: Int32, _ id: String) throws -> (header: EntryHeader, row: Data)? {
        guard let entry = try snapshot.entry(collection: collection, id: id), let body = entry.body else { return nil }
        return (entry.header, try open(entry.header, body))
    }

    func open(_ header: EntryHeader, _ body: some RandomAccessCollection<UInt8>) throws(SealError) -> Data {
        try sealer.open(body, .row(feed: header.feed, collection: header.collection, id: header.id, rev: header.rev))
    }

    func stored<R: Record>(_: R.Type, _ header: EntryHeader, _ row: Data) throws -> Stored<R> {
        let (record, rev) = try RowCoder.record(R.self, row: Array(row))
        return Stored(record: record, rev: rev, seq: header.seq, feed: try feed(header.feed))
    }

    package func record<R: Record>(_: R.Type, id: String) throws -> Stored<R>? {
        guard let (header, row) = try row(R.schema.code, id) else { return nil }
        return try stored(R.self, header, row)
    }

    package func records<R: Record>(_: R.Type, in feed: Feed, limit: Int) throws -> [Stored<R>] {
        guard let number = try number(of: feed) else { return [] }
        var out: [Stored<R>] = []
        try snapshot.live(feed: number, collection: R.schema.code, afterID: nil) { header, body in
            guard out.count < limit else { return false }
            out.append(try self.stored(R.self, header, try self.open(header, body)))
            return true
        }
        return out
    }

    package func isTaken(_ schema: CollectionSchema, id: String) throws -> Bool {
        try snapshot.isSpent(collection: schema.code, id: id)
    }

    // MARK: Lookups and counters

    package func find(_ space: LookupSpace, _ text: String) throws -> String? {
        try snapshot.lookup(space: space.rawValue, key: lookupKey(space, text))
    }

    func lookupKey(_ space: LookupSpace, _ text: String) -> [UInt8] {
        sealer.ring.index("lookup/\(space.rawValue)", text.utf8)
    }

    /// Employees who hold a role now.
    package func holders(of role: Role) throws -> [String] {
        guard let sealed = try snapshot.meta(RoleHolders.name(role)) else { return [] }
        return try RoleHolders.read(try sealer.open(sealed, .meta(name: RoleHolders.name(role))))
    }

    package func blob(_ hash: String, by subject: Int64) throws -> BlobInfo? {
        guard let row = try snapshot.blob(key: sealer.ring.blobKey(owner: subject, hash: hash)), row.received == row.size
        else { return nil }
        let meta = try BlobMeta.open(row, sealer)
        return BlobInfo(number: row.number, hash: hash, size: row.size, mediaType: meta.media)
    }

    /// Where nothing is written (a preview), the number that would come next.
    package func nextNumber(_ sequence: String) throws -> Int64 { try snapshot.sequence(sequence) + 1 }
}
