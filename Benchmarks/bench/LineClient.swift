import NIOCore
import NIOPosix
import Synchronization

/// A blocking connection that speaks lines: used to prepare sessions before the clock runs.
final class LineClient {
    private let channel: any Channel
    private let box: Inbox

    /// Lines that came, for one reader; the condition hands them over from the event loop.
    private final class Inbox: ChannelInboundHandler, @unchecked Sendable {
        // Safe: `lines` and `rest` are only touched under the mutex.
        typealias InboundIn = ByteBuffer
        private let state = Mutex((lines: [[UInt8]](), rest: [UInt8](), closed: false))

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            state.withLock { state in
                for byte in bytes {
                    if byte == 10 {
                        state.lines.append(state.rest)
                        state.rest = []
                    } else {
                        state.rest.append(byte)
                    }
                }
            }
        }
        func channelInactive(context: ChannelHandlerContext) { state.withLock { $0.closed = true } }
        func take() -> [UInt8]? { state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() } }
        var closed: Bool { state.withLock { $0.closed } }
    }

    init(port: Int, group: any EventLoopGroup) throws {
        let inbox = Inbox()
        box = inbox
        channel = try ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(inbox) }
            }
            .connect(host: "127.0.0.1", port: port).wait()
    }

    func send(_ line: [UInt8]) throws {
        var buffer = channel.allocator.buffer(capacity: line.count + 1)
        buffer.writeBytes(line)
        buffer.writeInteger(UInt8(10))
        try channel.writeAndFlush(buffer).wait()
    }

    /// The next line; nil after ten seconds or when the peer closed.
    func next() -> [UInt8]? {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if let line = box.take() { return line }
            if box.closed { return box.take() }
            shortRest()
        }
        return nil
    }

    func ask(_ line: String) throws -> [UInt8]? {
        try send(Array(line.utf8))
        return next()
    }

    func close() { try? channel.close().wait() }
}
