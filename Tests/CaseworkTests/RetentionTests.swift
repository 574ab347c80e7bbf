import Base
import Casework
import Records
import Testing
import Wire

@Suite("Holds, retention and deletion by two persons") struct RetentionTests {
    let world: World

    init() throws {
        world = try World.company()
        // 150 left long ago, 151 works here; both were paid in 2022, 151 also last month.
        try leave("150", on: "2022-12-31")
        for (id, person, month) in [("p1", "150", "2022-11"), ("p2", "150", "2022-12"), ("p3", "151", "2022-12"), ("p4", "151", "2026-10")] {
            try slip(id, of: person, month)
        }
    }

    func leave(_ id: String, on date: String) throws {
        var person = try world.get(Employee.self, id)
        person.employmentStatus = .left
        person.relievingDate = day(date)
        var changes = Changes()
        changes.put(person, in: .employee(id))
        try world.apply(changes)
    }

    func slip(_ id: String, of person: String, _ month: String, answer: PayslipAnswer = .none) throws {
        guard case .object(var members) = Sample.record(Payslip.schema, full: false, id: cid(id)) else { return }
        members["employee"] = .string(person)
        members["period"] = .string(month)
        (members["start_date"], members["end_date"]) = (.string(month + "-01"), .string(month + "-28"))
        (members["status"], members["answer"]) = ("published", .string(answer.rawValue))
        try world.place(try WireDecoder.decode(Payslip.self, from: .object(members)), in: .employee(person))
    }

    @discardableResult
    func propose(_ id: String = cid("D1"), _ collection: String = "payslip", by: String = "110") throws -> Deletion {
        try world.run("deletion.propose", ["id": .string(id), "collection": .string(collection), "reason": "保存期满"], by: by)
        try world.pass(days: 0)
        return try world.get(Deletion.self, id)
    }

    func confirm(_ id: String = cid("D1"), by: String = "100", decision: String = "approve", digest: String? = nil) throws {
        let digest = try digest ?? world.get(Deletion.self, id).digest ?? ""
        let a: JSON = ["id": .string(id), "digest": .string(digest), "decision": .string(decision), "reason": "已核对"]
        try world.run("deletion.confirm", a, by: by)
        try world.pass(days: 0)
    }

    var slips: Set<String> { Set((world.rows["payslip"] ?? [:]).keys.map { String($0.prefix(2)) }) }

    @Test("The list holds what is past its period and nothing else; it goes when another admin has confirmed its digest")
    func twoPersons() throws {
        let deletion = try propose()
        #expect(deletion.status == .proposed && deletion.listed == 3 && deletion.pages == 1)
        #expect(try world.task(.deletionConfirm, cid("D1")).feed == .admin)
        #expect(slips == ["p1", "p2", "p3", "p4"], "nothing goes before the second person")
        try confirm()
        #expect(slips == ["p4"])
        let done = try world.get(Deletion.self, cid("D1"))
        #expect(done.status == .done && done.deleted == 3 && done.kept == 0 && done.confirmedBy == "100")
        #expect(try world.task(.deletionConfirm, cid("D1")).record.status == .done)
    }

    @Test("Whoever asked does not confirm, nobody confirms another list, and what is rejected or taken back is not carried out")
    func refusals() throws {
        try propose(by: "100")
        refused("deletion.second_person") { try confirm(by: "100") }
        refused("access.role") { try confirm(by: "110") }
        refused("deletion.digest", .conflict) { try confirm(by: "101", digest: "another") }
        try confirm(by: "101", decision: "reject")
        #expect(try world.get(Deletion.self, cid("D1")).status == .rejected && slips.count == 4)
        refused("deletion.approve_rejected", .conflict) { try confirm(by: "101") }
        try propose(cid("D2"))
        refused("record.not_found") { try world.run("deletion.withdraw", ["id": .string(cid("D2"))], by: "111") }
        try world.run("deletion.withdraw", ["id": .string(cid("D2"))], by: "110")
        refused("deletion.approve_withdrawn", .conflict) { try confirm(cid("D2")) }
        #expect(slips.count == 4)
        refused("deletion.collection", .invalid) { try propose(cid("D3"), "account") }
        let later: JSON = ["id": .string(cid("D4")), "collection": "payslip", "before": "2027-01-01", "reason": "x"]
        refused("deletion.before", .invalid) { try world.run("deletion.propose", later, by: "110") }
        #expect(try propose(cid("D5"), "appeal").status == .done, "an empty list asks nobody")
    }

