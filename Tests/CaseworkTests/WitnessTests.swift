import Casework
import Records
import Testing
import Wire

@Suite("Witnesses of the log") struct WitnessTests {
    let world: World
    init() throws { world = try World.company() }

    static let key = "witness.example+64341833+BLRLSb6axLmY4yVa4M3dyZXlJqSMW7N3Bi9v0sQ0sHRd"

    private func set(_ id: String, _ key: String?, by: String = "100") throws {
        var a: JSONObject = ["id": .string(cid(id)), "name": "工会"]
        if let key { a["key"] = .string(key) }
        try world.run("witness.set", .object(a), by: by)
    }

    @Test("An admin names a witness before everybody, and ends it")
    func life() throws {
        try set("W1", Self.key)
        let witness = try world.get(Witness.self, cid("W1"))
        #expect(witness.status == .active && witness.key == Self.key && witness.since == world.now)
        #expect(try world.record(Witness.self, id: cid("W1"))?.feed == .tenant)
        try set("W1", nil)
        #expect(try world.get(Witness.self, cid("W1")).status == .ended)
        try set("W2", Self.key)
        refused("access.role", .forbidden) { try set("W3", Self.key, by: "110") }
    }

    @Test("A key that is none, a name twice, and an unknown witness are refused")
    func refusals() throws {
        for bad in ["", "x", "witness.example+64341834+BLRLSb6axLmY4yVa4M3dyZXlJqSMW7N3Bi9v0sQ0sHRd", Self.key + "=", " " + Self.key] {
            refused("witness.key", .invalid) { try set("W1", bad) }
        }
        // A key of a log is none of a witness.
        refused("witness.key", .invalid) { try set("W1", "gongdao.test/acme+7d259a4d+AfVH8ehL6+tsKS0JfeNgM1s7WnIyW78yY/vUZlin6T4D") }
        try set("W1", Self.key)
        refused("witness.taken") { try set("W2", Self.key) }
        try set("W1", Self.key)
        #expect(throws: Refusal.self) { try set("W9", nil) }
    }
}
