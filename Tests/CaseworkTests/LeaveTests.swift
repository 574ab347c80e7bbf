import Base
import Casework
import Records
import Testing
import Wire

@Suite("Leave") struct LeaveTests {
    let world: World

    init() throws { world = try World.company() }

    func ask(_ id: String, _ type: String, _ from: String, _ to: String, _ more: [(String, JSON)] = []) -> JSON {
        .object(JSONObject([("id", .string(cid(id))), ("type", .string(type)), ("from", .string(from)), ("to", .string(to))] + more))
    }

    @Test("Personal leave on the acknowledged notice in force is filed, pinned to it, and lands in the manager's inbox")
    func personal() throws {
        let pin = try world.leaveNotice(acknowledgedBy: ["150"])
        let result = try world.run("leave.request", ask("L1", "personal", "2026-12-07", "2026-12-18", [("notice", pin)]), by: "150")
        let leave = try world.get(Leave.self, cid("L1"))
        #expect(result?["no"]?.stringValue == "2026-00001")
        #expect(leave.total == 1000)
        #expect(leave.status == .open)
        #expect(leave.noticeDigest == pin["digest"]?.stringValue)
        #expect(leave.noticeConfirmedAt == world.now)
        #expect(leave.history.map(\.event) == ["leave.request"])
        let task = try world.task(.leaveDecide, leave.id)
        #expect(task.feed == .inbox("140"))
        #expect(task.record.title.zh == "审批请假申请")
    }

    @Test("Personal leave without a notice issued, named, matching or acknowledged is refused, each with its own reason")
    func withoutNotice() throws {
        refused("leave.notice_not_issued", .ruleRefused) {
            try world.run("leave.request", ask("L1", "personal", "2026-12-07", "2026-12-08"), by: "150")
        }
        let pin = try world.leaveNotice(acknowledgedBy: ["151"])
        let needed = refused("leave.notice_needed") {
            try world.run("leave.request", ask("L1", "personal", "2026-12-07", "2026-12-08"), by: "150")
        }
        #expect(needed?.nearest == pin)
        let wrong: JSON = ["id": pin["id"] ?? .null, "digest": "nonsense"]
        refused("leave.notice_outdated") {
            try world.run("leave.request", ask("L1", "unpaid", "2026-12-07", "2026-12-08", [("notice", wrong)]), by: "150")
        }
        refused("leave.notice_unacknowledged") {
            try world.run("leave.request", ask("L1", "personal", "2026-12-07", "2026-12-08", [("notice", pin)]), by: "150")
        }
        try world.run("leave.request", ask("L1", "personal", "2026-12-07", "2026-12-08", [("notice", pin)]), by: "151")
    }

    @Test("A new version of the notice asks for a new acknowledgement")
    func newVersion() throws {
        let old = try world.leaveNotice(acknowledgedBy: ["150"])
        let new = try world.leaveNotice(cid("N2"))
        #expect(try world.get(Notice.self, cid("N1")).status == .superseded)
        #expect(try world.get(Notice.self, cid("N2")).version == 2)
        let refusal = refused("leave.notice_outdated") {
            try world.run("leave.request", ask("L1", "personal", "2026-12-07", "2026-12-08", [("notice", old)]), by: "150")
        }
        #expect(refusal?.nearest == new)
    }

    @Test("Reading is not acknowledging; disputing with knowledge is enough to file", arguments: [false, true])
    func knowledge(acknowledges: Bool) throws {
        let pin = try world.leaveNotice()
        let (id, digest) = (pin["id"] ?? .null, pin["digest"] ?? .null)
        try world.run("notice.dispute", ["id": id, "digest": digest, "reason": "工资计算不对"], by: "150")
        if acknowledges { try world.run("notice.acknowledge", ["id": id, "digest": digest], by: "150") }
        let a = ask("L1", "personal", "2026-12-07", "2026-12-08", [("notice", pin)])
        if acknowledges {
            try world.run("leave.request", a, by: "150")
            #expect(try world.get(NoticeReceipt.self, cid("N1") + ".150").status == .disputed)
        } else {
            refused("leave.notice_unacknowledged") { try world.run("leave.request", a, by: "150") }
        }
    }

    @Test(
        "Statutory and injury leave are never blocked by the notice, issued or not, acknowledged or not",
        arguments: ["annual", "sick", "injury", "maternity", "paternity", "prenatal", "parental", "marriage", "bereavement"],
        [false, true])
    func statutory(type: String, issued: Bool) throws {
        if issued { try world.leaveNotice() }
        try world.run("leave.request", ask("L1", type, "2026-12-07", "2026-12-08"), by: "150")
        #expect(try world.get(Leave.self, cid("L1")).notice == nil)
    }

