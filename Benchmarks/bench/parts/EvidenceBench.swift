import Base
import Casework
import Crypto
import Evidence
import Foundation
import Records
import Store
import StoreSQLite
import Tenancy
import Wire

extension Bench {
    /// What the log costs a push: signed acts of 64 devices, one in flight each, in one process on one file; with the log and without it,
    /// turn by turn. And what verifiers pay.
    func evidence() async throws -> [Measure] {
        var (with, without) = (Series(), Series())
        for round in 0..<rounds {
            // The order changes, so that neither always finds the warmer machine.
            for keepsLog in round % 2 == 0 ? [true, false] : [false, true] {
                let rate = try await EvidenceRun(folder: "\(scratch)/evidence-\(round)-\(keepsLog)", keepsLog: keepsLog, acts: acts).rate()
                if keepsLog { with.values.append(rate) } else { without.values.append(rate) }
            }
        }
        return [
            Measure("push with the log", "/s", with, peer: ("without it", without), .ratioAtLeast(0.85)),
            Measure("root over 10^6 leaves", "s", roots(), .atMost(30)),
        ]
    }

    private func roots() -> Series {
        var series = Series()
        for _ in 0..<rounds {
            var tree = MerkleRoot()
            var leaf = [UInt8](repeating: 1, count: Leaf.byteCount)
            let took = timed {
                for index in 0..<100_000 {
                    leaf[9] = UInt8(truncatingIfNeeded: index)
                    tree.append(leaf)
                }
            }
            series.values.append(took * 10)
        }
        return series
    }
}

/// One partition with its pushers.
private struct EvidenceRun {
    static let devices = 64
    let folder: String
    let keepsLog: Bool
    let acts: Int

    func rate() async throws -> Double {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let random = SystemRandom()
        guard let key = PlatformKey(random.bytes(32)) else { throw BenchError.child("no key") }
        let pools = Pools.standard()
        let registry = try TenantRegistry(
            stores: try SQLiteFactory(directory: folder), keys: MemoryKeyStore(), platformKey: key, clock: SystemClock(), random: random,
            pools: pools, keepsLog: keepsLog)
        _ = try await registry.create(code: "bench", name: "bench")
        let partition = try await registry.open("bench")
        let pushers = try (1...Int64(EvidenceRun.devices)).map { try Pusher($0, acts: acts) }
        for pusher in pushers { try await pusher.hire(in: partition) }
        let begun = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pusher in pushers { group.addTask { try await pusher.run(partition) } }
            try await group.waitForAll()
        }
        let seconds = elapsed(since: begun)
        try registry.shutdown()
        pools.shutdown()
        try FileManager.default.removeItem(atPath: folder)
        return Double(EvidenceRun.devices * acts) / max(seconds, 1e-9)
    }
}

/// A device with its acts, signed before the clock runs: claims, as the load of `push` files them.
private struct Pusher: Sendable {
    let principal: Principal
    let mutations: [PushRequest.Mutation]

    init(_ number: Int64, acts: Int) throws {
        let key = P256.Signing.PrivateKey()
        let device = "d\(number)"
        principal = Principal(
            actor: Actor(account: "\(number)", subject: number, employee: "\(number)", roles: [.employee], device: device), tenant: "bench",
            device: DeviceInfo(id: device, publicKey: Array(key.publicKey.compressedRepresentation), voucher: "code:1"),
            app: AppInfo(id: "bench", version: "1"), schema: Schema.now, lang: "en", sessionID: "s\(number)", expires: Timestamp(ms: .max))
        mutations = try (1...Int64(acts)).map { n in
            let a: JSON = [
                "id": .string(SystemRandom().recordID()),
                "lines": [["line": "1", "date": .string(Day.recent), "type": "transport", "amount": .int(number * 10_000 + n)]],
            ]
            let bytes = try SignedBytes.mutation(
                tenant: "bench", device: device, subject: "\(number)", queue: device + ".0", n: n, op: "reimbursement.submit", a: a, if: nil,
                when: nil)
            let signature = Base64URL.encode(Array(try key.signature(for: bytes).rawRepresentation))
            return PushRequest.Mutation(n: n, op: "reimbursement.submit", a: a, signature: signature)
        }
    }

    func hire(in partition: Partition) async throws {
        guard let id = principal.actor.employee else { return }
        let subject = principal.actor.subject
        try await partition.system("bench.hire") { writer in
            try writer.put(
                Employee(id: id, staffNo: "B\(id)", fullName: "员工", employmentStatus: .active, createdAt: writer.now, modifiedAt: writer.now),
                in: .employee(id), isNew: true)
            try writer.setAccess(subject: subject, employee: id, roles: [.employee])
        }
    }

    func run(_ partition: Partition) async throws {
        for mutation in mutations {
            let answer = try await partition.push(PushRequest(queue: principal.deviceID + ".0", mutations: [mutation]), for: principal).get()
            guard try JSON(parsing: answer)["res"]?[0]?[1] == "ok" else { throw BenchError.child(String(decoding: answer, as: UTF8.self)) }
        }
    }
}
