import Base
import Casework
import Records
import Testing
import Wire

@Suite("Corrections of the master record") struct ProfileTests {
    let world: World
    init() throws { world = try World.company() }

    func correct(_ id: String, _ field: String, _ value: String, by employee: String = "150") throws {
        try world.run("profile.correct", ["id": .string(cid(id)), "field": .string(field), "value": .string(value)], by: employee)
    }

    @Test("Asked for, approved by HR, and only then changed")
    func approve() throws {
        try correct("C1", "mobile_phone", "13800000000")
        #expect(try world.get(Employee.self, "150").mobilePhone == "1390000150")
        #expect(try world.task(.profileDecide, cid("C1")).feed == .hr)
        try world.run("profile.decide", ["id": .string(cid("C1")), "decision": "approve"], by: "110")
        #expect(try world.get(Employee.self, "150").mobilePhone == "13800000000")
        #expect(try world.get(ProfileCorrection.self, cid("C1")).oldValue == "1390000150")
    }

    @Test("A private field makes the private record, which the manager never reads")
    func privateField() throws {
        try correct("C1", "bank_account_number", "6222020200112233445")
        try world.run("profile.decide", ["id": .string(cid("C1")), "decision": "approve"], by: "110")
        #expect(try world.get(EmployeePrivate.self, "150").bankAccountNumber == "6222020200112233445")
        #expect(try !world.mayRead(EmployeePrivate.self, "150", by: "140", for: .handle))
        #expect(try world.mayRead(EmployeePrivate.self, "150", by: "150"))
    }

    @Test("An identity number keeps its check digit and its one holder")
    func identity() throws {
        refused("profile.identity_number", .invalid) { try correct("C1", "identity_number", "110105194912310021") }
        try correct("C1", "identity_number", "11010519491231002X")
        try world.run("profile.decide", ["id": .string(cid("C1")), "decision": "approve"], by: "110")
        #expect(try world.find(.identityNumber, "11010519491231002X") == "150")
        try correct("C2", "identity_number", "11010519491231002X", by: "151")
        refused("profile.identity_taken", .ruleRefused) {
            try world.run("profile.decide", ["id": .string(cid("C2")), "decision": "approve"], by: "110")
        }
    }

    @Test("What cannot be asked for: other fields, no change, a bad value, twice at once")
    func rules() throws {
        refused("profile.field", .invalid) { try correct("C1", "staff_no", "X") }
        refused("profile.field", .invalid) { try correct("C1", "employment_status", "left") }
        refused("profile.same", .ruleRefused) { try correct("C1", "mobile_phone", "1390000150") }
        refused("profile.date", .invalid) { try correct("C1", "date_of_birth", "1990-02-30") }
        #expect(refused("profile.word", .invalid) { try correct("C1", "gender", "x") }?.nearest == ["male", "female", "unspecified"])
        try correct("C1", "gender", "female")
        refused("profile.pending", .conflict) { try correct("C2", "gender", "male") }
        try world.run("profile.withdraw", ["id": .string(cid("C1"))], by: "150")
        try correct("C2", "gender", "male")
    }

    @Test("HR does not decide its own correction; a rejection carries reasons")
    func decisions() throws {
        try correct("C1", "mobile_phone", "13800000000", by: "110")
        refused("decision.own") { try world.run("profile.decide", ["id": .string(cid("C1")), "decision": "approve"], by: "110") }
        refused("decision.reason_code") { try world.run("profile.decide", ["id": .string(cid("C1")), "decision": "reject"], by: "111") }
        try world.run(
            "profile.decide", ["id": .string(cid("C1")), "decision": "reject", "reason_code": "no_proof", "reason": "请附证明"], by: "111")
        refused("profile.approve_rejected", .conflict) {
            try world.run("profile.decide", ["id": .string(cid("C1")), "decision": "approve"], by: "111")
        }
    }

