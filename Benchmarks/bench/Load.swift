import Foundation
import NIOCore
import NIOPosix

/// What one connection of the load says: lines to be answered once before the clock runs, then requests, each sent when the last one
/// was answered. With `cycle` the requests start over; without, the connection is done after the last.
struct LoadScript {
    var prologue: [String] = []
    var requests: [String] = []
}

/// The load generator: a process of its own, so that its CPU is not counted as the server's.
///
/// The script file holds connections separated by blank lines; a line starts with `P ` (prologue) or `R ` (request).
enum Load {
    struct Result {
        var answers = 0
        var seconds = 0.0
        var latencies: [Double] = []
        var cpuSeconds = 0.0
        var bytesIn = 0
        var errors = 0
    }

    static func write(_ scripts: [LoadScript], to path: String) throws {
        var text = ""
        for script in scripts {
            for line in script.prologue { text += "P \(line)\n" }
            for line in script.requests { text += "R \(line)\n" }
            text += "\n"
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    static func read(_ path: String) throws -> [LoadScript] {
        var scripts: [LoadScript] = []
        var current = LoadScript()
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !current.requests.isEmpty || !current.prologue.isEmpty { scripts.append(current) }
                current = LoadScript()
            } else if line.hasPrefix("P ") {
                current.prologue.append(String(line.dropFirst(2)))
            } else {
                current.requests.append(String(line.dropFirst(2)))
            }
        }
        return scripts
    }

    /// `bench load PORT FILE SECONDS|once`: runs the script, prints one JSON line.
    static func main(_ arguments: [String]) throws {
        guard arguments.count == 3, let port = Int(arguments[0]) else { throw BenchError.usage("bench load PORT FILE SECONDS|once") }
        let scripts = try read(arguments[1])
        let cycle = Double(arguments[2])
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let state = LoadState(loop: loop, connections: scripts.count, seconds: cycle)
        for script in scripts {
            _ = try ClientBootstrap(group: group)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(LoadHandler(script, state))
                    }
                }
                .connect(host: "127.0.0.1", port: port).wait()
        }
        let result = try state.finished.futureResult.wait()
        let sorted = result.latencies.sorted()
        func at(_ share: Double) -> Double { sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1e6 }
        announce(
            "{\"answers\":\(result.answers),\"seconds\":\(result.seconds),\"cpu\":\(result.cpuSeconds),\"bytes\":\(result.bytesIn),"
                + "\"errors\":\(result.errors),\"p50_us\":\(at(0.5)),\"p99_us\":\(at(0.99))}")
    }
}

/// What all connections of the load share; touched on its one event loop only.
final class LoadState: Sendable {
    let loop: any EventLoop
    let finished: EventLoopPromise<Load.Result>
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

    init(loop: any EventLoop, connections: Int, seconds: Double?) {
        self.loop = loop
        finished = loop.makePromise()
        let bound = loop.makePromise(of: NIOLoopBound<Inner>.self)
        loop.execute { bound.succeed(NIOLoopBound(Inner(connections: connections, seconds: seconds), eventLoop: loop)) }
        guard let value = try? bound.futureResult.wait() else { preconditionFailure("the promise above always succeeds") }
        inner = value
    }

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

    func answered(bytes: Int, after: Duration, failed: Bool) {
        let state = inner.value
        guard state.running else { return }
        state.result.answers += 1
        state.result.bytesIn += bytes
        if failed { state.result.errors += 1 }
        state.result.latencies.append(benchSeconds(after))
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
        state.result.seconds = benchSeconds(.now - state.start)
        state.result.cpuSeconds = cpuSeconds() - state.cpu
        finished.succeed(state.result)
    }
}

/// One connection: prologue, then requests one at a time.
final class LoadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let prologue: [ByteBuffer]
    private let requests: [ByteBuffer]
    private let state: LoadState
    private var step = 0
    private var position = 0
    private var lineBytes = 0
    private var head: [UInt8] = []
    private var sent = ContinuousClock.now
    private var context: ChannelHandlerContext?

    init(_ script: LoadScript, _ state: LoadState) {
        prologue = script.prologue.map { ByteBuffer(string: $0 + "\n") }
        requests = script.requests.map { ByteBuffer(string: $0 + "\n") }
        self.state = state
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        advancePrologue()
    }

    private func advancePrologue() {
        guard let context else { return }
        if step < prologue.count {
            context.writeAndFlush(wrapOutboundOut(prologue[step]), promise: nil)
        } else {
            state.ready(self)
        }
    }

    func go() {
        guard let context, state.mayGoOn else { return }
        if position == requests.count {
            guard state.cycles, !requests.isEmpty else { return state.done() }
            position = 0
        }
        sent = .now
        context.writeAndFlush(wrapOutboundOut(requests[position]), promise: nil)
        position += 1
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { bytes in
            var start = 0
            while let end = bytes[start...].firstIndex(of: 10) {
                if head.count < 24 { head.append(contentsOf: bytes[start..<min(end, start + 24 - head.count)]) }
                lineBytes += end - start + 1
                line()
                start = end + 1
            }
            if start < bytes.count {
                if head.count < 24 { head.append(contentsOf: bytes[start..<min(bytes.count, start + 24 - head.count)]) }
                lineBytes += bytes.count - start
            }
        }
    }

    private func line() {
        // Answers carry an id or an error; notifications of the server are not answers.
        let text = String(decoding: head, as: UTF8.self)
        let bytes = lineBytes
        lineBytes = 0
        head.removeAll(keepingCapacity: true)
        if text.contains("\"method\"") { return }
        if step < prologue.count {
            step += 1
            advancePrologue()
        } else {
            state.answered(bytes: bytes, after: .now - sent, failed: text.contains("error"))
            go()
        }
    }
}
