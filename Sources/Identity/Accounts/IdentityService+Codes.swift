internal import Base
internal import Casework
internal import Evidence
internal import Records
internal import Store
package import Tenancy
package import Wire

/// Whose account is meant.
package enum AccountRef: Sendable {
    case account(String)
    case employee(String)
    case staffNo(String)
}

/// An activation code, or that a second officer must ask for it as well.
package struct IssuedCode: Sendable {
    package var account: String
    /// Nil: a second officer is needed.
    package var code: String?
    package var endsMs: Int64?
}

extension IdentityService {
    /// An activation code for somebody, by an officer: makes the account where there is none, and is also the way back for a
    /// forgotten password. Codes for staff roles need two different officers, as soon as the tenant has two; nobody issues their own.
    package func issueCode(for ref: AccountRef, by p: Principal, in partition: Partition) async throws(RPCError) -> IssuedCode {
        let code = ActivationCode.make(random: random)
        let officer = p.actor.account
        return try await write(partition, "account.issue_code", .key) { writer in
            var person = try writer.makePerson(ref)
            guard person.account.id != officer else { throw RPCError(.forbidden, data: ["reason": "own_account"]) }
            guard person.account.status != .closed else { throw RPCError(.readOnly, data: ["reason": "account_closed"]) }
            writer.note["account"] = .string(person.account.id)
            writer.note["by"] = .string(officer)
            var issuers = officer
            if person.isStaff, try writer.officers([.hr, .admin]).count >= 2 {
                guard let first = person.credential.asked, first.endsMs > writer.now.ms, first.by != officer else {
                    person.credential.asked = Credential.Asked(by: officer, endsMs: writer.now.ms + Limits.activationMs)
                    try writer.save(person)
                    writer.note["state"] = "second_needed"
                    return IssuedCode(account: person.account.id)
                }
                issuers = "\(first.by)+\(officer)"
            }
            let ends = writer.now.adding(ms: Limits.activationMs)
            try writer.give(code: code, to: &person, by: issuers, until: ends)
            return IssuedCode(account: person.account.id, code: code, endsMs: ends.ms)
        }
    }

    /// The first admin of a tenant that has none (operators may do this once and nothing else within a tenant): an employee record,
    /// an account with the role, a code.
    package func firstAdmin(
        tenant: String, name: String, staffNo: String, phone: String?, by operatorName: String
    ) async throws(RPCError) -> IssuedCode {
        let partition = try await registry.open(tenant)
        let company = try registry.summary(tenant).name
        let code = ActivationCode.make(random: random)
        return try await write(partition, "tenant.first_admin", .key) { writer in
            let accounts = try writer.records(Account.self, in: .identity, limit: 1_000_000)
            guard !accounts.contains(where: { $0.record.roles.contains(Role.admin.rawValue) }) else {
                throw RPCError(.readOnly, data: ["reason": "has_admin"])
            }
            // The employer itself: whose staff everybody is, and whose name stands on what is printed.
            try writer.put(Organization(id: OrganizationID.employer, name: company, kind: .company), in: .tenant)
            let id = try writer.makeEmployee(staffNo: staffNo, name: name, phone: phone)
            var person = try writer.makePerson(.employee(id))
            try writer.set(roles: [.employee, .admin, .hr], of: &person)
            let ends = writer.now.adding(ms: Limits.activationMs)
            try writer.give(code: code, to: &person, by: "operator", until: ends)
            writer.note["operator"] = .string(operatorName)
            return IssuedCode(account: person.account.id, code: code, endsMs: ends.ms)
        }
    }
}

/// The record of the employer itself has the same id in every tenant.
package enum OrganizationID {
    package static let employer = "1"
}

extension Person {
    var roles: Set<Role> { Set(account.roles.compactMap(Role.init)) }
    var isStaff: Bool { !roles.isDisjoint(with: Role.staff) }
}

extension PartitionWriter {
    /// The person meant; an employee without an account gets one. 1402 for nobody.
    func makePerson(_ ref: AccountRef) throws -> Person {
        switch ref {
        case .account(let id):
            guard let person = try person(account: id) else { throw RPCError(.notFound) }
            return person
        case .staffNo(let number):
            guard let employee = try find(.staffNo, number) else { throw RPCError(.notFound) }
            return try makePerson(.employee(employee))
        case .employee(let id):
            if let person = try person(employee: id) { return person }
            guard let employee = try record(Employee.self, id: id)?.record else { throw RPCError(.notFound) }
            return try makeAccount(for: employee)
        }
    }

    private func makeAccount(for employee: Employee) throws -> Person {
        let id = String(try nextNumber("account"))
        let account = Account(
            id: id, employee: employee.id, staffNo: employee.staffNo, phone: employee.mobilePhone, roles: [],
            status: .invited, createdAt: now, createdBy: "system")
        var person = Person(account: account, credential: Credential(id: id), employee: employee)
        try setLookup(.account, employee.id, target: id)
        try keepPhone(of: &person)
        try set(roles: [.employee], of: &person)
        return person
    }

    /// Exactly these roles, with their feeds; told to open connections.
    func set(roles: Set<Role>, of person: inout Person) throws {
        person.account.roles = roles.sorted().map(\.rawValue)
        try setAccess(subject: person.account.subject, employee: person.account.employee, roles: roles)
        rolesChanged(subject: person.account.subject)
        try save(person)
    }

    func give(code: String, to person: inout Person, by issuers: String, until: Timestamp) throws {
        person.credential.asked = nil
        person.account.activation = ActivationCode.digest(code, tenant: tenant.code, account: person.account.id)
        person.account.activationUntil = until
        person.account.activationBy = issuers
        person.account.history.append(
            HistoryEntry(event: "account.issue_code", status: person.account.status.rawValue, by: issuers, at: now))
        note["voucher"] = .string("code:\(issuers)")
        try save(person)
    }

    /// An employee record with what is known of a first admin. 1405 where the staff number is taken.
    func makeEmployee(staffNo: String, name: String, phone: String?) throws -> String {
        let id = String(try nextNumber("employee"))
        let employee = Employee(
            id: id, staffNo: staffNo, fullName: name, mobilePhone: phone, employmentStatus: .active, createdAt: now, modifiedAt: now)
        try put(employee, in: .employee(id), isNew: true)
        try setLookup(.staffNo, staffNo, target: id)
        return id
    }
}
