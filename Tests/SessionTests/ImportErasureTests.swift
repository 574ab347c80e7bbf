import Base
import Casework
import Importing
import Methods
import Records
import Tenancy
import Testing
import Wire

/// What is deleted by law is deleted from the file it came in as well.
@Suite("Deletion reaches the file of an import", .serialized) struct ImportErasureTests {
    private let admin = Principal(
        actor: Actor(account: "2", subject: 2, employee: "9002", roles: [.admin], device: "d2"), tenant: "demo",
        device: DeviceInfo(id: "d2", publicKey: nil, voucher: "code"), app: AppInfo(id: "test", version: "1"), schema: Schema.now, lang: "en",
        sessionID: "s2", expires: Timestamp(ms: .max))

    /// The outcome of one act: `ok`, or the reason of its refusal.
    private func act(_ house: ImportHouse, _ p: Principal, _ n: Int64, _ op: String, _ a: JSON) async throws -> String {
        let mutation = PushRequest.Mutation(n: n, op: op, a: a, condition: nil, when: nil, signature: nil)
        let queue = "\(p.deviceID).1"
        let answer = try JSON(parsing: await house.partition.push(PushRequest(queue: queue, mutations: [mutation]), for: p).get())
        let result = answer["res"]?[0]
        return result?[1]?.stringValue == "ok" ? "ok" : result?.arrayValue?.compactMap { $0["reason"]?.stringValue }.first ?? "\(answer)"
    }

    private func chunks(_ house: ImportHouse, _ runs: [ImportRun]) async throws -> [Bool] {
        try await house.partition.readOnPool { reader in
            try runs.flatMap { run in
                try run.blobHashes.map { try reader.blobChunk($0, of: ImportRun.schema, id: run.id, 0) != nil }
            }
        }
    }

    @Test("With the first record that goes, file, report and journal of its run go; name and hash stay, and by them the file is known again")
    func file() async throws {
        let house = try await ImportHouse()
        let made = Generator(seed: 5, people: 12, asOf: try #require(LocalDate(year: 2026, month: 11, day: 21)))
        let roster = try await house.run(made.rosterCSV(), "roster")
        let file = made.leaveBalancesCSV(year: 2019)
        let dry = try await house.run(file, "leave-balances", dryRun: true)
        let run = try await house.run(file, "leave-balances")
        #expect(run.status == .done && run.rowsCreated > 0 && run.report != nil && dry.blob == run.blob)
        #expect(try await chunks(house, [dry, run]).allSatisfy { $0 })

        let id = SystemRandom().recordID()
        #expect(try await act(house, house.hr, 1, "deletion.propose", ["id": .string(id), "collection": "leave_balance", "reason": "期满"]) == "ok")
        while await house.partition.fireTimers() > 0 {}
        let list = try #require(try await house.partition.read { try $0.record(Deletion.self, id: id)?.record })
        #expect(list.status == .proposed && list.listed > 0)
        // Nothing goes before the second person.
        #expect(try await chunks(house, [dry, run]).allSatisfy { $0 })
        let confirm: JSON = ["id": .string(id), "digest": .string(try #require(list.digest)), "decision": "approve"]
        #expect(try await act(house, admin, 1, "deletion.confirm", confirm) == "ok")
        while await house.partition.fireTimers() > 0 {}
        #expect(try await house.partition.read { try $0.record(Deletion.self, id: id)?.record.deleted } == list.listed)

        #expect(try await chunks(house, [dry, run]).allSatisfy { !$0 })
        #expect(try await house.partition.read { try $0.blob(run.blob, by: 1) } == nil, "not even under the name of who uploaded it")
        for before in [dry, run] {
            let now = try await house.result(before.id)
            #expect(now.fileDeletedAt != nil && now.blob == before.blob && now.fileName == before.fileName && now.rowsCreated == before.rowsCreated)
        }
        #expect(try await house.partition.read { try $0.record(ImportJournal.self, id: ImportJournal.id(run.id, 0)) } == nil)
        // Another import's file is its own matter.
        #expect(try await chunks(house, [roster]).allSatisfy { $0 })
        #expect(try await house.result(roster.id).fileDeletedAt == nil)

        #expect(try await act(house, house.hr, 2, "import.undo", ["id": .string(SystemRandom().recordID()), "run": .string(run.id)]) == "import.file_deleted")
        let again = try await house.upload(file)
        #expect(again == run.blob)
        let apply: JSON = ["id": .string(SystemRandom().recordID()), "blob": .string(again), "profile": "leave-balances", "dry_run": false]
        #expect(try await act(house, house.hr, 3, "import.apply", apply) == "import.file_deleted")
    }
}
