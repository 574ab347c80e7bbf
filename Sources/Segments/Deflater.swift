import Base
import CZlib
import Synchronization

/// zlib's state for writing segments: about 150 KiB, taken from the pool for one message and given back, so that connections
/// hold none.
///
/// `@unchecked Sendable`: whoever took it from the pool is its only user until it is given back.
final class Deflater: @unchecked Sendable {
    // Lives at one address as long as zlib holds it; freed with this object.
    private let stream: UnsafeMutablePointer<z_stream>

    private init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard gongdao_segment_deflate_init(stream, Limits.segmentLevel) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Some ready ones. The lock guards the list; held to take and give only.
    private static let pool = Mutex<[Deflater]>([])

    /// Runs `body` with one; nil where there is no memory for it.
    static func with<R>(_ body: (Deflater) -> R) -> R? {
        guard let deflater = pool.withLock({ $0.popLast() }) ?? Deflater() else { return nil }
        defer { pool.withLock { if $0.count < Limits.segmentStatesKept { $0.append(deflater) } } }
        return body(deflater)
    }

    /// Appends one whole segment; false, and nothing appended, where zlib would not.
    func write(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Bool {
        let dictionary = SegmentDictionary.bytes
        guard deflateReset(stream) == Z_OK,
            dictionary.withUnsafeBufferPointer({ deflateSetDictionary(stream, $0.baseAddress, uInt($0.count)) }) == Z_OK
        else { return false }
        let start = out.count
        let room = Int(deflateBound(stream, uLong(bytes.count)))
        out.append(contentsOf: repeatElement(0, count: room))
        let from = bytes.bindMemory(to: UInt8.self)
        // zlib only reads from `next_in`.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
        stream.pointee.avail_in = uInt(from.count)
        let status = out.withUnsafeMutableBufferPointer { out in
            stream.pointee.next_out = out.baseAddress.map { $0 + start }
            stream.pointee.avail_out = uInt(room)
            return deflate(stream, Z_FINISH)
        }
        guard status == Z_STREAM_END else {
            out.removeLast(room)
            return false
        }
        out.removeLast(Int(stream.pointee.avail_out))
        return true
    }
}
