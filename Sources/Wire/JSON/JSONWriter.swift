/// Writes JSON by hand into bytes: commas are its business, that begins and ends pair up is the caller's. Never copied; passed `inout`.
public struct JSONWriter: ~Copyable {
    public private(set) var bytes: [UInt8]
    /// A value stands before the next one in the same container.
    private var comma = false

    public init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// What was written; the writer is used up.
    public consuming func finish() -> [UInt8] { bytes }

    public var count: Int { bytes.count }

    /// Forgets what was written behind `count`, as when a row proves too large for its page. `afterValue` tells whether a value of
    /// the same container stands before the cut.
    public mutating func cut(to count: Int, afterValue: Bool) {
        bytes.removeLast(bytes.count - count)
        comma = afterValue
    }

    private mutating func separate() {
        if comma { bytes.append(0x2C) }
        comma = true
    }

    public mutating func beginObject() {
        if comma { bytes.append(0x2C) }
        bytes.append(0x7B)
        comma = false
    }

    public mutating func endObject() {
        bytes.append(0x7D)
        comma = true
    }

    public mutating func beginArray() {
        if comma { bytes.append(0x2C) }
        bytes.append(0x5B)
        comma = false
    }

    public mutating func endArray() {
        bytes.append(0x5D)
        comma = true
    }

    /// A name that needs no escapes.
    public mutating func key(_ name: StaticString) {
        if comma { bytes.append(0x2C) }
        bytes.append(0x22)
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(0x22)
        bytes.append(0x3A)
        comma = false
    }

    public mutating func key(_ name: String) {
        if comma { bytes.append(0x2C) }
        quoted(name)
        bytes.append(0x3A)
        comma = false
    }

    public mutating func string(_ value: String) {
        separate()
        quoted(value)
    }

    public mutating func int(_ value: some BinaryInteger) {
        separate()
        digits(Int64(clamping: value))
    }

    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? [0x74, 0x72, 0x75, 0x65] : [0x66, 0x61, 0x6C, 0x73, 0x65])
    }

    public mutating func null() {
        separate()
        bytes.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
    }

    /// Bytes that are one JSON value already.
    public mutating func raw(_ value: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Bytes of memory that are one JSON value already.
    public mutating func raw(_ value: UnsafeRawBufferPointer) {
        separate()
        bytes.append(contentsOf: value)
    }

    public mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .int(let value): int(value)
        case .fraction(let text): raw(Array(text.utf8))
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for (name, member) in object {
                key(name)
                self.value(member)
            }
            endObject()
        }
    }

    private mutating func digits(_ value: Int64) {
        var rest = value.magnitude
        if value < 0 { bytes.append(0x2D) }
        if rest < 10 { return bytes.append(UInt8(truncatingIfNeeded: rest) + 0x30) }
        let start = bytes.count
        while rest > 0 {
            bytes.append(UInt8(truncatingIfNeeded: rest % 10) + 0x30)
            rest /= 10
        }
        bytes[start...].reverse()
    }

    private mutating func quoted(_ text: String) {
        var text = text
        bytes.append(0x22)
        text.withUTF8 { utf8 in
            // Runs without anything to escape are copied whole.
            var start = 0
            for index in 0..<utf8.count where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                escape(utf8[index])
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<utf8.count]))
        }
        bytes.append(0x22)
    }

    /// The escapes of RFC 8785 §3.2.2.2.
    private mutating func escape(_ byte: UInt8) {
        bytes.append(0x5C)
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x08: bytes.append(0x62)
        case 0x09: bytes.append(0x74)
        case 0x0A: bytes.append(0x6E)
        case 0x0C: bytes.append(0x66)
        case 0x0D: bytes.append(0x72)
        default:
            bytes.append(contentsOf: [0x75, 0x30, 0x30, (byte >> 4) + 0x30])
            let low = byte & 15
            bytes.append(low < 10 ? low + 0x30 : low - 10 + 0x61)
        }
    }
}
