import Base
import Casework
import Crypto
import Evidence
import Records
import Store
package import Wire

extension Partition {
    private static func hash(_ params: JSON) throws(RPCError) -> String {
        guard let text = params["hash"]?.stringValue, Base64URL.decode(text)?.count == 32 else {
            throw .params(field: "hash", reason: "value")
        }
        return text
    }

    /// `blob.stat {hash}` → `{have, size?, received, media?}`, of the caller's own uploads only: `have` must not tell that somebody
    /// else holds the same document (why.md S25).
    package func blobStat(_ params: JSON, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        let hash = try Partition.hash(params)
        do {
            return try await read { reader in
                let row = try reader.snapshot.blob(key: reader.sealer.ring.blobKey(owner: p.actor.subject, hash: hash))
                var members: [(String, JSON)] = [("have", .bool(row.map { $0.received == $0.size } ?? false))]
                members.append(("received", .int(row?.received ?? 0)))
                if let row {
                    members.append(("size", .int(row.size)))
                    members.append(("media", .string(try BlobMeta.open(row, reader.sealer).media)))
                }
                return JSON.object(JSONObject(members)).bytes
            }
        } catch { throw answer(error) }
    }

    /// `blob.put {hash, size, media, name?, off, data}` → `{received, have}`: one chunk of 192 KiB (the last one shorter), in order;
    /// 1303 names the offset to go on at.
    package func blobPut(_ params: JSON, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        let put = try BlobPut(params, hash: try Partition.hash(params))
        do {
            guard let received = try await system("blob.put", { try $0.put(put, owner: p.actor.subject) }) else {
                throw RPCError.invalid(
                    field: "hash", reason: "blob.hash", text: ("内容与校验值不符，请重新上传。", "The content does not have this hash; upload it again."))
            }
            return JSON.object(["received": .int(received), "have": .bool(received == put.size)]).bytes
        } catch { throw answer(error) }
    }

    /// `blob.get {hash, ref?, off, purpose?}` → `{size, media, off, data, more}`: through a record the caller may read, or an own
    /// upload.
    package func blobGet(_ params: JSON, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        let hash = try Partition.hash(params)
        let offset = params["off"]?.intValue ?? 0
        guard offset >= 0, offset % Int64(Limits.blobChunkBytes) == 0 else {
            throw RPCError(.blobOffset, value: max(0, offset / Int64(Limits.blobChunkBytes) * Int64(Limits.blobChunkBytes)))
        }
        var reference: RecordReference?
        if let text = params["ref"]?.stringValue {
            guard let known = RecordReference(text) else { throw RPCError(.notFound) }
            reference = known
        }
        let purpose = try Partition.purpose(params)
        let now = core.clock.now()
        let ref = reference
        do {
            let (answer, logged) = try await readOnPool { reader in
                let (row, right, header) = try reader.blob(hash, ref, p, purpose, now)
                return (try reader.chunk(row, hash, at: offset), right == .held ? nil : header)
            }
            // Every chunk of another person's document is an access: the first need not be asked for at all.
            if let header = logged, let ref, let purpose {
                try await system("blob.get", leaf: .access) { try $0.noteAccess(p, ref.schema, header, purpose) }
            }
            return answer
        } catch { throw answer(error) }
    }

    /// Drops uploads that no record came to refer to within a day; answers how many.
    @discardableResult
    package func sweepBlobs() async -> Int {
        let before = core.clock.now().ms - Limits.blobOrphanMs
        let swept = try? await system("blob.sweep") { writer in
            let orphans = try writer.transaction.orphans(before: before, limit: 64)
            for orphan in orphans { try writer.transaction.removeBlob(orphan.number) }
            return orphans.count
        }
        return swept ?? 0
    }
}

/// One checked `blob.put`.
struct BlobPut: Sendable {
    let hash: String
    let size: Int64
    let media: String
    let name: String?
    let offset: Int64
    let data: [UInt8]

