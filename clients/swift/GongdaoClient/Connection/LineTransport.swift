/// One connection that carries lines, whatever carries the bytes. Made by a `Connector`; used by one `RPCChannel`.
public protocol LineTransport: Sendable {
    /// Lines from the server without their newline, in order; finishes when the connection has ended.
    var lines: AsyncStream<[UInt8]> { get }
    /// Hands one line (without newline) over; throws `ClientError.offline` when the connection has ended.
    func send(_ line: [UInt8]) async throws
    /// Ends the connection; may be called twice.
    func close()
    /// Whether `hello` is to offer compression. A transport that says so packs and unpacks itself, from the answer to `hello` on; `lines` and
    /// `send` stay plain.
    var offersCompression: Bool { get }
    /// Bytes as the wire carried them so far; nil where the transport does not know, and those of the lines count.
    var wireBytes: (out: Int, in: Int)? { get }
    /// Why the connection broke, `place: word`, where the transport knows; nil where it ended orderly.
    var endReason: String? { get }
}

extension LineTransport {
    public var offersCompression: Bool { false }
    public var wireBytes: (out: Int, in: Int)? { nil }
    public var endReason: String? { nil }
}

/// Makes connections. An app may bring its own (a proxy, a test that cuts the line).
public protocol Connector: Sendable {
    /// A fresh connection; throws `ClientError.offline` when there is none to be had.
    func connect() async throws -> any LineTransport
    /// What the person is shown as the place connected to.
    var place: String { get }
}
