internal import Base
internal import Casework
internal import Evidence
internal import Records
internal import Store
internal import Tenancy
package import Wire

package struct Activation: Sendable {
    package var tenant: String
    package var login: String
    package var code: String
    package var password: String
    package var device: DeviceClaim
    package var proof: IdentityService.Proof?

    package init(
        tenant: String, login: String, code: String, password: String, device: DeviceClaim,
        proof: IdentityService.Proof? = nil
    ) {
        self.tenant = tenant
        self.login = login
        self.code = code
        self.password = password
        self.device = device
        self.proof = proof
    }
}

extension IdentityService {
    /// Sets the first or a new password under a single-use code and signs in. Of two devices that come with one code exactly one
    /// wins; the other gets 1202, like everybody with a wrong code.
    package func activate(_ request: Activation, client: ClientInfo) async throws(RPCError) -> SignedIn {
        try await throttle.judge(realm: request.tenant, login: request.login, address: client.address) { () throws(RPCError) in
            try await judged(request, client: client)
        }
    }

    private func judged(_ request: Activation, client: ClientInfo) async throws(RPCError) -> SignedIn {
        let partition = try await self.partition(request.tenant)
        let login = request.login
        let now = clock.now()
        // Of several who share a phone, the one whom the code was given to.
        let person = try await read(partition, { try $0.people(login: login) }).first { person in
            person.holds(code: ActivationCode.digest(request.code, tenant: request.tenant, account: person.account.id), now: now)
        }
        guard let person else { throw RPCError(.tokenInvalid) }
        let digest = ActivationCode.digest(request.code, tenant: request.tenant, account: person.account.id)
        try PasswordRules.check(request.password, login: login)
        let claim = try await checked(request.device, request.proof, tenant: request.tenant, account: person.account.id, in: partition)
        let hash = try await passwords.hash(request.password).text
        let token = RefreshToken(tenant: request.tenant, session: random.recordID(), random: random)
        let deviceID = random.recordID()
        let account = person.account.id
        let standing = try await write(partition, "auth.activate", .key) { writer in
            // Asked again inside the mutation: this is where one of two wins.
            guard var person = try writer.person(account: account), person.holds(code: digest, now: writer.now) else {
                throw RPCError(.tokenInvalid)
            }
            let issuer = person.account.activationBy
            person.useCode(hash: hash, now: writer.now)
            let opening = Opening(
                account: account, device: claim, voucher: Voucher(.code, by: issuer), client: client)
            return try writer.openSession(&person, opening, token: token, deviceID: deviceID)
        }
        let pair = TokenPair(token, issuedMs: standing.session.issuedMs, keys: keys)
        return try await signedIn(standing, in: partition, client: client, expires: Timestamp(ms: pair.accessMs), pair: pair)
    }
}

extension Person {
    /// Whether this is the code in force.
    func holds(code digest: String, now: Timestamp) -> Bool {
        guard let stored = account.activation, let until = account.activationUntil, until > now,
            account.status != .closed, account.status != .locked
        else { return false }
        return constantTimeEqual(Array(stored.utf8), Array(digest.utf8))
    }

    /// The code is spent, the password set. A second factor is kept: who found the code must not get past it.
    mutating func useCode(hash: String, now: Timestamp) {
        credential.passwordFrom = account.activationBy
        account.activation = nil
        account.activationUntil = nil
        account.activationBy = nil
        account.password = hash
        account.passwordChangedAt = now
        if account.status == .invited { account.status = .active }
        account.history.append(
            HistoryEntry(event: "auth.activate", status: account.status.rawValue, by: account.employee ?? account.id, at: now))
    }
}
