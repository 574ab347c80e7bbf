import Base

/// Writes JSON by hand into bytes: commas are its business, that begins and ends pair up is the caller's. Never copied; passed `inout`.
public struct JSONWriter: ~Copyable {
    /// Memory of the writer alone, which cannot be copied: written are `start[0..<count]`, with room for `capacity`. Freed with it.
    /// An array would be asked at every byte whether it may be written to, which costs more than the byte.
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    public private(set) var count = 0
    /// A value stands before the next one in the same container.
    private var comma = false

    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// What was written so far.
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// What was written; the writer is used up.
    public consuming func finish() -> [UInt8] { bytes }

    /// Forgets what was written behind `count`, as when a row proves too large for its page. `afterValue` tells whether a value of
    /// the same container stands before the cut.
    public mutating func cut(to count: Int, afterValue: Bool) {
        self.count = min(count, self.count)
        comma = afterValue
    }

    /// Where the next bytes go, with room for `more` of them.
    private mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
        if count + more > capacity { grow(more) }
        return start + count
    }

    private mutating func grow(_ more: Int) {
        let wider = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
        moved.update(from: start, count: count)
        start.deallocate()
        (start, capacity) = (moved, wider)
    }

    private mutating func put(_ byte: UInt8) {
        room(1).pointee = byte
        count += 1
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        room(bytes.count).update(from: base, count: bytes.count)
        count += bytes.count
    }

    private mutating func put(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ put($0) }) == nil { for byte in bytes { put(byte) } }
    }

    private mutating func separate() {
        if comma { put(0x2C) }
        comma = true
    }

    public mutating func beginObject() {
        if comma { put(0x2C) }
        put(0x7B)
        comma = false
    }

    public mutating func endObject() {
        put(0x7D)
        comma = true
    }

    public mutating func beginArray() {
        if comma { put(0x2C) }
        put(0x5B)
        comma = false
    }

    public mutating func endArray() {
        put(0x5D)
        comma = true
    }

    /// A name that needs no escapes.
    public mutating func key(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        var at = room(length + 4)
        if comma {
            at.pointee = 0x2C
            at += 1
            count += 1
        }
        at[0] = 0x22
        (at + 1).update(from: name.utf8Start, count: length)
        at[length + 1] = 0x22
        at[length + 2] = 0x3A
        count += length + 3
        comma = false
    }

    public mutating func key(_ name: String) {
        if comma { put(0x2C) }
        quoted(name)
        put(0x3A)
        comma = false
    }

    public mutating func string(_ value: String) {
        separate()
        quoted(value)
    }

    /// A text in UTF-8 that needs no escapes.
    public mutating func plain(_ text: some Collection<UInt8>) {
        separate()
        put(0x22)
        put(text)
        put(0x22)
    }

    /// Bytes as a text of base64url.
    public mutating func base64(_ bytes: [UInt8]) {
        separate()
        put(0x22)
        let at = room(Base64URL.length(of: bytes.count))
        count += bytes.withUnsafeBufferPointer { Base64URL.write($0, to: at) }
        put(0x22)
    }

    public mutating func int(_ value: some BinaryInteger) { int(Int64(clamping: value)) }

    public mutating func int(_ value: Int64) {
        separate()
        digits(value)
    }

    public mutating func bool(_ value: Bool) {
        separate()
        put(value ? "true" : "false")
    }

    public mutating func null() {
        separate()
        put("null")
    }

    /// Bytes that are one JSON value already.
    public mutating func raw(_ value: some Collection<UInt8>) {
        separate()
        put(value)
    }

    /// Bytes of memory that are one JSON value already.
    public mutating func raw(_ value: UnsafeRawBufferPointer) {
        separate()
        value.withMemoryRebound(to: UInt8.self) { put($0) }
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

    private mutating func put(_ word: StaticString) {
        put(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func digits(_ value: Int64) {
        var rest = value.magnitude
        var length = value < 0 ? 1 : 0
        repeat {
            length += 1
            rest /= 10
        } while rest > 0
        let at = room(length)
        if value < 0 { at.pointee = 0x2D }
        rest = value.magnitude
        var place = length
        repeat {
            place -= 1
            at[place] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
            rest /= 10
        } while rest > 0
        count += length
    }

    private mutating func quoted(_ text: String) {
        var text = text
        put(0x22)
        text.withUTF8 { utf8 in
            guard JSONWriter.needsEscapes(utf8) else { return put(utf8) }
            // Runs without anything to escape are copied whole.
            var start = 0
            for index in 0..<utf8.count where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C {
                put(UnsafeBufferPointer(rebasing: utf8[start..<index]))
                escape(utf8[index])
                start = index + 1
            }
            put(UnsafeBufferPointer(rebasing: utf8[start..<utf8.count]))
        }
        put(0x22)
    }

    /// Looks at every byte without leaving early, which processors do many at a time.
    private static func needsEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var found: UInt8 = 0
        for byte in bytes { found |= (byte < 0x20 ? 1 : 0) | (byte == 0x22 ? 1 : 0) | (byte == 0x5C ? 1 : 0) }
        return found != 0
    }

    /// The escapes of RFC 8785 §3.2.2.2.
    private mutating func escape(_ byte: UInt8) {
        put(0x5C)
        switch byte {
        case 0x22, 0x5C: put(byte)
        case 0x08: put(0x62)
        case 0x09: put(0x74)
        case 0x0A: put(0x6E)
        case 0x0C: put(0x66)
        case 0x0D: put(0x72)
        default:
            put("u00")
            put((byte >> 4) + 0x30)
            let low = byte & 15
            put(low < 10 ? low + 0x30 : low - 10 + 0x61)
        }
    }
}
