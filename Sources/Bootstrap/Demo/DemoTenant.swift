import Base
import Identity
import Methods
import Tenancy
import Wire

/// The demo's tenant: an operator makes it and its first admin, the admin imports the roster and gives people their roles and codes,
/// and everybody activates. Each step is a request like any client's.
struct DemoTenant {
    static let code = "demo"
    static let name = "公道示范有限公司"
    static let admin = "A0001"

    let node: Node
    private let `operator`: LocalClient
    let admin: LocalClient
    /// The admin's device and the numbers of its queue.
    let numbers = PushNumbers()

    static func make(_ node: Node, employees: Int) async throws -> [DemoAccount] {
        let demo = DemoTenant(
            node: node, operator: LocalClient(node.server, door: .operators), admin: LocalClient(node.server, door: .tenants))
        defer {
            demo.operator.disconnect()
            demo.admin.disconnect()
        }
        let operatorAccount = try await demo.makeOperator()
        let adminAccount = try await demo.makeAdmin()
        guard let today = node.clock.now().date() else { throw RPCError(.unavailable) }
        let cast = DemoCast(seed: 1, people: employees, today: today)
        try await demo.importPeople(cast, today: today)
        var accounts = [operatorAccount, adminAccount]
        for (role, staffNo) in cast.parts { accounts.append(try await demo.makeAccount(role: role, staffNo: staffNo)) }
        return accounts
    }

    /// Four words' worth of letters: random, so that a demo that somebody exposes is not open to everybody.
    func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return (0..<4).map { _ in String((0..<4).map { _ in letters[node.random.below(letters.count)] }) }.joined(separator: "-")
    }

    private func makeOperator() async throws -> DemoAccount {
        let account = DemoAccount(role: "operator", staffNo: "operator", password: password())
        let made = try await node.operators.makeFirst(name: account.staffNo)
        try await `operator`.hello()
        try await `operator`.call(
            "operator.activate", ["code": .string(made.code), "name": .string(account.staffNo), "password": .string(account.password)])
        try await `operator`.call("operator.sign_in", ["name": .string(account.staffNo), "password": .string(account.password)])
        return account
    }

    private func makeAdmin() async throws -> DemoAccount {
        try await `operator`.call("tenant.create", ["code": .string(DemoTenant.code), "name": .string(DemoTenant.name)])
        // Nobody at a demo has an authenticator for a second factor.
        try await node.identity.set(policy: IdentityPolicy(totp: .none), by: nil, in: node.registry.open(DemoTenant.code))
        let made = try await `operator`.call(
            "tenant.first_admin",
            ["code": .string(DemoTenant.code), "name": "管理员", "staff_no": .string(DemoTenant.admin)])
        let account = DemoAccount(role: "admin", staffNo: DemoTenant.admin, password: password())
        try await admin.hello()
        numbers.device = try await activate(account, code: made["activation"]?.stringValue ?? "", on: admin)
        return account
    }

    /// The id of the device that the account is now signed in on.
    @discardableResult
    func activate(_ account: DemoAccount, code: String, on client: LocalClient) async throws -> String {
        let answer = try await client.call(
            "auth.activate",
            [
                "tenant": .string(DemoTenant.code), "login": .string(account.staffNo), "code": .string(code),
                "password": .string(account.password), "device": ["name": "demo"],
            ])
        return answer["device"]?.stringValue ?? ""
    }
}

/// Counts what one queue pushes; used by one task.
final class PushNumbers {
    var device = ""
    private var last: Int64 = 0

    func next() -> Int64 {
        last += 1
        return last
    }
}
