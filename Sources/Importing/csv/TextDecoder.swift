#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Bytes of any of our encodings to UTF-8, in pieces. The C library's `iconv` does it, since it tells which byte was wrong.
///
/// Owns the conversion descriptor; not `Sendable`: one reader uses it.
final class TextDecoder {
    private let descriptor: iconv_t?
    private var check = UTF8Check()
    /// Bytes of a character cut by the end of a piece.
    private var rest: [UInt8] = []
    /// The offset in the file of the first byte of `rest`, or of the next piece.
    private(set) var offset: Int
    /// What stopped it, once what stands before has been handed out; nothing is decoded after it.
    private(set) var failure: CSVError?

    /// `mark` bytes in front are skipped by the caller and counted here. Throws where the C library lacks the table.
    init(_ encoding: TextEncoding, mark: Int) throws(CSVError) {
        offset = mark
        guard encoding != .utf8 else {
            descriptor = nil
            return
        }
        let opened = iconv_open("UTF-8", encoding.rawValue)
        // iconv_open answers -1 for "no such conversion".
        guard let opened, Int(bitPattern: opened) != -1 else { throw CSVError(.noTable, row: 0, offset: 0, detail: encoding.rawValue) }
        descriptor = opened
    }

    deinit { if let descriptor { iconv_close(descriptor) } }

    /// Decodes a piece; `last` says that nothing follows. At a wrong byte it stops and keeps the offset in `failure`, so that the
    /// reader can say in which row it stands.
    func decode(_ piece: ArraySlice<UInt8>, last: Bool) -> [UInt8] {
        guard failure == nil else { return [] }
        guard let descriptor else { return plain(piece, last: last) }
        var input = rest + piece
        let count = input.count
        var output = [UInt8](repeating: 0, count: count * 3 + 16)
        let size = output.count
        let (left, room, failed) = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (count, size)
                let code = iconv(descriptor, &from, &left, &to, &room)
                return (left, room, code == Int.max || code == -1 ? errno : 0)
            }
        }
        let done = count - left
        // EINVAL: the piece ends inside a character, which is an error only at the end of the file.
        if failed != 0, failed != EINVAL || last { failure = CSVError(.encoding, row: 0, offset: offset + done) }
        offset += done
        rest = Array(input[done...])
        return Array(output[..<(size - room)])
    }

    private func plain(_ piece: ArraySlice<UInt8>, last: Bool) -> [UInt8] {
        if let wrong = check.feed(piece) {
            failure = CSVError(.encoding, row: 0, offset: offset + wrong - piece.startIndex)
            return Array(piece[..<wrong])
        }
        offset += piece.count
        if last, !check.isComplete { failure = CSVError(.encoding, row: 0, offset: offset) }
        return Array(piece)
    }
}
