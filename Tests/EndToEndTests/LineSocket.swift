import NIOCore
import NIOPosix
import Synchronization
import Wire

/// A plain connection to a daemon: lines out, lines in.
final class LineSocket: Sendable {
    private let channel: any Channel
    // Guards what the channel's loop collected.
    private let state: Received

    final class Received: Sendable {
        let lines = Mutex((framer: LineFramer(limit: 2_000_000), lines: [JSON](), isClosed: false))
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let state: Received
        init(_ state: Received) { self.state = state }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            state.lines.withLock { state in
                for event in state.framer.feed(buffer.readableBytesView) {
                    if case .line(let line) = event, let json = try? JSON(parsing: line) { state.lines.append(json) }
                }
            }
        }
        func channelInactive(context: ChannelHandlerContext) { state.lines.withLock { $0.isClosed = true } }
    }

    private init(_ channel: any Channel, _ state: Received) { (self.channel, self.state) = (channel, state) }

    static func connect(_ address: String) async throws -> LineSocket {
        let state = Received()
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Collector(state)) }
            }
        let parts = address.split(separator: ":")
        let channel = address.hasPrefix("/")
            ? try await bootstrap.connect(unixDomainSocketPath: address).get()
            : try await bootstrap.connect(host: String(parts[0]), port: Int(parts[1]) ?? 0).get()
        return LineSocket(channel, state)
    }

    func send(_ id: Int64, _ method: String, _ params: JSON = .object(JSONObject())) async throws {
        try await channel.writeAndFlush(channel.allocator.buffer(bytes: Envelope.request(.int(id), method: method, params: params.bytes)))
    }

    /// Sends and waits for the answer.
    func call(_ id: Int64, _ method: String, _ params: JSON = .object(JSONObject())) async throws -> JSON {
        try await send(id, method, params)
        return try await line { $0["id"] == .int(id) }
    }

    func hello() async throws -> JSON { try await call(0, "hello", ["v": [1, 1], "app": "e2e/1", "schema": 1]) }

    func line(seconds: Double = 60, _ condition: (JSON) -> Bool) async throws -> JSON {
        for _ in 0..<Int(seconds * 200) {
            if let found = state.lines.withLock({ $0.lines.first(where: condition) }) { return found }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Program.Timeout(out: state.lines.withLock { "\($0.lines)" }, err: "no such line")
    }

    var isClosed: Bool { state.lines.withLock { $0.isClosed } }

    func close() async { try? await channel.close() }
}