    @Test("A hold on the person keeps everything of theirs, also when it is set after the list was frozen")
    func holdWhileRunning() throws {
        try propose()
        try world.run("hold.set", ["id": .string(cid("H1")), "employee": "150", "reference": "仲裁118", "reason": "劳动仲裁"], by: "110")
        try confirm()
        #expect(slips == ["p1", "p2", "p4"])
        let done = try world.get(Deletion.self, cid("D1"))
        #expect(done.deleted == 1 && done.kept == 2)
        #expect(try propose(cid("D2")).listed == 0)
        refused("hold.own") { try lift(by: "150", roles: true) }
        try world.run("hold.lift", ["id": .string(cid("H1")), "reason": "裁决已生效"], by: "111")
        refused("hold.lift_lifted", .conflict) { try world.run("hold.lift", ["id": .string(cid("H1")), "reason": "x"], by: "111") }
        try propose(cid("D3"))
        try confirm(cid("D3"))
        #expect(slips == ["p4"])
    }

    private func lift(by employee: String, roles: Bool) throws {
        var actor = try world.actor(employee)
        actor.roles.insert(.hr)
        actor.leaver = false
        _ = try world.preview("hold.lift", ["id": .string(cid("H1")), "reason": "x"], as: actor)
    }

    @Test("The person sees that a hold stands, not who asked or why; where a provision lets it wait, the person is told at the end")
    func told() throws {
        try world.run("hold.set", ["id": .string(cid("H1")), "employee": "151", "reference": "仲裁118", "reason": "怀疑造假"], by: "110")
        #expect(!world.text("hold_mark", cid("H1")).contains("造假") && !world.text("hold_mark", cid("H1")).contains("110"))
        #expect(try world.record(HoldMark.self, id: cid("H1"))?.feed == .employee("151"))
        #expect(try !world.mayRead(LegalHold.self, cid("H1"), by: "151", for: .personnel))
        #expect(try world.mayRead(LegalHold.self, cid("H1"), by: "130", for: .audit))
        let quiet: JSON = ["id": .string(cid("H2")), "employee": "152", "reference": "r", "reason": "r", "untold_basis": "《个人信息保护法》第18条"]
        try world.run("hold.set", quiet, by: "100")
        #expect(try world.record(HoldMark.self, id: cid("H2")) == nil)
        try world.run("hold.lift", ["id": .string(cid("H2")), "reason": "已结束"], by: "100")
        let mark = try world.get(HoldMark.self, cid("H2"))
        #expect(mark.status == .lifted && mark.employee == "152")
        refused("hold.nothing", .invalid) { try world.run("hold.set", ["id": .string(cid("H3")), "reference": "r", "reason": "r"], by: "100") }
        refused("access.role") { try world.run("hold.set", ["id": .string(cid("H3")), "employee": "152", "reference": "r", "reason": "r"], by: "140") }
    }

    @Test("A hold on one matter keeps it and what belongs to it, and lets the rest go")
    func matter() throws {
        try world.run("hold.set", ["id": .string(cid("H1")), "record": .string("payslip/" + cid("p1")), "reference": "r", "reason": "r"], by: "110")
        try propose()
        try confirm()
        #expect(slips == ["p1", "p4"])
        #expect(try world.get(HoldMark.self, cid("H1")).employee == "150")
        refused("record.not_found") {
            try world.run("hold.set", ["id": .string(cid("H2")), "record": "payslip/none", "reference": "r", "reason": "r"], by: "110")
        }
    }

