internal import Base
internal import Casework
internal import Identity
package import Methods
internal import Synchronization
internal import Tenancy
internal import Wire

/// What all connections of a process share: the services, and the list of open connections for drain and metrics. Made by Bootstrap,
/// or by a test.
package final class Server: Sendable {
    package let services: Services
    /// Changed by tests only.
    private let tune: @Sendable (inout ConnectionState.Rules) -> Void
    private struct Inner {
        var connections: [ObjectIdentifier: Connection] = [:]
        var comeBack: Int64?
        var idle: [CheckedContinuation<Void, Never>] = []
    }
    /// Guards the open connections and the state of the drain.
    private let inner = Mutex(Inner())

    package init(services: Services, tune: @escaping @Sendable (inout ConnectionState.Rules) -> Void = { _ in }) {
        self.services = services
        self.tune = tune
    }

    package var connectionCount: Int { inner.withLock { $0.connections.count } }

    /// Says `bye` on every connection, lets open requests finish, and returns when the last one is closed (Limits.drainMs at the
    /// latest, by each connection's own timer). New connections are told the same at once.
    package func drain(comeBackSeconds: Int64) async {
        let open = inner.withLock { inner in
            inner.comeBack = comeBackSeconds
            return Array(inner.connections.values)
        }
        for connection in open { connection.drain(comeBackSeconds: comeBackSeconds) }
        await withCheckedContinuation { continuation in
            let done = inner.withLock { inner in
                if !inner.connections.isEmpty { inner.idle.append(continuation) }
                return inner.connections.isEmpty
            }
            if done { continuation.resume() }
        }
    }

    // MARK: For connections

    func rules(for door: Door) -> ConnectionState.Rules {
        var rules = ConnectionState.Rules(door: door)
        tune(&rules)
        return rules
    }

    /// Seconds to come back after, when the server is draining already.
    func opened(_ connection: Connection) -> Int64? {
        inner.withLock { inner in
            inner.connections[ObjectIdentifier(connection)] = connection
            return inner.comeBack
        }
    }

    func closed(_ connection: Connection) {
        let waiting = inner.withLock { inner -> [CheckedContinuation<Void, Never>] in
            inner.connections[ObjectIdentifier(connection)] = nil
            guard inner.connections.isEmpty else { return [] }
            defer { inner.idle = [] }
            return inner.idle
        }
        for continuation in waiting { continuation.resume() }
    }

    /// A page for a subscriber; session, device and grants are asked again.
    nonisolated(nonsending) func page(from cursor: String, _ binding: Binding) async -> Result<SubscribedPage, RPCError> {
        guard binding.principal.expires > services.clock.now() else { return .failure(RPCError(.tokenExpired)) }
        do throws(RPCError) {
            let partition = try await services.registry.open(binding.principal.tenant)
            let page = try await partition.page(
                PullRequest(cursor: cursor, session: binding.pulls.session(for: partition), budget: Limits.loopPageBytes),
                for: binding.principal)
            return .success(
                SubscribedPage(result: page.bytes, cursor: page.isEmpty ? nil : page.cursor ?? cursor, more: page.more))
        } catch {
            return .failure(error)
        }
    }

    /// The session as it now stands.
    nonisolated(nonsending) func recheck(_ binding: Binding) async -> Result<Binding, RPCError> {
        do throws(RPCError) {
            let partition = try await services.registry.open(binding.principal.tenant)
            let signed = try await services.identity.recheck(binding.principal, in: partition)
            return .success(Binding(principal: signed.principal, withheld: signed.withheld))
        } catch {
            return .failure(error)
        }
    }
}
