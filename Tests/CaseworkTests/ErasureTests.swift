import Base
import Casework
import Records
import Testing
import Wire

@Suite("A person's request for erasure") struct ErasureTests {
    let world: World

    init() throws { world = try World.company() }

    func correction(_ id: String, of person: String, decided: String) throws {
        guard case .object(var members) = Sample.record(ProfileCorrection.schema, full: false, id: cid(id)) else { return }
        (members["employee"], members["status"]) = (.string(person), "rejected")
        members["decided_at"] = .string(decided + "T10:00:00+08:00")
        try world.place(try WireDecoder.decode(ProfileCorrection.self, from: .object(members)), in: .employee(person))
    }

    func request(_ collections: [String]? = nil, by: String = "150") throws {
        var a: JSONObject = ["id": .string(cid("X1"))]
        if let collections { a["collections"] = .array(collections.map(JSON.string)) }
        try world.run("erasure.request", .object(a), by: by)
    }

    func decide(_ op: String = "erasure.decide", _ decision: String = "approve", by: String) throws {
        var a: JSONObject = ["id": .string(cid("X1")), "decision": .string(decision)]
        if decision == "reject" { (a["reason_code"], a["reason"]) = ("retention", "保存期限内") }
        try world.run(op, .object(a), by: by)
        try world.pass(days: 0)
    }

    var request: Erasure { get throws { try world.get(Erasure.self, cid("X1")) } }

    @Test("What is past its period goes after two persons have agreed; what is not is named with its ground and its day")
    func whole() throws {
        try correction("c1", of: "150", decided: "2022-01-10")
        try correction("c2", of: "150", decided: "2026-01-10")
        try request()
        #expect(try world.task(.erasureDecide, cid("X1")).feed == .hr)
        try decide(by: "110")
        let seen = try request
        #expect(seen.status == .proposed && seen.planned == 1)
        refused("erasure.second_person") { try decide("erasure.confirm", by: "110") }
        #expect(try world.record(ProfileCorrection.self, id: cid("c1")) != nil)
        try decide("erasure.confirm", by: "100")
        let done = try request
        #expect(done.status == .done && done.deleted == 1 && done.decidedBy == "110" && done.confirmedBy == "100")
        #expect(try world.record(ProfileCorrection.self, id: cid("c1")) == nil)
        #expect(try world.record(ProfileCorrection.self, id: cid("c2")) != nil)
        let kept = try #require(done.kept.first { $0.collection == "profile_correction" })
        #expect(kept.count == 1 && kept.ground == "retention" && kept.until == day("2029-01-10") && kept.basis.zh.contains("第47条"))
        // Employed: the roster record has no day yet.
        #expect(done.kept.contains { $0.collection == "employee" && $0.until == nil && $0.ground == "retention" })
    }

    @Test("Under a hold, and within every period, it can only be refused, with the grounds in the refusal")
    func exceptions() throws {
        try correction("c1", of: "150", decided: "2022-01-10")
        try world.run("hold.set", ["id": .string(cid("H1")), "employee": "150", "reference": "r", "reason": "r"], by: "111")
        try request()
        let held = refused("erasure.hold", .ruleRefused) { try decide(by: "110") }
        #expect(held?.body()["kept"]?[0]?["ground"] == "hold")
        try world.run("hold.lift", ["id": .string(cid("H1")), "reason": "r"], by: "111")
        try decide(by: "110")
        // A hold that is set before the second person confirms stops it.
        try world.run("hold.set", ["id": .string(cid("H2")), "employee": "150", "reference": "r", "reason": "r"], by: "111")
        refused("erasure.hold", .ruleRefused) { try decide("erasure.confirm", by: "100") }
        try decide("erasure.confirm", "reject", by: "100")
        let seen = try request
        #expect(seen.status == .rejected && seen.rejectCode == "retention")
        #expect(try world.record(ProfileCorrection.self, id: cid("c1")) != nil)
    }

    @Test("Nothing to delete: refused as retained, and answered with reasons")
    func retained() throws {
        try correction("c2", of: "150", decided: "2026-01-10")
        try request(["profile_correction"])
        let refusal = refused("erasure.retained", .ruleRefused) { try decide(by: "110") }
        #expect(refusal?.body()["kept"]?[0]?["until"] == "2029-01-10")
        refused("decision.reason_code", .invalid) {
            try world.run("erasure.decide", ["id": .string(cid("X1")), "decision": "reject"], by: "110")
        }
        try decide(by: "110", "reject")
        let seen = try request
        #expect(seen.status == .rejected && seen.rejectReason == "保存期限内" && seen.kept.count == 1)
        #expect(try world.task(.erasureDecide, cid("X1")).record.status == .done)
    }

