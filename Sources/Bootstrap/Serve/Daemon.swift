import Base
import Foundation
package import Listeners
import Logging
import Methods
import NIOCore
import NIOPosix
import Session
import UnixSignals

/// A node with its listeners and jobs, from start to the last goodbye.
package final class Daemon: Sendable {
    package let node: Node
    package let listeners: Listeners
    /// Where each listener listens, in the order of the settings.
    package let addresses: [(listener: Listener, address: String)]
    private let certificates: TLSCertificates?
    private let group: MultiThreadedEventLoopGroup
    private let jobs: Jobs

    private let signals: UnixSignalsSequence

    /// Starts to listen; on an error everything is closed again, and `ListenerError` says what to do.
    package init(_ node: Node) async throws {
        self.node = node
        // Before anybody can know that this process is up: a signal sent to it then is not lost, nor deadly.
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let settings = node.settings
        group = MultiThreadedEventLoopGroup(numberOfThreads: settings.threads == 0 ? System.coreCount : settings.threads)
        do {
            certificates = try Daemon.certificates(settings)
            listeners = Listeners(group: group, server: node.server, certificates: certificates, connections: settings.connections,
                perPrefix: settings.connectionsPerPrefix)
            var addresses: [(listener: Listener, address: String)] = []
            for listener in settings.listeners { addresses.append((listener, try await listeners.start(listener))) }
            self.addresses = addresses
        } catch {
            try? await group.shutdownGracefully()
            node.close()
            throw error
        }
        jobs = Jobs(node)
        jobs.start()
        for (listener, address) in addresses {
            node.log.notice(
                "listening", metadata: ["kind": "\(listener.endpoint.kind)", "door": "\(listener.door.rawValue)", "address": "\(address)"])
        }
    }

    private static func certificates(_ settings: Settings) throws -> TLSCertificates? {
        guard let chain = settings.certificate, let key = settings.certificateKey else { return nil }
        return try TLSCertificates(chainFile: chain, keyFile: key)
    }

    /// Serves until SIGTERM or SIGINT; SIGHUP reads the certificates again. A second SIGTERM or SIGINT does not wait; one within a
    /// second of the first is the same one (supervisors signal the process and its group).
    package func serve() async {
        let signals = signals
        let stopped = AsyncStream<Void>.makeStream()
        let watch = Task {
            var since: ContinuousClock.Instant?
            for await signal in signals {
                if signal == .sighup {
                    reload()
                } else if since == nil {
                    since = .now
                    node.log.notice("stopping", metadata: ["signal": "\(signal)", "connections": "\(listeners.counter.count)"])
                    Task {
                        await self.stop()
                        stopped.continuation.finish()
                    }
                } else if let since, .now - since > .seconds(1) {
                    node.log.warning("stopping at once")
                    stopped.continuation.finish()
                }
            }
        }
        for await _ in stopped.stream {}
        watch.cancel()
    }

    /// Swaps in new certificates for new connections.
    package func reload() {
        do {
            try certificates?.reload()
            node.log.notice("certificates were read again")
        } catch {
            node.log.error("the certificates stay as they were", metadata: ["error": "\(error)"])
        }
    }

    /// No new connections; `bye` to the open ones; open requests are finished, waiting pulls answered empty; then everything closes.
    package func stop() async {
        await listeners.stopAccepting()
        jobs.stop()
        let seconds = node.settings.drainSeconds
        let drained = await Daemon.within(seconds: seconds) { await self.node.server.drain(comeBackSeconds: Int64(max(1, seconds))) }
        if !drained { node.log.warning("some requests were not finished in time", metadata: ["connections": "\(listeners.counter.count)"]) }
        await listeners.allClosed(withinMs: Int64(drained ? 2_000 : 0))
        try? await group.shutdownGracefully()
        node.close()
        node.log.notice("stopped")
    }

    /// False when the time ran out first; the work goes on unobserved then.
    private static func within(seconds: Int, _ work: @escaping @Sendable () async -> Void) async -> Bool {
        let first = AsyncStream<Bool>.makeStream()
        let working = Task {
            await work()
            first.continuation.yield(true)
            first.continuation.finish()
        }
        let timing = Task {
            try? await Task.sleep(for: .seconds(seconds))
            first.continuation.yield(false)
            first.continuation.finish()
        }
        defer {
            working.cancel()
            timing.cancel()
        }
        for await outcome in first.stream { return outcome }
        return false
    }
}
