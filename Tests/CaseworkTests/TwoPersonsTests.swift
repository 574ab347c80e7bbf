import Base
import Casework
import Records
import Testing
import Wire

/// Two persons are two only where neither is of the other's making.
@Suite("Acts of two persons ask for two that are independent") struct TwoPersonsTests {
    /// A company with one officer, 1 (admin and HR, by the operator), and people without roles.
    private static func small() throws -> World {
        let world = World()
        try world.hire("1", "陈安", [.admin, .hr])
        for id in ["2", "3", "4"] { try world.hire(id, "员工\(id)", []) }
        return world
    }

    private static func give(_ world: World, _ id: String, to person: String, _ roles: [String], by admin: String = "1") throws {
        let a: JSON = ["id": .string(cid(id)), "employee": .string(person), "roles": .array(roles.map(JSON.string)), "reason": "任命"]
        try world.run("role.set", a, by: admin)
    }

    private static func device(_ world: World, of person: String, _ voucher: String, by: String?, id: String? = nil, daysAgo: Int = 0) throws {
        let at = world.now.adding(ms: -Int64(daysAgo) * 86_400_000)
        try world.place(
            Device(id: id ?? "dev" + person, account: person, name: "phone", publicKey: "", voucher: voucher, voucherBy: by, app: "t", status: .active,
                enrolledAt: at), in: .identity)
    }

    /// What the first and second person are to each other, and whether they count as two.
    enum Case: String, CaseIterable {
        case strangers, roleByFirst, roleByFirst29, roleByFirst30, roleOfTwo, codeByFirst, codeByFirst30, codeByOperator, codeByTwo
        case codeByFirstAndPuppet, chainOfDevices, oldPassword, newPassword, madeTheFirst, codeOfTheFirst, sameMaker, confirmedByPuppet, olderRole

        var isTwo: Bool {
            switch self {
            case .strangers, .roleByFirst30, .roleOfTwo, .codeByFirst30, .codeByOperator, .codeByTwo, .oldPassword, .olderRole: true
            default: false
            }
        }
    }

    @Test("By table", arguments: Case.allCases)
    func table(_ which: Case) throws {
        let world = try Self.small()
        var (first, second, under) = ("1", "2", String?.none)
        switch which {
        case .strangers: try world.hire("9", "林峰", [.admin]); second = "9"
        case .roleByFirst: try Self.give(world, "R1", to: "2", ["admin"])
        case .roleByFirst29: try Self.give(world, "R1", to: "2", ["admin"]); try world.pass(days: 29)
        case .roleByFirst30: try Self.give(world, "R1", to: "2", ["admin"]); try world.pass(days: 30)
        case .roleOfTwo, .confirmedByPuppet:
            // 9 is independent; a puppet is an admin by 1's word alone.
            if which == .roleOfTwo { try world.hire("9", "林峰", [.admin]) } else { try Self.give(world, "R1", to: "3", ["admin"]) }
            let who = which == .roleOfTwo ? "9" : "3"
            try world.place(
                RoleChange(id: cid("R2"), employee: "2", account: "2", rolesBefore: ["employee"], rolesAfter: ["employee", "admin"], reason: "x",
                    status: .confirmed, askedBy: "1", askedAt: world.now, confirmedBy: who), in: .admin)
            try world.change(Account.self, "2") { $0.roles = ["employee", "admin"] }
        case .codeByFirst, .codeByFirst30, .codeByOperator, .codeByTwo, .codeByFirstAndPuppet:
            try world.hire("9", "林峰", [.admin])
            second = "9"
            if which == .codeByFirstAndPuppet {
                try world.place(
                    RoleChange(id: cid("R2"), employee: "3", account: "3", rolesBefore: ["employee"], rolesAfter: ["employee", "hr"], reason: "x",
                        status: .confirmed, askedBy: "1", askedAt: world.now), in: .admin)
                try world.change(Account.self, "3") { $0.roles = ["employee", "hr"] }
            }
            let by = which == .codeByOperator ? "operator" : which == .codeByTwo ? "1+4" : which == .codeByFirstAndPuppet ? "1+3" : "1"
            try Self.device(world, of: "9", "code", by: by, daysAgo: which == .codeByFirst30 ? 30 : 0)
        case .chainOfDevices:
            try world.hire("9", "林峰", [.admin])
            second = "9"
            try Self.device(world, of: "9", "code", by: "1", id: "root")
            try Self.device(world, of: "9", "device", by: "root")
        case .oldPassword, .newPassword:
            try world.hire("9", "林峰", [.admin])
            second = "9"
            let days = which == .oldPassword ? 400 : 3
            let then = world.now.adding(ms: -Int64(days) * 86_400_000)
            try world.change(Account.self, "9") { $0.passwordChangedAt = then }
            try Self.device(world, of: "9", "password", by: "1")
        case .madeTheFirst: try Self.give(world, "R1", to: "2", ["admin"]); (first, second) = ("2", "1")
        case .codeOfTheFirst: try world.hire("9", "林峰", [.admin]); (first, second, under) = ("9", "1", "code:1")
        case .sameMaker:
            for (id, person) in [("R1", "2"), ("R2", "3")] { try Self.give(world, id, to: person, ["hr"]) }
            (first, second) = ("2", "3")
        case .olderRole:
            try world.hire("9", "林峰", [.admin])
            second = "9"
            try world.place(
                RoleChange(id: cid("R2"), employee: "9", account: "9", rolesBefore: ["admin", "employee"], rolesAfter: ["admin", "employee", "hr"],
                    reason: "x", status: .confirmed, askedBy: "1", askedAt: world.now), in: .admin)
            try world.change(Account.self, "9") { $0.roles = ["admin", "employee", "hr"] }
        }
        let roles: Set<Role> = [.hr, .admin]
        let actor = try world.actor(second)
        let two = try TwoPersons.load(first: first, in: roles, under: under, at: world.now, second: actor, in: roles, world)
        let env = world.environment(actor)
        if which.isTwo { try two.check(env) } else { refused("role.not_independent", .ruleRefused) { try two.check(env) } }
    }

