internal import Base
package import Casework
internal import Records
internal import Store
package import Tenancy
internal import Wire

/// A sign-in as the session sees it.
package struct SignedIn: Sendable {
    package var partition: Partition
    package var principal: Principal
    /// Roles that wait for a second factor.
    package var withheld: Set<Role>
    package var name: String?
    /// Nil for `auth.use`, which brings its token along.
    package var pair: TokenPair?
    package var hasSecondFactor: Bool
    /// The time token for this device.
    package var timeToken: String
}

/// Access and refresh token, with their ends.
package struct TokenPair: Sendable, Equatable {
    package var access: String
    package var accessMs: Int64
    package var refresh: String
    package var refreshMs: Int64

    init(_ token: RefreshToken, issuedMs: Int64, keys: IdentityKeys) {
        accessMs = issuedMs + Limits.accessTokenMs
        access = AccessToken(
            tenant: token.tenant, session: token.session, generation: token.generation, expires: Timestamp(ms: accessMs)
        ).encode(keys: keys)
        refresh = token.text
        refreshMs = issuedMs + Limits.refreshTokenMs
    }
}

/// What a session's records said in one read.
struct Standing: Sendable {
    var person: Person
    var session: SessionRecord
    var device: Device
    var policy: IdentityPolicy
}

extension PartitionReader {
    /// Everything a session stands on; throws 1202 for a session that is over, and the stop codes for locked, wiped or closed.
    func standing(session id: String) throws -> Standing {
        guard let session = try session(id), let person = try person(account: session.account),
            let device = try device(session.device)
        else { throw RPCError(.tokenInvalid) }
        try device.checkStanding(of: person)
        return Standing(person: person, session: session, device: device, policy: try identityPolicy())
    }
}

extension IdentityService {
    func signedIn(
        _ standing: Standing, in partition: Partition, client: ClientInfo, expires: Timestamp, pair: TokenPair?
    ) async throws(RPCError) -> SignedIn {
        let person = standing.person
        let device = standing.device
        let (held, withheld) = standing.policy.roles(of: person.account, steppedMs: standing.session.steppedMs, now: clock.now())
        let actor = Actor(
            account: person.account.id, subject: person.account.subject, employee: person.account.employee, roles: held,
            device: device.id, app: client.app, leaver: person.isLeaver)
        let principal = Principal(
            actor: actor, tenant: partition.tenant.code,
            device: DeviceInfo(id: device.id, publicKey: device.key, voucher: device.vouched.text),
            app: AppInfo(id: client.app, version: client.version), schema: client.schema, lang: client.lang,
            sessionID: standing.session.id, expires: expires)
        let token: String
        do {
            token = try await partition.timeToken(device: device.id)
        } catch {
            throw IdentityService.wire(error)
        }
        return SignedIn(
            partition: partition, principal: principal, withheld: withheld, name: person.name, pair: pair,
            hasSecondFactor: person.account.totp != nil, timeToken: token)
    }
}
