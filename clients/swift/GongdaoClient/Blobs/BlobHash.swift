internal import Base
internal import Crypto

/// The name of a blob: SHA-256 over the SHA-256 of its chunks of 192 KiB, base64url.
public enum BlobHash {
    public static func of(_ bytes: [UInt8]) -> String {
        var whole = SHA256()
        for chunk in chunks(bytes) { whole.update(data: Array(SHA256.hash(data: chunk))) }
        return Base64URL.encode(Array(whole.finalize()))
    }

    static func chunks(_ bytes: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: Limits.blobChunkBytes).map { start in
            Array(bytes[start..<min(bytes.count, start + Limits.blobChunkBytes)])
        }
    }
}
