import Methods
import NIOCore
import Session

/// Brings a channel and a `Connection` together; decides nothing of the protocol. Used on its channel's loop only.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: Server
    private let door: Door
    private let counter: ConnectionCounter
    private var connection: Connection?
    private var transport: ChannelTransport?
    private var stall: StallWatch?
    private var isCounted = false
    private var address: String?

    init(server: Server, door: Door, counter: ConnectionCounter) {
        self.server = server
        self.door = door
        self.counter = counter
    }

    func channelActive(context: ChannelHandlerContext) {
        let transport = ChannelTransport(context.channel)
        self.transport = transport
        address = context.remoteAddress?.ipAddress
        guard counter.enter(address) else {
            transport.write(ConnectionCounter.refusal)
            return transport.close()
        }
        isCounted = true
        stall = StallWatch(context.channel)
        connection = Connection(
            server: server, transport: transport, peer: Peer(door: door, address: address))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        transport?.beginTurn()
        connection?.receive(buffer.readableBytesView)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        transport?.endTurn()
        stall?.look()
    }

    /// A peer that does not read is not read from either, so that its answers cannot pile up here.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let isWritable = context.channel.isWritable
        context.channel.setOption(.autoRead, value: isWritable).whenFailure { _ in }
        if !isWritable { stall?.look() }
        connection?.writable(isWritable)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stall?.stop()
        if isCounted { counter.leave(address) }
        isCounted = false
        connection?.disconnected()
        connection = nil
        transport = nil
    }

    /// A reset, a broken TLS record, a refused handshake: nothing that a log should fill up with.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
