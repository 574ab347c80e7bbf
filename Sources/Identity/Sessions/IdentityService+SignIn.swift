internal import Base
internal import Casework
internal import Evidence
internal import Records
internal import Store
internal import Tenancy
package import Wire

/// Which device signs in: a new one, with a key or (labelled so wherever its acts count) without, or one that is enrolled.
package enum DeviceClaim: Sendable {
    case new(name: String, key: String?)
    case enrolled(String)
}

package struct PasswordSignIn: Sendable {
    package var tenant: String
    package var login: String
    package var password: String
    package var totp: String?
    package var device: DeviceClaim
    package var proof: IdentityService.Proof?

    package init(
        tenant: String, login: String, password: String, totp: String? = nil, device: DeviceClaim,
        proof: IdentityService.Proof? = nil
    ) {
        self.tenant = tenant
        self.login = login
        self.password = password
        self.totp = totp
        self.device = device
        self.proof = proof
    }
}

extension IdentityService {
    /// Signs in with a password. A wrong tenant, login or password is 1202, all at the same price; 1203 asks for a second factor;
    /// 1101 tells how long to wait.
    package func signIn(_ request: PasswordSignIn, client: ClientInfo) async throws(RPCError) -> SignedIn {
        try await throttle.judge(realm: request.tenant, login: request.login, address: client.address) { () throws(RPCError) in
            try await judged(request, client: client)
        }
    }

    private func judged(_ request: PasswordSignIn, client: ClientInfo) async throws(RPCError) -> SignedIn {
        let partition: Partition
        do {
            partition = try await self.partition(request.tenant)
        } catch {
            // Unknown tenants cost what known ones cost.
            if error.code == .tokenInvalid { _ = try await passwords.verify(request.password, against: nil) }
            throw error
        }
        let login = request.login
        let (person, stored, stale) = try await match(request.password, try await read(partition) { try $0.people(login: login) })
        let claim = try await checked(
            request.device, request.proof, tenant: request.tenant, account: person.account.id, standing: person, in: partition)
        // Behind what stands against the device and its key (§9): a device that is to wipe is told so, and not asked for a code.
        if person.account.totp != nil, request.totp == nil { throw RPCError(.stepUp) }
        let fresh = stale ? try await passwords.hash(request.password).text : nil
        let opening = Opening(
            account: person.account.id, verified: stored.text, fresh: fresh, totp: request.totp, device: claim,
            voucher: Voucher(.password, by: person.credential.passwordFrom), client: client)
        return try await open(opening, in: partition)
    }

    /// The one of those who share a login whose password this is. Two of them with one password sign in with their staff numbers: nobody
    /// may come into another's account by chance. Who is nobody costs what one person costs.
    private func match(
        _ password: String, _ people: [Person]
    ) async throws(RPCError) -> (person: Person, stored: PasswordHash, stale: Bool) {
        if people.isEmpty { _ = try await passwords.verify(password, against: nil) }
        var found: (person: Person, stored: PasswordHash, stale: Bool)?
        for person in people {
            let stored = person.account.password.flatMap { PasswordHash($0) }
            let (matches, stale) = try await passwords.verify(password, against: stored)
            guard matches, let stored else { continue }
            if found != nil { throw RPCError(.tokenInvalid, data: ["reason": "login.shared"]) }
            found = (person, stored, stale)
        }
        guard let found else { throw RPCError(.tokenInvalid) }
        return found
    }

    /// Checks a device claim: what stands against the device and, with `standing`, its person, then its signature; 1202 when that fails,
    /// 1405 for a key that is none.
    func checked(
        _ claim: DeviceClaim, _ proof: Proof?, tenant: String, account: String, standing person: Person? = nil, in partition: Partition
    ) async throws(RPCError) -> DeviceClaim {
        switch claim {
        case .new(_, nil):
            try person?.checkStanding()
            return claim
        case .new(_, let text?):
            try person?.checkStanding()
            guard let key = DeviceKey.bytes(text) else {
                throw .invalid(
                    field: "device.key", reason: "device.key",
                    text: ("设备公钥无效。", "This is no P-256 public key in compressed form."))
            }
            try await check(proof, key: key, tenant: tenant, device: text)
            return claim
        case .enrolled(let id):
            let device = try await read(partition) { try $0.device(id) }
            guard let device, device.account == account else { throw RPCError(.tokenInvalid) }
            if let person { try device.checkStanding(of: person) } else { try device.checkStanding() }
            guard let key = device.key else { return claim }
            try await check(proof, key: key, tenant: tenant, device: id)
            return claim
        }
    }

    /// What opens a session once everything outside the transaction has been checked.
    struct Opening: Sendable {
        var account: String
        /// The stored hash that was verified; nil where a code was.
        var verified: String?
        var fresh: String?
        var totp: String?
        var device: DeviceClaim
        var voucher: Voucher
        var client: ClientInfo
    }

