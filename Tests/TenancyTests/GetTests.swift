import Base
import Casework
import Evidence
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// `get`: own records freely, other people's by role and purpose with a leaf before the answer, everything else 1402 (why.md B19).
@Suite struct GetTests {
    @Test func anothersRecordIsReadForAPurposeAndLogged() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let day = try #require(LocalDate(year: 2026, month: 1, day: 1))
        let balance = LeaveBalance(
            id: "b1", employee: "1", leaveType: .annual, unit: .day, fromDate: day, toDate: day, entitled: 10, used: 2, pending: 0,
            balance: 8, modifiedAt: house.clock.now())
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            try writer.setAccess(subject: 2, employee: "2", roles: [.employee, .hr])
            try writer.setAccess(subject: 3, employee: "3", roles: [.employee])
            try writer.put(balance, in: .employee("1"))
        }
        let (own, hr, other) = (Person(1).principal, Person(2, roles: [.employee, .hr]).principal, Person(3).principal)
        let get: JSON = ["c": "leave_balance", "id": "b1"]
        let row = try JSON(parsing: try await partition.get(get, for: own))
        #expect(row["in"] == "e/1" && row["row"]?[0] == "b1" && row["cols"]?[0] == "id")
        #expect(try await partition.read { try $0.snapshot.head().leaves } == 1)
        // No purpose, no role, no such record: one answer.
        await #expect(throws: RPCError(.notFound)) { try await partition.get(get, for: hr) }
        let purposed: JSON = ["c": "leave_balance", "id": "b1", "purpose": "personnel"]
        await #expect(throws: RPCError(.notFound)) { try await partition.get(purposed, for: other) }
        await #expect(throws: RPCError(.notFound)) { try await partition.get(["c": "leave_balance", "id": "zz"], for: own) }
        #expect(try JSON(parsing: try await partition.get(purposed, for: hr))["row"]?[0] == "b1")
        let body = try await partition.read { reader -> JSON? in
            let (leaf, secret) = try reader.leaf(1)
            return leaf.kind == .access ? try secret.map { try JSON(parsing: $0.commitment.body) } : nil
        }
        #expect(body?["by"] == "2" && body?["of"] == "e/1" && body?["record"] == "leave_balance/b1" && body?["purpose"] == "personnel")
    }
}
