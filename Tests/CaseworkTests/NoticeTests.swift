import Base
import Casework
import Records
import Testing
import Wire

@Suite("Notices") struct NoticeTests {
    let world: World

    init() throws { world = try World.company() }

    func issue(_ id: String, _ more: [(String, JSON)] = []) -> JSON {
        .object(
            JSONObject(
                [
                    ("id", .string(cid(id))), ("kind", "return_to_work"), ("requires", "acknowledgement"),
                    ("texts", [["lang": "zh-Hans", "title": "返岗通知", "body": "请于12月1日返岗。"]]),
                ] + more))
    }

    func pin(_ id: String) throws -> [(String, JSON)] {
        [("id", .string(id)), ("digest", .string(try world.get(Notice.self, id).digest))]
    }
    func step(_ op: String, _ id: String, _ more: [(String, JSON)] = [], by employee: String) throws {
        try world.run(op, .object(JSONObject(try pin(id) + more)), by: employee)
    }

    @Test("A notice to one person lives in that person's feed and starts its ladder as sent")
    func personal() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150"])]), by: "110")
        let stored = try #require(try world.record(Notice.self, id: cid("N1")))
        #expect(stored.feed == .employee("150"))
        #expect(NoticeDigest.holds(for: stored.record))
        let receipt = try #require(try world.record(NoticeReceipt.self, id: cid("N1") + ".150"))
        #expect(receipt.feed == .employee("150"))
        #expect((receipt.record.status, receipt.record.sentAt) == (.sent, world.now))
    }

    @Test("To several persons each gets a notice of their own; one cannot read another's")
    func several() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150", "151"])]), by: "110")
        let own = cid("N1") + ".151"
        try step("notice.read", own, by: "151")
        #expect(throws: Refusal.notFound) { try step("notice.acknowledge", own, by: "150") }
        #expect(try world.get(NoticeReceipt.self, own + ".151").status == .read)
        #expect(try world.get(NoticeReceipt.self, cid("N1") + ".150.150").status == .sent)
    }

    @Test("Each step proves the ones below it and keeps its first time; a repeat changes nothing")
    func ladder() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150"])]), by: "110")
        let id = cid("N1")
        try step("notice.read", id, [("step", "opened")], by: "150")
        let opened = world.now
        world.now = world.now.adding(seconds: 60)
        try step("notice.acknowledge", id, [("lang", "zh-Hans"), ("shown_at", "2026-11-20T09:59:00+08:00")], by: "150")
        let receipt = try world.get(NoticeReceipt.self, id + ".150")
        #expect(receipt.status == .acknowledged)
        #expect((receipt.openedAt, receipt.readAt, receipt.acknowledgedAt) == (opened, world.now, world.now))
        #expect((receipt.lang, receipt.device) == ("zh-Hans", "dev150"))
        world.now = world.now.adding(seconds: 60)
        #expect(try world.preview("notice.acknowledge", .object(JSONObject(try pin(id))), as: world.actor("150")).isEmpty)
    }

    @Test("An acknowledgement of another text than the one issued is refused with the right digest")
    func wrongDigest() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150"])]), by: "110")
        let refusal = refused("notice.digest", .ruleRefused) {
            try world.run("notice.acknowledge", ["id": .string(cid("N1")), "digest": "forged"], by: "150")
        }
        #expect(refusal?.nearest?.stringValue == (try world.get(Notice.self, cid("N1"))).digest)
    }

    @Test("Silence ends as no response and never as agreement; a late answer still counts")
    func silence() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150"]), ("due_date", "2026-11-25")]), by: "110")
        try step("notice.read", cid("N1"), by: "150")
        try world.pass(days: 6)
        var receipt = try world.get(NoticeReceipt.self, cid("N1") + ".150")
        #expect(receipt.status == .noResponse)
        #expect(receipt.acknowledgedAt == nil)
        try step("notice.acknowledge", cid("N1"), by: "150")
        receipt = try world.get(NoticeReceipt.self, cid("N1") + ".150")
        #expect(receipt.status == .acknowledged)
        #expect(receipt.noResponseAt != nil)
    }

    @Test("Where reading is enough, a notice that was read does not lapse; an acknowledged one never does")
    func noLapse() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150"]), ("due_date", "2026-11-25"), ("requires", "read")]), by: "110")
        try step("notice.read", cid("N1"), by: "150")
        try world.run("notice.issue", issue("N2", [("employees", ["151"]), ("due_date", "2026-11-25")]), by: "110")
        try step("notice.acknowledge", cid("N2"), by: "151")
        try world.pass(days: 6)
        #expect(try world.get(NoticeReceipt.self, cid("N1") + ".150").status == .read)
        #expect(try world.get(NoticeReceipt.self, cid("N2") + ".151").status == .acknowledged)
    }

    @Test("A dispute needs words, keeps them, and becomes a task for HR that names nobody's content")
    func dispute() throws {
        try world.run("notice.issue", issue("N1", [("employees", ["150"])]), by: "110")
        refused("text.empty", .invalid) { try step("notice.dispute", cid("N1"), [("reason", " ")], by: "150") }
        try step("notice.dispute", cid("N1"), [("reason", "停工留薪期未满")], by: "150")
        #expect(try world.get(NoticeReceipt.self, cid("N1") + ".150").disputeReason == "停工留薪期未满")
        let task = try world.task(.noticeDispute, cid("N1") + ".150")
        #expect(task.feed == .hr)
        #expect(!world.text("task", task.record.id).contains("停工留薪期"))
    }

    @Test("To everybody it lives in t, and each person's receipt begins with that person's first step")
    func everybody() throws {
        try world.leaveNotice()
        #expect(try world.record(Notice.self, id: cid("N1"))?.feed == .tenant)
        #expect(try world.record(NoticeReceipt.self, id: cid("N1") + ".150") == nil)
        try step("notice.read", cid("N1"), by: "150")
        #expect(try world.get(NoticeReceipt.self, cid("N1") + ".150").status == .read)
    }

    @Test("A scheduled policy takes effect on its day; until then the one before is in force")
    func scheduled() throws {
        let old = try world.leaveNotice(acknowledgedBy: ["150"])
        try world.run(
            "notice.issue",
            [
                "id": .string(cid("N2")), "kind": "leave_policy", "requires": "acknowledgement", "effective_from": "2026-12-01",
                "texts": [["lang": "zh-Hans", "title": "请假须知（新）", "body": "……"]],
            ], by: "110")
        #expect(try world.get(Notice.self, cid("N2")).status == .scheduled)
        #expect(try world.find(.notice, "leave_policy") == old["id"]?.stringValue)
        try world.pass(days: 11)
        #expect(try world.find(.notice, "leave_policy") == cid("N2"))
        let before = try world.get(Notice.self, cid("N1"))
        #expect((before.status, before.supersededBy, before.effectiveTo) == (.superseded, cid("N2"), day("2026-11-30")))
    }

    @Test("A policy issued before the scheduled one takes effect ends both: one policy is in force, and the timer finds nothing to do")
    func overtaken() throws {
        func policy(_ id: String, _ more: [(String, JSON)]) throws {
            let text: JSON = [["lang": "zh-Hans", "title": "请假须知", "body": "……"]]
            let base: [(String, JSON)] = [
                ("id", .string(cid(id))), ("kind", "leave_policy"), ("requires", "acknowledgement"), ("texts", text),
            ]
            try world.run("notice.issue", .object(JSONObject(base + more)), by: "110")
        }
        try policy("N1", [])
        try policy("N2", [("effective_from", "2026-12-01")])
        try policy("N3", [("supersedes", .string(cid("N2")))])
        #expect(try ["N1", "N2", "N3"].map { try world.get(Notice.self, cid($0)).status } == [.superseded, .superseded, .inForce])
        #expect(try world.get(Notice.self, cid("N3")).version == 3)
        try world.pass(days: 20)
        #expect(try world.find(.notice, "leave_policy") == cid("N3"))
        #expect(try world.find(.notice, cid("N1")) == cid("N3"))
        refused("notice.not_in_force", .conflict) { try policy("N4", [("supersedes", .string(cid("N1")))]) }
    }

    @Test("The digest covers kind, version, texts and rules: any change gives another")
    func digest() throws {
        let texts = [NoticeText(lang: "zh-Hans", title: "甲", body: "乙")]
        let base = try NoticeDigest.of(kind: .policy, version: 1, texts: texts, policy: nil)
        #expect(base.utf8.count == 43)
        #expect(try NoticeDigest.of(kind: .general, version: 1, texts: texts, policy: nil) != base)
        #expect(try NoticeDigest.of(kind: .policy, version: 2, texts: texts, policy: nil) != base)
        #expect(try NoticeDigest.of(kind: .policy, version: 1, texts: texts + texts, policy: nil) != base)
        #expect(try NoticeDigest.of(kind: .policy, version: 1, texts: texts, policy: .standard) != base)
    }

    @Test("What cannot be issued")
    func rules() throws {
        refused("access.role", .forbidden) { try world.run("notice.issue", issue("N1"), by: "140") }
        refused("notice.no_employee") { try world.run("notice.issue", issue("N1", [("employees", ["150", "999"])]), by: "110") }
        refused("notice.person_twice") { try world.run("notice.issue", issue("N1", [("employees", ["150", "150"])]), by: "110") }
        refused("list.count") { try world.run("notice.issue", issue("N1", [("employees", [])]), by: "110") }
        #expect(
            refused("notice.due_past") { try world.run("notice.issue", issue("N1", [("due_date", "2026-11-01")]), by: "110") }?.nearest
                == "2026-11-20")
        refused("notice.retroactive") { try world.run("notice.issue", issue("N1", [("effective_from", "2026-11-01")]), by: "110") }
        refused("notice.policy_requires") {
            try world.run("notice.issue", issue("N1", [("kind", "leave_policy"), ("requires", "read")]), by: "110")
        }
        refused("notice.language_twice") {
            let text: JSON = ["lang": "en", "title": "a", "body": "b"]
            try world.run("notice.issue", issue("N1", [("texts", [text, text])]), by: "110")
        }
        let long: JSON = [["lang": "en", "title": "a", "body": .string(String(repeating: "a", count: 50_000))]]
        refused("text.too_long") { try world.run("notice.issue", issue("N1", [("texts", long)]), by: "110") }
    }

    @Test("Announcements: published to everybody, withdrawn once")
    func announcement() throws {
        let texts: JSON = [["lang": "zh-Hans", "title": "食堂", "body": "周一开放"]]
        try world.run("announcement.publish", ["id": .string(cid("A1")), "texts": texts, "until_date": "2026-12-31"], by: "110")
        #expect(try world.record(Announcement.self, id: cid("A1"))?.feed == .tenant)
        try world.run("announcement.withdraw", ["id": .string(cid("A1"))], by: "100")
        refused("announcement.withdrawn", .conflict) { try world.run("announcement.withdraw", ["id": .string(cid("A1"))], by: "110") }
        refused("period.order") {
            try world.run("announcement.publish", ["id": .string(cid("A2")), "texts": texts, "until_date": "2026-01-31"], by: "110")
        }
    }
}