    @Test("An open dispute keeps a person's records without any hold")
    func openMatter() throws {
        try slip("p5", of: "151", "2026-09", answer: .disputed)
        try propose()
        try confirm()
        #expect(slips == ["p3", "p4", "p5"])
    }

    @Test("So does a contested notice, until that is answered")
    func contestedNotice() throws {
        try world.leaveNotice(cid("N1"))
        let digest = try world.get(Notice.self, cid("N1")).digest
        try world.run("notice.dispute", ["id": .string(cid("N1")), "digest": .string(digest), "reason": "停工留薪期未满"], by: "151")
        try propose()
        try confirm()
        #expect(slips == ["p3", "p4"])
        let task = try #require(world.rows[CaseTask.schema.name]?.keys.first { $0.hasPrefix("notice_dispute.") })
        try world.run("task.complete", ["id": .string(task), "note": "已当面答复"], by: "110")
        try propose(cid("D2"))
        try confirm(cid("D2"))
        #expect(slips == ["p4"])
    }

    @Test("A record that changed after the list was frozen stays")
    func changed() throws {
        try propose()
        var slip = try world.get(Payslip.self, cid("p1"))
        slip.answerNote = "x"
        var changes = Changes()
        changes.put(slip, in: .employee("150"))
        try world.apply(changes)
        try confirm()
        #expect(slips == ["p1", "p4"])
    }

    @Test("A thousand records are listed and deleted in slices, and the digest names them all")
    func slices() throws {
        for index in 0..<1_000 { try slip("q\(index)", of: "150", "2021-0\(1 + index % 9)") }
        let deletion = try propose()
        #expect(deletion.listed == 1_003 && deletion.pages == 3)
        var digest: String?
        for page in 0..<3 { digest = try world.get(DeletionPage.self, DeletionPage.id(cid("D1"), page)).digest(after: digest) }
        #expect(digest == deletion.digest)
        try confirm()
        #expect(try world.get(Deletion.self, cid("D1")).deleted == 1_003 && slips == ["p4"])
    }

    @Test("Every line of the table names its source, and every record type it can delete")
    func table() {
        for rule in RetentionTable.rules {
            #expect(RetentionKind[rule.collection] != nil, "\(rule.collection)")
            #expect(!rule.basis.zh.isEmpty && !rule.basis.en.isEmpty && rule.months >= 12)
        }
        #expect(RetentionTable["payslip"]?.months == 24 && RetentionTable["contract"]?.event == .contractEnd)
        #expect(RetentionTable["account"] == nil && RetentionTable["legal_hold"] == nil && RetentionTable["deletion"] == nil)
        #expect(Set(RetentionKind.kinds.map(\.rule.collection)) == Set(RetentionTable.rules.map(\.collection)))
    }

    @Test("Periods begin with their event: running contracts, open requests and injuries have none")
    func events() throws {
        let context = RetentionContext(world)
        #expect(try context.employmentEnd("151") == nil)
        #expect(try context.employmentEnd("150") == day("2022-12-31"))
        let found = try #require(try RetentionKind["employee"]?.one(context, "150"))
        #expect(found.end == day("2025-12-31") && found.person == "150")
        #expect(try RetentionKind["employee"]?.one(context, "151")?.end == nil)
        guard case .object(var members) = Sample.record(Leave.schema, full: false, id: cid("L1")) else { return }
        for (status, type, ends) in [("approved", "injury", false), ("open", "sick", false), ("approved", "sick", true)] {
            (members["status"], members["leave_type"]) = (.string(status), .string(type))
            #expect((try WireDecoder.decode(Leave.self, from: .object(members)).retainedFrom(context) != nil) == ends)
        }
    }
}
