public import Base
internal import Crypto
internal import Wire

/// Keys in a file of their own, mode 0600, apart from the cache: a copy of the cache folder alone opens nothing.
public struct FileKeyVault: KeyVault {
    public let path: String
    private let random: any RandomSource

    public init(path: String, random: any RandomSource) {
        self.path = path
        self.random = random
    }

    public var exists: Bool { SecretFile.exists(path) }

    public func create() throws {
        let signing = P256.Signing.PrivateKey()
        let text: JSON = [
            "v": 1, "device": .string(Base64URL.encode([UInt8](signing.rawRepresentation))),
            "wrap": .string(Base64URL.encode(random.bytes(32))),
        ]
        try SecretFile.write(text.bytes + [0x0A], to: path)
    }

    public func publicKey() throws -> [UInt8] { [UInt8](try signingKey().publicKey.compressedRepresentation) }

    public func sign(_ message: [UInt8]) throws -> [UInt8] { [UInt8](try signingKey().signature(for: message).rawRepresentation) }

    public func wrappingKey() throws -> [UInt8] {
        let key = try member("wrap")
        guard key.count == 32 else { throw ClientError.cacheUnreadable("the key file \(path) is damaged") }
        return key
    }

    public func destroy() throws { try SecretFile.destroy(path) }

    private func signingKey() throws -> P256.Signing.PrivateKey {
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: try member("device")) else {
            throw ClientError.cacheUnreadable("the key file \(path) is damaged")
        }
        return key
    }

    private func member(_ name: String) throws -> [UInt8] {
        guard let bytes = SecretFile.read(path) else { throw ClientError.cacheUnreadable("the key file \(path) is missing") }
        guard let value = (try? JSON(parsing: bytes))?[name]?.stringValue.flatMap({ Base64URL.decode($0) }) else {
            throw ClientError.cacheUnreadable("the key file \(path) is damaged")
        }
        return value
    }
}
