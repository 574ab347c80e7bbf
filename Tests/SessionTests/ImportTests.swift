import Base
import Casework
import Foundation
import Importing
import Methods
import Records
import Store
import StoreSQLite
import Tenancy
import Testing
import Wire

/// A tenant on real files, an HR officer, and the import runner.
final class ImportHouse {
    let folder = FileManager.default.temporaryDirectory.path + "/gongdao-import-" + SystemRandom().recordID()
    let clock = ManualClock(Timestamp(ms: 1_795_220_000_000))
    let keys = MemoryKeyStore()
    let faults = FaultPlan()
    let pools = Pools.standard()
    let factory: SQLiteFactory
    let registry: TenantRegistry
    let partition: Partition
    let runner: ImportRunner
    var sent: Int64 = 0

    let hr = Principal(
        actor: Actor(account: "1", subject: 1, employee: "9001", roles: [.hr], device: "d1"), tenant: "demo",
        device: DeviceInfo(id: "d1", publicKey: nil, voucher: "code"), app: AppInfo(id: "test", version: "1"), schema: Schema.now, lang: "en",
        sessionID: "s", expires: Timestamp(ms: .max))

    init() async throws {
        factory = try SQLiteFactory(directory: folder, faults: faults)
        let key = try #require(PlatformKey(SeededRandom(seed: 7).bytes(32)))
        registry = try TenantRegistry(
            stores: factory, keys: keys, platformKey: key, clock: clock,
            random: SystemRandom(), pools: pools)
        _ = try await registry.create(code: "demo", name: "Demo")
        partition = try await registry.open("demo")
        runner = ImportRunner(registry: registry)
    }

