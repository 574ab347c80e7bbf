import Base
import Casework
import Evidence
import Foundation
import Methods
import Records
import Store
import Support
import Tenancy
import Testing
import Wire

/// What happens to an export when the process, the employment or the disk ends.
@Suite("Evidence bundles, interrupted")
struct ExportEndTests {
    @Test("A process that ends in the middle leaves no file; the next one begins again and finishes")
    func restart() async throws {
        let house = try await ExportHouse()
        let speaker = try await house.speaker(.employee)
        try await house.act(speaker, canary: "MINE")
        // Stopped before the first slice.
        house.stand.services.exports.shutdown()
        _ = try await speaker.call("evidence.export", ["id": "x", "scope": ["kind": "own"]])
        #expect(try await speaker.call("evidence.export_status")["status"] == "running")
        let folder = house.stand.folder
        try await house.stand.stop()

        let next = try Stand(at: folder, start: house.stand.clock.now(), seed: 2)
        let after = try await next.session(try house.person(.employee))
        await next.services.exports.tick()
        let status = try await ExportHouse(stand: next, people: house.people).wait(after, "x")
        #expect(status["status"] == "done", "\(status)")
        let bundle = try await ExportHouse(stand: next, people: house.people).fetch(after, "x")
        #expect(bundle.verdict(Pin(key: try await ExportHouse(stand: next, people: [:]).key())).result == .proved)
        try await next.remove()
    }

    @Test("A commit that fails while the file is stored leaves nothing to fetch; the work is begun again, and given up after some tries")
    func failingCommits() async throws {
        let faults = FaultPlan()
        let stand = try Stand(faults: faults)
        try await stand.makeTenant()
        let house = ExportHouse(stand: stand, people: try await stand.hireAll())
        let speaker = try await house.speaker(.employee)
        // More than one commit's worth of chunks.
        let document = try await house.upload(stand.random.bytes(Limits.blobChunkBytes * (Limits.exportCommitChunks + 2)), speaker)
        let day = try #require(stand.clock.now().adding(seconds: -86_400).date())
        let line: JSON = [
            "line": "1", "date": .string("\(day)"), "type": "transport", "amount": 1, "description": "x", "receipts": [.string(document)],
        ]
        try #require(try await speaker.push("reimbursement.submit", ["id": "R1aBcDeFgHi", "lines": [line]]).first == "ok")
        // Wherever it fails: while it is asked for, begun, stored, named.
        for after in 0..<8 {
            faults.plan(.notWritten, after: after)
            let id = "torn\(after)"
            _ = try? await speaker.call("evidence.export", ["id": .string(id), "scope": ["kind": "own"]])
            _ = try? await speaker.call("evidence.export", ["id": .string(id), "scope": ["kind": "own"]])
            try await stand.services.exports.settle()
            faults.forget()
            let bundle = try await house.fetch(speaker, id)
            #expect(bundle.verdict(Pin(key: try await house.key())).result == .proved, "\(after)")
        }
        // A disk that stays full: the job is given up after its tries.
        _ = try await speaker.call("evidence.export", ["id": "never", "scope": ["kind": "own"]])
        faults.setDiskFull(true)
        for _ in 0..<Limits.exportTries {
            try await stand.services.exports.settle()
            await stand.services.exports.tick()
        }
        faults.setDiskFull(false)
        let late = try await house.wait(speaker, "never")
        #expect(late["status"] == "done" || late["status"] == "failed")
        try await stand.remove()
    }

    @Test("Whoever has left exports the own file as long as the account can sign in; a closed account's work ends without a file")
    func leaver() async throws {
        let house = try await ExportHouse()
        let first = try await house.speaker(.employee)
        try await house.act(first, canary: "MINE")
        let person = try house.person(.employee)
        try await house.stand.partition().system("test.leave") { writer in
            guard var account = try writer.record(Account.self, id: person.account)?.record else { return }
            account.status = .leaver
            try writer.put(account, in: .identity)
        }
        let speaker = try await house.speaker(.employee)
        let bundle = try await house.export(speaker, ["kind": "own"])
        #expect(bundle.verdict(Pin(key: try await house.key())).result == .proved && bundle.holds("MINE-SUBJECT"))

        house.stand.services.exports.shutdown()
        _ = try await speaker.call("evidence.export", ["id": "late", "scope": ["kind": "own"]])
        try await house.stand.partition().system("test.close") { writer in
            guard var account = try writer.record(Account.self, id: person.account)?.record else { return }
            account.status = .closed
            try writer.put(account, in: .identity)
        }
        let runner = ExportRunner(registry: house.stand.registry, press: nil)
        await runner.tick()
        try await runner.settle()
        let job = try await house.stand.partition().read { try $0.record(ExportJob.self, id: person.account)?.record }
        #expect(job?.status == .failed && job?.hash == nil)
        runner.shutdown()
        try await house.stand.remove()
    }

    /// `GONGDAO_EXPORT_RECORDS=10000` for the full measure; memory does not grow with the number.
    static let records = ProcessInfo.processInfo.environment["GONGDAO_EXPORT_RECORDS"].flatMap { Int($0) } ?? 2_000

    @Test("Thousands of records are written in bounded memory, and all of them are proved")
    func many() async throws {
        let house = try await ExportHouse()
        let person = try house.person(.employee)
        let partition = try await house.stand.partition()
        let (count, each) = (Self.records, 100)
        for start in stride(from: 0, to: count, by: each) {
            try await partition.system("import.slice", leaf: .import) { writer in
                for number in start..<(start + each) {
                    let row = Contribution(
                        id: "c\(number)", employee: person.employee, contributionMonth: "2026-10", insuranceType: .pension,
                        contributionBase: Money(fen: 600_000), employerRatePpm: 160_000, employeeRatePpm: 80_000,
                        employerAmount: Money(fen: 96_000), employeeAmount: Money(fen: 48_000), status: .paid)
                    try writer.put(row, in: .employee(person.employee), isNew: true)
                }
            }
        }
        let speaker = try await house.speaker(.employee)
        _ = try await speaker.call("evidence.export", ["id": "many", "scope": ["kind": "own"]])
        let before = Memory.resident
        var most = 0
        var status = try await speaker.call("evidence.export_status")
        while status["status"] == "running" {
            most = max(most, Memory.resident - before)
            try await Task.sleep(for: .milliseconds(20))
            status = try await speaker.call("evidence.export_status")
        }
        #expect(status["status"] == "done", "\(status)")
        #expect(most < 64 << 20, "\(most >> 20) MiB more while it was made")
        let bundle = try await house.fetch(speaker, "many")
        let verdict = bundle.verdict(Pin(key: try await house.key()))
        #expect(verdict.result == .proved && verdict.counts.records == Int64(count), "\(verdict.counts.records)")
        try await house.stand.remove()
    }
}

enum Memory {
    /// Bytes of this process in memory.
    static var resident: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        return (Int(text.split(separator: " ").dropFirst().first ?? "0") ?? 0) * 4096
    }
}
