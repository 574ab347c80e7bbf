package import Base
internal import Casework
package import Evidence
package import Identity
internal import Records
package import Tenancy
package import Wire

/// What a method may use: who asks, over what, and the services of the process.
package struct Context: Sendable {
    package let services: Services
    package let peer: Peer
    package let greeting: Greeting?
    package let binding: Binding?
    package let operatorSession: OperatorSession?

    package init(
        services: Services, peer: Peer, greeting: Greeting?, binding: Binding?, operatorSession: OperatorSession? = nil
    ) {
        self.services = services
        self.peer = peer
        self.greeting = greeting
        self.binding = binding
        self.operatorSession = operatorSession
    }

    package var now: Timestamp { services.clock.now() }

    /// The session's principal; 1202 where nobody is signed in.
    package func principal() throws(RPCError) -> Principal {
        guard let binding else { throw RPCError(.tokenInvalid) }
        return binding.principal
    }

    /// The partition of the session's tenant, opened again where it was closed for idleness: the capability for its rows. 1202 where
    /// nobody is signed in, 1604 where the tenant is suspended.
    nonisolated(nonsending) package func partition() async throws(RPCError) -> Partition {
        guard let binding else { throw RPCError(.tokenInvalid) }
        return try await services.registry.open(binding.principal.tenant)
    }

    package func operatorName() throws(RPCError) -> String {
        guard let operatorSession else { throw RPCError(.tokenInvalid) }
        return operatorSession.name
    }

    /// What a sign-in wants to know of the client.
    package var client: ClientInfo {
        ClientInfo(
            app: greeting?.app ?? "", version: greeting?.version ?? "", schema: greeting?.schema ?? 1,
            lang: greeting?.lang ?? "zh-Hans", address: peer.address)
    }
}

/// Where a connection comes from.
package struct Peer: Sendable {
    package var door: Door
    /// The peer's address without port; nil for Unix sockets.
    package var address: String?

    package init(door: Door, address: String? = nil) {
        self.door = door
        self.address = address
    }
}

/// The services of the process, made once by Bootstrap (or a test).
package final class Services: Sendable {
    package let identity: IdentityService
    package let operators: Operators
    package let registry: TenantRegistry
    package let clock: any WallClock
    package let random: any RandomSource
    package let rates: RateLimiter
    package let statute: StatutePool
    package let exports: ExportRunner
    /// Shown as `srv`.
    package let software: String
    /// The server name that devices sign at sign-in.
    package let serverName: String

    package init(
        identity: IdentityService, operators: Operators, registry: TenantRegistry, clock: any WallClock,
        random: any RandomSource, statute: StatutePool, software: String, serverName: String, press: (any IndexPress)? = nil
    ) {
        self.identity = identity
        self.operators = operators
        self.registry = registry
        self.clock = clock
        self.random = random
        self.statute = statute
        exports = ExportRunner(registry: registry, press: press)
        self.software = software
        self.serverName = serverName
        rates = RateLimiter(clock: clock)
    }
}
