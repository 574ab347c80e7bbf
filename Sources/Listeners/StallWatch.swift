import Base
import NIOCore

/// Closes a socket that takes nothing for 20 s although something waits for it (protocol §8). Looks every 5 s, and only while
/// something waits; on the channel's loop only.
final class StallWatch {
    private let channel: any Channel
    private var next: Scheduled<Void>?
    private var waiting = 0
    private var since = NIODeadline.now()

    init(_ channel: any Channel) { self.channel = channel }

    /// Starts to watch when bytes wait in the channel.
    func look() {
        guard next == nil, let buffered = buffered(), buffered > 0 else { return }
        (waiting, since) = (buffered, .now())
        plan()
    }

    func stop() {
        next?.cancel()
        next = nil
    }

    private func plan() {
        let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
        next = channel.eventLoop.scheduleTask(in: .milliseconds(Limits.stallLookMs)) { bound.value.check() }
    }

    private func check() {
        next = nil
        guard let buffered = buffered(), buffered > 0 else { return }
        if buffered < waiting { since = .now() }
        // More waits than before: whether something left in between cannot be told, but while the peer is not writable nothing is
        // read from it either, so this ends soon.
        waiting = buffered
        if NIODeadline.now() - since >= .milliseconds(Limits.stallMs) { return channel.close(promise: nil) }
        plan()
    }

    private func buffered() -> Int? { try? channel.syncOptions?.getOption(.bufferedWritableBytes) }
}
