public import Base

/// Proof that a device had contact with the server at a time (protocol §7, `when`): time, size of the tenant's log then, and an
/// 8-byte MAC over both for (tenant, device). It does not expire; age only widens the interval it proves.
public struct TimeToken: Sendable, Hashable {
    public var time: Timestamp
    public var logSize: Int64

    static let macBytes = 8
    public static let maxText = 38

    public init(time: Timestamp, logSize: Int64) { (self.time, self.logSize) = (time, logSize) }

    public func encode(key: [UInt8], tenant: String, device: String) -> String {
        var bytes: [UInt8] = []
        Varint.write(UInt64(bitPattern: time.ms), into: &bytes)
        Varint.write(UInt64(bitPattern: logSize), into: &bytes)
        return Base64URL.encode(bytes + TimeToken.tag(bytes, key, tenant, device))
    }

    /// Nil for a text this key did not make for this tenant and device.
    public init?(_ text: String, key: [UInt8], tenant: String, device: String) {
        guard text.utf8.count <= TimeToken.maxText, let bytes = Base64URL.decode(text), bytes.count > TimeToken.macBytes else {
            return nil
        }
        let numbers = Array(bytes.dropLast(TimeToken.macBytes))
        guard MAC.equal(TimeToken.tag(numbers, key, tenant, device), bytes.suffix(TimeToken.macBytes)) else { return nil }
        var at = 0
        guard let ms = Varint.read(numbers, at: &at), let size = Varint.read(numbers, at: &at), at == numbers.count else { return nil }
        self.init(time: Timestamp(ms: Int64(bitPattern: ms)), logSize: Int64(bitPattern: size))
    }

    private static func tag(_ bytes: [UInt8], _ key: [UInt8], _ tenant: String, _ device: String) -> [UInt8] {
        MAC.tag(Array("gongdao/v1/time\n".utf8) + MACContext.bytes([tenant, device]) + bytes, count: macBytes, key: key)
    }
}
