import Base
import Crypto
import Records
import Store
package import Wire

/// The bucket of an id: the first 4 bytes of its SHA-256, big endian, modulo n.
enum Bucket {
    static func of(_ id: String, _ n: Int) -> Int {
        let number = SHA256.hash(data: Array(id.utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Int(number % UInt32(n))
    }
}

extension Partition {
    private struct Place: Sendable {
        let feed: Feed
        let schema: CollectionSchema
        let n: Int
    }

    private func place(_ params: JSON, _ p: Principal) throws(RPCError) -> Place {
        guard let feed = params["in"]?.stringValue.flatMap({ Feed($0) }) else { throw .params(field: "in", reason: "value") }
        guard let name = params["c"]?.stringValue else { throw .params(field: "c", reason: "missing") }
        guard let n = params["n"]?.intValue, (1...Int64(Limits.verifyBuckets)).contains(n) else {
            throw .params(field: "n", reason: "range")
        }
        guard let schema = Schema.named(name), schema.since <= p.schema else { throw RPCError(.notFound) }
        return Place(feed: feed, schema: schema, n: Int(n))
    }

    /// `sync.verify {in, c, n, sums, cur?}`: the buckets whose digest differs, and the cursor to pull from once they were fetched:
    /// the caller's own, so that whatever changed meanwhile comes again by delta (why.md S20).
    package func verify(_ params: JSON, session: PullSession? = nil, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        let place = try place(params, p)
        guard let texts = params["sums"]?.arrayValue, texts.count == place.n else { throw .params(field: "sums", reason: "count") }
        var sums: [(count: Int64, sum: UInt64)] = []
        for text in texts {
            guard let sum = text.stringValue.flatMap({ Digest.parse($0) }) else { throw .params(field: "sums", reason: "value") }
            sums.append(sum)
        }
        let cursor = params["cur"]?.stringValue ?? session?.now?.cursor
        let now = core.clock.now()
        let claimed = sums
        do {
            return try await readOnPool { reader in
                let feed = try reader.held(place.feed, p, now)
                if let cursor { _ = try PullRun.cursor(cursor, p, reader, try reader.snapshot.head()) }
                var found = [(count: Int64, sum: UInt64)](repeating: (0, 0), count: place.n)
                try reader.snapshot.live(feed: feed, collection: place.schema.code, afterID: nil) { header, _ in
                    let bucket = Bucket.of(header.id, place.n)
                    found[bucket] = (found[bucket].count + 1, Digest.add(found[bucket].sum, UInt64(bitPattern: header.term)))
                    return true
                }
                var writer = JSONWriter()
                writer.beginObject()
                writer.key("uneq")
                writer.beginArray()
                for bucket in 0..<place.n where found[bucket] != claimed[bucket] { writer.int(bucket) }
                writer.endArray()
                if let cursor {
                    writer.key("cur")
                    writer.string(cursor)
                }
                writer.endObject()
                return writer.finish()
            }
        } catch { throw answer(error) }
    }

    /// `sync.bucket {in, c, n, b, after?}`: the rows of one bucket by id, in pages; replaces all that the client holds in it.
    package func bucket(_ params: JSON, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        let place = try place(params, p)
        guard let number = params["b"]?.intValue, (0..<Int64(place.n)).contains(number) else { throw .params(field: "b", reason: "range") }
        let after = params["after"]?.stringValue
        let now = core.clock.now()
        do {
            return try await readOnPool { reader in
                let feed = try reader.held(place.feed, p, now)
                var page = PageBuilder(reader, schema: p.schema)
                var size = 0
                var last: String?
                var more = false
                try reader.snapshot.live(feed: feed, collection: place.schema.code, afterID: after) { header, body in
                    guard Bucket.of(header.id, place.n) == Int(number) else { return true }
                    if size >= Limits.pageBytes {
                        more = true
                        return false
                    }
                    try page.put(header, body)
                    size += body.count
                    last = header.id
                    return true
                }
                var writer = JSONWriter(capacity: size + 256)
                writer.beginObject()
                try page.writePuts(into: &writer)
                writer.key("more")
                writer.bool(more)
                if more, let last {
                    writer.key("after")
                    writer.string(last)
                }
                writer.endObject()
                return writer.finish()
            }
        } catch { throw answer(error) }
    }
}

extension PartitionReader {
    /// The number of a feed that the caller holds; 1402 otherwise, and for one that was never written.
    func held(_ feed: Feed, _ p: Principal, _ now: Timestamp) throws -> Int64 {
        guard let number = try number(of: feed), try mayPull(number, p, now: now) else { throw RPCError(.notFound) }
        return number
    }
}
