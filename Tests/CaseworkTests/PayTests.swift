import Base
import Casework
import Records
import Testing
import Wire

@Suite("Pay slips") struct PayTests {
    let world: World

    init() throws { world = try World.company() }

    static func slip(_ id: String, of employee: String, amount: Int64 = 800_000, amends: String? = nil) -> Payslip {
        let lines = [
            PayslipLine(line: "1", category: .earning, component: "基本工资", code: "base", amount: Money(fen: amount), sequence: 1),
            PayslipLine(line: "2", category: .deduction, component: "养老保险", code: "pension", amount: Money(fen: 64_000), sequence: 2),
        ]
        return Payslip(
            id: id, employee: employee, period: "2026-10", startDate: day("2026-10-01"), endDate: day("2026-10-31"), status: .draft,
            version: 1,
            amendedFrom: amends, currency: "CNY", grossPay: Money(fen: amount), totalDeduction: Money(fen: 64_000),
            netPay: Money(fen: amount - 64_000), lines: lines, answer: .none)
    }

    func publish(_ ids: [String], _ more: [(String, JSON)] = []) throws {
        try world.run("payslip.publish", .object(JSONObject([("ids", .array(ids.map { .string($0) }))] + more)), by: "120")
    }

    func answer(_ word: String, _ id: String = "24", version: Int = 1, _ more: [(String, JSON)] = [], by employee: String = "150") throws
    {
        try world.run(
            "payslip.answer",
            .object(JSONObject([("id", .string(id)), ("version", .int(Int64(version))), ("answer", .string(word))] + more)),
            by: employee)
    }

    @Test("A draft is nobody's to see; published it moves into the person's feed, silent until answered")
    func publishing() throws {
        try world.place(Self.slip("24", of: "150"), in: .pay)
        #expect(throws: Refusal.notFound) { try answer("seen") }
        #expect(try !world.mayRead(Payslip.self, "24", by: "150"))
        try publish(["24"])
        let stored = try #require(try world.record(Payslip.self, id: "24"))
        #expect(stored.feed == .employee("150"))
        #expect((stored.record.status, stored.record.answer, stored.record.publishedAt) == (.published, PayslipAnswer.none, world.now))
        refused("payslip.publish_published", .conflict) { try publish(["24"]) }
    }

    @Test("Seen, agreed and disputed are three answers, each with its time; silence stays silence")
    func answers() throws {
        try world.place(Self.slip("24", of: "150"), in: .pay)
        try publish(["24"])
        try world.pass(days: 30)
        #expect(try world.get(Payslip.self, "24").answer == .none)
        try answer("seen")
        #expect(try world.get(Payslip.self, "24").agreedAt == nil)
        try answer("agreed")
        let slip = try world.get(Payslip.self, "24")
        #expect((slip.answer, slip.seenAt, slip.agreedAt) == (.agreed, world.now, world.now))
        let again: JSON = ["id": "24", "version": 1, "answer": "seen"]
        #expect(try world.preview("payslip.answer", again, as: world.actor("150")).isEmpty)
        refused("payslip.answer_word", .invalid) { try answer("none") }
    }