    @Test("Even a policy that names only personal leave cannot take statutory leave away")
    func policyCannotRemove() throws {
        let rule: JSON = ["type": "personal", "unit": "day", "calendar_days": false, "draws_balance": false]
        try world.leaveNotice(policy: ["types": [rule], "holidays": [], "workdays": []])
        try world.run("leave.request", ask("L1", "sick", "2026-12-07", "2026-12-08"), by: "150")
        refused("leave.type_not_offered") {
            try world.run("leave.request", ask("L2", "compensatory", "2026-12-09", "2026-12-09"), by: "150")
        }
    }

    @Test(
        "Days are counted without weekends and holidays, with make-up days, in halves",
        arguments: [
            ("2026-12-07", "2026-12-11", nil, nil, 500), ("2026-12-05", "2026-12-07", nil, nil, 100),
            ("2026-12-07", "2026-12-07", nil, "am", 50),
            ("2026-12-07", "2026-12-07", "pm", nil, 50), ("2026-12-07", "2026-12-08", "pm", "am", 100),
            ("2027-01-01", "2027-01-03", nil, nil, 100),
        ] as [(String, String, String?, String?, Int)])
    func counting(from: String, to: String, fromHalf: String?, toHalf: String?, total: Int) throws {
        // 2027-01-01 is a Friday and off; Sunday the 3rd is worked instead.
        try world.leaveNotice(policy: ["types": [], "holidays": ["2027-01-01"], "workdays": ["2027-01-03"]])
        var more: [(String, JSON)] = []
        if let fromHalf { more.append(("from_half", .string(fromHalf))) }
        if let toHalf { more.append(("to_half", .string(toHalf))) }
        let result = try world.run("leave.request", ask("L1", "marriage", from, to, more), by: "150")
        #expect(result?["total"]?.intValue == Int64(total))
    }

    @Test("Maternity leave counts calendar days")
    func calendarDays() throws {
        let result = try world.run("leave.request", ask("L1", "maternity", "2026-12-01", "2027-03-08"), by: "150")
        #expect(result?["total"]?.intValue == 9800)
    }

    @Test("A weekend needs no leave; half days that make nothing are refused")
    func emptiness() throws {
        refused("leave.no_workday") { try world.run("leave.request", ask("L1", "annual", "2026-12-05", "2026-12-06"), by: "150") }
        refused("leave.half_empty") {
            try world.run(
                "leave.request", ask("L1", "annual", "2026-12-07", "2026-12-07", [("from_half", "pm"), ("to_half", "am")]), by: "150")
        }
        refused("leave.half") {
            try world.run("leave.request", ask("L1", "annual", "2026-12-07", "2026-12-08", [("from_half", "am")]), by: "150")
        }
    }

    @Test("Leave in hours: one day, quarters of an hour, the nearest acceptable end is named")
    func hours() throws {
        let times: [(String, JSON)] = [("from_time", "09:00"), ("to_time", "10:30")]
        let result = try world.run("leave.request", ask("L1", "nursing", "2026-12-07", "2026-12-07", times), by: "150")
        #expect(result?["total"]?.intValue == 150)
        #expect(result?["unit"]?.stringValue == "hour")
        let step = refused("leave.time_step") {
            try world.run(
                "leave.request", ask("L2", "nursing", "2026-12-08", "2026-12-08", [("from_time", "09:00"), ("to_time", "09:20")]),
                by: "150")
        }
        #expect(step?.nearest == "09:30")
        refused("leave.hours_one_day") {
            try world.run("leave.request", ask("L2", "nursing", "2026-12-08", "2026-12-09", times), by: "150")
        }
        refused("leave.hours_needed") { try world.run("leave.request", ask("L2", "nursing", "2026-12-08", "2026-12-08"), by: "150") }
        refused("leave.days_only") { try world.run("leave.request", ask("L2", "annual", "2026-12-08", "2026-12-08", times), by: "150") }
        refused("time.form") {
            try world.run(
                "leave.request", ask("L2", "nursing", "2026-12-08", "2026-12-08", [("from_time", "9:00"), ("to_time", "10:00")]),
                by: "150")
        }
    }

