import Base
import Casework
import Evidence
import Foundation
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// Subject rights, break-glass and the auditor's view, over connections.
@Suite("Rights over a connection")
struct RightsFlowTests {
    private func stand(_ body: (Stand, [Role: TestPerson]) async throws -> Void) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await body(stand, try await stand.hireAll())
        try await stand.remove()
    }

    private func speaker(_ stand: Stand, _ people: [Role: TestPerson], _ role: Role) async throws -> Speaker {
        try await stand.session(try #require(people[role]))
    }

    private func grant(_ stand: Stand, _ admin: Speaker, _ id: String, employee: String, hours: Int64 = 2) async throws -> [JSON] {
        let until = stand.clock.now().adding(ms: hours * 3_600_000).rfc3339()
        return try await admin.push(
            "consent.grant",
            [
                "id": .string(id), "operator": "ops", "purpose": "排查工资条", "collections": ["employee"], "employee": .string(employee),
                "until": .string(until),
            ])
    }

    @Test("An operator reads nothing without consent, what it covers under one, and nothing when it is over or revoked; the person sees each reading")
    func breakGlass() async throws {
        try await stand { stand, people in
            let (victim, other) = (try #require(people[.employee]), try #require(people[.manager]))
            let ops = try await stand.operatorSession()
            let admin = try await speaker(stand, people, .admin)
            let employee = try await speaker(stand, people, .employee)
            func read(_ consent: String, _ person: TestPerson, _ collection: String = "employee") async throws -> Int? {
                let params: JSON = [
                    "code": "demo", "consent": .string(consent), "c": .string(collection), "person": .string(person.employee),
                ]
                do { return try await ops.call("operator.read", params)["rows"]?.arrayValue?.count } catch let error as RPCError {
                    #expect(error.code == .forbidden)
                    return nil
                }
            }
            #expect(try await read("G1aBcDeFgHi", victim) == nil)
            #expect(try await ops.call("operator.consents", ["code": "demo"])["consents"] == [])
            #expect(try await grant(stand, admin, "G1aBcDeFgHi", employee: victim.employee).first == "ok")
            #expect(try await ops.call("operator.consents", ["code": "demo"])["consents"]?[0]?["id"] == "G1aBcDeFgHi")
            #expect(try await read("G1aBcDeFgHi", victim) == 1)
            #expect(try await read("G1aBcDeFgHi", other) == nil, "another person")
            #expect(try await read("G1aBcDeFgHi", victim, "employee_private") == nil, "another collection")
            let seen = try await employee.call("evidence.log")["items"]?.arrayValue ?? []
            #expect(seen.count == 1 && seen[0]["op"] == "operator.read" && seen[0]["actor"]?["account"] == "operator:ops")
            #expect(seen[0]["purpose"] == "排查工资条")
            // The clock ends it, before any timer has fired.
            stand.clock.advance(ms: 2 * 3_600_000)
            #expect(try await read("G1aBcDeFgHi", victim) == nil)
            #expect(try await ops.call("operator.consents", ["code": "demo"])["consents"] == [])
            let again = try await speaker(stand, people, .admin)
            _ = try await grant(stand, again, "G2aBcDeFgHi", employee: victim.employee)
            #expect(try await read("G2aBcDeFgHi", victim) == 1)
            #expect(try await again.push("consent.revoke", ["id": "G2aBcDeFgHi"]).first == "ok")
            #expect(try await read("G2aBcDeFgHi", victim) == nil)
            // The auditor finds all of it under the operator's name, the refused attempts among them.
            let auditor = try await speaker(stand, people, .auditor)
            let found = try await auditor.call("audit.search", ["actor": "operator:ops"])["items"]?.arrayValue ?? []
            #expect(found.count == 7 && found.filter { $0["code"] == 1401 }.count == 5)
        }
    }

    @Test("What operators do to a tenant stands in its log under their names")
    func operators() async throws {
        try await stand { stand, people in
            let ops = try await stand.operatorSession()
            _ = try await ops.call("tenant.rotate_key", ["code": "demo"])
            _ = try await ops.call("tenant.rotate_key", ["code": "demo", "log": true])
            _ = try await ops.call("tenant.suspend", ["code": "demo", "reason": "试验"])
            _ = try await ops.call("tenant.resume", ["code": "demo"])
            let auditor = try await speaker(stand, people, .auditor)
            let found = try await auditor.call("audit.search", ["actor": "operator:ops"])["items"]?.arrayValue ?? []
            #expect(Set(found.compactMap { $0["op"]?.stringValue }) == ["key.rotate", "log.key", "tenant.suspend", "tenant.resume"])
            let slice = try await auditor.call("audit.verify")
            let changes = slice["findings"]?.arrayValue?.filter { $0["code"]?.stringValue == "key.changed" } ?? []
            #expect(changes.count == 3, "two rotations, one key destroyed: \(slice)")
        }
    }

    @Test("An auditor finds sign-ins and device keys by the employee, and acts by time")
    func audit() async throws {
        try await stand { stand, people in
            let victim = try #require(people[.employee])
            let first = try await speaker(stand, people, .employee)
            let start = stand.clock.now().ms
            stand.clock.advance(ms: 3_600_000)
            let auditor = try await speaker(stand, people, .auditor)
            let keys = try await auditor.call("audit.search", ["person": .string(victim.employee)])["items"]?.arrayValue ?? []
            #expect(keys.contains { $0["kind"] == "key" && $0["device"] == .string(first.device) })
            let later = try await speaker(stand, people, .employee)
            _ = try await later.push("void", .object(JSONObject()))
            let late = try await auditor.call("audit.search", ["op": "void", "from": .int(start + 1)])["items"]?.arrayValue ?? []
            #expect(late.count == 1)
            #expect(try await auditor.call("audit.search", ["op": "void", "to": .int(start)])["items"] == [])
        }
    }

    @Test("A corrected record keeps the version before: the person sees both, and both are proved")
    func versions() async throws {
        try await stand { stand, people in
            let victim = try #require(people[.employee])
            let employee = try await speaker(stand, people, .employee)
            let hr = try await speaker(stand, people, .hr)
            let correct: JSON = ["id": "C2aBcDeFgHi", "field": "full_name", "value": "王大明"]
            #expect(try await employee.push("profile.correct", correct).first == "ok")
            #expect(try await hr.push("profile.decide", ["id": "C2aBcDeFgHi", "decision": "approve"]).first == "ok")
            let answer = try await employee.call("record.versions", ["c": "employee", "id": .string(victim.employee)])
            let versions = answer["versions"]?.arrayValue ?? []
            let decider = try #require(people[.hr]).employee
            #expect(versions.count >= 1 && versions[0]["op"] == "profile.decide" && versions[0]["by"] == .string(decider))
            #expect(try await employee.call("evidence.log")["items"] == [], "a subject's own reads are no leaves")
            let partition = try await stand.partition()
            let proofs = try await partition.read { try $0.versions(Employee.schema, victim.employee, limit: 9).map(\.proof) }
            for proof in proofs {
                let body = try #require(try await partition.read { try $0.leaf(proof.leaf).secret }).commitment.body
                #expect(proof.holds(root: try #require(try ActBody(body).rows).root))
            }
            // A second correction: the first one's row is now the earlier version.
            let second: JSON = ["id": "C3aBcDeFgHi", "field": "full_name", "value": "王小明"]
            _ = try await employee.push("profile.correct", second)
            _ = try await hr.push("profile.decide", ["id": "C3aBcDeFgHi", "decision": "approve"])
            let both = try await employee.call("record.versions", ["c": "employee", "id": .string(victim.employee)])
            let texts = (both["versions"]?.arrayValue ?? []).map(\.description)
            #expect(texts.count == versions.count + 1 && texts[0].contains("王小明") && texts[1].contains("王大明"))
            let all = try await partition.read { try $0.versions(Employee.schema, victim.employee, limit: 9).map(\.proof) }
            for proof in all {
                let body = try #require(try await partition.read { try $0.leaf(proof.leaf).secret }).commitment.body
                #expect(proof.holds(root: try #require(try ActBody(body).rows).root))
            }
            // Another's: by role and purpose, and then the person sees it.
            #expect(try await hr.refusal("record.versions", ["c": "employee", "id": .string(victim.employee)])?.code == .notFound)
            _ = try await hr.call("record.versions", ["c": "employee", "id": .string(victim.employee), "purpose": "personnel"])
            #expect(try await employee.call("evidence.log")["items"]?[0]?["op"] == "record.versions")
        }
    }

    @Test("A leaf about several people names none of them in its body; the auditor still finds and sees them")
    func several() async throws {
        try await stand { stand, people in
            let partition = try await stand.partition()
            let (one, two) = (try #require(people[.employee]).employee, try #require(people[.manager]).employee)
            let leaf = try await partition.system("import.slice") { writer in
                for employee in [one, two] {
                    try writer.put(
                        PayslipCost(id: "c" + employee, payslip: "p", employee: employee, period: "2026-01", total: Money(fen: 1)),
                        in: .employee(employee))
                }
                return try writer.leaf(.import, op: "import.slice", ["run": "r"])
            }
            let body = try #require(try await partition.read { try $0.leaf(leaf).secret }).commitment.body
            let json = try JSON(parsing: body)
            #expect(json["about"] == nil && json["about_n"] == 2)
            let auditor = try await speaker(stand, people, .auditor)
            for person in [one, two] {
                let items = try await auditor.call("audit.search", ["person": .string(person), "op": "import.slice"])["items"]?.arrayValue ?? []
                #expect(items.count == 1 && items[0]["about"] == .array([one, two].sorted().map(JSON.string)))
            }
        }
    }
}
