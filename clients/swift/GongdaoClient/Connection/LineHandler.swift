internal import Base
internal import NIOCore
internal import Segments
internal import Synchronization
internal import Wire

/// Bytes that went over the wire, as it carried them, and why it broke; shared by the handler and whoever asks.
final class WireCount: Sendable {
    // Guards both counts; held to add or read.
    private let counts = Mutex((out: 0, in: 0))

    func add(out: Int = 0, in: Int = 0) { counts.withLock { $0 = ($0.out + out, $0.in + `in`) } }
    var now: (out: Int, in: Int) { counts.withLock { $0 } }

    // Guards why the connection ended, kept for whoever finds it closed.
    private let end = Mutex<(any Error)?>(nil)

    func failed(_ error: any Error) { end.withLock { $0 = $0 ?? error } }
    /// One word, as `ClientError.offline` carries it; nil where nothing went wrong.
    var reason: String? { end.withLock { $0 }.map(NIOConnector.reason) }
}

/// Cuts the bytes of one connection into lines and sends lines; where `hello` agreed on compression, in segments from its answer on, both
/// ways (protocol §3). Lives on the connection's loop.
final class LineHandler: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = ByteBuffer
    /// One line with its newline.
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var framer = LineFramer(limit: Limits.serverLineBytes)
    private var segments: SegmentReader?
    /// The answer to `hello` has not come: what is sent and read is plain.
    private var isGreeting: Bool
    private let continuation: AsyncStream<[UInt8]>.Continuation
    private let count: WireCount

    /// `mayPack`: the first request offers compression.
    init(_ continuation: AsyncStream<[UInt8]>.Continuation, count: WireCount, mayPack: Bool) {
        self.continuation = continuation
        self.count = count
        isGreeting = mayPack
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        count.add(in: bytes.readableBytes)
        let isReadable = bytes.withUnsafeReadableBytes { take($0, context) }
        // Nothing behind a segment that cannot be read can be told apart from rubbish.
        if !isReadable { context.close(promise: nil) }
    }

    private func take(_ bytes: UnsafeRawBufferPointer, _ context: ChannelHandlerContext) -> Bool {
        guard segments != nil else {
            framer.append(bytes)
            return lines(context)
        }
        guard var reader = segments else { return false }
        defer { segments = reader }
        do throws(SegmentError) {
            try reader.read(bytes) { framer.append($0) }
        } catch {
            return false
        }
        return lines(context)
    }

    private func lines(_ context: ChannelHandlerContext) -> Bool {
        while let event = framer.next() {
            // A server may not send a longer line (§1); what follows could not be matched to a request.
            guard case .line(let line) = event else { return false }
            let packs = isGreeting && agrees(line)
            // A reader that fell 4,096 lines behind will not catch up; the sync starts anew from its cursor.
            if case .dropped = continuation.yield(line) { return false }
            if packs {
                let rest = framer.takeRest()
                return rest.isEmpty || rest.withUnsafeBytes { take($0, context) }
            }
        }
        return true
    }

    /// Whether this is the answer to `hello`, and segments follow it.
    private func agrees(_ line: [UInt8]) -> Bool {
        guard let answer = try? JSON(parsing: line), answer["method"] == nil else { return false }
        isGreeting = false
        guard answer["result"]?["comp"] == .string(SegmentClass.algorithm) else { return false }
        segments = SegmentReader(limit: 2 * Limits.serverLineBytes)
        return true
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var line = unwrapOutboundIn(data)
        if segments != nil {
            let packed = SegmentClass.pack(Array(line.readableBytesView))
            line = context.channel.allocator.buffer(bytes: packed)
        }
        count.add(out: line.readableBytes)
        context.write(wrapOutboundOut(line), promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        count.failed(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { continuation.finish() }
}

/// Which requests may be compressed.
enum SegmentClass {
    static let algorithm = "deflate"

    /// What these carry is open. Everything else is stored: pushes and papers hold what a person must not be guessed to have said, sign-ins
    /// hold secrets.
    private static let open: Set<String> = [
        "sync.pull", "sync.subscribe", "sync.credit", "sync.verify", "sync.bucket", "ping", "bye", "schema.get", "rpc.cancel", "blob.stat",
        "evidence.checkpoint", "evidence.consistency", "evidence.proof",
    ]

    static func pack(_ line: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        let isOpen = if case .one(let head) = RequestHead.scan(line) { open.contains(head.method) } else { false }
        line.withUnsafeBytes { bytes in
            if isOpen { SegmentWriter.pack(bytes, into: &out) } else { SegmentWriter.store(bytes, into: &out) }
        }
        return out
    }
}
