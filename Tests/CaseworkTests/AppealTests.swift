import Base
import Casework
import Records
import Testing
import Wire

@Suite("Appeals") struct AppealTests {
    let world: World

    init() throws {
        world = try World.company()
        try world.place(PayTests.slip("24", of: "150"), in: .pay)
        try world.run("payslip.publish", ["ids": ["24"]], by: "120")
    }

    func appeal(_ id: String, _ more: [(String, JSON)] = [], by employee: String = "150") throws {
        let base: [(String, JSON)] = [
            ("id", .string(cid(id))), ("kind", "pay"), ("subject", "十月加班费"), ("description", "少计两小时"),
        ]
        try world.run("appeal.submit", .object(JSONObject(base + more)), by: employee)
    }

    func about(_ rev: Int64 = 2, line: String? = "1", id: String = "24", collection: String = "payslip") -> (String, JSON) {
        var members: [(String, JSON)] = [("collection", .string(collection)), ("id", .string(id)), ("rev", .int(rev))]
        if let line { members.append(("line", .string(line))) }
        return ("about", .object(JSONObject(members)))
    }

    func decide(_ id: String, _ outcome: String = "rejected", by employee: String = "110") throws {
        try world.run("appeal.decide", ["id": .string(cid(id)), "outcome": .string(outcome), "reasons": "考勤记录相符"], by: employee)
    }

    @Test("An appeal is pinned to record, revision, version and line, and waits in HR's queue under a neutral title")
    func pinned() throws {
        try appeal("P1", [about()])
        let appeal = try world.get(Appeal.self, cid("P1"))
        #expect((appeal.subjectRecordId, appeal.subjectRecordRev, appeal.subjectRecordVersion, appeal.subjectLineId) == ("24", 2, 1, "1"))
        let task = try world.task(.appealDecide, appeal.id)
        #expect(task.feed == .hr)
        #expect(!world.text("task", task.record.id).contains("加班"))
    }

    @Test("A pin that holds nothing is refused: no such revision, line, kind; another's record is not found")
    func badPins() throws {
        #expect(refused("appeal.rev", .invalid) { try appeal("P1", [about(3)]) }?.nearest == 2)
        #expect(refused("appeal.no_line", .invalid) { try appeal("P1", [about(2, line: "9")]) }?.nearest == ["1", "2"])
        refused("appeal.collection", .invalid) { try appeal("P1", [about(1, line: nil, id: "150", collection: "account")]) }
        #expect(throws: Refusal.notFound) { try appeal("P1", [about()], by: "151") }
        #expect(throws: Refusal.notFound) { try appeal("P1", [about(1, line: nil, id: "none")]) }
    }

