package import Base
internal import Casework
internal import Evidence
internal import Records
package import Store
package import Tenancy
internal import Wire

/// Accounts, devices and sessions of all tenants: who is who, and since when. One per process; it holds no rows, only secrets, the
/// password pool and the nonces in use.
package final class IdentityService: Sendable {
    package let registry: TenantRegistry
    package let keys: IdentityKeys
    package let nonces: Nonces
    package let passwords: PasswordPool
    package let throttle: Throttle
    package let clock: any WallClock
    package let random: any RandomSource
    /// What devices sign at sign-in.
    package let serverName: String
    /// Signature checks.
    let verifier: BlockingPool

    package init(
        registry: TenantRegistry, platform: any PlatformStore, secret: [UInt8], serverName: String, clock: any WallClock,
        random: any RandomSource, pools: Pools, passwordCost: PasswordCost = .standard
    ) {
        self.registry = registry
        self.clock = clock
        self.random = random
        self.serverName = serverName
        keys = IdentityKeys(secret: secret, random: random)
        nonces = Nonces(keys: keys, random: random)
        passwords = PasswordPool(cost: passwordCost, random: random)
        throttle = Throttle(platform: platform, pool: pools.read, clock: clock, keys: keys)
        verifier = pools.verify
    }

    package func shutdown() { passwords.shutdown() }

    // MARK: Ways to rows, with the errors of the wire

    /// The tenant's partition; 1202 for a code that is none, so that nobody learns which tenants there are.
    func partition(_ code: String) async throws(RPCError) -> Partition {
        do {
            return try await registry.open(code)
        } catch {
            throw error.code == .notFound ? RPCError(.tokenInvalid) : error
        }
    }

    nonisolated(nonsending) func read<R: Sendable>(
        _ partition: Partition, _ body: @escaping @Sendable (PartitionReader) throws -> R
    ) async throws(RPCError) -> R {
        do {
            return try await partition.read(body)
        } catch {
            throw IdentityService.wire(error)
        }
    }

    nonisolated(nonsending) func write<R: Sendable>(
        _ partition: Partition, _ name: String, _ leaf: LeafKind?, _ body: @escaping @Sendable (PartitionWriter) throws -> R
    ) async throws(RPCError) -> R {
        do {
            return try await partition.system(name, leaf: leaf, body)
        } catch {
            throw IdentityService.wire(error)
        }
    }

    static func wire(_ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError: error
        case let refusal as Refusal: RPCError(refusal.code, data: refusal.body())
        // Nobody can sign in anew while nothing can be written; sessions that stand go on reading.
        case StoreError.full, StoreError.readOnly: .storageFull
        case StoreError.busy, StoreError.commitUnknown, StoreError.closed: RPCError(.unavailable)
        default: RPCError(.internalError)
        }
    }

    // MARK: Proof by a device's key

    /// A signature over our challenge: what a client sends with a key or a device.
    package struct Proof: Sendable {
        package var nonce: String
        package var signature: String

        package init(nonce: String, signature: String) {
            self.nonce = nonce
            self.signature = signature
        }
    }

    /// Spends the nonce and checks the signature over `bytes(nonce)`; 1202 when either fails.
    func check(_ proof: Proof?, key: [UInt8], over bytes: (String) -> [UInt8]) async throws(RPCError) {
        guard let proof, nonces.spend(proof.nonce, now: clock.now()) else { throw RPCError(.tokenInvalid) }
        let signed = bytes(proof.nonce)
        let signature = proof.signature
        let valid: Bool
        do {
            valid = try await verifier.run { DeviceKey.verify(key: key, signature: signature, over: signed) }
        } catch {
            throw RPCError(.busy)
        }
        guard valid else { throw RPCError(.tokenInvalid) }
    }

    /// The challenge of a sign-in; `device`: the id, or for a new device its key as sent.
    func check(_ proof: Proof?, key: [UInt8], tenant: String, device: String) async throws(RPCError) {
        let server = serverName
        try await check(proof, key: key) {
            SignedBytes.challenge(server: server, tenant: tenant, device: device, nonce: $0)
        }
    }
}

/// What the server knows of the program that signs in.
package struct ClientInfo: Sendable {
    package var app: String
    package var version: String
    package var schema: Int
    package var lang: String
    /// The peer's address without port, for throttling.
    package var address: String?

    package init(app: String, version: String, schema: Int, lang: String, address: String?) {
        self.app = app
        self.version = version
        self.schema = schema
        self.lang = lang
        self.address = address
    }
}