    @Test(
        "Check characters of identity numbers",
        arguments: [
            ("11010519491231002X", true), ("11010519491231002x", true), ("110105194912310020", false), ("11010519491331002X", false),
            ("1101051949123100", false), ("11010519491231O02X", false),
        ])
    func checkDigits(text: String, isValid: Bool) { #expect(IdentityNumber.isValid(text) == isValid) }
}

@Suite("Leaving and roles") struct RolesTests {
    let world: World
    init() throws { world = try World.company() }

    @Test("A leaver keeps reading and may answer, dispute and appeal, but files nothing else")
    func leaver() throws {
        try world.run("employee.end", ["employee": "150", "date": "2026-11-20", "reason": "合同期满"], by: "110")
        #expect(try world.get(Employee.self, "150").employmentStatus == .active)
        try world.pass(days: 1)
        #expect(try world.get(Employee.self, "150").employmentStatus == .left)
        #expect(try world.actor("150").leaver)
        #expect(world.touched.contains(150))
        #expect(try world.mayRead(Employee.self, "150", by: "150"))
        refused("access.leaver", .readOnly) {
            try world.run(
                "leave.request", ["id": .string(cid("L1")), "type": "sick", "from": "2026-11-10", "to": "2026-11-10"], by: "150")
        }
        try world.run("appeal.submit", ["id": .string(cid("P1")), "kind": "pay", "subject": "s", "description": "d"], by: "150")
    }

    @Test("Open matters stop the end until a reason is recorded")
    func openMatters() throws {
        try world.run("leave.request", ["id": .string(cid("L1")), "type": "sick", "from": "2026-11-23", "to": "2026-11-23"], by: "150")
        let a: [(String, JSON)] = [("employee", "150"), ("date", "2026-11-30"), ("reason", "协商一致")]
        let refusal = refused("employee.open_matters", .ruleRefused) { try world.run("employee.end", .object(JSONObject(a)), by: "110") }
        #expect(refusal?.body()["open"] == .array([.string("leave/" + cid("L1"))]))
        try world.run("employee.end", .object(JSONObject(a + [("override_reason", "假期已口头确认")])), by: "110")
        #expect(try world.get(Employee.self, "150").relievingDate == day("2026-11-30"))
    }

    @Test("A handler who leaves loses the handlers' feeds")
    func handlerLeaves() throws {
        try world.run("employee.end", ["employee": "111", "date": "2026-11-19", "reason": "辞职"], by: "110")
        #expect(try !world.holds("111", .hr))
        refused("access.role", .forbidden) { try world.run("announcement.withdraw", ["id": "x"], by: "111") }
        refused("decision.own") { try world.run("employee.end", ["employee": "110", "date": "2026-11-19", "reason": "辞职"], by: "110") }
    }

    func set(_ id: String, _ employee: String, _ roles: [String], by admin: String = "100") throws -> JSON? {
        try world.run(
            "role.set",
            ["id": .string(cid(id)), "employee": .string(employee), "roles": .array(roles.map { .string($0) }), "reason": "任命"], by: admin
        )
    }

    @Test("Giving a staff role waits for a second admin, who is neither the asker nor the person")
    func twoPersons() throws {
        #expect(try set("S1", "150", ["finance"])?["status"] == "pending")
        #expect(try !world.actor("150").roles.contains(.finance))
        let waiting = try world.task(.roleConfirm, cid("S1"))
        #expect(waiting.feed == .admin && waiting.record.status == .open)
        let a: JSON = ["id": .string(cid("S1")), "decision": "approve"]
        refused("role.second_person") { try world.run("role.confirm", a, by: "100") }
        try world.run("role.confirm", a, by: "101")
        #expect(try world.actor("150").roles == [.employee, .finance])
        #expect(try world.holds("150", .finance))
        #expect(try world.task(.roleConfirm, cid("S1")).record.status == .done)
        #expect(world.touched.contains(150))
        refused("role.not_pending", .conflict) { try world.run("role.confirm", a, by: "101") }
    }

    @Test("Taking roles, and making a manager, take effect at once")
    func atOnce() throws {
        #expect(try set("S1", "150", ["manager"])?["status"] == "confirmed")
        #expect(world.grants.contains { $0.feed == .inbox("150") })
        #expect(try set("S2", "120", ["employee"])?["status"] == "confirmed")
        #expect(try !world.actor("120").roles.contains(.finance))
    }

