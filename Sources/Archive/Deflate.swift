import CZlib

/// zlib could not go on: out of memory, or the stream is damaged.
package struct DeflateError: Error, Equatable {
    package var status: Int32
}

/// A raw DEFLATE stream being written (RFC 1951). Not to be shared.
final class Deflate {
    // Lives at one address as long as zlib holds it; freed with this object.
    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)

    init(level: Int32 = 6) throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = gongdao_deflate_init(stream, level)
        guard status == Z_OK else {
            stream.deallocate()
            throw DeflateError(status: status)
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Appends what the bytes become, as far as it is ready, to `out`.
    func write(_ bytes: [UInt8], isLast: Bool, into out: inout [UInt8]) throws {
        var input = bytes
        try input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = uInt(input.count)
            while true {
                let room = buffer.count
                let status = buffer.withUnsafeMutableBufferPointer { buffer in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = uInt(room)
                    return deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw DeflateError(status: status) }
                out.append(contentsOf: buffer[..<(room - Int(stream.pointee.avail_out))])
                if isLast ? status == Z_STREAM_END : stream.pointee.avail_out > 0 { break }
            }
        }
    }
}

/// A raw DEFLATE stream being read. Not to be shared.
final class Inflate {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isAtEnd = false
    /// Bytes of the input that the stream has taken.
    private(set) var taken: Int64 = 0

    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = gongdao_inflate_init(stream)
        guard status == Z_OK else {
            stream.deallocate()
            throw DeflateError(status: status)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Inflates from `input` behind `offset` at most `room` bytes; answers them and how far it came.
    func read(_ input: [UInt8], from offset: Int, room: Int) throws -> (bytes: [UInt8], offset: Int) {
        var input = input
        var out = [UInt8](repeating: 0, count: room)
        var status = Z_OK
        let count = input.count - offset
        input.withUnsafeMutableBufferPointer { input in
            out.withUnsafeMutableBufferPointer { out in
                stream.pointee.next_in = input.baseAddress.map { $0 + offset }
                stream.pointee.avail_in = uInt(count)
                stream.pointee.next_out = out.baseAddress
                stream.pointee.avail_out = uInt(room)
                status = inflate(stream, Z_NO_FLUSH)
            }
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw DeflateError(status: status) }
        isAtEnd = status == Z_STREAM_END
        out.removeLast(Int(stream.pointee.avail_out))
        let used = count - Int(stream.pointee.avail_in)
        taken += Int64(used)
        return (out, offset + used)
    }
}

/// CRC-32 as ZIP has it.
struct CRC32: Equatable {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        value = UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32(uLong(value), $0.baseAddress, uInt($0.count)) })
    }
}