    @Test("Overlaps are refused with the leave they hit; halves that only touch are not; withdrawn leave frees its days")
    func overlaps() throws {
        try world.run("leave.request", ask("L1", "annual", "2026-12-07", "2026-12-09", [("to_half", "am")]), by: "150")
        let refusal = refused("leave.overlap", .ruleRefused) {
            try world.run("leave.request", ask("L2", "annual", "2026-12-09", "2026-12-10"), by: "150")
        }
        #expect(refusal?.body()["with"]?[0]?.stringValue == cid("L1"))
        #expect(refusal?.nearest == "2026-12-10")
        try world.run("leave.request", ask("L3", "annual", "2026-12-09", "2026-12-10", [("from_half", "pm")]), by: "150")
        try world.run("leave.withdraw", ["id": .string(cid("L1"))], by: "150")
        try world.run("leave.request", ask("L4", "sick", "2026-12-07", "2026-12-08"), by: "150")
        try world.run("leave.request", ask("L5", "annual", "2026-12-07", "2026-12-08"), by: "151")
    }

    @Test("The ledger holds what is asked for, takes what is approved, and gives back what is cancelled")
    func ledger() throws {
        var changes = Changes()
        #expect(
            LeaveBalanceChanges.allocate(
                500, employee: "150", .annual, unit: .day, from: day("2026-01-01"), to: day("2026-12-31"), source: "test", existing: nil,
                today: world.today, now: world.now, &changes) == .created)
        try world.apply(changes)
        let id = LeaveBalanceChanges.id(employee: "150", .annual, from: day("2026-01-01"))
        try world.run("leave.request", ask("L1", "annual", "2026-12-07", "2026-12-09"), by: "150")
        #expect(try world.get(LeaveBalance.self, id).pending == 300)
        let short = refused("leave.balance") {
            try world.run("leave.request", ask("L2", "annual", "2026-12-14", "2026-12-16"), by: "150")
        }
        #expect(short?.nearest == 200)
        try world.run("leave.decide", ["id": .string(cid("L1")), "decision": "approve"], by: "140")
        var ledger = try world.get(LeaveBalance.self, id)
        #expect((ledger.balance, ledger.used, ledger.pending) == (200, 300, 0))
        try world.run("leave.cancel", ["id": .string(cid("L1")), "reason": "改期"], by: "150")
        ledger = try world.get(LeaveBalance.self, id)
        #expect((ledger.balance, ledger.used) == (500, 0))
        #expect(ledger.entries.map(\.kind) == [.allocation, .leave, .cancel])
        #expect(ledger.entries.reduce(0) { $0 + $1.amount } == ledger.balance)
        refused("leave.no_ledger") { try world.run("leave.request", ask("L3", "annual", "2027-02-01", "2027-02-02"), by: "150") }
        let across = refused("leave.across_ledgers") {
            try world.run("leave.request", ask("L3", "annual", "2026-12-30", "2027-01-05"), by: "150")
        }
        #expect(across?.nearest == "2026-12-31")
    }

    @Test("Leave is refused before joining, after leaving, too far back, too long, and backwards")
    func bounds() throws {
        #expect(
            refused("leave.too_old") { try world.run("leave.request", ask("L1", "sick", "2025-01-06", "2025-01-07"), by: "150") }?.nearest
                == "2025-11-19")
        refused("period.order", .invalid) { try world.run("leave.request", ask("L1", "sick", "2026-12-08", "2026-12-07"), by: "150") }
        refused("period.too_long") { try world.run("leave.request", ask("L1", "sick", "2026-12-08", "2029-12-07"), by: "150") }
        try world.run("employee.end", ["employee": "150", "date": "2026-12-31", "reason": "合同期满"], by: "110")
        #expect(
            refused("leave.after_leaving") { try world.run("leave.request", ask("L1", "sick", "2026-12-30", "2027-01-02"), by: "150") }?
                .nearest == "2026-12-31")
    }

    @Test("An id that is malformed, or was ever used by anybody, is refused the same way")
    func ids() throws {
        refused("record.id_form", .invalid) {
            try world.run("leave.request", ["id": "L1", "type": "sick", "from": "2026-12-07", "to": "2026-12-07"], by: "150")
        }
        try world.run("leave.request", ask("L1", "sick", "2026-12-07", "2026-12-07"), by: "151")
        refused("record.id_taken", .invalid) { try world.run("leave.request", ask("L1", "sick", "2026-12-07", "2026-12-07"), by: "150") }
    }

    @Test("An attachment that is not uploaded yet holds the queue; one of another person never does")
    func attachments() throws {
        let a = ask("L1", "sick", "2026-12-07", "2026-12-07", [("attachments", ["h1"])])
        #expect(throws: Refusal.wait(.dependencyMissing)) { try world.run("leave.request", a, by: "150") }
        world.upload("h1", by: "151")
        #expect(throws: Refusal.wait(.dependencyMissing)) { try world.run("leave.request", a, by: "150") }
        world.upload("h1", by: "150")
        try world.run("leave.request", a, by: "150")
        #expect(try world.get(Leave.self, cid("L1")).blobHashes == ["h1"])
    }
}