    @Test("A pending change is void once the roles have changed in between; it may be refused")
    func stale() throws {
        _ = try set("S1", "150", ["finance"])
        _ = try set("S2", "150", ["manager"])
        refused("role.changed_since", .conflict) {
            try world.run("role.confirm", ["id": .string(cid("S1")), "decision": "approve"], by: "101")
        }
        try world.run("role.confirm", ["id": .string(cid("S1")), "decision": "reject"], by: "101")
    }

    @Test("Nobody raises themselves; the last admin stays; unknown roles are refused")
    func limits() throws {
        refused("role.own", .ruleRefused) { _ = try set("S1", "100", ["admin", "finance"]) }
        refused("role.unknown", .invalid) { _ = try set("S1", "150", ["operator"]) }
        refused("role.same", .ruleRefused) { _ = try set("S1", "150", []) }
        _ = try set("S1", "101", ["employee"])
        refused("role.last_admin", .ruleRefused) { _ = try set("S2", "100", ["employee"]) }
    }

    @Test("Where there is one admin only, the change takes effect without a second")
    func singleAdmin() throws {
        _ = try set("S1", "101", ["employee"])
        #expect(try set("S2", "150", ["hr"])?["status"] == "confirmed")
    }
}

@Suite("Tasks") struct TaskTests {
    let world: World
    let task: String

    init() throws {
        world = try World.company()
        try world.run("appeal.submit", ["id": .string(cid("P1")), "kind": "pay", "subject": "s", "description": "d"], by: "150")
        task = Tasks.id(.appealDecide, cid("P1"))
    }

    func assign(_ more: [(String, JSON)], by employee: String) throws {
        try world.run("task.assign", .object(JSONObject([("id", .string(task))] + more)), by: employee)
    }

    @Test("Taken, passed on and given back, every hand in the history")
    func hands() throws {
        try assign([], by: "110")
        try assign([("assignee", "111"), ("note", "休假")], by: "110")
        #expect(try world.get(CaseTask.self, task).assignee == "111")
        try assign([("release", true)], by: "111")
        let record = try world.get(CaseTask.self, task)
        #expect((record.status, record.assignee) == (.open, nil))
        #expect(record.history.map(\.by) == ["150", "110", "110", "111"])
        refused("task.release_open", .conflict) { try assign([("release", true)], by: "111") }
    }

    @Test("Only to people of the queue, never to a party of the matter")
    func bounds() throws {
        #expect(throws: Refusal.notFound) { try assign([], by: "120") }
        refused("task.not_in_queue") { try assign([("assignee", "120")], by: "110") }
        try world.run(
            "appeal.submit", ["id": .string(cid("P2")), "kind": "pay", "subject": "s", "description": "d", "on_behalf_of": "151"],
            by: "111")
        refused("task.barred") {
            try world.run("task.assign", ["id": .string(Tasks.id(.appealDecide, cid("P2"))), "assignee": "111"], by: "110")
        }
    }

    @Test("A task that needs a decision is not ticked off; others are, with a note")
    func complete() throws {
        refused("task.needs_decision") { try world.run("task.complete", ["id": .string(task), "note": "好了"], by: "110") }
        try world.place(PayTests.slip("24", of: "150"), in: .pay)
        try world.run("payslip.publish", ["ids": ["24"]], by: "120")
        try world.run("payslip.answer", ["id": "24", "version": 1, "answer": "disputed", "note": "不对"], by: "150")
        let dispute = Tasks.id(.payslipDispute, "24")
        refused("text.empty", .invalid) { try world.run("task.complete", ["id": .string(dispute), "note": ""], by: "120") }
        try world.run("task.complete", ["id": .string(dispute), "note": "已电话说明"], by: "120")
        refused("task.complete_done", .conflict) { try world.run("task.complete", ["id": .string(dispute), "note": "再次"], by: "120") }
    }
}
