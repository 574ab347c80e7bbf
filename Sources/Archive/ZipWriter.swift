/// Writes a ZIP archive as a stream: what is ready is taken with `take()`, so that memory stays bounded by what one call writes. Sizes
/// follow the data (data descriptors), time stamps are fixed: the same members give the same bytes. Not to be shared.
package final class ZipWriter {
    package enum Method: UInt16, Sendable { case stored = 0, deflated = 8 }

    private struct Entry {
        var path: String
        var method: Method
        var offset: Int64
        var isLarge: Bool
        var crc: UInt32 = 0
        var size: Int64 = 0
        var packed: Int64 = 0
    }

    private var entries: [Entry] = []
    private var names: Set<String> = []
    private var current: Entry?
    private var deflate: Deflate?
    private var crc = CRC32()
    private var out: [UInt8] = []
    private var taken: Int64 = 0

    package init() {}

    /// Bytes written so far, taken or not.
    package var offset: Int64 { taken + Int64(out.count) }
    /// Bytes that wait to be taken.
    package var waiting: Int { out.count }

    /// What is ready, to be written behind what was taken before.
    package func take() -> [UInt8] {
        defer { out = [] }
        taken += Int64(out.count)
        return out
    }

    /// `isLarge`: the member may pass 4 GiB.
    package func begin(_ path: String, _ method: Method = .deflated, isLarge: Bool = false) throws {
        guard current == nil else { throw ZipError.order }
        guard ZipLimits.allows(path) else { throw ZipError.name(path) }
        guard names.insert(path).inserted else { throw ZipError.twice(path) }
        guard entries.count < ZipLimits.members else { throw ZipError.tooMany }
        let entry = Entry(path: path, method: method, offset: offset, isLarge: isLarge)
        out.little(0x0403_4B50, 4)
        ZipWriter.common(entry, into: &out)
        out.little(UInt64(path.utf8.count), 2)
        out.little(isLarge ? 20 : 0, 2)
        out += Array(path.utf8)
        if isLarge {
            out.little(1, 2)
            out.little(16, 2)
            out.little(0, 16)
        }
        current = entry
        crc = CRC32()
        deflate = method == .deflated ? try Deflate() : nil
    }

    package func write(_ bytes: [UInt8]) throws {
        guard var entry = current else { throw ZipError.order }
        let before = out.count
        if let deflate { try deflate.write(bytes, isLast: false, into: &out) } else { out += bytes }
        crc.update(bytes)
        entry.size += Int64(bytes.count)
        entry.packed += Int64(out.count - before)
        guard entry.isLarge || max(entry.size, entry.packed) < 0xFFFF_FFFF else { throw ZipError.tooLarge(entry.path) }
        current = entry
    }

    /// Ends the member.
    package func end() throws {
        guard var entry = current else { throw ZipError.order }
        let before = out.count
        try deflate?.write([], isLast: true, into: &out)
        entry.packed += Int64(out.count - before)
        entry.crc = crc.value
        out.little(0x0807_4B50, 4)
        out.little(UInt64(entry.crc), 4)
        out.little(UInt64(entry.packed), entry.isLarge ? 8 : 4)
        out.little(UInt64(entry.size), entry.isLarge ? 8 : 4)
        entries.append(entry)
        current = nil
        deflate = nil
    }

    /// A whole member at once.
    package func add(_ path: String, _ bytes: [UInt8], _ method: Method = .deflated) throws {
        try begin(path, method)
        try write(bytes)
        try end()
    }

    /// Writes the central directory; nothing may be written after it.
    package func finish() throws {
        guard current == nil else { throw ZipError.order }
        let start = offset
        for entry in entries { directory(entry) }
        let size = offset - start
        let isLarge = entries.count > 0xFFFE || start >= 0xFFFF_FFFF || size >= 0xFFFF_FFFF
        if isLarge { largeEnd(start: start, size: size) }
        out.little(0x0605_4B50, 4)
        out.little(0, 4)
        let count = isLarge ? 0xFFFF : UInt64(entries.count)
        out.little(count, 2)
        out.little(count, 2)
        out.little(isLarge ? 0xFFFF_FFFF : UInt64(size), 4)
        out.little(isLarge ? 0xFFFF_FFFF : UInt64(start), 4)
        out.little(0, 2)
    }

    private func directory(_ entry: Entry) {
        let isLarge = entry.isLarge || entry.offset >= 0xFFFF_FFFF
        out.little(0x0201_4B50, 4)
        out.little(0x0300 | (isLarge ? 45 : 20), 2)
        ZipWriter.common(entry, into: &out, crc: entry.crc, isLarge: isLarge)
        out.little(UInt64(entry.path.utf8.count), 2)
        out.little(isLarge ? 28 : 0, 2)
        out.little(0, 2)
        out.little(0, 2)
        out.little(0, 2)
        out.little(0o100_644 << 16, 4)
        out.little(isLarge ? 0xFFFF_FFFF : UInt64(entry.offset), 4)
        out += Array(entry.path.utf8)
        if isLarge {
            out.little(1, 2)
            out.little(24, 2)
            out.little(UInt64(entry.size), 8)
            out.little(UInt64(entry.packed), 8)
            out.little(UInt64(entry.offset), 8)
        }
    }

    private func largeEnd(start: Int64, size: Int64) {
        let place = offset
        out.little(0x0606_4B50, 4)
        out.little(44, 8)
        out.little(0x0300 | 45, 2)
        out.little(45, 2)
        out.little(0, 8)
        out.little(UInt64(entries.count), 8)
        out.little(UInt64(entries.count), 8)
        out.little(UInt64(size), 8)
        out.little(UInt64(start), 8)
        out.little(0x0706_4B50, 4)
        out.little(0, 4)
        out.little(UInt64(place), 8)
        out.little(1, 4)
    }

    /// From "version needed" to the sizes: the same in local headers and in the directory. Flags: sizes follow the data, names are UTF-8.
    /// The time is 1980-01-01 00:00, the first one ZIP knows.
    private static func common(_ entry: Entry, into out: inout [UInt8], crc: UInt32 = 0, isLarge: Bool? = nil) {
        let large = isLarge ?? entry.isLarge
        out.little(large ? 45 : 20, 2)
        out.little(0x0808, 2)
        out.little(UInt64(entry.method.rawValue), 2)
        out.little(0, 2)
        out.little(0x0021, 2)
        out.little(UInt64(crc), 4)
        out.little(large ? 0xFFFF_FFFF : UInt64(entry.packed), 4)
        out.little(large ? 0xFFFF_FFFF : UInt64(entry.size), 4)
    }
}

extension [UInt8] {
    /// `count` bytes, the lowest first.
    mutating func little(_ value: UInt64, _ count: Int) {
        for index in 0..<count { append(index < 8 ? UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) : 0) }
    }
}
