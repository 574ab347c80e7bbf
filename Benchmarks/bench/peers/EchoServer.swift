import NIOCore
import NIOPosix

/// The peer of the network measures: a bare SwiftNIO server that sends every line back, one event loop for each core but one.
final class EchoHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var rest: ByteBuffer?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if var earlier = rest {
            earlier.writeBuffer(&buffer)
            buffer = earlier
            rest = nil
        }
        // Whole lines go back in one write; what is left waits for its end.
        guard let last = buffer.readableBytesView.lastIndex(of: 10) else {
            rest = buffer
            return
        }
        if let lines = buffer.readSlice(length: last + 1 - buffer.readerIndex) {
            context.write(wrapOutboundOut(lines), promise: nil)
        }
        if buffer.readableBytes > 0 { rest = buffer }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
}

enum EchoServer {
    /// Serves until the process ends; prints the port.
    static func serve() throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(EchoHandler()) }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
        announce("{\"port\":\(channel.localAddress?.port ?? 0)}")
        try channel.closeFuture.wait()
    }
}