    deinit {
        pools.shutdown()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func upload(_ bytes: [UInt8]) async throws -> String {
        try await partition.system("test.upload") { writer in
            try writer.keepBlob(bytes, media: "text/csv", name: "file.csv", owner: 1, for: nil)
        }
    }

    func push(_ op: String, _ a: JSON) async throws {
        sent += 1
        let mutation = PushRequest.Mutation(n: sent, op: op, a: a, condition: nil, when: nil, signature: nil)
        let answer = try JSON(parsing: await partition.push(PushRequest(queue: "d1.0", mutations: [mutation]), for: hr).get())
        try #require(answer["res"]?[0]?[1]?.stringValue == "ok", "\(answer)")
    }

    func begin(_ bytes: [UInt8], _ profile: String, dryRun: Bool = false) async throws -> String {
        let id = SystemRandom().recordID()
        let hash = try await upload(bytes)
        try await push("import.apply", ["id": .string(id), "blob": .string(hash), "profile": .string(profile), "dry_run": .bool(dryRun)])
        return id
    }

    func run(_ bytes: [UInt8], _ profile: String, dryRun: Bool = false) async throws -> ImportRun {
        let id = try await begin(bytes, profile, dryRun: dryRun)
        try await runner.drain(partition)
        return try await self.result(id)
    }

    func result(_ id: String) async throws -> ImportRun {
        try #require(try await partition.read { try $0.record(ImportRun.self, id: id)?.record })
    }

    /// How many live records of a collection there are.
    func count(_ schema: CollectionSchema) async throws -> Int {
        try await partition.readOnPool { reader in
            var count = 0
            try reader.snapshot.live(collection: schema.code, afterID: nil) { _, _ in
                count += 1
                return true
            }
            return count
        }
    }

    func employee(_ staffNo: String) async throws -> Employee? {
        try await partition.read { reader in try reader.find(.staffNo, staffNo).flatMap { try reader.record(Employee.self, id: $0)?.record } }
    }
}

@Suite("Imports, end to end", .serialized) struct ImportTests {
    private func generator(_ people: Int) throws -> Generator {
        Generator(seed: 5, people: people, asOf: try #require(LocalDate(year: 2026, month: 11, day: 21)))
    }

    @Test("Runs that have not changed are not read again")
    func looks() async throws {
        let house = try await ImportHouse()
        let made = try generator(50)
        for _ in 0..<4 { _ = try await house.run(made.rosterCSV(), "roster", dryRun: true) }
        try await house.runner.drain(house.partition)
        let before = house.runner.runsRead
        // Something of HR's that is no run, again and again, as each leave request is.
        for index in 0..<5 {
            try await house.partition.system("test") { try $0.put(Department(id: "hr\(index)", name: "x", status: .active), in: .hr, isNew: true) }
            try await house.runner.drain(house.partition)
        }
        #expect(house.runner.runsRead == before)
        let run = try await house.run(made.rosterCSV(), "roster", dryRun: true)
        #expect(run.status == .done && house.runner.runsRead > before)
    }

    @Test("A roster comes in: dry run, run, a second run that changes nothing, and its undo")
    func roster() async throws {
        let house = try await ImportHouse()
        let made = try generator(260)
        let dry = try await house.run(made.rosterCSV(), "roster", dryRun: true)
        #expect(dry.status == .done && dry.rowsCreated == 260 && dry.rowsRefused == 0)
        #expect(try await house.count(Employee.schema) == 0)

        let run = try await house.run(made.rosterCSV(), "roster")
        #expect(run.status == .done && run.rowsRead == 260 && run.rowsCreated == 260)
        #expect(run.report != nil, "what became of every row")
        #expect(try await house.count(Employee.schema) == 260)
        #expect(try await house.count(EmployeePrivate.schema) == 260)
        #expect(try await house.count(Contract.schema) == 260)
        let person = try #require(made.people.last)
        let employee = try #require(try await house.employee(person.staffNo))
        #expect(employee.fullName == person.name)
        let managerNo = try #require(person.manager)
        let manager = try #require(try await house.employee(managerNo))
        #expect(employee.reportsTo == manager.id)

        let head = try await house.partition.read { try $0.snapshot.head().seq }
        let again = try await house.run(made.rosterCSV(), "roster")
        #expect(again.rowsUnchanged == 260 && again.rowsCreated == 0 && again.rowsUpdated == 0)
        let after = try await house.partition.read { try $0.snapshot.head().seq }
        // The run itself, its command and its upload; no slice.
        #expect(after - head <= 3)

        // One person is changed by hand: the undo leaves that record alone.
        try await house.partition.system("test") { writer in
            guard var stored = try writer.record(Employee.self, id: employee.id) else { return }
            stored.record.designation = "改任"
            try writer.put(stored.record, in: stored.feed)
        }
        let undo = SystemRandom().recordID()
        try await house.push("import.undo", ["id": .string(undo), "run": .string(run.id)])
        try await house.runner.drain(house.partition)
        #expect(try await house.result(undo).status == .done)
        #expect(try await house.result(run.id).status == .undone)
        #expect(try await house.count(Employee.schema) == 1)
        // Who was touched since lives on whole: with contract, private side and department.
        #expect(try await house.count(Contract.schema) == 1)
        #expect(try await house.count(EmployeePrivate.schema) == 1)
        let departments = try await house.count(Department.schema)
        #expect((1...2).contains(departments))
        #expect(try await house.employee(person.staffNo)?.designation == "改任")
        #expect(try await house.employee(made.people[3].staffNo) == nil)
    }

    @Test("Contracts, pay slips, contributions and leave balances follow; a second pay slip file corrects the draft")
    func others() async throws {
        let house = try await ImportHouse()
        let made = try generator(60)
        let working = made.people.filter { $0.left == nil }.count
        _ = try await house.run(made.rosterCSV(), "roster")
        let contracts = try await house.run(made.contractsCSV(), "contracts")
        // The roster named the same contracts without their numbers.
        #expect(contracts.rowsUpdated == 60 && contracts.rowsCreated == 0)
        #expect(try await house.count(Contract.schema) == 60)
        let slips = try await house.run(made.payslipsCSV(period: "2026-10"), "payslips")
        #expect(slips.rowsCreated == working && slips.rowsRefused == 0)
        #expect(try await house.count(Payslip.schema) == working)
        #expect(try await house.count(PayslipCost.schema) == working)
        let contributions = try await house.run(made.contributionsCSV(month: "2026-10"), "contributions")
        #expect(contributions.rowsCreated == working * 5)
        let leave = try await house.run(made.leaveBalancesCSV(year: 2026), "leave-balances")
        #expect(leave.rowsCreated == working * 2)
        // No slip is in a feed that its person pulls before it is published.
        let drafts = try await house.partition.read { try $0.records(Payslip.self, in: .pay, limit: 1_000) }
        #expect(drafts.count == working && drafts.allSatisfy { $0.record.status == .draft })
        // Hours and what an hour pays stand in columns of their own.
        let overtime = drafts.flatMap(\.record.lines).filter { $0.code == "overtime" }
        #expect(!overtime.isEmpty)
        for line in overtime {
            let (hours, rate) = (try #require(line.quantity), try #require(line.rate))
            #expect(Int64(hours) * rate.fen == line.amount.fen * 100)
        }
        for (bytes, profile) in [(made.payslipsCSV(period: "2026-10"), "payslips"), (made.leaveBalancesCSV(year: 2026), "leave-balances")] {
            let again = try await house.run(bytes, profile)
            #expect(again.rowsUnchanged == again.rowsRead && again.rowsRead > 0)
        }
        let text = "工号,工资月份,基本工资,实发\nG00001,2026-10,100,100\nNOBODY,2026-10,1,1\n"
        let changed = try await house.run(Array(text.utf8), "payslips")
        #expect(changed.rowsUpdated == 1 && changed.rowsRefused == 1)
        #expect(try await house.count(Payslip.schema) == working)
    }

    @Test("A bonus of the same month is a slip of its own where its run is named; without one it is said which slip it replaces")
    func supplementary() async throws {
        let house = try await ImportHouse()
        _ = try await house.run(Array("工号,姓名\nA1,张三\n".utf8), "roster")
        let salary = Array("工号,工资月份,基本工资,实发\nA1,2026-10,8000,8000\n".utf8)
        #expect(try await house.run(salary, "payslips").rowsCreated == 1)
        let bonus = Array("工号,工资月份,工资批次,奖金,实发\nA1,2026-10,年终奖,20000,20000\n".utf8)
        #expect(try await house.run(bonus, "payslips").rowsCreated == 1)
        func slips() async throws -> [Payslip] {
            try await house.partition.read { try $0.records(Payslip.self, in: .pay, limit: 100).map(\.record) }.sorted { $0.netPay < $1.netPay }
        }
        var found = try await slips()
        #expect(found.map(\.payrollRun) == [nil, "年终奖"] && found.allSatisfy { $0.amendedFrom == nil && $0.period == "2026-10" })
        for file in [salary, bonus] { #expect(try await house.run(file, "payslips").rowsUnchanged == 1) }
        try await house.push("payslip.publish", ["ids": .array(found.map { .string($0.id) })])
        // A correction of the bonus corrects the bonus, and leaves the salary alone.
        let again = Array("工号,工资月份,工资批次,奖金,实发\nA1,2026-10,年终奖,21000,21000\n".utf8)
        #expect(try await house.run(again, "payslips").rowsCreated == 1)
        let bonusID = found[1].id
        found = try await slips()
        #expect(found.map(\.amendedFrom) == [bonusID])
        // Without a run it would take the salary's place: taken, and told.
        let forgotten = try await house.run(Array("工号,工资月份,奖金,实发\nA1,2026-10,500,500\n".utf8), "payslips")
        let hash = try #require(forgotten.report)
        let report = try JSON(parsing: try #require(try await house.partition.read { try $0.blobChunk(hash, of: ImportRun.schema, id: forgotten.id, 0) }))
        #expect(report["rows"]?[0]?["code"] == "slip_corrected")
        let both = try await house.run(Array("工号,工资月份,基本工资,实发\nA1,2026-09,1,1\nA1,2026-09,2,2\n".utf8), "payslips")
        #expect(both.rowsCreated == 0 && both.rowsRefused == 2, "neither of two that differ is taken")
    }

    @Test("An undo spares whoever has an account, with all that the run wrote of them")
    func undoSparesAccounts() async throws {
        let house = try await ImportHouse()
        let run = try await house.run(Array("工号,姓名,部门,月薪,入职日期\nA1,张三,财务,8000,2024-01-02\nA2,李四,财务,8000,2024-01-02\n".utf8), "roster")
        #expect(run.rowsCreated == 2)
        let kept = try #require(try await house.employee("A1"))
        try await house.partition.system("test.account") { try $0.setLookup(.account, kept.id, target: "77") }
        let undo = SystemRandom().recordID()
        try await house.push("import.undo", ["id": .string(undo), "run": .string(run.id)])
        try await house.runner.drain(house.partition)
        #expect(try await house.result(undo).status == .done)
        #expect(try await house.employee("A1") == kept)
        #expect(try await house.employee("A2") == nil)
        #expect(try await house.count(Contract.schema) == 1)
        #expect(try await house.count(Department.schema) == 1)
    }

    @Test("Issues that wait for a journal are in it once after a crash, within its bound")
    func carriedIssues() async throws {
        let house = try await ImportHouse()
        var text = "工号,姓名\nOK0,某人\n"
        // Many rows that change nothing but are told of, then one that writes, again and again.
        for block in 0..<6 {
            for index in 0..<60 { text += "B\(block)x\(index),\n" }
            text += "OK\(block + 1),某人\n"
        }
        let bytes = Array(text.utf8)
        let id = try await house.begin(bytes, "roster")
        house.faults.plan(.notWritten, after: 3)
        await #expect(throws: RPCError.self) { try await house.runner.drain(house.partition) }
        #expect(try await house.result(id).status == .running)
        try await house.runner.drain(house.partition)
        let run = try await house.result(id)
        #expect(run.status == .done && run.rowsRead == 367 && run.rowsCreated == 7 && run.rowsRefused == 360)
        let hash = try #require(run.report)
        var report: [UInt8] = []
        for index in 0..<8 {
            let at = Int64(index)
            report += try await house.partition.read { try $0.blobChunk(hash, of: ImportRun.schema, id: id, at) } ?? []
        }
        let rows = try JSON(parsing: report)["rows"]?.arrayValue?.compactMap { $0["row"]?.intValue } ?? []
        #expect(rows.count == 360 && Set(rows).count == 360, "each refused row once")
        // What a journal's row has in storage stays below the bound of a row.
        let largest = try await house.partition.readOnPool { reader in
            var largest = 0
            try reader.snapshot.live(collection: 70, afterID: nil) { _, body in
                largest = max(largest, body.count)
                return true
            }
            return largest
        }
        #expect(largest > 0 && largest < Limits.rowBytes)
    }

    @Test("A file of several chunks is read from its blob piece by piece, and comes in whole")
    func chunks() async throws {
        let house = try await ImportHouse()
        let pad = String(repeating: "路", count: 80)
        var text = "工号,姓名,住址\n"
        for index in 0..<2_600 { text += "C\(index),某人,\(pad)\n" }
        let bytes = Array(text.utf8)
        #expect(bytes.count > 3 * Limits.blobChunkBytes)
        let run = try await house.run(bytes, "roster")
        #expect(run.rowsRead == 2_600 && run.rowsCreated == 2_600 && run.rowsRefused == 0, "\(run)")
    }

    @Test("Refused rows are reported, row by row, in a report that the run names")
    func report() async throws {
        let house = try await ImportHouse()
        let text = "工号,姓名,身份证号\nA1,张三,11010519491231002X\nA2,李四,110105194912310021\nA3,王五,11010519491231002X\n"
        let run = try await house.run(Array(text.utf8), "roster")
        #expect(run.rowsCreated == 1 && run.rowsRefused == 2)
        let hash = try #require(run.report)
        let bytes = try await house.partition.read { try $0.blobChunk(hash, of: ImportRun.schema, id: run.id, 0) }
        let report = try JSON(parsing: try #require(bytes))
        #expect(report["rows"]?.arrayValue?.compactMap { $0["code"]?.stringValue } == ["identity_check_digit", "identity_taken"])
        let broken = try await house.run([0x61, 0x2C, 0x62, 10, 0xFF, 0xFF, 0xFF, 10], "roster")
        #expect(broken.status == .failed && broken.error != nil)
    }

    @Test("A commit that fails in the midst of a run stops it, and the next look goes on where it stood, nothing lost or doubled")
    func failures() async throws {
        let house = try await ImportHouse()
        let made = try generator(300)
        for fault in [FaultPlan.Fault.writtenButReportedFailed, .notWritten] {
            let period = fault == .notWritten ? "2026-09" : "2026-10"
            let isRoster = fault == .writtenButReportedFailed
            let id = try await house.begin(isRoster ? made.rosterCSV() : made.contributionsCSV(month: period), isRoster ? "roster" : "contributions")
            house.faults.plan(fault, after: 4)
            await #expect(throws: RPCError.self) { try await house.runner.drain(house.partition) }
            let half = try await house.result(id)
            #expect(half.status == .running && half.rowsRead > 0)
            try await house.runner.drain(house.partition)
            let run = try await house.result(id)
            #expect(run.status == .done && run.rowsRead == run.rowsCreated)
            if isRoster { #expect(run.rowsRead == 300) }
        }
        #expect(try await house.count(Employee.schema) == 300)
        #expect(try await house.count(Contribution.schema) == made.people.filter { $0.left == nil }.count * 5)
    }

    @Test(
        "The real rosters come in with the expected counts",
        arguments: [("county-salaries.csv", "roster-county", 6777, 322), ("hr-dataset-v14.csv", "roster-hr-dataset", 310, 6), ("ibm-attrition.csv", "roster-ibm", 1466, 3)]
            .filter { isWanted($0.0) })
    func real(file: String, profile: String, created: Int, departments: Int) async throws {
        let house = try await ImportHouse()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: ImportTests.path(file))))
        let run = try await house.run(bytes, profile)
        #expect(run.status == .done && run.rowsCreated == created)
        #expect(try await house.count(Employee.schema) == created)
        #expect(try await house.count(Department.schema) == departments)
    }

    /// `GONGDAO_ROSTERS` names the folder; where it does and a file is missing, the test fails instead of running without it.
    static let folder = ProcessInfo.processInfo.environment["GONGDAO_ROSTERS"]
    static func path(_ file: String) -> String { (folder ?? FileManager.default.currentDirectoryPath + "/../shared/data/rosters") + "/" + file }
    static func isWanted(_ file: String) -> Bool { folder != nil || FileManager.default.fileExists(atPath: path(file)) }
}
