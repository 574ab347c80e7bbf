import Archive
import Base
import Crypto
import Wire

/// Writes a bundle (protocol/evidence.md §3.2) as a stream: members one after another, each hashed on its way; the manifest last. What
/// is ready is taken with `take()`, so that memory is bounded by one line and the manifest. The same input gives the same bytes.
/// Not to be shared.
package final class BundleWriter {
    private let zip = ZipWriter()
    private var manifest: Manifest
    private var current: (path: String, type: String, hash: SHA256, size: Int64)?

    /// `head`: the manifest without members; its gaps and omissions may be added while writing.
    package init(_ head: Manifest) { manifest = head }

    package func take() -> [UInt8] { zip.take() }
    package var waiting: Int { zip.waiting }
    /// Of the whole archive so far.
    package var bytes: Int64 { zip.offset }

    package func gap(_ gap: Manifest.Gap) { if !manifest.gaps.contains(gap) { manifest.gaps.append(gap) } }
    package func omit(_ omission: Manifest.Omission) { if omission.count > 0 { manifest.omitted.append(omission) } }

    // MARK: Members

    /// `isLarge`: may pass 4 GiB.
    package func begin(_ path: String, type: String, stored: Bool = false, isLarge: Bool = false) throws {
        guard current == nil, path != Manifest.path, path != Manifest.notePath else { throw ZipError.order }
        try zip.begin(path, stored ? .stored : .deflated, isLarge: isLarge)
        current = (path, type, SHA256(), 0)
    }

    package func write(_ bytes: [UInt8]) throws {
        guard current != nil else { throw ZipError.order }
        try zip.write(bytes)
        current?.hash.update(data: bytes)
        current?.size += Int64(bytes.count)
    }

    package func end() throws {
        guard let member = current else { throw ZipError.order }
        try zip.end()
        manifest.members.append(
            Manifest.Member(path: member.path, size: member.size, sha256: Array(member.hash.finalize()), type: member.type))
        current = nil
    }

    package func add(_ path: String, type: String, _ bytes: [UInt8]) throws {
        try begin(path, type: type)
        try write(bytes)
        try end()
    }

    // MARK: The parts of a bundle, in their order

    package func checkpoint(_ note: String, earlier: [(epoch: Int64, size: Int64, note: String)] = []) throws {
        try add("checkpoint.note", type: "text/plain; charset=utf-8", Array(note.utf8))
        for one in earlier {
            try add("checkpoints/e\(one.epoch)-\(one.size).note", type: "text/plain; charset=utf-8", Array(one.note.utf8))
        }
    }

    package func keys(_ keys: [KeyLine], devices: [DeviceLine]) throws {
        try list("keys.json", keys) { $0.write(into: &$1) }
        try list("devices.json", devices) { $0.write(into: &$1) }
    }

    /// Names of the columns of each collection that `records.jsonl` has.
    package func schema(_ columns: [(collection: String, columns: [String])]) throws {
        let members = columns.map { ($0.collection, JSON.array($0.columns.map(JSON.string))) }
        try add("schema.json", type: "application/json", try JSON.object(JSONObject(members)).canonical())
    }

    package func beginLeaves(isLarge: Bool = false) throws { try begin("leaves.jsonl", type: "application/x-ndjson", isLarge: isLarge) }

    /// Ascending by index.
    package func leaf(_ leaf: DisclosedLeaf) throws {
        var writer = JSONWriter(capacity: 2048)
        leaf.write(into: &writer)
        try write(writer.finish() + [0x0A])
    }

    package func beginRecords(isLarge: Bool = false) throws { try begin("records.jsonl", type: "application/x-ndjson", isLarge: isLarge) }

    /// Ascending by leaf, then position.
    package func record(_ record: RowProof) throws {
        var writer = JSONWriter(capacity: 2048)
        try record.write(into: &writer)
        try write(writer.finish() + [0x0A])
    }

    /// Original bytes follow by `write`; stored as they are, since documents and pictures are compressed already.
    package func beginAttachment(contentHash: [UInt8], type: String) throws {
        try begin(BundleWriter.attachmentPath(contentHash: contentHash, type: type), type: type, stored: true)
    }

    package static func attachmentPath(contentHash: [UInt8], type: String) -> String {
        "attachments/\(Hex.encode(contentHash)).\(endings[type] ?? "bin")"
    }

    private static let endings = [
        "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "text/plain": "txt", "text/csv": "csv",
        "application/json": "json", "image/heic": "heic", "image/webp": "webp", "application/zip": "zip",
    ]

    /// The manifest, the signed note over it, and the archive's end. `sign` adds the log's signature.
    package func finish(sign: (SignedNote) throws -> SignedNote) throws {
        guard current == nil else { throw ZipError.order }
        try add("verify.txt", type: "text/plain; charset=utf-8", Array(VerifyText.text(manifest.origin).utf8))
        let bytes = try manifest.bytes()
        let note = BundleNote(origin: manifest.origin, hash: ContentHash.sha256(bytes), made: manifest.made)
        try zip.add(Manifest.path, bytes)
        try zip.add(Manifest.notePath, Array(try sign(SignedNote(text: note.text)).encoded.utf8))
        try zip.finish()
    }

    private func list<T>(_ path: String, _ items: [T], _ write: (T, inout JSONWriter) -> Void) throws {
        var writer = JSONWriter(capacity: 256 * (items.count + 1))
        writer.beginArray()
        for item in items { write(item, &writer) }
        writer.endArray()
        try add(path, type: "application/json", writer.finish())
    }
}
