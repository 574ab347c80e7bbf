import Base
import Crypto
import Foundation

/// The bytes of a tenant's key file: every data key and the index secret, each wrapped with the platform key and bound to the
/// tenant's number, so that one tenant's file cannot serve another (why.md B18).
///
/// "GDK1" ‖ tenant (8) ‖ current (2) ‖ wrapped secret (60) ‖ count (2) ‖ count × {number (2) ‖ wrapped key (60)}; big endian;
/// wrapped = nonce (12) ‖ ciphertext (32) ‖ tag (16).
enum KeyFile {
    private static let magic = Array("GDK1".utf8)
    private static let wrappedBytes = 60
    private static let headBytes = 4 + 8 + 2 + wrappedBytes + 2

    static func write(_ ring: KeyRing, platform: PlatformKey, random: any RandomSource) throws -> [UInt8] {
        let wrap = platform.derive("wrap")
        func wrapped(_ bytes: [UInt8], _ use: String) throws -> [UInt8] {
            let box = try AES.GCM.seal(
                bytes, using: wrap, nonce: AES.GCM.Nonce(data: random.bytes(12)), authenticating: context(use, ring.tenant))
            return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
        }
        var out = magic + bigEndian(ring.tenant) + bigEndian(ring.current)
        out += try wrapped(ring.secretBytes, "index")
        out += bigEndian(UInt16(ring.keys.count))
        for number in ring.numbers {
            guard let key = ring.keys[number] else { continue }
            out += bigEndian(number)
            out += try wrapped(key.bytes, "data/\(number)")
        }
        return out
    }

    static func read(_ bytes: [UInt8], tenant: Int64, platform: PlatformKey) throws(KeyError) -> KeyRing {
        guard bytes.count >= headBytes, Array(bytes[0..<4]) == magic, Array(bytes[4..<12]) == bigEndian(tenant)
        else { throw .damaged }
        let wrap = platform.derive("wrap")
        func opened(_ slice: ArraySlice<UInt8>, _ use: String) throws(KeyError) -> [UInt8] {
            do {
                return Array(try AES.GCM.open(AES.GCM.SealedBox(combined: Data(slice)), using: wrap, authenticating: context(use, tenant)))
            } catch { throw .wrongPlatformKey }
        }
        func number(_ at: Int) -> UInt16 { UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1]) }
        let current = number(12)
        let secret = try opened(bytes[14..<14 + wrappedBytes], "index")
        let count = Int(number(14 + wrappedBytes))
        guard bytes.count == headBytes + count * (2 + wrappedBytes) else { throw .damaged }
        var keys: [UInt16: DataKey] = [:]
        for index in 0..<count {
            let at = headBytes + index * (2 + wrappedBytes)
            let name = number(at)
            keys[name] = DataKey(number: name, bytes: try opened(bytes[at + 2..<at + 2 + wrappedBytes], "data/\(name)"), seals: 0)
        }
        guard keys[current] != nil else { throw .damaged }
        return KeyRing(tenant: tenant, current: current, keys: keys, secret: secret)
    }

    private static func context(_ use: String, _ tenant: Int64) -> [UInt8] { Array("[\"key\",\"\(use)\",\(tenant)]".utf8) }

    private static func bigEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}

/// Why a tenant's keys cannot be used.
package enum KeyError: Error, Sendable, Equatable {
    /// There is no key file: never made, or destroyed by deletion.
    case missing
    /// The file is cut short or belongs to another tenant.
    case damaged
    /// Wrapped under another platform key, or altered.
    case wrongPlatformKey
}
