import Base
import Crypto

/// The name of bytes: SHA-256, base64url, as used for notices, blobs and receipts.
public enum ContentHash {
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// 43 characters.
    public static func text(_ bytes: [UInt8]) -> String { Base64URL.encode(sha256(bytes)) }
}
