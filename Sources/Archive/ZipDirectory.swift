/// The end of an archive, and its directory's entries (APPNOTE 4.3.12-4.3.16, 4.5.3).
struct ZipDirectory {
    let start: Int64
    let size: Int64
    let count: Int

    init(_ source: any ByteSource) throws {
        guard source.size >= 22 else { throw ZipError.notAnArchive }
        let length = Int(min(source.size, 22 + 65_535))
        let tail = try source.read(at: source.size - Int64(length), count: length)
        // The end record whose comment ends exactly where the file does.
        let places = stride(from: length - 22, through: 0, by: -1)
        guard let at = places.first(where: { ZipDirectory.isEnd(tail, $0) }) else { throw ZipError.notAnArchive }
        let place = source.size - Int64(length) + Int64(at)
        var end = ByteCursor(Array(tail[(at + 4)..<(at + 22)]))
        guard try end.little(4) == 0 else { throw ZipError.unsupported("disks") }
        let here = try end.little(2)
        let count = try end.little(2)
        let (size, start) = (try end.little(4), try end.little(4))
        guard here == count else { throw ZipError.unsupported("disks") }
        if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            self = try ZipDirectory(large: source, before: place)
        } else {
            self.init(start: Int64(start), size: Int64(size), count: Int(count))
            guard self.start + self.size == place else { throw ZipError.directory }
        }
    }

    private static func isEnd(_ tail: [UInt8], _ at: Int) -> Bool {
        guard Array(tail[at..<at + 4]) == [0x50, 0x4B, 5, 6] else { return false }
        let comment = Int(tail[at + 20]) | Int(tail[at + 21]) << 8
        return at + 22 + comment == tail.count
    }

    private init(start: Int64, size: Int64, count: Int) {
        (self.start, self.size, self.count) = (start, size, count)
    }

    /// ZIP64: locator before the end record, its own end record before that.
    private init(large source: any ByteSource, before place: Int64) throws {
        guard place >= 76 else { throw ZipError.directory }
        var locator = ByteCursor(try source.read(at: place - 20, count: 20))
        guard try locator.little(4) == 0x0706_4B50, try locator.little(4) == 0, try locator.little(8) == UInt64(place - 76),
            try locator.little(4) == 1
        else { throw ZipError.directory }
        var end = ByteCursor(try source.read(at: place - 76, count: 56))
        guard try end.little(4) == 0x0606_4B50, try end.little(8) == 44 else { throw ZipError.directory }
        _ = try end.little(4)
        guard try end.little(8) == 0 else { throw ZipError.unsupported("disks") }
        let here = try end.little(8)
        let count = try end.little(8)
        guard here == count, count <= UInt64(ZipLimits.members) else { throw ZipError.tooMany }
        let (size, start) = (Int64(clamping: try end.little(8)), Int64(clamping: try end.little(8)))
        guard size <= place, start <= place, start + size == place - 76 else { throw ZipError.directory }
        self.init(start: start, size: size, count: Int(count))
    }

    static func member(_ cursor: inout ByteCursor) throws -> ZipMember {
        guard try cursor.little(4) == 0x0201_4B50 else { throw ZipError.directory }
        let system = try cursor.little(2) >> 8
        _ = try cursor.little(2)
        let flags = UInt16(try cursor.little(2))
        let method = UInt16(try cursor.little(2))
        _ = try cursor.little(4)
        let crc = UInt32(try cursor.little(4))
        let (packed, size) = (try cursor.little(4), try cursor.little(4))
        let (name, extra, comment) = (Int(try cursor.little(2)), Int(try cursor.little(2)), Int(try cursor.little(2)))
        let disk = try cursor.little(2)
        _ = try cursor.little(2)
        let attributes = try cursor.little(4)
        let offset = try cursor.little(4)
        let path = String(decoding: try cursor.bytes(name), as: UTF8.self)
        guard ZipLimits.allows(path), path.utf8.count == name else { throw ZipError.name(path) }
        let large = try largeFields(try cursor.bytes(extra), size: size, packed: packed, offset: offset)
        _ = try cursor.bytes(comment)
        guard flags & ~0x080E == 0, disk == 0, method == 0 || method == 8 else { throw ZipError.unsupported(path) }
        // Links and folders of Unix: the upper half of the attributes is the mode.
        guard system != 3 || attributes >> 28 == 8 || attributes >> 28 == 0 else { throw ZipError.unsupported(path) }
        let (bound, overflow) = large.packed.multipliedReportingOverflow(by: ZipLimits.ratio)
        guard overflow || large.size <= bound + ZipLimits.slack else { throw ZipError.bomb(path) }
        guard method == 8 || large.size == large.packed else { throw ZipError.layout(path) }
        return ZipMember(
            path: path, size: large.size, packed: large.packed, crc: crc, method: method, flags: flags, offset: large.offset)
    }

    /// The ZIP64 extra field holds, in this order, those values that do not fit their 32 bits.
    static func largeFields(
        _ extra: [UInt8], size: UInt64, packed: UInt64, offset: UInt64
    ) throws -> (isPresent: Bool, size: Int64, packed: Int64, offset: Int64) {
        var cursor = ByteCursor(extra)
        var (size, packed, offset, isPresent) = (size, packed, offset, false)
        while !cursor.isAtEnd {
            let id = try cursor.little(2)
            var field = ByteCursor(try cursor.bytes(Int(try cursor.little(2))))
            guard id == 1, !isPresent else { continue }
            isPresent = true
            if size == 0xFFFF_FFFF { size = try field.little(8) }
            if packed == 0xFFFF_FFFF { packed = try field.little(8) }
            if offset == 0xFFFF_FFFF { offset = try field.little(8) }
        }
        guard let large = Int64(exactly: size), let small = Int64(exactly: packed), let place = Int64(exactly: offset) else {
            throw ZipError.directory
        }
        return (isPresent, large, small, place)
    }
}

/// Little-endian numbers one after another; throws `ZipError.directory` at the end.
struct ByteCursor {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func little(_ count: Int) throws -> UInt64 {
        guard at + count <= bytes.count else { throw ZipError.directory }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
        at += count
        return value
    }

    mutating func bytes(_ count: Int) throws -> [UInt8] {
        guard count >= 0, at + count <= bytes.count else { throw ZipError.directory }
        defer { at += count }
        return Array(bytes[at..<at + count])
    }
}
