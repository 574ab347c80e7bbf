/// A member as the central directory has it.
package struct ZipMember: Sendable, Equatable {
    package let path: String
    /// Uncompressed, and as it stands in the archive.
    package let size: Int64
    package let packed: Int64
    let crc: UInt32
    let method: UInt16
    let flags: UInt16
    let offset: Int64
}

/// Reads ZIP archives of others, so it trusts nothing: what it refuses stands in protocol/evidence.md §3.2. The whole layout is checked
/// before any member is opened; members inflate piece by piece.
package struct ZipReader: Sendable {
    private let source: any ByteSource
    /// In the order of the directory.
    package let members: [ZipMember]
    private let places: [String: Int]
    // Where each member's data begins, by index.
    private let starts: [Int64]

    package init(_ source: any ByteSource) throws {
        self.source = source
        let end = try ZipDirectory(source)
        guard end.count <= ZipLimits.members, end.size <= ZipLimits.directoryBytes else { throw ZipError.tooMany }
        let bytes = try source.read(at: end.start, count: Int(end.size))
        var cursor = ByteCursor(bytes)
        var members: [ZipMember] = []
        var places: [String: Int] = [:]
        for index in 0..<end.count {
            let member = try ZipDirectory.member(&cursor)
            guard places.updateValue(index, forKey: member.path) == nil else { throw ZipError.twice(member.path) }
            members.append(member)
        }
        guard cursor.isAtEnd else { throw ZipError.directory }
        self.members = members
        self.places = places
        starts = try ZipReader.layout(members, source, directory: end.start)
    }

    package subscript(_ path: String) -> ZipMember? { places[path].map { members[$0] } }

    /// Members stand behind one another from the first byte to the directory, each local header saying what the directory says.
    private static func layout(_ members: [ZipMember], _ source: any ByteSource, directory: Int64) throws -> [Int64] {
        var starts = [Int64](repeating: 0, count: members.count)
        var place: Int64 = 0
        for index in members.indices.sorted(by: { members[$0].offset < members[$1].offset }) {
            let member = members[index]
            guard member.offset == place, member.offset <= directory - 30 else { throw ZipError.layout(member.path) }
            let local = try LocalHeader(source, at: member.offset)
            guard local.path == Array(member.path.utf8), local.flags == member.flags, local.method == member.method else {
                throw ZipError.layout(member.path)
            }
            starts[index] = member.offset + local.length
            let (end, overflow) = starts[index].addingReportingOverflow(member.packed)
            guard !overflow, end <= directory else { throw ZipError.layout(member.path) }
            if member.flags & 8 != 0 {
                // The header could not know them yet, and says so.
                guard [0, member.crc].contains(local.crc), [0, member.size].contains(local.size), [0, member.packed].contains(local.packed) else {
                    throw ZipError.layout(member.path)
                }
                let length: Int64 = local.isLarge ? 24 : 16
                guard end + length <= directory else { throw ZipError.layout(member.path) }
                var descriptor = ByteCursor(try source.read(at: end, count: Int(length)))
                guard try descriptor.little(4) == 0x0807_4B50, try descriptor.little(4) == UInt64(member.crc),
                    try descriptor.little(local.isLarge ? 8 : 4) == UInt64(member.packed),
                    try descriptor.little(local.isLarge ? 8 : 4) == UInt64(member.size)
                else { throw ZipError.layout(member.path) }
                place = end + length
            } else {
                guard local.crc == member.crc, local.size == member.size, local.packed == member.packed else {
                    throw ZipError.layout(member.path)
                }
                place = end
            }
        }
        guard place == directory else { throw ZipError.layout("") }
        return starts
    }

    /// Nil where there is no such member.
    package func open(_ path: String) throws -> ZipMemberReader? {
        guard let index = places[path] else { return nil }
        return try ZipMemberReader(members[index], source, at: starts[index])
    }

    /// A whole member; throws `ZipError.bomb` where it is longer than `limit`.
    package func read(_ path: String, limit: Int) throws -> [UInt8]? {
        guard let reader = try open(path) else { return nil }
        guard reader.member.size <= Int64(limit) else { throw ZipError.bomb(path) }
        var out: [UInt8] = []
        while let piece = try reader.next() { out += piece }
        return out
    }
}

/// What stands before a member's data.
private struct LocalHeader {
    let path: [UInt8]
    let flags: UInt16
    let method: UInt16
    let crc: UInt32
    let size: Int64
    let packed: Int64
    let isLarge: Bool
    let length: Int64

    init(_ source: any ByteSource, at offset: Int64) throws {
        var head = ByteCursor(try source.read(at: offset, count: 30))
        guard try head.little(4) == 0x0403_4B50 else { throw ZipError.layout("") }
        _ = try head.little(2)
        flags = UInt16(try head.little(2))
        method = UInt16(try head.little(2))
        _ = try head.little(4)
        crc = UInt32(try head.little(4))
        let packed = try head.little(4)
        let size = try head.little(4)
        let name = Int(try head.little(2))
        let extra = Int(try head.little(2))
        length = Int64(30 + name + extra)
        var tail = ByteCursor(try source.read(at: offset + 30, count: name + extra))
        path = try tail.bytes(name)
        let large = try ZipDirectory.largeFields(try tail.bytes(extra), size: size, packed: packed, offset: 0)
        isLarge = large.isPresent
        self.size = large.size
        self.packed = large.packed
    }
}
