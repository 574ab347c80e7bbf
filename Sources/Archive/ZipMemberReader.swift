/// A member's content, piece by piece; length and checksum are checked at the end. Not to be shared.
package final class ZipMemberReader {
    package let member: ZipMember
    private let source: any ByteSource
    private let inflate: Inflate?
    private var place: Int64
    private let end: Int64
    private var input: [UInt8] = []
    private var used = 0
    private var crc = CRC32()
    private var done: Int64 = 0
    private var isAtEnd = false

    init(_ member: ZipMember, _ source: any ByteSource, at start: Int64) throws {
        self.member = member
        self.source = source
        place = start
        end = start + member.packed
        inflate = member.method == 8 ? try Inflate() : nil
    }

    /// Nil at the end. Throws `ZipError.data` where the content is not what the directory says.
    package func next() throws -> [UInt8]? {
        guard !isAtEnd else { return nil }
        let piece = try inflate.map { try inflated($0) } ?? stored()
        guard !piece.isEmpty else {
            isAtEnd = true
            guard done == member.size, crc.value == member.crc, place == end, used == input.count, inflate?.isAtEnd ?? true else {
                throw ZipError.data(member.path)
            }
            return nil
        }
        done += Int64(piece.count)
        guard done <= member.size else { throw ZipError.bomb(member.path) }
        crc.update(piece)
        return piece
    }

    private func fill() throws {
        let count = Int(min(Int64(ZipLimits.pieceBytes), end - place))
        input = try source.read(at: place, count: count)
        used = 0
        place += Int64(count)
    }

    private func stored() throws -> [UInt8] {
        guard place < end else { return [] }
        try fill()
        used = input.count
        return input
    }

    private func inflated(_ inflate: Inflate) throws -> [UInt8] {
        while !inflate.isAtEnd {
            if used == input.count {
                guard place < end else { throw ZipError.data(member.path) }
                try fill()
            }
            guard let read = try? inflate.read(input, from: used, room: ZipLimits.pieceBytes) else { throw ZipError.data(member.path) }
            used = read.offset
            if !read.bytes.isEmpty { return read.bytes }
        }
        return []
    }
}
