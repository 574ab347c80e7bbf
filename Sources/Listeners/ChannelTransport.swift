import NIOCore
import Session
import Synchronization

/// A connection's socket as the session sees it. Lines from any thread queue in order; what one turn of the event loop gathered
/// leaves in one write and one flush.
final class ChannelTransport: Transport {
    private struct Outgoing {
        var buffer: ByteBuffer?
        /// A drain is on its way to the loop, or the current read will end with one.
        var isDrainDue = false
        var isClosing = false
    }

    private let channel: any Channel
    private let loop: any EventLoop
    /// Guards what waits for the loop; held to append or take only.
    private let outgoing = Mutex(Outgoing())

    init(_ channel: any Channel) {
        self.channel = channel
        loop = channel.eventLoop
    }

    func write(_ bytes: [UInt8]) {
        let due = outgoing.withLock { outgoing in
            guard !outgoing.isClosing else { return false }
            if outgoing.buffer == nil {
                outgoing.buffer = channel.allocator.buffer(bytes: bytes)
            } else {
                outgoing.buffer?.writeBytes(bytes)
            }
            defer { outgoing.isDrainDue = true }
            return !outgoing.isDrainDue
        }
        if due { loop.execute { self.drain() } }
    }

    func close() {
        let due = outgoing.withLock { outgoing in
            guard !outgoing.isClosing else { return false }
            outgoing.isClosing = true
            defer { outgoing.isDrainDue = true }
            return !outgoing.isDrainDue
        }
        if due { loop.execute { self.drain() } }
    }

    func schedule(afterMs: Int64, _ body: @escaping @Sendable () -> Void) -> Session.Timer {
        let task = loop.scheduleTask(in: .milliseconds(afterMs), body)
        return Session.Timer { task.cancel() }
    }

    /// On the loop: what is written until `endTurn` leaves together.
    func beginTurn() { outgoing.withLock { $0.isDrainDue = true } }

    /// On the loop.
    func endTurn() { drain() }

    private func drain() {
        let (buffer, closing) = outgoing.withLock { outgoing in
            defer { (outgoing.buffer, outgoing.isDrainDue) = (nil, false) }
            return (outgoing.buffer, outgoing.isClosing)
        }
        guard closing else {
            if let buffer { channel.writeAndFlush(buffer, promise: nil) }
            return
        }
        let last = buffer.map { channel.writeAndFlush($0) } ?? loop.makeSucceededVoidFuture()
        last.whenComplete { _ in self.finish() }
    }

    /// Ends our side first and the whole a second later: a full close with unread bytes would reset the connection and could take
    /// back the last line.
    private func finish() {
        channel.close(mode: .output, promise: nil)
        loop.scheduleTask(in: .seconds(1)) { self.channel.close(promise: nil) }
    }
}
