import Base
import Casework
import Evidence
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

    /// Whether an own upload, or the file or report of a run, is still given out under its name.
    private func isFetched(_ house: ImportHouse, _ hash: String, of run: String? = nil) async throws -> Bool {
        var params: JSON = ["hash": .string(hash), "off": 0]
        if let run { params = ["hash": .string(hash), "off": 0, "ref": .string("import_run/" + run), "purpose": "personnel"] }
        do { _ = try await house.partition.blobGet(params, for: house.hr) } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
        return true
    }

    private func drained(_ house: ImportHouse) async {
        while await house.partition.fireTimers() > 0 {}
    }

    /// Deletes what of a collection is past its period, by two.
    private func delete(_ house: ImportHouse, _ collection: String, _ n: Int64) async throws -> Deletion {
        let id = SystemRandom().recordID()
        let propose: JSON = ["id": .string(id), "collection": .string(collection), "reason": "期满"]
        #expect(try await act(house, house.hr, n, "deletion.propose", propose) == "ok")
        await drained(house)
        let list = try #require(try await house.partition.read { try $0.record(Deletion.self, id: id)?.record })
        let confirm: JSON = ["id": .string(id), "digest": .string(try #require(list.digest)), "decision": "approve"]
        #expect(try await act(house, admin, n, "deletion.confirm", confirm) == "ok")
        await drained(house)
        return try #require(try await house.partition.read { try $0.record(Deletion.self, id: id)?.record })
    }

    private struct Files {
        let roster: ImportRun
        let first: ImportRun
        let unchanged: ImportRun
        let refused: ImportRun
        let dry: ImportRun
        let dryFile: [UInt8]
        /// Of the person whose balances all files hold.
        let staffNo: String

        var holding: [ImportRun] { [first, unchanged, refused, dry] }
    }

    /// One person's balances of 2019 in four files: brought by the first; in the second beside a row that is not due for years; refused in
    /// the third; in a dry run that no run followed.
    private func files(_ house: ImportHouse) async throws -> Files {
        let made = Generator(seed: 5, people: 12, asOf: try #require(LocalDate(year: 2026, month: 11, day: 21)))
        func lines(_ bytes: [UInt8]) -> [[UInt8]] { bytes.split(separator: 0x0A).map { Array($0) + [0x0A] } }
        let roster = try await house.run(made.rosterCSV(), "roster")
        let (old, new) = (lines(made.leaveBalancesCSV(year: 2019)), lines(made.leaveBalancesCSV(year: 2026)))
        let staffNo = String(decoding: try #require(old[1].split(separator: 0x2C).first), as: UTF8.self)
        let first = try await house.run(Array(old.joined()), "leave-balances")
        let unchanged = try await house.run(old.joined() + new[1], "leave-balances")
        let bad = Array("\(staffNo),年休假,天,2019-01-01,2018-12-31,5,0\n".utf8)
        let refused = try await house.run(old[0] + bad, "leave-balances")
        let dryFile = old[0] + Array("\(staffNo),年休假,天,2019-01-01,2019-12-31,77,0\n".utf8)
        let dry = try await house.run(dryFile, "leave-balances", dryRun: true)
        #expect(first.rowsCreated == old.count - 1)
        #expect(unchanged.rowsUnchanged == old.count - 1 && unchanged.rowsCreated == 1)
        #expect(refused.rowsRefused == 1 && refused.rowsCreated + refused.rowsUpdated + refused.rowsUnchanged == 0)
        #expect(dry.status == .done && dry.rowsUpdated == 1)
        let files = Files(
            roster: roster, first: first, unchanged: unchanged, refused: refused, dry: dry, dryFile: dryFile, staffNo: staffNo)
        for run in files.holding {
            #expect(try await isFetched(house, run.blob))
            for hash in run.blobHashes { #expect(try await isFetched(house, hash, of: run.id)) }
            #expect(run.report != nil)
        }
        return files
    }

    /// Nothing of these runs is given out any more, to nobody and under no name; what they were is still known.
    private func expectGone(_ house: ImportHouse, _ runs: [ImportRun]) async throws {
        for before in runs {
            #expect(try await !isFetched(house, before.blob))
            for hash in before.blobHashes { #expect(try await !isFetched(house, hash, of: before.id)) }
            let now = try await house.result(before.id)
            #expect(now.fileDeletedAt != nil && now.blob == before.blob && now.fileName == before.fileName && now.rowsRead == before.rowsRead)
            #expect(try await house.partition.read { try $0.record(ImportJournal.self, id: ImportJournal.id(before.id, 0)) } == nil)
        }
    }

    @Test("A deletion reaches the files in which the row was unchanged or refused, and those of dry runs: none is given out by its hash")
    func others() async throws {
        let house = try await ImportHouse()
        let files = try await files(house)
        let deletion = try await delete(house, "leave_balance", 1)
        #expect(deletion.status == .done && deletion.deleted > 0 && deletion.deleted == deletion.listed && deletion.kept == 0)
        try await expectGone(house, files.holding)
        #expect(try await isFetched(house, files.roster.blob, of: files.roster.id))
        // Neither is undone, nor taken in again.
        for (n, run) in [files.unchanged, files.refused].enumerated() {
            let undo: JSON = ["id": .string(SystemRandom().recordID()), "run": .string(run.id)]
            #expect(try await act(house, house.hr, Int64(n + 2), "import.undo", undo) == "import.file_deleted")
        }
        let again = try await house.upload(files.dryFile)
        let apply: JSON = ["id": .string(SystemRandom().recordID()), "blob": .string(again), "profile": "leave-balances", "dry_run": false]
        #expect(again == files.dry.blob)
        #expect(try await act(house, house.hr, 4, "import.apply", apply) == "import.file_deleted")
        // Every slice says what it dropped; the files went before the records.
        let notes = try await house.partition.read { reader in
            try reader.leaves(.op, "deletion.run", limit: 10).sorted().map { index in
                try JSON(parsing: try #require(try reader.leaf(index).secret).commitment.body)
            }
        }
        #expect(notes.first?["files"] == 4 && notes.first?["deleted"] == 0 && notes.last?["deleted"] == .int(Int64(deletion.deleted)))
    }

    @Test("An erasure that the person asked for reaches the same files, though it takes that person's records only")
    func erasure() async throws {
        let house = try await ImportHouse()
        let files = try await files(house)
        let employee = try #require(try await house.employee(files.staffNo)).id
        let person = Principal(
            actor: Actor(account: "3", subject: 3, employee: employee, roles: [.employee], device: "d3"), tenant: "demo",
            device: DeviceInfo(id: "d3", publicKey: nil, voucher: "code"), app: AppInfo(id: "test", version: "1"), schema: Schema.now, lang: "en",
            sessionID: "s3", expires: Timestamp(ms: .max))
        let before = try await house.count(LeaveBalance.schema)
        let id = JSON.string(SystemRandom().recordID())
        #expect(try await act(house, person, 1, "erasure.request", ["id": id]) == "ok")
        #expect(try await act(house, house.hr, 1, "erasure.decide", ["id": id, "decision": "approve"]) == "ok")
        // Nothing goes before the second person.
        #expect(try await chunks(house, files.holding).allSatisfy { $0 })
        #expect(try await act(house, admin, 1, "erasure.confirm", ["id": id, "decision": "approve"]) == "ok")
        await drained(house)
        let done = try #require(try await house.partition.read { try $0.record(Erasure.self, id: id.stringValue ?? "")?.record })
        #expect(done.status == .done && done.deleted == 2)
        #expect(try await house.count(LeaveBalance.schema) == before - 2)
        try await expectGone(house, files.holding)
        #expect(try await house.result(files.roster.id).fileDeletedAt == nil, "the roster record itself is kept, with its file")
    }

    @Test("A run that is at work while records go keeps its file until it ends, and not longer; its report is never made")
    func atWork() async throws {
        let house = try await ImportHouse()
        let files = try await files(house)
        let file = files.dryFile + Array("nobody,年休假,天,2019-01-01,2019-12-31,5,0\n".utf8)
        let begun = try await house.begin(file, "leave-balances")
        _ = try await delete(house, "leave_balance", 1)
        let marked = try await house.result(begun)
        #expect(marked.status == .running && marked.fileDeletedAt != nil)
        #expect(try await isFetched(house, marked.blob))
        try await house.runner.drain(house.partition)
        let ended = try await house.result(begun)
        #expect(ended.status == .done && ended.rowsRead == 2 && ended.report == nil && ended.fileDeletedAt != nil)
        try await expectGone(house, [ended])
    }

    @Test("Every file names its people: with the roster record or its private side go all kinds, with a pay slip those of pay slips")
    func kinds() {
        let all: Set<String> = ["roster", "contracts", "payslips", "contributions", "leave_balances"]
        #expect(ImportFiles.kinds(of: "employee") == all && ImportFiles.kinds(of: "employee_private") == all)
        #expect(ImportFiles.kinds(of: "payslip") == ["payslips"] && ImportFiles.kinds(of: "contract") == ["roster", "contracts"])
        #expect(ImportFiles.kinds(of: "appeal").isEmpty)
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
