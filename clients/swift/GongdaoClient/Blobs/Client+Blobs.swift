internal import Base
internal import Records
internal import Wire

/// A blob as the cache knows it.
struct StagedBlob: Codable {
    var size: Int64
    var media: String
    var name: String?
    /// Bytes the server is known to have (staged), or that are here (download).
    var done: Int64
    var uploaded: Bool
    /// A copy fetched from the server, not made here.
    var fetched: Bool
    var atMs: Int64
}

extension Client {
    /// Keeps bytes, sealed, until an act that names them has been answered. Returns their hash. Works offline. Throws what the server would
    /// say of them once they came there, when the act is long filed: 1405 `blob.media` and `blob.empty`, 1406 with the bound.
    public func stage(_ bytes: [UInt8], media: String, name: String?) throws -> String {
        guard !bytes.isEmpty else {
            throw ClientError.rpc(.invalid(field: "data", reason: "blob.empty", text: ("文件是空的。", "The file is empty.")))
        }
        guard bytes.count <= Limits.blobBytes else { throw ClientError.rpc(RPCError(.tooLarge, value: Int64(Limits.blobBytes))) }
        guard MediaType.isAllowed(media) else {
            throw ClientError.rpc(
                .invalid(field: "media", reason: "blob.media", text: ("不支持这种文件类型。", "Files of this type are not taken.")))
        }
        let hash = BlobHash.of(bytes)
        let blob = StagedBlob(
            size: Int64(bytes.count), media: media, name: name, done: 0, uploaded: false, fetched: false, atMs: nowMs)
        try readableCache().write { transaction in
            // The same bytes under another name or type: what was said last counts, as long as the server was told nothing.
            if let known = try transaction.blob(hash) {
                var held = try WireDecoder.decode(StagedBlob.self, from: known)
                guard !held.fetched, !held.uploaded, held.done == 0 else { return }
                (held.media, held.name) = (media, name)
                return try transaction.setBlob(hash, held)
            }
            for (place, chunk) in BlobHash.chunks(bytes).enumerated() { try transaction.setChunk(hash, place, chunk) }
            try transaction.setBlob(hash, blob)
        }
        return hash
    }

    /// Uploads what the acts of `queue` about to be sent refer to, in their order; answers how many of them may go now. An act whose papers
    /// the server does not take lets those before it go first; at the head of its queue it is held, with the server's word.
    func uploadForNextActs(of queue: Int) async throws -> Int {
        let waiting = try cache().outbox().items.filter { !$0.isAnswered && $0.queue == queue }.sorted { $0.n < $1.n }
        let next = waiting.prefix(Limits.mutationsPerPush)
        for (place, item) in next.enumerated() {
            do {
                for hash in item.blobs { try await upload(hash) }
            } catch ClientError.rpc(let error) {
                if place > 0 { return place }
                try cache().changeOutbox { outbox, _ in outbox.hold(item.local, error) }
                throw ClientError.rpc(error)
            }
        }
        return next.count
    }

    /// Sends a staged blob, from where an earlier try ended.
    public func upload(_ hash: String) async throws {
        let file = try cache()
        guard var blob = try file.blob(hash), !blob.fetched, !blob.uploaded else { return }
        let stat = try await patiently { try await self.request("blob.stat", ["hash": .string(hash)]) }
        var offset = stat["have"]?.boolValue == true ? blob.size : stat["received"]?.intValue ?? 0
        var corrections = 0
        while offset < blob.size {
            let place = Int(offset) / Limits.blobChunkBytes
            guard let chunk = try file.read({ try $0.chunk(hash, place) }) else { throw ClientError.cacheUnreadable("blob \(hash)") }
            var members: [(String, JSON)] = [
                ("hash", .string(hash)), ("size", .int(blob.size)), ("media", .string(blob.media)), ("off", .int(offset)),
                ("data", .string(Base64URL.encode(chunk))),
            ]
            if let name = blob.name { members.append(("name", .string(name))) }
            let params = JSON.object(JSONObject(members))
            do {
                let answer = try await patiently { try await self.request("blob.put", params, timeoutMs: 120_000) }
                offset = answer["have"]?.boolValue == true ? blob.size : answer["received"]?.intValue ?? offset + Int64(chunk.count)
            } catch ClientError.rpc(let error) where error.code == .blobOffset {
                corrections += 1
                guard let right = error.value, right >= 0, right <= blob.size, corrections < 8 else { throw ClientError.rpc(error) }
                offset = right
            }
            blob.done = offset
            let stored = blob
            try file.write { try $0.setBlob(hash, stored) }
        }
        blob.uploaded = true
        let stored = blob
        try file.write { try $0.setBlob(hash, stored) }
    }

