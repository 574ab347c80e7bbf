internal import Base
internal import Crypto

/// Seals what the cache holds: AES-256-GCM with a random nonce, the place of the value as associated data, so that no sealed
/// value opens in another's place. Names become keyed hashes, so that the file tells neither collections nor ids.
struct CacheSealer: Sendable {
    private let key: SymmetricKey
    private let index: SymmetricKey

    /// `key` holds 32 bytes.
    init(key bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
        index = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array("gongdao/v1/cache-index".utf8), outputByteCount: 32)
    }

    func seal(_ bytes: [UInt8], for place: [UInt8]) throws -> [UInt8] {
        guard let sealed = try? AES.GCM.seal(bytes, using: key, authenticating: place).combined else {
            throw ClientError.cacheUnreadable("sealing failed")
        }
        return [UInt8](sealed)
    }

    func open(_ sealed: [UInt8], for place: [UInt8]) throws -> [UInt8] {
        guard let box = try? AES.GCM.SealedBox(combined: sealed), let bytes = try? AES.GCM.open(box, using: key, authenticating: place)
        else { throw ClientError.cacheUnreadable("a value does not open with the cache's key") }
        return [UInt8](bytes)
    }

    /// 16 bytes that stand for names; each part is led by its length.
    func name(_ parts: String...) -> [UInt8] {
        var mac = HMAC<SHA256>(key: index)
        for part in parts {
            let bytes = Array(part.utf8)
            mac.update(data: withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) })
            mac.update(data: bytes)
        }
        return Array(mac.finalize().prefix(16))
    }
}

/// The cache's own key, wrapped by the vault's: changing the vault re-wraps 32 bytes instead of sealing everything anew.
enum CacheKey {
    private static let place = Array("gongdao/v1/cache-key".utf8)

    static func wrap(_ key: [UInt8], by wrapping: [UInt8]) throws -> [UInt8] { try CacheSealer(key: wrapping).seal(key, for: place) }

    static func unwrap(_ wrapped: [UInt8], by wrapping: [UInt8]) throws -> [UInt8] {
        try CacheSealer(key: wrapping).open(wrapped, for: place)
    }
}
