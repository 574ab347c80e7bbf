#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Bytes that can be read at any place: a file, or memory.
package protocol ByteSource: Sendable {
    var size: Int64 { get }
    /// Exactly `count` bytes; throws `ByteSourceError` where there are fewer.
    func read(at offset: Int64, count: Int) throws -> [UInt8]
}

package enum ByteSourceError: Error, Equatable {
    /// The source ends before.
    case ended
    /// The system's error number.
    case system(Int32)
}

package struct MemorySource: ByteSource {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var size: Int64 { Int64(bytes.count) }

    package func read(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size - Int64(count) else { throw ByteSourceError.ended }
        return Array(bytes[Int(offset)..<Int(offset) + count])
    }
}

/// An open file; closed with this object.
package final class FileSource: ByteSource {
    private let descriptor: Int32
    package let size: Int64

    package init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ByteSourceError.system(errno) }
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else {
            let error = errno
            close(descriptor)
            throw ByteSourceError.system(error)
        }
        size = Int64(end)
    }

    deinit { close(descriptor) }

    package func read(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size - Int64(count) else { throw ByteSourceError.ended }
        var out = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = out.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, off_t(offset) + off_t(done)) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw ByteSourceError.system(errno) }
            guard got > 0 else { throw ByteSourceError.ended }
            done += got
        }
        return out
    }
}
