import Base
import Casework
import Evidence
import Foundation
import Records
import Store
import Synchronization
@testable import Tenancy
import Testing
import Wire

/// The life of tenants (operators' side).
@Suite struct RegistryTests {
    @Test func codesAreCheckedAndNeverGivenTwice() async throws {
        let house = try House(.memory)
        let first = try await house.registry.create(code: "acme", name: "Acme")
        #expect(first.number == 1)
        for code in ["acme", "A", "x", "with space", String(repeating: "a", count: 33)] {
            await #expect(throws: RPCError.self) { try await house.registry.create(code: code, name: "n") }
        }
        #expect(try await house.registry.create(code: "beta", name: "Beta").number == 2)
        #expect(house.registry.list().map(\.code) == ["acme", "beta"])
        await #expect(throws: RPCError(.notFound)) { try await house.registry.open("gamma") }
    }

    @Test func aSuspendedTenantServesNobodyUntilItResumes() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let told = AccessLog()
        let watch = partition.state.watch(device: "d1", subject: 1) { told.add($0) }
        try await house.registry.suspend("demo", reason: "unpaid", by: "olga")
        #expect(told.all == [.barred(.tenantSuspended)])
        await #expect(throws: RPCError(.tenantSuspended)) { try await partition.pull(PullRequest(cursor: nil), for: person.principal) }
        #expect(try await person.push(partition, 1, "void", [:]).error == RPCError(.tenantSuspended))
        await #expect(throws: RPCError(.tenantSuspended)) { try await house.registry.open("demo") }
        await #expect(throws: RPCError(.tenantSuspended)) { try await house.again().open("demo") }
        try await house.registry.resume("demo", by: "olga")
        #expect(try await person.push(try await house.registry.open("demo"), 1, "void", [:]).words == ["ok"])
        let kinds = try await partition.read { reader in
            try (0..<4).map { try reader.snapshot.leaf($0).flatMap { Leaf($0.bytes)?.kind } }
        }
        #expect(kinds == [.key, .system, .system, .mutation])
        watch.cancel()
    }

    @Test(arguments: Kind.allCases) func deletionDestroysTheKeyAndLeavesACertificate(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        _ = try await Person(1).push(partition, 1, "void", [:])
        let signed = try await house.registry.delete("demo", reason: "contract ended", by: "olga")
        #expect(signed.isValid && signed.certificate.logSize == 3 && !signed.certificate.isFinal)
        #expect(signed.certificate.by == "operator:olga" && signed.certificate.number == 1)
        #expect(try house.keys.load(tenant: 1) == nil)
        #expect(!house.factory.exists(1))
        await #expect(throws: RPCError(.notFound)) { try await house.registry.open("demo") }
        // It is still there in a new process, still signed by the platform, and the code is not given again.
        let again = try house.again()
        #expect(try await again.certificate("demo") == signed)
        #expect(again.list().first?.status == .deleted)
        await #expect(throws: RPCError.self) { try await again.create(code: "demo", name: "Demo") }
        #expect(try await again.create(code: "next", name: "Next").number == 2)
        // The second one follows when the backups of the key have expired.
        house.clock.advance(ms: Limits.keyBackupMs)
        await again.tick()
        let final = try await again.certificate("demo")
        #expect(final.isValid && final.certificate.isFinal && final.certificate.root == signed.certificate.root)
        let forged = try #require(
            SignedCertificate(["certificate": final.final, "sig": .string(signed.signature), "key": .string(signed.publicKey)]))
        #expect(!forged.isValid)
    }

    /// The process dies between the certificate's draft and the destruction of the key; the call is made again.
    @Test func aDeletionThatWasCutShortIsFinished() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        house.faults.plan(.notWritten, after: 3)
        await #expect(throws: RPCError.self) { try await house.registry.delete("demo", reason: "over", by: "olga") }
        let again = try house.again()
        let signed = try await again.delete("demo", reason: "over", by: "olga")
        #expect(signed.isValid && signed.certificate.reason == "over")
        #expect(try house.keys.load(tenant: partition.tenant.number) == nil)
        #expect(try await again.certificate("demo") == signed)
    }

    @Test func idlePartitionsCloseAndOpenAgainForTheirTimers() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let due = house.clock.now().ms + Limits.tenantIdleMs * 3
        let put: JSON = ["id": "r1", "feed": "e/1", "name": "x", "at": .int(due)]
        _ = try await Person(1).push(partition, 1, "test.put", put)
        await house.registry.tick()
        #expect(house.registry.openCount == 1)
        house.clock.advance(ms: Limits.tenantIdleMs * 2)
        await house.registry.tick()
        for _ in 0..<6_000 where house.registry.openCount > 0 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(house.registry.openCount == 0)
        house.clock.set(Timestamp(ms: due))
        await house.registry.tick()
        let again = try await house.registry.open("demo")
        #expect(again !== partition)
        #expect(try await again.read { try $0.record(Department.self, id: "r1")?.record.name } == "fired")
        let kinds = try await again.read { try $0.snapshot.leaf(2).flatMap { Leaf($0.bytes)?.kind } }
        #expect(kinds == .timer)
    }

    @Test func manyWhoOpenOnePartitionGetTheSame() async throws {
        let house = try House(.sqlite)
        _ = try await house.registry.create(code: "demo", name: "Demo")
        let partitions = try await withThrowingTaskGroup(of: Partition.self) { group in
            for _ in 0..<20 { group.addTask { try await house.registry.open("demo") } }
            return try await group.reduce(into: [Partition]()) { $0.append($1) }
        }
        #expect(partitions.allSatisfy { $0 === partitions[0] })
    }

    @Test func revocationReachesOpenConnectionsAtOnce() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let (told, others) = (AccessLog(), AccessLog())
        let watches = [
            partition.state.watch(device: "d1", subject: 1) { told.add($0) },
            partition.state.watch(device: "d2", subject: 1) { others.add($0) },
        ]
        _ = try await person.push(partition, 1, "void", [:])
        try await partition.system("device.revoke", leaf: .key) { writer in
            try writer.closeQueues(device: "d1")
            writer.revoke(device: "d1", .deviceWiped)
        }
        #expect(told.all == [.barred(.deviceWiped)] && others.all.isEmpty)
        #expect(try await person.push(partition, 2, "void", [:]).error == RPCError(.deviceWiped))
        try await partition.system("roles") { $0.rolesChanged(subject: 1) }
        #expect(others.all == [.rolesChanged])
        // A queue of a revoked device stays closed, whatever the memory says.
        try await partition.system("device.unlock") { $0.restore(device: "d1") }
        #expect(try await person.push(partition, 2, "void", [:]).error == RPCError(.deviceLocked))
        for watch in watches { watch.cancel() }
    }

    @Test func whatABodyThrowsUndoesItAlone() async throws {
        struct Stop: Error {}
        let house = try House(.memory)
        let partition = try await house.tenant()
        await #expect(throws: Stop.self) {
            try await partition.system("test") { writer in
                try writer.put(Department(id: "a", name: "x", status: .active), in: .tenant)
                throw Stop()
            }
        }
        #expect(try await partition.read { try $0.record(Department.self, id: "a") } == nil)
        #expect(try await Person(1).push(partition, 1, "void", [:]).words == ["ok"])
    }
}

/// What a connection was told of its rights.
final class AccessLog: Sendable {
    // Guards the changes.
    private let changes = Mutex<[AccessChange]>([])

    func add(_ change: AccessChange) { changes.withLock { $0.append(change) } }
    var all: [AccessChange] { changes.withLock { $0 } }
}

extension SignedCertificate {
    /// The certificate's own members, to build a forgery of.
    fileprivate var final: JSON { json["certificate"] ?? .null }
}