    /// Bytes of a blob that a record (`collection/id`) refers to: from the cache where they are held, else fetched, chunk by chunk, and
    /// kept. Throws `badAnswer` where what came is not what the hash names.
    public func download(_ hash: String, ref: String?, progress: @Sendable (Int64, Int64) -> Void = { _, _ in }) async throws -> [UInt8] {
        let file = try readableCache()
        var blob = try file.blob(hash)
        if let blob, !blob.fetched || blob.uploaded { return try held(hash, blob) }
        var offset = blob?.done ?? 0
        while blob == nil || offset < (blob?.size ?? 0) {
            var members: [(String, JSON)] = [("hash", .string(hash)), ("off", .int(offset))]
            if let ref { members.append(("ref", .string(ref))) }
            let params = JSON.object(JSONObject(members))
            let answer = try await patiently { try await self.request("blob.get", params, timeoutMs: 120_000) }
            guard let size = answer["size"]?.intValue, let data = answer["data"]?.stringValue.flatMap({ Base64URL.decode($0) }),
                !data.isEmpty || size == 0
            else { throw ClientError.badAnswer("blob.get") }
            let place = Int(offset) / Limits.blobChunkBytes
            offset += Int64(data.count)
            let stored = StagedBlob(
                size: size, media: answer["media"]?.stringValue ?? "application/octet-stream", name: nil, done: offset,
                uploaded: offset >= size, fetched: true, atMs: nowMs)
            try file.write { transaction in
                try transaction.setChunk(hash, place, data)
                try transaction.setBlob(hash, stored)
            }
            blob = stored
            progress(offset, size)
        }
        guard let blob else { throw ClientError.badAnswer("blob.get") }
        let bytes = try held(hash, blob)
        guard BlobHash.of(bytes) == hash else {
            try file.write { try $0.removeBlob(hash) }
            throw ClientError.badAnswer("the blob is not what its hash names")
        }
        return bytes
    }

    private func held(_ hash: String, _ blob: StagedBlob) throws -> [UInt8] {
        try cache().read { transaction in
            var out: [UInt8] = []
            out.reserveCapacity(Int(blob.size))
            var place = 0
            while Int64(out.count) < blob.size {
                guard let chunk = try transaction.chunk(hash, place) else { throw ClientError.cacheUnreadable("blob \(hash)") }
                out += chunk
                place += 1
            }
            return out
        }
    }

    /// Staged bytes whose acts are over go after a week; fetched ones after a month.
    func dropUnusedBlobs() throws {
        try cache().changeOutbox { outbox, transaction in
            let needed = Set(outbox.items.filter { !$0.isAnswered || !$0.contained }.flatMap(\.blobs))
            for (key, blob) in try transaction.blobs() where !needed.contains(blob.hash) {
                if nowMs - blob.value.atMs > (blob.value.fetched ? 30 : 7) * 86_400_000 { try transaction.removeBlob(key: key) }
            }
        }
    }
}

extension CacheFile {
    func blob(_ hash: String) throws -> StagedBlob? {
        try read { try $0.blob(hash) }.map { try WireDecoder.decode(StagedBlob.self, from: $0) }
    }
}