    private func open(_ opening: Opening, in partition: Partition) async throws(RPCError) -> SignedIn {
        let token = RefreshToken(tenant: partition.tenant.code, session: random.recordID(), random: random)
        let deviceID = random.recordID()
        let standing = try await write(partition, "auth.sign_in", opening.isNewDevice ? .key : .system) { writer in
            guard var person = try writer.person(account: opening.account), person.account.password == opening.verified else {
                throw RPCError(.tokenInvalid)
            }
            try person.checkStanding()
            if let fresh = opening.fresh { person.account.password = fresh }
            return try writer.openSession(&person, opening, token: token, deviceID: deviceID)
        }
        let pair = TokenPair(token, issuedMs: standing.session.issuedMs, keys: keys)
        return try await signedIn(
            standing, in: partition, client: opening.client, expires: Timestamp(ms: pair.accessMs), pair: pair)
    }
}

extension IdentityService.Opening {
    var isNewDevice: Bool { if case .new = device { true } else { false } }
}

extension PartitionWriter {
    /// Within the mutation: the second factor is spent, the device enrolled, the session made; the oldest one goes where there are
    /// too many.
    func openSession(
        _ person: inout Person, _ opening: IdentityService.Opening, token: RefreshToken, deviceID: String
    ) throws -> Standing {
        var stepped: Int64 = 0
        if let secret = person.account.totp, let code = opening.totp {
            guard let key = Base32.decode(secret),
                let step = TOTP.verify(code, secret: key, now: now, after: person.credential.totpStep)
            else { throw RPCError(.tokenInvalid) }
            person.credential.totpStep = step
            stepped = now.ms
        }
        let device = try device(for: &person, opening, newID: deviceID)
        person.account.lastSignInAt = now
        try keepPhone(of: &person)
        let session = SessionRecord(
            id: token.session, account: person.account.id, device: device.id, app: opening.client.app, createdMs: now.ms,
            lastMs: now.ms, generation: token.generation, digest: token.digest, issuedMs: now.ms, pending: nil, steppedMs: stepped)
        for id in person.credential.sessions {
            let old = try self.session(id)
            if old == nil || old?.device == device.id { try close(session: id, of: &person) }
        }
        while person.credential.sessions.count >= SessionRecord.most { try close(session: person.credential.sessions[0], of: &person) }
        person.credential.sessions.append(session.id)
        try put(session, in: .identity, isNew: true)
        try save(person)
        note["account"] = .string(person.account.id)
        note["device"] = .string(device.id)
        return Standing(person: person, session: session, device: device, policy: try identityPolicy())
    }

    private func device(for person: inout Person, _ opening: IdentityService.Opening, newID: String) throws -> Device {
        switch opening.device {
        case .enrolled(let id):
            guard var device = try device(id), device.account == person.account.id else { throw RPCError(.tokenInvalid) }
            try device.checkStanding()
            device.lastUsedAt = now
            device.app = opening.client.app
            try put(device, in: .identity)
            return device
        case .new(let name, let key):
            let voucher = key == nil ? Voucher(.none) : opening.voucher
            return try enrol(
                name: name, key: key, id: newID, voucher: voucher, app: opening.client.app, byCode: opening.verified == nil, for: &person)
        }
    }

    /// A new device; the leaf of this mutation names its key and who vouches for it.
    func enrol(
        name: String, key: String?, id: String, voucher: Voucher, app: String, byCode: Bool, for person: inout Person
    ) throws -> Device {
        // A key that was locked or wiped does not come back under another name.
        for other in person.credential.devices {
            if let device = try device(other), device.publicKey == key { try device.checkStanding() }
        }
        try makeRoom(for: &person, byCode: byCode)
        let device = Device(
            id: id, account: person.account.id, name: name, publicKey: key ?? "", voucher: voucher.kind.rawValue, voucherBy: voucher.by,
            app: app, status: .active, enrolledAt: now, lastUsedAt: now)
        person.credential.devices.append(id)
        try put(device, in: .identity, isNew: true)
        note["key"] = .string(key ?? "")
        note["voucher"] = .string(voucher.text)
        note["name"] = .string(name)
        return device
    }

    func save(_ person: Person) throws {
        try put(person.account, in: .identity)
        try put(person.credential, in: .identity)
    }

    /// Ends a session; connections that run under it learn it by re-reading.
    func close(session id: String, of person: inout Person) throws {
        person.credential.sessions.removeAll { $0 == id }
        try remove(SessionRecord.self, id: id)
        rolesChanged(subject: person.account.subject)
    }
}

extension SessionRecord {
    /// Open sessions of one account.
    static let most = 32
}