    private func decide(by: String, _ decision: String) throws { try decide("erasure.decide", decision, by: by) }

    @Test("It is the person's own: one at a time, taken back while nothing is done, decided by nobody about themselves")
    func own() throws {
        try request(["leave"])
        refused("erasure.pending", .conflict) { try world.run("erasure.request", ["id": .string(cid("X2"))], by: "150") }
        refused("record.not_found") { try world.run("erasure.withdraw", ["id": .string(cid("X1"))], by: "151") }
        try world.run("erasure.withdraw", ["id": .string(cid("X1"))], by: "150")
        #expect(try request.status == .withdrawn)
        refused("erasure.propose_withdrawn", .conflict) { try decide(by: "110") }
        refused("erasure.collection", .invalid) {
            try world.run("erasure.request", ["id": .string(cid("X3")), "collections": ["account"]], by: "150")
        }
        try world.run("erasure.request", ["id": .string(cid("X4"))], by: "110")
        refused("decision.own") { try world.run("erasure.decide", ["id": .string(cid("X4")), "decision": "approve"], by: "110") }
    }

    @Test("A hold that is set while it runs keeps what is left")
    func holdWhileRunning() throws {
        for index in 0..<250 { try correction("k\(index)", of: "150", decided: "2022-01-10") }
        try request(["profile_correction"])
        try decide(by: "110")
        try world.run("erasure.confirm", ["id": .string(cid("X1")), "decision": "approve"], by: "100")
        try world.timer("erasure.run", ["id": .string(cid("X1"))])
        try world.run("hold.set", ["id": .string(cid("H1")), "employee": "150", "reference": "r", "reason": "r"], by: "111")
        try world.pass(days: 0)
        let seen = try request
        #expect(seen.status == .done && seen.deleted == 100 && seen.kept.map(\.count) == [150])
        #expect(world.rows["profile_correction"]?.count == 150)
    }
}

@Suite("Consents to an operator's reading") struct ConsentTests {
    let world: World

    init() throws { world = try World.company() }

    func grant(_ more: [(String, JSON)] = [], by: String = "100") throws {
        var a: JSONObject = [
            "id": .string(cid("G1")), "operator": "night-shift", "purpose": "排查", "collections": ["payslip"], "employee": "150",
            "until": .string(world.now.adding(ms: 3_600_000).rfc3339()),
        ]
        for (name, value) in more { a[name] = value }
        try world.run("consent.grant", .object(a), by: by)
    }

    var consent: AccessConsent { get throws { try world.get(AccessConsent.self, cid("G1")) } }

    @Test("One operator, one scope, one time; it ends by itself")
    func ends() throws {
        try grant()
        let given = try consent
        #expect(given.lets("night-shift", at: world.now) && !given.lets("another", at: world.now))
        #expect(given.covers("payslip", of: "150") && !given.covers("payslip", of: "151") && !given.covers("leave", of: "150"))
        #expect(!given.lets("night-shift", at: given.until), "the clock decides, not the timer")
        try world.pass(days: 1)
        #expect(try consent.status == .ended)
        refused("consent.revoke_ended", .conflict) { try world.run("consent.revoke", ["id": .string(cid("G1"))], by: "100") }
    }

    @Test("Any admin revokes it; nobody else grants one, nor opens accounts, nor for longer than the bound")
    func bounds() throws {
        try grant()
        try world.run("consent.revoke", ["id": .string(cid("G1")), "reason": "已解决"], by: "101")
        #expect(try !consent.lets("night-shift", at: world.now))
        try world.timer("consent.end", ["id": .string(cid("G1"))])
        #expect(try consent.status == .revoked)
        refused("access.role") { try grant([("id", .string(cid("G2")))], by: "110") }
        refused("consent.collection", .invalid) { try grant([("id", .string(cid("G2"))), ("collections", ["account"])]) }
        refused("consent.until", .invalid) {
            try grant([("id", .string(cid("G2"))), ("until", .string(world.now.adding(ms: Limits.consentMs + 1).rfc3339()))])
        }
    }
}
