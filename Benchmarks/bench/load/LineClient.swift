import Segments

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A blocking connection that asks one thing at a time: for measures of single answers, without any event loop of ours in between.
final class LineClient {
    private let socket: Int32
    private var rest: [UInt8] = []
    /// Set once `hello` has agreed on compression: both sides send segments.
    private var segments: SegmentReader?
    /// Bytes of the socket, as they came and went.
    private(set) var bytesIn = 0
    private(set) var bytesOut = 0

    init(port: Int) throws {
        #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue)
        socket = Glibc.socket(AF_INET, stream, 0)
        #else
        socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard done == 0 else { throw BenchError.child("no connection to port \(port)") }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends a line and waits for the next one.
    func ask(_ line: String) throws -> [UInt8] {
        var bytes = Array(line.utf8) + [10]
        if segments != nil {
            var packed: [UInt8] = []
            bytes.withUnsafeBytes { SegmentWriter.pack($0, into: &packed) }
            bytes = packed
        }
        bytesOut += bytes.count
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchError.child("the server closed the connection") }
            sent += count
        }
        return try next()
    }

    /// `hello` that asks for compression.
    func greet(_ hello: String) throws {
        let answer = String(decoding: try ask(hello), as: UTF8.self)
        guard answer.contains(SegmentDictionary.name) else { throw BenchError.child("no compression: \(answer)") }
        segments = SegmentReader(limit: 64_000_000)
    }

    func next() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = rest.firstIndex(of: 10) {
                let line = Array(rest[..<end])
                rest.removeFirst(end + 1)
                return line
            }
            let count = buffer.withUnsafeMutableBytes { read(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchError.child("the server closed the connection") }
            bytesIn += count
            guard var reader = segments else {
                rest += buffer[..<count]
                continue
            }
            try buffer[..<count].withUnsafeBytes { bytes in try reader.read(bytes) { rest += Array($0) } }
            segments = reader
        }
    }

    func close() {
        #if canImport(Glibc)
        Glibc.close(socket)
        #else
        Darwin.close(socket)
        #endif
    }
}
