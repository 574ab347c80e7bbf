internal import Casework
internal import Records
internal import Tenancy

/// The accounts that sign in with one phone number, as the lookup holds them. A number may be a couple's, a dormitory's or, given out anew
/// by the carrier, a stranger's: it names nobody alone.
struct PhoneHolders: Equatable {
    /// So many passwords are tried for one number at most; whoever comes later signs in with the staff number.
    static let most = 4

    private(set) var accounts: [String]

    init(_ target: String?) { accounts = target?.split(separator: ",").map(String.init) ?? [] }

    var target: String? { accounts.isEmpty ? nil : accounts.joined(separator: ",") }

    mutating func add(_ account: String) {
        if accounts.count < PhoneHolders.most, !accounts.contains(account) { accounts.append(account) }
    }

    mutating func remove(_ account: String) { accounts.removeAll { $0 == account } }
}

extension PartitionWriter {
    /// Brings the number that an account signs in with up to the one in the person's record: after a change of it the old one opens nothing
    /// any more, and the new one does from the next sign-in with the staff number on.
    func keepPhone(of person: inout Person) throws {
        let phone = person.employee.map(\.mobilePhone) ?? person.account.phone
        let account = person.account.id
        if let old = person.account.phone, old != phone { try change(old) { $0.remove(account) } }
        if let phone { try change(phone) { $0.add(account) } }
        person.account.phone = phone
    }

    private func change(_ phone: String, _ body: (inout PhoneHolders) -> Void) throws {
        let before = PhoneHolders(try find(.phone, phone))
        var after = before
        body(&after)
        guard after != before else { return }
        if before.target != nil { try removeLookup(.phone, phone) }
        if let target = after.target { try setLookup(.phone, phone, target: target) }
    }
}
