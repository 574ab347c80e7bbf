import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// `bench hold PORT FILE tcp|tls`: opens the connections of a script, says their prologues, prints `{"open":…}` and then holds them.
/// A line on standard input asks how many notifications have come since the last one; ends with its standard input.
enum IdleHolder {
    /// Connections being opened at a time: no more than a listener's backlog takes.
    private static let atOnce = 128

    static func main(_ arguments: [String]) throws {
        guard arguments.count == 3, let port = Int(arguments[0]) else { throw BenchError.usage("bench hold PORT FILE tcp|tls") }
        try OpenFileLimit.raise()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let scripts = try Load.read(arguments[1])
        let tls = arguments[2] == "tls" ? try context() : nil
        let woken = CountBox()
        var open: [EventLoopFuture<Void>] = []
        for (number, script) in scripts.enumerated() {
            if number >= atOnce { try open[number - atOnce].wait() }
            open.append(connect(script, port, tls, woken, group.next()))
        }
        for connection in open { try connection.wait() }
        announce("{\"open\":\(open.count)}")
        var told = 0
        while readLine() != nil {
            let now = woken.total
            announce("{\"woken\":\(now - told)}")
            told = now
        }
    }

    /// The server's certificate is made for the run; nobody else listens on this loopback port.
    private static func context() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return try NIOSSLContext(configuration: configuration)
    }

    private static func connect(
        _ script: LoadScript, _ port: Int, _ tls: NIOSSLContext?, _ woken: CountBox, _ loop: any EventLoop
    ) -> EventLoopFuture<Void> {
        let ready = loop.makePromise(of: Void.self)
        ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
                    try channel.pipeline.syncOperations.addHandler(IdleHandler(script.prologue, ready, woken))
                }
            }
            .connect(host: "127.0.0.1", port: port).cascadeFailure(to: ready)
        return ready.futureResult
    }
}

/// Says its prologue line by line; afterwards counts the lines that come.
final class IdleHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var prologue: ArraySlice<String>
    private let ready: EventLoopPromise<Void>
    private let woken: CountBox
    private var isReady = false

    init(_ prologue: [String], _ ready: EventLoopPromise<Void>, _ woken: CountBox) {
        self.prologue = prologue[...]
        self.ready = ready
        self.woken = woken
    }

    func channelActive(context: ChannelHandlerContext) { say(context) }

    private func say(_ context: ChannelHandlerContext) {
        guard let line = prologue.popFirst() else {
            isReady = true
            return ready.succeed()
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\n")), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView where byte == 10 {
            if isReady { woken.add(1) } else { say(context) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) { ready.fail(ChannelError.eof) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        ready.fail(error)
        context.close(promise: nil)
    }
}