    @Test("A dispute names a line or says what is wrong; finance gets a task; agreeing ends it")
    func dispute() throws {
        try world.place(Self.slip("24", of: "150"), in: .pay)
        try publish(["24"])
        refused("payslip.dispute_what", .invalid) { try answer("disputed") }
        #expect(
            refused("payslip.no_line", .invalid) { try answer("disputed", "24", version: 1, [("line", "9")]) }?.nearest == ["1", "2"])
        try answer("disputed", "24", version: 1, [("line", "1"), ("note", "加班没有算")])
        #expect(try world.get(Payslip.self, "24").disputedLine == "1")
        #expect(try world.task(.payslipDispute, "24").feed == .finance)
        try answer("agreed")
        #expect(try world.task(.payslipDispute, "24").record.status == .done)
        try answer("disputed", "24", version: 1, [("note", "还是不对")])
        #expect(try world.task(.payslipDispute, "24").record.status == .open)
    }

    @Test("Nobody answers for somebody else")
    func others() throws {
        try world.place(Self.slip("24", of: "150"), in: .pay)
        try publish(["24"])
        for other in ["151", "140", "110", "120", "100"] {
            #expect(throws: Refusal.notFound) { try answer("agreed", "24", by: other) }
        }
    }

    @Test("A correction needs a reason, is a version of its own, leaves the old one readable, and tells the person")
    func correction() throws {
        try world.place(Self.slip("24", of: "150"), in: .pay)
        try publish(["24"])
        try answer("disputed", "24", version: 1, [("line", "1")])
        try world.place(Self.slip("25", of: "150", amount: 850_000, amends: "24"), in: .pay)
        refused("payslip.correction_reason", .invalid) { try publish(["25"]) }
        try publish(["25"], [("reason", "补计加班费")])
        let (old, new) = (try world.get(Payslip.self, "24"), try world.get(Payslip.self, "25"))
        #expect((old.status, old.supersededBy) == (.corrected, "25"))
        #expect((new.status, new.version, new.amendedFrom, new.correctionReason) == (.published, 2, "24", "补计加班费"))
        #expect(try world.record(Payslip.self, id: "24")?.feed == .employee("150"))
        let notices = try world.records(Notice.self, in: .employee("150"), limit: 10).map(\.record)
        #expect(notices.map(\.kind) == [.correction])
        #expect(notices.first?.aboutId == "25")
        #expect(try world.task(.payslipDispute, "24").record.status == .done)
        refused("payslip.not_current", .conflict) { try answer("agreed", "24") }
        refused("payslip.not_current", .conflict) { try answer("agreed", "25", version: 1) }
        try answer("agreed", "25", version: 2)
    }

    @Test("Managers neither publish nor read; HR, finance and auditors read for their purpose only")
    func access() throws {
        try world.place(Self.slip("24", of: "150"), in: .pay)
        refused("access.role", .forbidden) { try world.run("payslip.publish", ["ids": ["24"]], by: "140") }
        try publish(["24"])
        #expect(try !world.mayRead(Payslip.self, "24", by: "140", for: .handle))
        #expect(try !world.mayRead(Payslip.self, "24", by: "140", for: .payroll))
        #expect(try world.mayRead(Payslip.self, "24", by: "120", for: .payroll))
        #expect(try !world.mayRead(Payslip.self, "24", by: "120", for: .audit))
        #expect(try !world.mayRead(Payslip.self, "24", by: "120"))
        #expect(try world.mayRead(Payslip.self, "24", by: "130", for: .audit))
        #expect(try world.mayRead(Payslip.self, "24", by: "150"))
    }

    @Test("A run is published together; one slip that cannot be stops the whole and says which")
    func run() throws {
        for id in ["31", "32", "33"] { try world.place(Self.slip(id, of: "15" + id.suffix(1)), in: .pay) }
        #expect(throws: Refusal.notFound) { try publish(["31", "99"]) }
        #expect(try world.get(Payslip.self, "31").status == .draft)
        try publish(["31", "32", "33"])
        #expect(try world.record(Payslip.self, id: "33")?.feed == .employee("153"))
        refused("list.count", .invalid) { try publish([]) }
    }
}

@Suite("Imported rows") struct UpsertTests {
    let world: World
    init() throws { world = try World.company() }

    func person(_ id: String, _ staffNo: String, name: String = "张三") -> Employee {
        Employee(id: id, staffNo: staffNo, fullName: name, employmentStatus: .active, createdAt: world.now, modifiedAt: world.now)
    }

    func upsert(_ employee: Employee, _ personal: EmployeePrivate? = nil) throws -> UpsertOutcome {
        var changes = Changes()
        let existing = try EmployeeChanges.Existing.load(
            id: employee.id, staffNo: employee.staffNo, identityNumber: personal?.identityNumber, world)
        let outcome = try EmployeeChanges.upsert(employee, personal: personal, existing: existing, &changes)
        #expect(changes.isEmpty == (outcome == .unchanged))
        try world.apply(changes)
        return outcome
    }

