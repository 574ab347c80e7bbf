import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Wire

/// A client of the tests: sends lines, collects lines, over any socket.
final class LineClient: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    /// Lines received; guarded by its lock, filled on the channel's loop.
    final class Inbox: Sendable {
        struct State {
            var framer = LineFramer(limit: 2_000_000)
            var lines: [[UInt8]] = []
            var bytes = 0
            var isClosed = false
        }
        let state = Mutex(State())
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let inbox: Inbox
        init(_ inbox: Inbox) { self.inbox = inbox }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            inbox.state.withLock { state in
                state.bytes += buffer.readableBytes
                for event in state.framer.feed(buffer.readableBytesView) {
                    if case .line(let line) = event { state.lines.append(line) }
                }
            }
        }

        func channelInactive(context: ChannelHandlerContext) { inbox.state.withLock { $0.isClosed = true } }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private init(_ channel: any Channel, _ inbox: Inbox) { (self.channel, self.inbox) = (channel, inbox) }

    static func connect(_ address: String, tls: NIOSSLContext? = nil, reads: Bool = true) async throws -> LineClient {
        let inbox = Inbox()
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: reads)
            .channelOption(.socketOption(.so_rcvbuf), value: reads ? 256 * 1024 : 4 * 1024)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: "localhost")) }
                    try channel.pipeline.syncOperations.addHandler(Collector(inbox))
                }
            }
        if address.hasPrefix("/") { return LineClient(try await bootstrap.connect(unixDomainSocketPath: address).get(), inbox) }
        let parts = address.split(separator: ":")
        guard let host = parts.first, let port = parts.last.flatMap({ Int($0) }) else { throw IOError(errnoCode: EINVAL, reason: address) }
        return LineClient(try await bootstrap.connect(host: String(host), port: port).get(), inbox)
    }

    func send(_ text: String) async throws { try await channel.writeAndFlush(channel.allocator.buffer(string: text + "\n")) }
    func sendBytes(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(channel.allocator.buffer(bytes: bytes)) }
    func sendAndForget(_ text: String) { channel.writeAndFlush(channel.allocator.buffer(string: text + "\n"), promise: nil) }
    /// Sends without waiting; `done` is told when the system has taken all of it.
    func sendLater(_ text: String, done: @escaping @Sendable () -> Void) {
        channel.writeAndFlush(channel.allocator.buffer(string: text + "\n")).whenSuccess { done() }
    }

    var lines: [JSON] { inbox.state.withLock { $0.lines }.compactMap { try? JSON(parsing: $0) } }
    var received: Int { inbox.state.withLock { $0.bytes } }
    var isClosed: Bool { inbox.state.withLock { $0.isClosed } }

    /// The line that fulfils the condition, waited for at most so long.
    func line(within ms: Int = 30_000, _ condition: (JSON) -> Bool) async throws -> JSON {
        for _ in 0..<ms / 5 {
            if let found = lines.first(where: condition) { return found }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Silence(lines: lines.map(\.description))
    }

    func answer(_ id: Int64, within ms: Int = 30_000) async throws -> JSON { try await line(within: ms) { $0["id"] == .int(id) } }

    func waitForClose(within ms: Int = 30_000) async throws {
        for _ in 0..<ms / 5 where !isClosed { try await Task.sleep(for: .milliseconds(5)) }
        if !isClosed { throw Silence(lines: ["still open"]) }
    }

    func close() async { try? await channel.close() }

    struct Silence: Error { var lines: [String] }
}

enum Lines {
    static let hello = #"{"jsonrpc":"2.0","id":0,"method":"hello","params":{"v":[1,1],"app":"test/1","schema":1}}"#
    static func ping(_ id: Int) -> String { #"{"jsonrpc":"2.0","id":\#(id),"method":"ping","params":{}}"# }
}
