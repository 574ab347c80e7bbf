internal import Casework
internal import Records
internal import Tenancy
internal import Wire

/// An account with what the server alone knows of it.
struct Person: Sendable {
    var account: Account
    var credential: Credential
    var employee: Employee?

    var name: String? { employee?.fullName ?? credential.name }
    var isLeaver: Bool { account.status == .leaver || employee?.employmentStatus == .left }
}

extension PartitionReader {
    /// Whose login this may be: by staff number one person; by phone everybody who shares it, oldest account first. Which of them is
    /// meant is told by the password or the code; a number that is no longer the person's own opens nothing.
    func people(login: String) throws -> [Person] {
        if let id = try find(.login, login) { return try [person(account: id)].compactMap(\.self) }
        let sharing = try PhoneHolders(find(.phone, login)).accounts.compactMap { try person(account: $0) }
            .filter { $0.employee?.mobilePhone ?? $0.account.phone == login }
        if !sharing.isEmpty { return sharing }
        return try find(.staffNo, login).flatMap { try person(employee: $0) }.map { [$0] } ?? []
    }

    func person(employee: String) throws -> Person? {
        try find(.account, employee).flatMap { try person(account: $0) }
    }

    func person(account id: String) throws -> Person? {
        guard let account = try record(Account.self, id: id)?.record else { return nil }
        let credential = try record(Credential.self, id: id)?.record ?? Credential(id: id)
        let employee = try account.employee.flatMap { try record(Employee.self, id: $0)?.record }
        return Person(account: account, credential: credential, employee: employee)
    }

    func device(_ id: String) throws -> Device? { try record(Device.self, id: id)?.record }
    func session(_ id: String) throws -> SessionRecord? { try record(SessionRecord.self, id: id)?.record }

    /// Accounts that hold one of these roles and could act.
    func officers(_ roles: Set<Role>) throws -> [Account] {
        try records(Account.self, in: .identity, limit: 1_000_000).map(\.record).filter { account in
            account.status == .active && !roles.isDisjoint(with: account.roles.compactMap(Role.init))
        }
    }
}

extension Person {
    /// Throws the code that a closed or locked account gets.
    func checkStanding() throws(RPCError) {
        switch account.status {
        case .active, .leaver: return
        case .locked: throw RPCError(.deviceLocked, data: ["reason": "account_locked"])
        case .closed: throw RPCError(.accountClosed)
        case .invited, .other: throw RPCError(.tokenInvalid)
        }
    }
}

extension Device {
    /// Of what stands against the person and against the device, the code that precedes (§9): a wiped device is told to wipe although
    /// the account is locked as well.
    func checkStanding(of person: Person) throws(RPCError) {
        var first: RPCError?
        do throws(RPCError) { try person.checkStanding() } catch { first = error }
        do throws(RPCError) { try checkStanding() } catch {
            if error.code.precedence < first?.code.precedence ?? .max { throw error }
        }
        if let first { throw first }
    }

    /// Throws 1601 or 1602 for a device that may no longer act.
    func checkStanding() throws(RPCError) {
        switch status {
        case .active: return
        case .wiped: throw RPCError(.deviceWiped)
        case .locked, .revoked, .other: throw RPCError(.deviceLocked)
        }
    }
}
