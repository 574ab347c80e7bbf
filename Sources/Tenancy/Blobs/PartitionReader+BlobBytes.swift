import Base
import Crypto
import Evidence
package import Records
import Store
import Wire

/// Blobs as the server's own work needs them: an import reads its file and keeps its report.
extension PartitionReader {
    /// One opened chunk (of `Limits.blobChunkBytes`) of a blob that a record refers to; nil behind its last one, or where there is none.
    package func blobChunk(_ hash: String, of schema: CollectionSchema, id: String, _ index: Int64) throws -> [UInt8]? {
        let key = sealer.ring.blobReference("\(schema.name)/\(id)", hash: hash)
        guard let number = try snapshot.lookup(space: BlobReference.space, key: key).flatMap({ Int64($0) }),
            let sealed = try snapshot.chunk(blob: number, index: index)
        else { return nil }
        return Array(try sealer.open(sealed, .blob(number: number, chunk: index)))
    }
}

extension PartitionWriter {
    /// Keeps bytes as a whole blob and answers its content hash. It belongs to `owner` (0: the server), and a record refers to it where
    /// one is given; without, it dies like any upload.
    package func keepBlob(
        _ data: [UInt8], media: String, name: String, owner: Int64 = 0, for record: (schema: CollectionSchema, id: String)?
    ) throws -> String {
        let pieces = stride(from: 0, to: data.count, by: Limits.blobChunkBytes).map {
            Array(data[$0..<min($0 + Limits.blobChunkBytes, data.count)])
        }
        let meta = BlobMeta(media: media, name: name, hash: "", chunks: pieces.map { Array(SHA256.hash(data: $0)) })
        let hash = meta.chunksHash
        let key = sealer.ring.blobKey(owner: owner, hash: hash)
        var row: BlobRow
        if let known = try transaction.blob(key: key) {
            row = known
        } else {
            let whole = BlobMeta(media: media, name: name, hash: hash, chunks: meta.chunks)
            row = BlobRow(
                number: 0, key: key, owner: owner, size: Int64(data.count), received: Int64(data.count), created: now.ms,
                meta: try whole.sealed(key: key, sealer), refs: 0)
            row.number = try transaction.addBlob(row)
            for (index, piece) in pieces.enumerated() {
                let sealed = try sealer.seal(piece, .blob(number: row.number, chunk: Int64(index)))
                try transaction.addChunk(blob: row.number, index: Int64(index), sealed)
            }
        }
        guard let record else { return hash }
        let reference = sealer.ring.blobReference("\(record.schema.name)/\(record.id)", hash: hash)
        row.refs += 1
        try transaction.setBlob(row)
        try transaction.setLookup(space: BlobReference.space, key: reference, target: String(row.number))
        return hash
    }
}
