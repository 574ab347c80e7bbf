import NIOCore

/// What all connections of the load share; touched on its one event loop only.
final class LoadState: Sendable {
    let loop: any EventLoop
    let finished: EventLoopPromise<Load.Result>
    let expected: [UInt8]
    private let inner: NIOLoopBound<Inner>

    final class Inner {
        var result = Load.Result()
        var waiting: Int
        var handlers: [LoadHandler] = []
        var start = ContinuousClock.now
        var cpu = 0.0
        var running = false
        var open: Int
        let seconds: Double?
        init(connections: Int, seconds: Double?) {
            waiting = connections
            open = connections
            self.seconds = seconds
        }
    }

    init(loop: any EventLoop, connections: Int, seconds: Double?, expected: [UInt8]) {
        self.loop = loop
        self.expected = expected
        finished = loop.makePromise()
        let bound = loop.makePromise(of: NIOLoopBound<Inner>.self)
        loop.execute { bound.succeed(NIOLoopBound(Inner(connections: connections, seconds: seconds), eventLoop: loop)) }
        guard let value = try? bound.futureResult.wait() else { preconditionFailure("the promise above always succeeds") }
        inner = value
    }

    /// A connection has said its prologue; the clock starts with the last of them.
    func ready(_ handler: LoadHandler) {
        let state = inner.value
        state.handlers.append(handler)
        state.waiting -= 1
        guard state.waiting == 0 else { return }
        state.running = true
        state.start = .now
        state.cpu = cpuSeconds()
        for handler in state.handlers { handler.go() }
        if let seconds = state.seconds {
            loop.scheduleTask(in: .milliseconds(Int64(seconds * 1000))) { self.stop() }
        }
    }

    var mayGoOn: Bool { inner.value.running }
    var cycles: Bool { inner.value.seconds != nil }

    func answered(bytes: Int, after: Double) {
        let state = inner.value
        guard state.running else { return }
        state.result.answers += 1
        state.result.bytesIn += bytes
        state.result.latencies.append(after)
    }

    func failed(_ answer: String) {
        let state = inner.value
        state.result.errors += 1
        if state.result.complaint.isEmpty { state.result.complaint = answer }
        // One is enough: what comes after would measure the wrong thing.
        state.running = true
        stop()
    }

    func done() {
        let state = inner.value
        state.open -= 1
        if state.open == 0 { stop() }
    }

    private func stop() {
        let state = inner.value
        guard state.running else { return }
        state.running = false
        state.result.seconds = elapsed(since: state.start)
        state.result.cpuSeconds = cpuSeconds() - state.cpu
        finished.succeed(state.result)
    }
}
