import NIOCore
import NIOTLS

/// Closes a socket whose TLS handshake is not finished in the time that `hello` has on plain TCP. Stands between the socket and TLS, so
/// that closing does not wait for the handshake, and `HandshakeEnd` behind TLS tells it when the handshake is done. On the channel's loop
/// only.
final class HandshakeGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let limitMs: Int64
    private var timer: Scheduled<Void>?

    init(limitMs: Int64) { self.limitMs = limitMs }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: .milliseconds(limitMs)) { bound.value.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        done()
        context.fireChannelInactive()
    }

    func done() {
        timer?.cancel()
        timer = nil
    }
}

/// Behind TLS: hears that the handshake is finished.
final class HandshakeEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let handshake: HandshakeGuard

    init(_ handshake: HandshakeGuard) { self.handshake = handshake }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { handshake.done() }
        context.fireUserInboundEventTriggered(event)
    }
}
