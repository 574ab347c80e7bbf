import Archive
import Crypto

/// A member of a bundle on its way through: hashed while it is read, cut into lines where it has lines. Reads each byte once.
final class MemberReader {
    private let reader: ZipMemberReader
    private var hash = SHA256()
    private(set) var size: Int64 = 0
    private var waiting: [UInt8] = []
    private var used = 0
    private(set) var line = 0

    static let lineBytes = 2 * 1024 * 1024
    /// Of one member. A megabyte of deflated line feeds would else be a thousand million of them.
    static let mostLines = 1_000_000

    init(_ reader: ZipMemberReader) { self.reader = reader }

    /// The next piece; nil at the end.
    func next() throws -> [UInt8]? {
        guard let piece = try reader.next() else { return nil }
        hash.update(data: piece)
        size += Int64(piece.count)
        return piece
    }

    /// Reads what is left.
    func drain() throws { while try next() != nil {} }

    /// SHA-256 of what was read.
    var sha256: [UInt8] { Array(hash.finalize()) }

    /// The next line without its line feed; a last one without is taken too. Throws `FormError` for one that is too long, `ZipError`
    /// where there are too many.
    func nextLine() throws -> [UInt8]? {
        var scanned = used
        while true {
            if let end = waiting[scanned...].firstIndex(of: 0x0A) {
                defer { used = end + 1 }
                try count()
                return Array(waiting[used..<end])
            }
            scanned = waiting.count
            guard waiting.count - used <= MemberReader.lineBytes else { throw FormError("", line: line + 1) }
            guard let piece = try next() else {
                guard used < waiting.count else { return nil }
                defer { used = waiting.count }
                try count()
                return Array(waiting[used...])
            }
            if used > 0 {
                waiting.removeFirst(used)
                scanned -= used
                used = 0
            }
            waiting += piece
        }
    }

    private func count() throws {
        guard line < MemberReader.mostLines else { throw ZipError.bomb("\(reader.member.path): more than \(MemberReader.mostLines) lines") }
        line += 1
    }
}
