package import Base
internal import Casework
internal import Evidence
internal import Records
internal import Store
package import Tenancy
package import Wire

extension IdentityService {
    /// A secret for an authenticator, in force after its first code (`confirm`). Asks for the password: an unlocked phone on a desk
    /// must not be enough to take somebody's account over.
    package func offerSecondFactor(
        of p: Principal, in partition: Partition, password: String, client: ClientInfo
    ) async throws(RPCError) -> (secret: String, uri: String) {
        try await judged(p, client) { () async throws(RPCError) in
            let account = p.actor.account
            let person = try await self.read(partition) { try $0.person(account: account) }
            let (matches, _) = try await self.passwords.verify(
                password, against: person?.account.password.flatMap { PasswordHash($0) })
            guard matches, let person else { throw RPCError(.tokenInvalid) }
            guard person.account.totp == nil else {
                throw .invalid(
                    field: "totp", reason: "totp.enrolled",
                    text: ("已启用第二因素，请先移除。", "A second factor is enrolled; remove it first."))
            }
            let secret = self.random.bytes(TOTP.secretBytes)
            let text = Base32.encode(secret)
            try await self.write(partition, "auth.totp_enrol", nil) { writer in
                guard var person = try writer.person(account: account) else { throw RPCError(.tokenInvalid) }
                person.credential.totpOffered = text
                try writer.put(person.credential, in: .identity)
            }
            let name = person.employee?.staffNo ?? person.account.staffNo ?? account
            return (text, TOTP.uri(secret: secret, issuer: partition.tenant.name, account: name))
        }
    }

    /// The first code of the offered secret: from now on it is the account's second factor, and this session has shown it.
    package func confirmSecondFactor(_ code: String, of p: Principal, in partition: Partition, client: ClientInfo) async throws(RPCError) {
        let (account, session) = (p.actor.account, p.sessionID)
        try await judged(p, client) { () async throws(RPCError) in
            try await self.write(partition, "auth.totp_confirm", .system) { writer in
                guard var person = try writer.person(account: account), let secret = person.credential.totpOffered,
                    let key = Base32.decode(secret), let step = TOTP.verify(code, secret: key, now: writer.now, after: 0)
                else { throw RPCError(.tokenInvalid) }
                person.account.totp = secret
                person.credential.totpOffered = nil
                person.credential.totpStep = step
                try writer.save(person)
                try writer.step(session)
                writer.note["account"] = .string(account)
            }
        }
    }

    /// Takes the second factor away, with one of its codes.
    package func removeSecondFactor(_ code: String, of p: Principal, in partition: Partition, client: ClientInfo) async throws(RPCError) {
        let account = p.actor.account
        try await judged(p, client) { () async throws(RPCError) in
            try await self.write(partition, "auth.totp_remove", .system) { writer in
                guard var person = try writer.person(account: account) else { throw RPCError(.tokenInvalid) }
                try person.spend(code, now: writer.now)
                person.account.totp = nil
                try writer.save(person)
                writer.rolesChanged(subject: person.account.subject)
                writer.note["account"] = .string(account)
            }
        }
    }

    /// Shows a second factor within a session: withheld roles come back for twelve hours, which are answered.
    package func stepUp(_ code: String, of p: Principal, in partition: Partition, client: ClientInfo) async throws(RPCError) -> Timestamp {
        let (account, session) = (p.actor.account, p.sessionID)
        return try await judged(p, client) { () async throws(RPCError) in
            try await self.write(partition, "auth.step_up", .system) { writer in
                guard var person = try writer.person(account: account) else { throw RPCError(.tokenInvalid) }
                try person.spend(code, now: writer.now)
                try writer.put(person.credential, in: .identity)
                try writer.step(session)
                writer.note["account"] = .string(account)
                return writer.now.adding(ms: IdentityPolicy.stepMs)
            }
        }
    }

    /// Guesses of codes and passwords within a session are throttled as sign-ins are.
    func judged<R: Sendable>(
        _ p: Principal, _ client: ClientInfo, _ body: () async throws(RPCError) -> R
    ) async throws(RPCError) -> R {
        try await throttle.judge(realm: p.tenant, login: "account:\(p.actor.account)", address: client.address, body)
    }
}

extension Person {
    /// Takes one code of the second factor; 1202 for a wrong or spent one, or where there is none.
    mutating func spend(_ code: String, now: Timestamp) throws(RPCError) {
        guard let secret = account.totp, let key = Base32.decode(secret),
            let step = TOTP.verify(code, secret: key, now: now, after: credential.totpStep)
        else { throw RPCError(.tokenInvalid) }
        credential.totpStep = step
    }
}

extension PartitionWriter {
    /// This session has shown a second factor now.
    func step(_ session: String) throws {
        guard var record = try self.session(session) else { throw RPCError(.tokenInvalid) }
        record.steppedMs = now.ms
        try put(record, in: .identity)
        if let subject = Int64(record.account) { rolesChanged(subject: subject) }
    }
}
