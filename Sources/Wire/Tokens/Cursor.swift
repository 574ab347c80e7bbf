import Base

/// A client's place in what it may see (protocol §6): numbers and a 10-byte MAC, which also covers the session's tenant, subject,
/// device, app and schema without carrying them.
public struct Cursor: Sendable, Hashable {
    public var epoch: Int64
    /// Changes with seq ≤ P of complete feeds and of `f` are delivered.
    public var P: Int64
    /// Access changes with seq ≤ A were told.
    public var A: Int64
    /// Grants numbered ≤ B are complete.
    public var B: Int64
    /// The grant being back-filled; 0 for none.
    public var f: Int64
    /// Rows of `f` with seq ≥ S are delivered.
    public var S: Int64

    public init(epoch: Int64, P: Int64, A: Int64, B: Int64, f: Int64, S: Int64) {
        (self.epoch, self.P, self.A, self.B, self.f, self.S) = (epoch, P, A, B, f, S)
    }

    static let macBytes = 10
    /// 6 varints of at most 10 bytes and the MAC, in base64url.
    public static let maxText = 94

    /// The text that travels. `context`: see `MACContext`; the same must be given when it comes back.
    public func encode(key: [UInt8], context: [UInt8]) -> String {
        var bytes: [UInt8] = []
        for value in [epoch, P, A, B, f, S] { Varint.write(UInt64(bitPattern: value), into: &bytes) }
        return Base64URL.encode(bytes + Cursor.tag(bytes, key, context))
    }

    /// Nil for a text this key did not make in this context (1301).
    public init?(_ text: String, key: [UInt8], context: [UInt8]) {
        guard text.utf8.count <= Cursor.maxText, let bytes = Base64URL.decode(text), bytes.count > Cursor.macBytes else { return nil }
        let numbers = Array(bytes.dropLast(Cursor.macBytes))
        guard MAC.equal(Cursor.tag(numbers, key, context), bytes.suffix(Cursor.macBytes)) else { return nil }
        var at = 0
        var values: [Int64] = []
        for _ in 0..<6 {
            guard let value = Varint.read(numbers, at: &at) else { return nil }
            values.append(Int64(bitPattern: value))
        }
        guard at == numbers.count else { return nil }
        self.init(epoch: values[0], P: values[1], A: values[2], B: values[3], f: values[4], S: values[5])
    }

    private static func tag(_ bytes: [UInt8], _ key: [UInt8], _ context: [UInt8]) -> [UInt8] {
        MAC.tag(Array("gongdao/v1/cursor\n".utf8) + context + bytes, count: macBytes, key: key)
    }
}