    init(_ params: JSON, hash: String) throws(RPCError) {
        self.hash = hash
        guard let size = params["size"]?.intValue, size > 0 else { throw .params(field: "size", reason: "range") }
        guard size <= Int64(Limits.blobBytes) else { throw RPCError(.tooLarge, value: Int64(Limits.blobBytes)) }
        guard let media = params["media"]?.stringValue, MediaType.isAllowed(media) else {
            throw .invalid(field: "media", reason: "blob.media", text: ("不支持这种文件类型。", "Files of this type are not taken."))
        }
        let name = params["name"]?.stringValue
        if let name, name.utf8.count > 255 { throw .params(field: "name", reason: "range") }
        guard let offset = params["off"]?.intValue, offset >= 0, offset < size else { throw .params(field: "off", reason: "range") }
        guard let data = params["data"]?.stringValue.flatMap({ Base64URL.decode($0) }) else {
            throw .params(field: "data", reason: "value")
        }
        guard data.count == min(Limits.blobChunkBytes, Int(size - offset)) else { throw .params(field: "data", reason: "length") }
        (self.size, self.media, self.name, self.offset, self.data) = (size, media, name, offset, data)
    }
}

extension PartitionWriter {
    /// Takes one chunk and answers how much is there. A whole upload that does not have its hash is thrown away: nil.
    func put(_ put: BlobPut, owner: Int64) throws -> Int64? {
        let key = sealer.ring.blobKey(owner: owner, hash: put.hash)
        var row: BlobRow
        var meta: BlobMeta
        if let known = try transaction.blob(key: key) {
            guard known.size == put.size else {
                throw RPCError.invalid(field: "size", reason: "blob.size", text: ("大小与先前上传的不一致。", "Another size was announced before."))
            }
            if known.received == known.size { return known.size }
            (row, meta) = (known, try BlobMeta.open(known, sealer))
        } else {
            meta = BlobMeta(media: put.media, name: put.name, hash: put.hash, chunks: [])
            row = BlobRow(
                number: 0, key: key, owner: owner, size: put.size, received: 0, created: now.ms,
                meta: try meta.sealed(key: key, sealer), refs: 0)
            row.number = try transaction.addBlob(row)
        }
        guard put.offset == row.received else { throw RPCError(.blobOffset, value: row.received) }
        let index = put.offset / Int64(Limits.blobChunkBytes)
        try transaction.addChunk(blob: row.number, index: index, try sealer.seal(put.data, .blob(number: row.number, chunk: index)))
        meta.chunks.append(Array(SHA256.hash(data: put.data)))
        row.received += Int64(put.data.count)
        row.meta = try meta.sealed(key: key, sealer)
        try transaction.setBlob(row)
        guard row.received == row.size, meta.chunksHash != put.hash else { return row.received }
        try transaction.removeBlob(row.number)
        return nil
    }
}

extension PartitionReader {
    /// The blob behind (hash, record), and by which right; 1402 where there is none for this caller.
    func blob(
        _ hash: String, _ ref: RecordReference?, _ p: Principal, _ purpose: Purpose?, _ now: Timestamp
    ) throws -> (BlobRow, ReadRight, EntryHeader?) {
        guard let ref else {
            guard let row = try snapshot.blob(key: sealer.ring.blobKey(owner: p.actor.subject, hash: hash)), row.received == row.size
            else { throw RPCError(.notFound) }
            return (row, .held, nil)
        }
        guard let header = try snapshot.entry(collection: ref.schema.code, id: ref.id)?.header,
            let right = try right(p, ref.schema, header, purpose, now: now),
            let number = try snapshot.lookup(
                space: BlobReference.space, key: sealer.ring.blobReference("\(ref.schema.name)/\(ref.id)", hash: hash)),
            let row = try Int64(number).flatMap({ try snapshot.blob(number: $0) })
        else { throw RPCError(.notFound) }
        return (row, right, header)
    }

    func chunk(_ row: BlobRow, _ hash: String, at offset: Int64) throws -> [UInt8] {
        // An offset that exists: a client of class 13 goes on there.
        guard offset < row.size else {
            let last = (row.size - 1) / Int64(Limits.blobChunkBytes) * Int64(Limits.blobChunkBytes)
            throw RPCError(.blobOffset, value: max(0, last))
        }
        let index = offset / Int64(Limits.blobChunkBytes)
        let use = SealUse.blob(number: row.number, chunk: index)
        guard let sealed = try snapshot.chunk(blob: row.number, index: index) else { throw SealError.damaged(use) }
        let data = try sealer.open(sealed, use)
        let meta = try BlobMeta.open(row, sealer)
        var writer = JSONWriter(capacity: data.count * 4 / 3 + 256)
        writer.beginObject()
        writer.key("size")
        writer.int(row.size)
        writer.key("media")
        writer.string(meta.media)
        writer.key("off")
        writer.int(offset)
        writer.key("data")
        writer.string(Base64URL.encode(data))
        writer.key("more")
        writer.bool(offset + Int64(data.count) < row.size)
        writer.endObject()
        return writer.finish()
    }
}
