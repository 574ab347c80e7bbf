import Base
import Crypto
import Foundation
import Store
import Wire

/// What stands sealed beside a blob: its media type, the name its owner gave it, and the SHA-256 of every chunk received.
struct BlobMeta: Sendable, Equatable {
    var media: String
    var name: String?
    /// The content hash, base64url.
    var hash: String
    /// 32 bytes each, in order.
    var chunks: [[UInt8]]

    /// SHA-256 over the hashes of the chunks: it can be checked chunk by chunk, and continued after a restart.
    var chunksHash: String {
        var digest = SHA256()
        for chunk in chunks { digest.update(data: chunk) }
        return Base64URL.encode(Array(digest.finalize()))
    }

    private static func use(_ key: [UInt8]) -> SealUse { .blobMeta(key: Hex.encode(key)) }

    func sealed(key: [UInt8], _ sealer: Sealer) throws -> [UInt8] {
        let json: JSON = [
            .string(media), name.map { .string($0) } ?? .null, .string(hash), .string(Base64URL.encode(chunks.flatMap { $0 })),
        ]
        return try sealer.seal(json.bytes, BlobMeta.use(key))
    }

    static func open(_ row: BlobRow, _ sealer: Sealer) throws -> BlobMeta {
        let json = try JSON(parsing: Array(try sealer.open(row.meta, use(row.key))))
        guard let media = json[0]?.stringValue, let hash = json[2]?.stringValue,
            let hashes = json[3]?.stringValue.flatMap({ Base64URL.decode($0) }), hashes.count % 32 == 0
        else { throw SealError.damaged(use(row.key)) }
        let chunks = stride(from: 0, to: hashes.count, by: 32).map { Array(hashes[$0..<$0 + 32]) }
        return BlobMeta(media: media, name: json[1]?.stringValue, hash: hash, chunks: chunks)
    }
}

/// The index from (record, content hash) to a blob: what makes a blob readable through a record.
enum BlobReference {
    /// Beyond the spaces of Casework.
    static let space: Int32 = 1000
}

extension KeyRing {
    /// Deduplication is within one subject only: two people with the same document do not learn of each other (why.md S25).
    func blobKey(owner: Int64, hash: String) -> [UInt8] { index("blob", "\(owner)/\(hash)".utf8) }

    func blobReference(_ record: String, hash: String) -> [UInt8] { index("blobref", "\(record)|\(hash)".utf8) }
}
