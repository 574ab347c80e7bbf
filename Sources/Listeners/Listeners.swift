import Base
package import Methods
import NIOCore
package import NIOPosix
import NIOSSL
package import Session
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One place to listen, and who comes in there.
package struct Listener: Sendable, Equatable {
    package var endpoint: Endpoint
    package var door: Door

    package init(_ endpoint: Endpoint, door: Door) {
        self.endpoint = endpoint
        self.door = door
    }
}

/// Every open listener of a process.
package final class Listeners: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let server: Server
    private let certificates: TLSCertificates?
    package let counter: ConnectionCounter
    // Guards the listening channels between start, drain and close.
    private let open = Mutex<[(listener: Listener, channel: any Channel)]>([])

    private let handshakeMs: Int64

    /// `certificates` is needed by TLS endpoints only; `connections`: open ones in all; `handshakeMs`: how long a TLS handshake may take.
    package init(
        group: MultiThreadedEventLoopGroup, server: Server, certificates: TLSCertificates?, connections: Int,
        perPrefix: Int = Limits.connectionsPerPrefix, countsLoopback: Bool = false, handshakeMs: Int64 = Limits.helloWaitMs
    ) {
        self.handshakeMs = handshakeMs
        self.group = group
        self.server = server
        self.certificates = certificates
        counter = ConnectionCounter(limit: connections, perPrefix: perPrefix, countsLoopback: countsLoopback)
    }

    /// Starts to listen; the address it listens on, with the port the system chose. Throws `ListenerError`.
    @discardableResult
    package func start(_ listener: Listener) async throws -> String {
        switch listener.endpoint {
        case .tcp(let host, let port): return try await bind(listener, host, port, tls: nil)
        case .tls(let host, let port):
            guard let certificates else {
                throw ListenerError.certificate(file: "tls.certificate", reason: "no certificate and key are configured")
            }
            return try await bind(listener, host, port, tls: certificates)
        case .unix(let path, let mode): return try await bindUnix(listener, path, mode)
        }
    }

    private func bind(_ listener: Listener, _ host: String, _ port: Int, tls: TLSCertificates?) async throws -> String {
        let address = Endpoint.text(host: host, port: port)
        do {
            let channel = try await bootstrap(listener.door, tls).bind(host: host, port: port).get()
            open.withLock { $0.append((listener, channel)) }
            return Endpoint.text(host: host, port: channel.localAddress?.port ?? port)
        } catch let error as IOError {
            throw Listeners.refusal(error, address)
        }
    }

    private func bindUnix(_ listener: Listener, _ path: String, _ mode: UInt32) async throws -> String {
        try UnixSocketFile.clear(path)
        do {
            let channel = try await bootstrap(listener.door, nil).bind(unixDomainSocketPath: UnixSocketFile.temporary(path)).get()
            do {
                try UnixSocketFile.publish(path, mode: mode)
            } catch {
                try? await channel.close()
                throw error
            }
            open.withLock { $0.append((listener, channel)) }
            return path
        } catch let error as IOError {
            throw Listeners.refusal(error, path)
        }
    }

    private static func refusal(_ error: IOError, _ address: String) -> ListenerError {
        switch error.errnoCode {
        case EADDRINUSE: .addressInUse(address)
        case EACCES, EPERM: .notAllowed(address)
        default: .bind(address, reason: String(cString: strerror(error.errnoCode)))
        }
    }

    private func bootstrap(_ door: Door, _ tls: TLSCertificates?) -> ServerBootstrap {
        let (server, counter, handshakeMs) = (server, counter, handshakeMs)
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Below the low mark a subscriber gets pages again; above the high one it is told to come later.
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 64 * 1024, high: 512 * 1024))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if channel.remoteAddress?.port != nil {
                        // Lines are small and answered at once.
                        try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
                        try channel.syncOptions?.setOption(.socketOption(.so_keepalive), value: 1)
                    }
                    if let tls {
                        let handshake = HandshakeGuard(limitMs: handshakeMs)
                        try channel.pipeline.syncOperations.addHandlers([
                            handshake, NIOSSLServerHandler(context: tls.current), HandshakeEnd(handshake),
                        ])
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        ConnectionHandler(server: server, door: door, counter: counter))
                }
            }
    }

    /// Takes no new connections; the open ones go on.
    package func stopAccepting() async {
        let channels = open.withLock { open in
            defer { open = [] }
            return open
        }
        for (listener, channel) in channels {
            try? await channel.close()
            if case .unix(let path, _) = listener.endpoint { UnixSocketFile.remove(path) }
        }
    }
}

extension Listeners {
    /// Returns when the last connection's socket is closed, or when the time is over.
    package func allClosed(withinMs: Int64) async {
        var waited: Int64 = 0
        while counter.count > 0, waited < withinMs {
            try? await Task.sleep(for: .milliseconds(10))
            waited += 10
        }
    }
}
