import Base
import Foundation
import Records
import Store
import Wire

/// Collects the rows of a page by (feed, collection) and writes it by hand. Rows are opened and copied, never re-encoded, unless
/// the client reads an older schema.
struct PageBuilder {
    /// One collection of one feed: what a digest is of.
    struct Key: Hashable, Sendable {
        let feed: Int64
        let collection: Int32
    }

    private struct Group {
        let key: Key
        let schema: CollectionSchema
        var bytes: [UInt8] = []
    }

    private let reader: PartitionReader
    private let schema: Int
    private var puts: [Group] = []
    private var putIndex: [Key: Int] = [:]
    private var gone: [Group] = []
    private var goneIndex: [Key: Int] = [:]
    private(set) var rows: Int64 = 0
    /// What has anything in this page.
    var touched: Set<Key> { Set(puts.map(\.key)).union(gone.map(\.key)) }

    init(_ reader: PartitionReader, schema: Int) {
        self.reader = reader
        self.schema = schema
    }

    var hasGone: Bool { !gone.isEmpty }

    /// A collection that the client's schema does not have is not sent, nor counted in its digests (why.md B17).
    static func visible(_ collection: Int32, schema: Int) -> CollectionSchema? {
        guard let found = Schema.coded(collection), found.since <= schema else { return nil }
        return found
    }

    mutating func put(_ header: EntryHeader, _ body: some RandomAccessCollection<UInt8>) throws {
        rows += 1
        let key = Key(feed: header.feed, collection: header.collection)
        let index: Int
        if let known = putIndex[key] {
            index = known
        } else {
            guard let schema = PageBuilder.visible(header.collection, schema: schema) else { return }
            index = puts.count
            puts.append(Group(key: key, schema: schema))
            putIndex[key] = index
        }
        let row = try reader.open(header, body)
        if !puts[index].bytes.isEmpty { puts[index].bytes.append(0x2C) }
        if let projection = Projection(puts[index].schema, schema: schema) {
            puts[index].bytes.append(contentsOf: try projection.project(row))
        } else {
            row.withUnsafeBytes { puts[index].bytes.append(contentsOf: $0) }
        }
    }

    mutating func gone(_ header: EntryHeader) {
        let key = Key(feed: header.feed, collection: header.collection)
        let index: Int
        if let known = goneIndex[key] {
            index = known
        } else {
            guard let schema = PageBuilder.visible(header.collection, schema: schema) else { return }
            index = gone.count
            gone.append(Group(key: key, schema: schema))
            goneIndex[key] = index
        }
        if !gone[index].bytes.isEmpty { gone[index].bytes.append(0x2C) }
        gone[index].bytes.append(contentsOf: JSON.string(header.id).bytes)
    }

    /// Writes `gone` and `put`, the members of a page that hold rows.
    func write(into writer: inout JSONWriter) throws {
        if !gone.isEmpty {
            writer.key("gone")
            writer.beginArray()
            for group in gone {
                try head(group, &writer)
                writer.key("ids")
                list(group.bytes, &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        if !puts.isEmpty { try writePuts(into: &writer) }
    }

    func writePuts(into writer: inout JSONWriter) throws {
        writer.key("put")
        writer.beginArray()
        for group in puts {
            try head(group, &writer)
            writer.key("cols")
            writer.beginArray()
            for column in group.schema.columns where column.since <= schema { writer.string(column.name) }
            writer.endArray()
            writer.key("rows")
            list(group.bytes, &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func head(_ group: Group, _ writer: inout JSONWriter) throws {
        writer.beginObject()
        writer.key("in")
        writer.string(try reader.feed(group.key.feed).text)
        writer.key("c")
        writer.string(group.schema.name)
    }

    private func list(_ bytes: [UInt8], _ writer: inout JSONWriter) {
        // The elements stand in `bytes` with their commas already.
        writer.beginArray()
        writer.raw(bytes)
        writer.endArray()
    }
}
