internal import Base
internal import Casework
internal import Evidence
internal import Records
internal import Store
package import Tenancy
package import Wire

/// One of a person's own sessions, as it is shown.
package struct SessionView: Sendable {
    package var id: String
    package var device: String
    package var app: String
    package var createdMs: Int64
    package var lastMs: Int64
}

extension IdentityService {
    package func sessions(of p: Principal, in partition: Partition) async throws(RPCError) -> [SessionView] {
        let account = p.actor.account
        return try await read(partition) { reader in
            let ids = try reader.person(account: account)?.credential.sessions ?? []
            return try ids.compactMap { id in
                try reader.session(id).map {
                    SessionView(id: $0.id, device: $0.device, app: $0.app, createdMs: $0.createdMs, lastMs: $0.lastMs)
                }
            }
        }
    }

    /// Ends one of one's own sessions; another's, or none, is 1402.
    package func end(session id: String, of p: Principal, in partition: Partition) async throws(RPCError) {
        let account = p.actor.account
        try await write(partition, "auth.revoke", .system) { writer in
            guard var person = try writer.person(account: account), person.credential.sessions.contains(id) else {
                throw RPCError(.notFound)
            }
            try writer.close(session: id, of: &person)
            try writer.put(person.credential, in: .identity)
            writer.note["account"] = .string(account)
        }
    }

    /// Changes one's own password; all other sessions end. A wrong old one is 1202 and counts as a failed sign-in.
    package func changePassword(
        of p: Principal, in partition: Partition, from old: String, to new: String, client: ClientInfo
    ) async throws(RPCError) {
        let account = p.actor.account
        try await judged(p, client) { () async throws(RPCError) in
            let person = try await self.read(partition) { try $0.person(account: account) }
            let stored = person?.account.password.flatMap { PasswordHash($0) }
            let (matches, _) = try await self.passwords.verify(old, against: stored)
            guard matches, let stored else { throw RPCError(.tokenInvalid) }
            try PasswordRules.check(new, login: person?.employee?.staffNo, name: "new")
            let hash = try await self.passwords.hash(new).text
            let kept = p.sessionID
            try await self.write(partition, "auth.password", .system) { writer in
                guard var person = try writer.person(account: account), person.account.password == stored.text else {
                    throw RPCError(.tokenInvalid)
                }
                person.account.password = hash
                person.account.passwordChangedAt = writer.now
                for id in person.credential.sessions where id != kept { try writer.close(session: id, of: &person) }
                try writer.save(person)
                writer.note["account"] = .string(account)
            }
        }
    }
}