    @Test("The accused of HR neither sees the task, nor reads, nor decides; another handler does", arguments: ["110", "111"])
    func accused(accused: String) throws {
        try appeal("P1", [("against", .string(accused))])
        let task = try world.task(.appealDecide, cid("P1"))
        let other = accused == "110" ? "111" : "110"
        #expect(task.feed == .inbox(other))
        #expect(try !world.holds(accused, task.feed))
        #expect(try !world.mayRead(Appeal.self, cid("P1"), by: accused, for: .handle))
        #expect(throws: Refusal.notFound) { try decide("P1", by: accused) }
        #expect(throws: Refusal.notFound) { try world.run("task.assign", ["id": .string(task.record.id)], by: accused) }
        #expect(try world.mayRead(Appeal.self, cid("P1"), by: other, for: .handle))
        try decide("P1", by: other)
        let notice = try #require(
            try world.records(Notice.self, in: .employee("150"), limit: 10).map(\.record).first { $0.kind == .decision })
        #expect(try !world.mayRead(Notice.self, notice.id, by: accused, for: .personnel))
        #expect(try world.mayRead(Notice.self, notice.id, by: other, for: .personnel))
    }

    @Test("Who reports to the accused, or stands in for them, is barred as well")
    func nearTheAccused() throws {
        try world.hire("112", "HR下属", [.hr], reportsTo: "110")
        try world.run(
            "delegation.set", ["id": .string(cid("D1")), "delegate": "111", "from": "2026-11-20", "until": "2026-11-30"], by: "110")
        try appeal("P1", [("against", "110")])
        let task = try world.task(.appealDecide, cid("P1"))
        #expect(task.feed == .audit)
        for barred in ["110", "111", "112"] {
            #expect(throws: Refusal.notFound) { try decide("P1", by: barred) }
            #expect(try !world.mayRead(Appeal.self, cid("P1"), by: barred, for: .handle))
        }
        try decide("P1", by: "130")
    }

    @Test("Where every possible handler is a party, the appeal is taken all the same and nobody is told")
    func nobodyLeft() throws {
        let world = World()
        try world.hire("110", "唯一HR", [.hr, .auditor])
        try world.hire("150", "员工", [])
        try world.run(
            "appeal.submit", ["id": .string(cid("P1")), "kind": "conduct", "subject": "s", "description": "d", "against": "110"],
            by: "150")
        #expect(try world.record(CaseTask.self, id: Tasks.id(.appealDecide, cid("P1"))) == nil)
        #expect(try world.record(Appeal.self, id: cid("P1"))?.feed == .employee("150"))
    }

    @Test("The decision is served by a notice that gives the reasons and names the next remedy and its last day")
    func served() throws {
        try appeal("P1", [about()])
        try decide("P1")
        let appeal = try world.get(Appeal.self, cid("P1"))
        #expect((appeal.status, appeal.outcome, appeal.resolvedBy, appeal.appealUntil) == (.decided, .rejected, "110", day("2026-12-05")))
        let notice = try #require(
            try world.records(Notice.self, in: .employee("150"), limit: 10).map(\.record).first { $0.kind == .decision })
        #expect(notice.requires == .acknowledgement)
        #expect(notice.texts.first?.body.contains("2026-12-05") == true)
        #expect(notice.texts.first?.body.contains("考勤记录相符") == true)
        #expect(try world.record(NoticeReceipt.self, id: notice.id + ".150")?.record.status == .sent)
        #expect(try world.task(.appealDecide, appeal.id).record.status == .done)
        refused("appeal.decide_decided", .conflict) { try decide("P1", by: "111") }
    }

    @Test("At the next level the first decider is barred; there is one next level, within its time, once")
    func nextLevel() throws {
        try appeal("P1", [about()])
        refused("appeal.not_decided", .conflict) { try appeal("P2", [("appeal_of", .string(cid("P1")))]) }
        try decide("P1")
        try appeal("P2", [("appeal_of", .string(cid("P1")))])
        let second = try world.get(Appeal.self, cid("P2"))
        #expect((second.level, second.excludedPersons) == (2, ["110"]))
        #expect(try world.task(.appealDecide, cid("P2")).feed == .inbox("111"))
        #expect(throws: Refusal.notFound) { try decide("P2", by: "110") }
        refused("appeal.repeat", .ruleRefused) { try appeal("P3", [("appeal_of", .string(cid("P1")))]) }
        try decide("P2", by: "111")
        refused("appeal.last_level", .ruleRefused) { try appeal("P4", [("appeal_of", .string(cid("P2")))]) }
    }

    @Test("The last day for the next level is kept by an act proven to have been done in time, though it arrives late")
    func lateButProven() throws {
        try appeal("P1", [about()])
        try decide("P1")
        let inTime = world.now
        world.now = world.now.adding(ms: 30 * 86_400_000)
        let late = refused("appeal.too_late", .ruleRefused) { try appeal("P2", [("appeal_of", .string(cid("P1")))]) }
        #expect(late?.nearest == "2026-12-05")
        world.proven = inTime.ms...world.now.ms
        try appeal("P2", [("appeal_of", .string(cid("P1")))])
    }

    @Test("The one who raised it never decides it, and nobody appeals against themselves or somebody unknown")
    func parties() throws {
        try appeal("P1", by: "110")
        refused("decision.own", .ruleRefused) { try decide("P1", by: "110") }
        refused("appeal.against_self", .invalid) { try appeal("P2", [("against", "150")]) }
        #expect(refused("appeal.no_employee", .invalid) { try appeal("P2", [("against", "999")]) }?.field == "against")
    }

    @Test("A handler takes it, asks back, gets an answer; only its person answers")
    func asking() throws {
        world.upload("proof", by: "150")
        try appeal("P1", [about()])
        try world.run("appeal.handle", ["id": .string(cid("P1"))], by: "110")
        #expect(try world.task(.appealDecide, cid("P1")).record.assignee == "110")
        let reply: JSON = ["id": .string(cid("P1")), "text": "见附件", "attachments": ["proof"]]
        refused("appeal.reply_under_investigation", .conflict) { try world.run("appeal.reply", reply, by: "150") }
        try world.run("appeal.handle", ["id": .string(cid("P1")), "ask": "请补充审批单"], by: "110")
        #expect(try world.get(Appeal.self, cid("P1")).status == .needsInfo)
        #expect(throws: Refusal.notFound) { try world.run("appeal.reply", reply, by: "151") }
        try world.run("appeal.reply", reply, by: "150")
        let appeal = try world.get(Appeal.self, cid("P1"))
        #expect((appeal.status, appeal.attachments, appeal.handler) == (.underInvestigation, ["proof"], "110"))
        #expect(appeal.history.map(\.reason).contains("请补充审批单"))
    }

    @Test("Withdrawn or settled by its person before the decision, never after", arguments: [false, true])
    func withdraw(settled: Bool) throws {
        try appeal("P1", [about()])
        #expect(throws: Refusal.notFound) { try world.run("appeal.withdraw", ["id": .string(cid("P1"))], by: "110") }
        try world.run("appeal.withdraw", ["id": .string(cid("P1")), "settled": .bool(settled)], by: "150")
        #expect(try world.get(Appeal.self, cid("P1")).status == (settled ? .settled : .withdrawn))
        #expect(try world.task(.appealDecide, cid("P1")).record.status == .cancelled)
        refused(settled ? "appeal.decide_settled" : "appeal.decide_withdrawn", .conflict) { try decide("P1") }
    }

    @Test("An appeal nobody decides is handed up to the auditors when its day passes")
    func handedUp() throws {
        try appeal("P1", [about()])
        try world.pass(days: 17)
        let task = try world.task(.appealDecide, cid("P1"))
        #expect(task.feed == .audit)
        #expect(task.record.overdue)
        try decide("P1", by: "130")
    }

    @Test("Managers, finance and admins have no part in appeals")
    func otherRoles() throws {
        try appeal("P1", [about()])
        for person in ["140", "120", "100"] {
            refused("access.role", .forbidden) { try decide("P1", by: person) }
            for purpose in Purpose.allCases { #expect(try !world.mayRead(Appeal.self, cid("P1"), by: person, for: purpose)) }
        }
    }
}
