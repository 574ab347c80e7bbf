import Base
import Casework
import Records
import Statute
import Testing
import Wire

/// A tenant's own values of the law: who sets them, what is refused, how they are marked.
@Suite("Values of the tenant's own") struct OverrideTests {
    let world: World

    init() throws { world = try World.company() }

    private func own(_ id: String, _ more: JSONObject = [:]) -> JSON {
        var members: JSONObject = [
            "id": .string(cid(id)), "key": "policy_ppm", "place": "000000", "class": "leave_pay_over_10_days", "value": ["ppm": 750_000],
            "from_date": "2026-01-01", "reason": "手册修订", "source": "《员工手册》第二十一条",
        ]
        for (name, value) in more { members[name] = value == .null ? nil : value }
        return .object(members)
    }

    @Test("HR sets a value; everybody of the tenant may read it; it ends after a day, or is withdrawn for all days")
    func life() throws {
        try world.run("override.set", own("V1"), by: "110")
        let stored = try #require(try world.record(StatuteOverride.self, id: cid("V1")))
        #expect(stored.feed == .tenant && stored.record.status == .inForce && stored.record.setBy == "110")
        try world.run("override.end", ["id": .string(cid("V1")), "until_date": "2026-06-30", "reason": "新规定"], by: "100")
        let ended = try world.get(StatuteOverride.self, cid("V1"))
        #expect(ended.status == .ended && ended.isUsed && ended.untilDate == LocalDate("2026-06-30"))
        #expect(ended.history.map(\.event) == ["override.set", "override.end"] && ended.history.last?.reason == "新规定")
        refused("override.until", .invalid) {
            try world.run("override.end", ["id": .string(cid("V1")), "until_date": "2026-12-31", "reason": "x"], by: "110")
        }
        try world.run("override.end", ["id": .string(cid("V1")), "reason": "录入有误"], by: "110")
        #expect(try world.get(StatuteOverride.self, cid("V1")).isUsed == false)
        refused("override.withdrawn", .conflict) { try world.run("override.end", ["id": .string(cid("V1")), "reason": "x"], by: "110") }
    }

    @Test("Nobody else sets or ends one, and none without a reason and a source")
    func roles() throws {
        for person in ["120", "130", "140", "150"] {
            refused("access.role", .forbidden) { try world.run("override.set", own("V1"), by: person) }
            refused("access.role", .forbidden) { try world.run("override.end", ["id": "x", "reason": "x"], by: person) }
        }
        refused("text.empty") { try world.run("override.set", own("V1", ["reason": ""]), by: "110") }
        refused("text.empty") { try world.run("override.set", own("V1", ["source": "  "]), by: "110") }
        refused("record.not_found", .notFound) { try world.run("override.end", ["id": .string(cid("V9")), "reason": "x"], by: "110") }
    }

    @Test("What no rule pack could hold is refused with the reason")
    func values() throws {
        for wrong in [
            ["key": "no_such_key"], ["value": ["fen": 1]], ["value": 7], ["class": .null, "key": "rate", "value": ["ppm": 1]], ["place": "33"], ["value": "x"],
            ["key": "base_floor", "class": .null, "line": "moon", "value": ["fen": 1]],
        ] as [JSONObject] {
            refused("override.value", .invalid) { try world.run("override.set", own("V1", wrong), by: "110") }
        }
        refused("period.order", .invalid) { try world.run("override.set", own("V1", ["until_date": "2025-01-01"]), by: "110") }
    }

    @Test("Two values of one name never cover the same day; other names, places and days do not touch each other")
    func overlap() throws {
        try world.run("override.set", own("V1", ["until_date": "2026-06-30"]), by: "110")
        #expect(refused("override.overlap") { try world.run("override.set", own("V2", ["from_date": "2026-06-30"]), by: "110") }?.nearest == "2026-07-01")
        try world.run("override.set", own("V3", ["from_date": "2026-07-01"]), by: "110")
        try world.run("override.set", own("V4", ["class": "leave_pay_over_month"]), by: "110")
        try world.run("override.set", own("V5", ["place": "330000"]), by: "110")
        try world.run("override.end", ["id": .string(cid("V3")), "reason": "x"], by: "110")
        try world.run("override.set", own("V6", ["from_date": "2026-08-01"]), by: "110")
    }

    @Test("A value below what the law gives is taken and marked as that; one above it as one's own; a policy is neither", arguments: [
        ("monthly_disability", "5", 600_000, ["below_statute:monthly_disability"]), ("monthly_disability", "5", 800_000, ["own_value:monthly_disability"]),
        ("monthly_disability", "5", 700_000, []), ("policy_ppm", "leave_pay_over_10_days", 100_000, []),
    ] as [(String, String, Int64, [String])])
    func marks(key: String, cls: String, ppm: Int64, marks: [String]) throws {
        let result = try world.run(
            "override.set", own("V1", ["key": .string(key), "class": .string(cls), "value": ["ppm": .int(ppm)]]), by: "110")
        #expect(result?["marks"] == .array(marks.map(JSON.string)))
    }
}