    @Test("The same row a second time changes nothing, also at another hour")
    func idempotent() throws {
        #expect(try upsert(person("200", "A1")) == .created)
        world.now = world.now.adding(seconds: 3600)
        #expect(try upsert(person("200", "A1")) == .unchanged)
        #expect(try upsert(person("200", "A1", name: "张叁")) == .updated)
        #expect(try world.get(Employee.self, "200").createdAt < world.now)
    }

    @Test("Staff and identity numbers belong to one person; changing one frees the old")
    func numbers() throws {
        let papers = EmployeePrivate(id: "200", employee: "200", identityNumber: "11010519491231002X", modifiedAt: world.now)
        #expect(try upsert(person("200", "A1"), papers) == .created)
        refused("employee.staff_no_taken") { _ = try upsert(person("201", "A1")) }
        var other = papers
        (other.id, other.employee) = ("201", "201")
        refused("employee.identity_taken") { _ = try upsert(person("201", "A2"), other) }
        #expect(try upsert(person("200", "A9"), papers) == .updated)
        #expect(try upsert(person("201", "A1")) == .created)
        #expect(try world.find(.staffNo, "A1") == "201")
    }

    @Test("A row without papers leaves the papers that are there")
    func partial() throws {
        let papers = EmployeePrivate(id: "200", employee: "200", bankName: "工商银行", modifiedAt: world.now)
        _ = try upsert(person("200", "A1"), papers)
        #expect(try upsert(person("200", "A1")) == .unchanged)
        #expect(try world.get(EmployeePrivate.self, "200").bankName == "工商银行")
    }

    @Test("A slip whose sums do not follow from its lines is refused with the right sum")
    func sums() {
        var slip = PayTests.slip("24", of: "150")
        slip.netPay = Money(fen: 1)
        #expect(refused("payslip.sum") { try PayslipChanges.check(slip) }?.nearest == 736_000)
    }

    @Test("A published slip imported again: the same is unchanged, another amount becomes a draft that amends it")
    func slips() throws {
        func upsert(_ slip: Payslip) throws -> UpsertOutcome {
            var changes = Changes()
            let outcome = try PayslipChanges.upsertDraft(
                slip, cost: nil, over: try world.record(Payslip.self, id: slip.id), oldCost: nil, correctionID: "25", &changes)
            try world.apply(changes)
            return outcome
        }
        #expect(try upsert(PayTests.slip("24", of: "150")) == .created)
        #expect(try upsert(PayTests.slip("24", of: "150")) == .unchanged)
        #expect(try upsert(PayTests.slip("24", of: "150", amount: 810_000)) == .updated)
        try world.run("payslip.publish", ["ids": ["24"]], by: "120")
        #expect(try upsert(PayTests.slip("24", of: "150", amount: 810_000)) == .unchanged)
        #expect(try upsert(PayTests.slip("24", of: "150", amount: 820_000)) == .created)
        #expect(try world.get(Payslip.self, "25").amendedFrom == "24")
        #expect(try world.get(Payslip.self, "24").status == .published)
    }

    @Test("An allocation repeated changes nothing; another amount is an adjustment that keeps what was taken")
    func ledgers() throws {
        func allocate(_ amount: Int) throws -> UpsertOutcome {
            var changes = Changes()
            let id = LeaveBalanceChanges.id(employee: "150", .annual, from: day("2026-01-01"))
            let outcome = LeaveBalanceChanges.allocate(
                amount, employee: "150", .annual, unit: .day, from: day("2026-01-01"), to: day("2026-12-31"), source: nil,
                existing: try world.record(LeaveBalance.self, id: id), today: world.today, now: world.now, &changes)
            try world.apply(changes)
            return outcome
        }
        #expect(try allocate(500) == .created)
        #expect(try allocate(500) == .unchanged)
        try world.run("leave.request", ["id": .string(cid("L1")), "type": "annual", "from": "2026-12-07", "to": "2026-12-07"], by: "150")
        try world.run("leave.decide", ["id": .string(cid("L1")), "decision": "approve"], by: "140")
        #expect(try allocate(500) == .unchanged)
        #expect(try allocate(1000) == .updated)
        let ledger = try world.get(LeaveBalance.self, "150.annual.2026-01-01")
        #expect((ledger.entitled, ledger.balance, ledger.used) == (1000, 900, 100))
    }
}