    @Test("One admin cannot delete by two persons of the own making; all officers are told; after 30 days the second one counts")
    func deletion() throws {
        let world = try Self.small()
        try Self.give(world, "R0", to: "4", ["hr"])
        try Self.give(world, "R1", to: "2", ["admin"])
        let notices = try world.page(Notice.self, after: nil, limit: 100).map(\.record).filter { $0.aboutId == cid("R1") }
        #expect(Set(notices.compactMap(\.employee)) == ["2", "4"] && notices.allSatisfy { $0.texts[0].body.contains("2026-12-20") })
        guard case .object(var members) = Sample.record(Payslip.schema, full: false, id: cid("p1")) else { return }
        (members["employee"], members["period"], members["status"], members["answer"]) = ("3", "2020-01", "published", "none")
        (members["start_date"], members["end_date"]) = ("2020-01-01", "2020-01-28")
        try world.place(try WireDecoder.decode(Payslip.self, from: .object(members)), in: .employee("3"))
        try world.run("deletion.propose", ["id": .string(cid("D1")), "collection": "payslip", "reason": "保存期满"], by: "1")
        try world.pass(days: 0)
        let digest = try #require(try world.get(Deletion.self, cid("D1")).digest)
        func confirm(_ decision: String, by: String) throws {
            let a: JSON = ["id": .string(cid("D1")), "digest": .string(digest), "decision": .string(decision), "reason": "已核对"]
            try world.run("deletion.confirm", a, by: by)
            try world.pass(days: 0)
        }
        let no = refused("role.not_independent", .ruleRefused) { try confirm("approve", by: "2") }
        #expect(no?.body()["nearest"] == "2026-12-20")
        try world.pass(days: 30)
        try confirm("approve", by: "2")
        #expect(try world.get(Deletion.self, cid("D1")).status == .done)
        #expect(try world.record(Payslip.self, id: cid("p1")) == nil)
    }

    @Test("The same for an erasure and for a change of roles; to refuse needs no independence")
    func erasureAndRoles() throws {
        let world = try Self.small()
        guard case .object(var members) = Sample.record(ProfileCorrection.schema, full: false, id: cid("c1")) else { return }
        (members["employee"], members["status"], members["decided_at"]) = ("3", "rejected", "2022-01-10T10:00:00+08:00")
        try world.place(try WireDecoder.decode(ProfileCorrection.self, from: .object(members)), in: .employee("3"))
        try world.run("erasure.request", ["id": .string(cid("X1"))], by: "3")
        try Self.give(world, "R1", to: "2", ["hr"])
        try world.run("erasure.decide", ["id": .string(cid("X1")), "decision": "approve"], by: "1")
        refused("role.not_independent", .ruleRefused) { try world.run("erasure.confirm", ["id": .string(cid("X1")), "decision": "approve"], by: "2") }
        let no: JSON = ["id": .string(cid("X1")), "decision": "reject", "reason_code": "retention", "reason": "保存期限内"]
        try world.run("erasure.confirm", no, by: "2")
        try Self.give(world, "R2", to: "2", ["hr", "admin"])
        try Self.give(world, "R3", to: "4", ["finance"])
        #expect(try world.get(RoleChange.self, cid("R3")).status == .pending)
        refused("role.not_independent", .ruleRefused) { try world.run("role.confirm", ["id": .string(cid("R3")), "decision": "approve"], by: "2") }
        try world.run("role.confirm", ["id": .string(cid("R3")), "decision": "reject"], by: "2")
    }

    @Test("Under a code that the one who confirms handed out, the first step says so in the record")
    func kept() throws {
        let world = try World.company()
        try Self.device(world, of: "110", "code", by: "100")
        try world.run("deletion.propose", ["id": .string(cid("D1")), "collection": "payslip", "reason": "x"], by: "110")
        #expect(try world.get(Deletion.self, cid("D1")).askedUnder == "code:100")
    }
}

extension World {
    /// Changes a record without a command.
    func change<R: Record>(_: R.Type, _ id: String, _ body: (inout R) -> Void) throws {
        guard let stored = try record(R.self, id: id) else { return }
        var record = stored.record
        body(&record)
        var changes = Changes()
        changes.put(record, in: stored.feed)
        try apply(changes)
    }
}
