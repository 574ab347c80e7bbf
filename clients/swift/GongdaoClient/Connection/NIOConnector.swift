internal import Base
internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Connections over TCP, TLS 1.3 and Unix sockets.
public struct NIOConnector: Connector {
    public let endpoint: Endpoint
    /// How long a connection attempt may take, in milliseconds.
    public let timeoutMs: Int64
    /// Whether compression is offered to the server: fewer bytes for a little work of the processor.
    public let compresses: Bool

    public init(_ endpoint: Endpoint, timeoutMs: Int64 = 10_000, compresses: Bool = true) {
        self.endpoint = endpoint
        self.timeoutMs = timeoutMs
        self.compresses = compresses
    }

    public var place: String { endpoint.description }

    public func connect() async throws -> any LineTransport {
        let (lines, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(4096))
        let tls = try tlsContext()
        let (count, compresses) = (WireCount(), compresses)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.milliseconds(timeoutMs))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let (context, name) = tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
                    }
                    try channel.pipeline.syncOperations.addHandler(LineHandler(continuation, count: count, mayPack: compresses))
                }
            }
        do {
            let channel =
                switch endpoint {
                case .tcp(let host, let port), .tls(let host, let port, _): try await bootstrap.connect(host: host, port: port).get()
                case .unix(let path): try await bootstrap.connect(unixDomainSocketPath: path).get()
                }
            return NIOLineTransport(channel: channel, lines: lines, count: count, offersCompression: compresses, place: "\(endpoint)")
        } catch {
            continuation.finish()
            throw ClientError.offline("\(endpoint): \(NIOConnector.reason(error))")
        }
    }

    /// One word for what went wrong, which an app can say in its person's language: `refused`, `timeout`, `unknown_host`, `tls`, else
    /// `unreachable`.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if error.dnsAError != nil, error.dnsAAAAError != nil { return "unknown_host" }
            return error.connectionErrors.first.map { reason($0.error) } ?? "unreachable"
        case ChannelError.connectTimeout: return "timeout"
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: return "tls"
        case let error as IOError where [ECONNREFUSED, ENOENT].contains(error.errnoCode): return "refused"
        default: return "unreachable"
        }
    }

    /// The context, and the name to verify; an address verifies as an address (name nil).
    private func tlsContext() throws -> (NIOSSLContext, String?)? {
        guard case .tls(let host, _, let authorities) = endpoint else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = ["gongdao/1"]
        do {
            if let authorities {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
            }
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            return (try NIOSSLContext(configuration: configuration), isAddress ? nil : host)
        } catch {
            throw ClientError.badArgument("certificate authorities \(authorities ?? ""): \(error)")
        }
    }
}

private struct NIOLineTransport: LineTransport {
    let channel: any Channel
    let lines: AsyncStream<[UInt8]>
    let count: WireCount
    let offersCompression: Bool
    let place: String

    var endReason: String? { count.reason.map { "\(place): \($0)" } }
    var wireBytes: (out: Int, in: Int)? { count.now }

    func send(_ line: [UInt8]) async throws {
        var buffer = channel.allocator.buffer(capacity: line.count + 1)
        buffer.writeBytes(line)
        buffer.writeInteger(UInt8(ascii: "\n"))
        do {
            try await channel.writeAndFlush(buffer).get()
        } catch {
            // A handshake that failed is told by its own error: a certificate that is not trusted is no lack of network.
            throw ClientError.offline("\(place): \(count.reason ?? NIOConnector.reason(error))")
        }
    }

    func close() { channel.close(promise: nil) }
}
