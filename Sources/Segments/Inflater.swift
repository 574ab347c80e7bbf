import Base
import CZlib
import Synchronization

/// zlib's state for reading one segment: about 12 KiB, taken from the pool at a segment's first byte and given back at its end, so that a
/// connection between two segments holds none.
///
/// `@unchecked Sendable`: whoever took it from the pool is its only user until it is given back.
final class Inflater: @unchecked Sendable {
    // Lives at one address as long as zlib holds it; freed with this object.
    private let stream: UnsafeMutablePointer<z_stream>

    private init() throws(SegmentError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard gongdao_segment_inflate_init(stream) == Z_OK else {
            stream.deallocate()
            throw .noMemory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Some ready ones. The lock guards the list; held to take and give only.
    private static let pool = Mutex<[Inflater]>([])

    /// One at the start of a segment, the dictionary set.
    static func take() throws(SegmentError) -> Inflater {
        let kept = pool.withLock { $0.popLast() }
        let inflater: Inflater
        if let kept { inflater = kept } else { inflater = try Inflater() }
        let dictionary = SegmentDictionary.bytes
        let status = dictionary.withUnsafeBufferPointer { inflateSetDictionary(inflater.stream, $0.baseAddress, uInt($0.count)) }
        guard status == Z_OK else { throw .noMemory }
        return inflater
    }

    /// For the next segment of whomever.
    static func give(_ inflater: Inflater) {
        guard inflateReset(inflater.stream) == Z_OK else { return }
        pool.withLock { if $0.count < Limits.segmentStatesKept { $0.append(inflater) } }
    }

    /// Reads from `input` into `output`; answers how much was taken and made, and whether the segment ends there.
    func read(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(SegmentError) -> (taken: Int, made: Int, ended: Bool) {
        // zlib only reads from `next_in`.
        let from = input.bindMemory(to: UInt8.self)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
        stream.pointee.avail_in = uInt(from.count)
        let to = output.bindMemory(to: UInt8.self)
        stream.pointee.next_out = to.baseAddress
        stream.pointee.avail_out = uInt(to.count)
        let status = inflate(stream, Z_NO_FLUSH)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw status == Z_MEM_ERROR ? .noMemory : .damaged
        }
        return (from.count - Int(stream.pointee.avail_in), to.count - Int(stream.pointee.avail_out), status == Z_STREAM_END)
    }
}
