/// Holds the two secrets of a device: its P-256 signing key, made here and never leaving, and the key that wraps the cache's key.
/// An app on a phone keeps both in the system's key store; on a computer `FileKeyVault` keeps them in a file of mode 0600.
/// Destroying the vault makes the cache unreadable at once, before any file is deleted.
public protocol KeyVault: Sendable {
    var exists: Bool { get }
    /// Makes both keys, replacing what was there.
    func create() throws
    /// X9.63 compressed form, 33 bytes.
    func publicKey() throws -> [UInt8]
    /// P-256 over SHA-256, raw r‖s, 64 bytes.
    func sign(_ message: [UInt8]) throws -> [UInt8]
    /// 32 bytes.
    func wrappingKey() throws -> [UInt8]
    func destroy() throws
}
