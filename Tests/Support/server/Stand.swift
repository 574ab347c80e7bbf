package import Base
package import Casework
import Crypto
package import Foundation
package import Identity
package import Methods
import Records
package import Session
package import Store
import StoreMemory
import StoreSQLite
package import Tenancy
import Wire

/// Somebody who can sign in.
package struct TestPerson: Sendable {
    package var employee: String
    package var staffNo: String
    package var name: String
    package var password: String
    package var role: Role
    package var account: String

    package init(employee: String, staffNo: String, name: String, password: String, role: Role, account: String) {
        (self.employee, self.staffNo, self.name) = (employee, staffNo, name)
        (self.password, self.role, self.account) = (password, role, account)
    }
}

/// A whole server in one process: real stores in a temporary folder, real keys and signatures, a clock that the test moves.
/// Passwords cost little (N = 2^4), everything else is as in production.
package final class Stand: Sendable {
    package static let tenant = "demo"
    package static let serverName = "test.gongdao"
    package static let password = "correct horse battery"

    package let folder: URL
    package let clock: ManualClock
    package let timers: ManualTimers
    package let random: any RandomSource
    package let registry: TenantRegistry
    package let identity: IdentityService
    package let operators: Operators
    package let services: Services
    package let server: Server
    package let alarms: AlarmLog
    private let stores: any StoreFactory
    private let pools: Pools

    package enum Kind: Sendable { case memory, sqlite }

    package init(
        _ kind: Kind = .sqlite, at folder: URL? = nil, start: Timestamp = Timestamp(ms: 1_795_220_212_108), seed: UInt64 = 1,
        faults: FaultPlan? = nil, keys: (any KeyStore)? = nil, factory: (any StoreFactory)? = nil,
        tune: @escaping @Sendable (inout ConnectionState.Rules) -> Void = { _ in }
    ) throws {
        let place = folder ?? FileManager.default.temporaryDirectory.appendingPathComponent("gongdao-\(SystemRandom().recordID())")
        self.folder = place
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        clock = ManualClock(start)
        timers = ManualTimers(clock: clock)
        random = SeededRandom(seed: seed)
        pools = Pools.standard()
        alarms = AlarmLog()
        if let factory {
            stores = factory
        } else if kind == .memory {
            stores = MemoryFactory(faults: faults)
        } else {
            stores = try SQLiteFactory(directory: place.appendingPathComponent("data").path, faults: faults)
        }
        var files: any KeyStore = try FileKeyStore(folder: place.appendingPathComponent("keys").path)
        if let keys { files = keys }
        guard let key = PlatformKey([UInt8](repeating: 7, count: 32)) else { throw StoreError.other("no platform key") }
        registry = try TenantRegistry(
            stores: stores, keys: files, platformKey: key, serverName: Stand.serverName, clock: clock, random: random, pools: pools,
            alarms: alarms)
        identity = IdentityService(
            registry: registry, platform: registry.platform, secret: key.derive("identity").withUnsafeBytes { Array($0) },
            serverName: Stand.serverName, clock: clock, random: random, pools: pools,
            passwordCost: PasswordCost(logN: 4, r: 1, p: 1))
        operators = Operators(identity: identity, platform: registry.platform, pool: pools.read)
        services = Services(
            identity: identity, operators: operators, registry: registry, clock: clock, random: random, statute: StatutePool(),
            software: "gongdao/test", serverName: Stand.serverName)
        server = Server(services: services, tune: tune)
    }

    /// Moves the clock, firing the timers of connections on the way.
    package func advance(ms: Int64) { timers.advance(ms: ms) }

    /// Ends everything, as a stopping daemon does; the folder stays.
    package func stop() async throws {
        await server.drain(comeBackSeconds: 1)
        services.exports.shutdown()
        identity.shutdown()
        services.statute.shutdown()
        try registry.shutdown()
        pools.shutdown()
    }

    /// Ends everything and removes the folder.
    package func remove() async throws {
        try await stop()
        try FileManager.default.removeItem(at: folder)
    }

    // MARK: People

    package func partition(_ code: String = Stand.tenant) async throws -> Partition { try await registry.open(code) }

    /// A tenant without people, whose sessions need no second factor.
    package func makeTenant(_ code: String = Stand.tenant, secondFactor: IdentityPolicy.SecondFactor = .none) async throws {
        _ = try await registry.create(code: code, name: "示例公司 \(code)")
        try await identity.set(policy: IdentityPolicy(totp: secondFactor), by: nil, in: try await partition(code))
    }

    /// An employee with an account, a password and these roles.
    package func hire(
        _ staffNo: String, _ role: Role = .employee, name: String = "王小明", manager: String? = nil, in code: String = Stand.tenant
    ) async throws -> TestPerson {
        let partition = try await partition(code)
        let id = try await partition.system("test.hire") { writer in
            let id = String(try writer.nextNumber("employee"))
            let employee = Employee(
                id: id, staffNo: staffNo, fullName: name, reportsTo: manager, employmentStatus: .active, createdAt: writer.now,
                modifiedAt: writer.now)
            try writer.put(employee, in: .employee(id), isNew: true)
            try writer.setLookup(.staffNo, staffNo, target: id)
            return id
        }
        let roles: Set<Role> = role == .employee ? [.employee] : [.employee, role]
        let account = try await identity.prepare(employee: id, roles: roles, password: Stand.password, in: partition)
        return TestPerson(employee: id, staffNo: staffNo, name: name, password: Stand.password, role: role, account: account)
    }

    /// One person of each role, by role.
    package func hireAll(in code: String = Stand.tenant) async throws -> [Role: TestPerson] {
        var people: [Role: TestPerson] = [:]
        for (index, role) in Role.allCases.enumerated() {
            people[role] = try await hire("E\(index + 1)", role, name: "员工\(index + 1)", in: code)
        }
        return people
    }

    /// A connection that is signed in.
    package func session(_ person: TestPerson, in code: String = Stand.tenant, device: TestDevice? = TestDevice()) async throws -> Speaker {
        let speaker = Speaker(self)
        try await speaker.hello()
        try await speaker.signIn(person, tenant: code, device: device)
        return speaker
    }

    /// A connection of an operator who is signed in.
    package func operatorSession(_ name: String = "ops") async throws -> Speaker {
        let speaker = Speaker(self, door: .operators)
        try await speaker.hello()
        if try await operators.list().isEmpty {
            let made = try await operators.makeFirst(name: name)
            try await operators.activate(name: name, code: made.code, password: Stand.password, address: nil)
        }
        _ = try await speaker.call("operator.sign_in", ["name": .string(name), "password": .string(Stand.password)])
        return speaker
    }
}
