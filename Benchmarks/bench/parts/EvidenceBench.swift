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
        var (cpuWith, cpuWithout) = (Series(), Series())
        for round in 0..<rounds {
            // The order changes, so that neither always finds the warmer machine.
            for keepsLog in round % 2 == 0 ? [true, false] : [false, true] {
                let run = EvidenceRun(folder: "\(scratch)/evidence-\(round)-\(keepsLog)", keepsLog: keepsLog, acts: acts)
                let (rate, cpu) = try await run.rate()
                if keepsLog { with.values.append(rate) } else { without.values.append(rate) }
                if keepsLog { cpuWith.values.append(cpu) } else { cpuWithout.values.append(cpu) }
            }
        }
        return [
            Measure("push with the log", "/s", with, peer: ("without it", without), .ratioAtLeast(0.85)),
            Measure("the same: processor time an act", "µs", cpuWith, peer: ("without it", cpuWithout)),
            Measure("a log of 10^6 leaves with their bodies: made twice and verified", "s", try verifying(), .atMost(30)),
        ] + (try bundles())
    }

    /// As an auditor does; the making is counted, because the log is made leaf by leaf as it is read.
    private func verifying() throws -> Series {
        var series = Series()
        for round in 0..<rounds {
            let begun = ContinuousClock.now
            let verdict = try EvidenceLoad.verifyLog(leaves: leaves, random: SeededRandom(seed: UInt64(round)))
            guard verdict.result == .proved else { throw BenchError.child("the log was not proved") }
            series.values.append(elapsed(since: begun) * 1_000_000 / Double(leaves))
        }
        return series
    }

    /// A bundle of 10,000 records, written in a process of its own whose highest memory the kernel tells.
    private func bundles() throws -> [Measure] {
        var (seconds, grown) = (Series(), Series())
        for _ in 0..<rounds {
            let child = try Child.own(["write-bundle", "10000"])
            let result = try Numbers.read(child.line())
            child.wait()
            seconds.values.append(result["seconds"] ?? 0)
            grown.values.append((result["grown_kb"] ?? 0) / 1024)
        }
        return [
            Measure("a bundle of 10,000 records", "s", seconds),
            Measure("the same: memory at its highest, above the start", "MB", grown, .atMost(64)),
        ]
    }
}

/// `bench write-bundle COUNT`: writes a bundle of so many records to nowhere and prints what it took.
enum BundleWriting {
    static func main(_ arguments: [String]) throws {
        guard let count = arguments.first.flatMap({ Int($0) }) else { throw BenchError.usage("bench write-bundle COUNT") }
        let before = peakKilobytes()
        let begun = ContinuousClock.now
        var bytes = 0
        _ = try EvidenceLoad.bundle(records: count, random: SeededRandom(seed: 1)) { bytes += $0.count }
        let seconds = elapsed(since: begun)
        announce("{\"seconds\":\(seconds),\"bytes\":\(bytes),\"grown_kb\":\(peakKilobytes() - before)}")
    }

    /// `VmHWM` of this process.
    private static func peakKilobytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}

/// One partition with its pushers.
private struct EvidenceRun {
    static let devices = 64
    let folder: String
    let keepsLog: Bool
    let acts: Int

    /// Acts a second, and microseconds of the processor an act (everything of this process while the clock ran).
    func rate() async throws -> (Double, Double) {
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
        let (begun, spent) = (ContinuousClock.now, cpuSeconds())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pusher in pushers { group.addTask { try await pusher.run(partition) } }
            try await group.waitForAll()
        }
        let (seconds, cpu) = (elapsed(since: begun), cpuSeconds() - spent)
        try registry.shutdown()
        pools.shutdown()
        try FileManager.default.removeItem(atPath: folder)
        let count = Double(EvidenceRun.devices * acts)
        return (count / max(seconds, 1e-9), cpu * 1_000_000 / count)
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
