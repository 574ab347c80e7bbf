internal import Base
package import Casework
internal import Evidence
internal import Records
internal import Store
package import Tenancy
package import Wire

/// What officers see of an account: never its secrets.
package struct AccountView: Sendable {
    package var account: String?
    package var employee: String?
    package var staffNo: String?
    /// `none` where there is an employee but no account.
    package var state: String
    package var roles: [String]
    package var devices: Int
    package var codeEndsMs: Int64?
    package var codeBy: String?
}

extension IdentityService {
    package func account(_ ref: AccountRef, in partition: Partition) async throws(RPCError) -> AccountView {
        try await read(partition) { reader in
            let employee: String? =
                switch ref {
                case .account: nil
                case .employee(let id): id
                case .staffNo(let number): try reader.find(.staffNo, number)
                }
            let person: Person? =
                if case .account(let id) = ref {
                    try reader.person(account: id)
                } else {
                    try employee.flatMap { try reader.person(employee: $0) }
                }
            guard let person else {
                guard let employee, let record = try reader.record(Employee.self, id: employee)?.record else { throw RPCError(.notFound) }
                return AccountView(employee: employee, staffNo: record.staffNo, state: "none", roles: [], devices: 0)
            }
            return AccountView(
                account: person.account.id, employee: person.account.employee,
                staffNo: person.employee?.staffNo ?? person.account.staffNo, state: person.account.status.rawValue,
                roles: person.account.roles,
                devices: try person.credential.devices.count { try reader.device($0)?.status == .active },
                codeEndsMs: person.account.activationUntil?.ms, codeBy: person.account.activationBy)
        }
    }

    /// Locks an account (1601 on every device until unlocked); its own sessions stay, and work again afterwards.
    package func lock(account id: String, reason: String, by p: Principal, in partition: Partition) async throws(RPCError) {
        let officer = p.actor.account
        guard id != officer else { throw RPCError(.forbidden, data: ["reason": "own_account"]) }
        try await write(partition, "account.lock", .system) { writer in
            guard var person = try writer.person(account: id) else { throw RPCError(.notFound) }
            guard person.account.status != .closed else { throw RPCError(.readOnly, data: ["reason": "account_closed"]) }
            person.account.status = .locked
            person.account.history.append(
                HistoryEntry(event: "account.lock", status: "locked", by: officer, at: writer.now, reason: reason))
            try writer.save(person)
            writer.revoke(subject: person.account.subject, .deviceLocked)
            writer.note["account"] = .string(id)
            writer.note["by"] = .string(officer)
            writer.note["reason"] = .string(reason)
        }
    }

    package func unlock(account id: String, by p: Principal, in partition: Partition) async throws(RPCError) {
        let officer = p.actor.account
        guard id != officer else { throw RPCError(.forbidden, data: ["reason": "own_account"]) }
        try await write(partition, "account.unlock", .system) { writer in
            guard var person = try writer.person(account: id) else { throw RPCError(.notFound) }
            guard person.account.status == .locked else { return }
            person.account.status = person.account.password == nil ? .invited : .active
            person.account.history.append(
                HistoryEntry(event: "account.unlock", status: person.account.status.rawValue, by: officer, at: writer.now))
            try writer.save(person)
            writer.restore(subject: person.account.subject)
            writer.note["account"] = .string(id)
            writer.note["by"] = .string(officer)
        }
    }

    package func policy(in partition: Partition) async throws(RPCError) -> IdentityPolicy {
        try await read(partition) { try $0.identityPolicy() }
    }

    /// Changes the tenant's rules for signing in; open connections read their rights again.
    package func set(policy: IdentityPolicy, by p: Principal?, in partition: Partition) async throws(RPCError) {
        let officer = p?.actor.account ?? "system"
        try await write(partition, "account.policy", .system) { writer in
            try writer.put(policy, in: .identity)
            for account in try writer.officers(Role.staff) { writer.rolesChanged(subject: account.subject) }
            writer.note["totp"] = .string(policy.totp.rawValue)
            writer.note["by"] = .string(officer)
        }
    }
}

// MARK: For Bootstrap's demo and for tests, which are no officers

extension IdentityService {
    /// An account with these roles and a password, for an employee that exists: what an import of a demo needs. Not reachable from
    /// the wire.
    package func prepare(
        employee: String, roles: Set<Role>, password: String, in partition: Partition
    ) async throws(RPCError) -> String {
        let hash = try await passwords.hash(password).text
        return try await write(partition, "account.prepare", .key) { writer in
            var person = try writer.makePerson(.employee(employee))
            person.account.password = hash
            person.account.status = .active
            person.credential.passwordFrom = "system"
            try writer.set(roles: roles, of: &person)
            writer.note["account"] = .string(person.account.id)
            return person.account.id
        }
    }
}
