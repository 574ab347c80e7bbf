import Base
import Casework
import Evidence
import Foundation
import Methods
import Records
import Store
import Support
import Tenancy
import Testing
import Wire

@Suite("Evidence bundles over a connection")
struct ExportTests {
    @Test("An employee's own file holds what is the employee's, with its documents, and verifies without the server")
    func own() async throws {
        let house = try await ExportHouse()
        let speaker = try await house.speaker(.employee)
        let document = try await house.act(speaker, canary: "MINE")
        let other = try await house.speaker(.manager)
        try await house.act(other, canary: "STRANGER")
        let hr = try await house.speaker(.hr)
        _ = try await hr.call("get", ["c": "employee", "id": .string(try house.person(.employee).employee), "purpose": "personnel"])
        let bundle = try await house.export(speaker, ["kind": "own"], [("why", "仲裁用"), ("language", "zh-Hans")])
        let verdict = bundle.verdict(Pin(key: try await house.key()))
        #expect(verdict.result == .proved, "\(verdict.failed)")
        #expect(bundle.verdict(Pin()).result == .consistent)
        #expect(verdict.counts.records >= 2 && verdict.counts.acts >= 3 && verdict.counts.signed >= 3 && verdict.counts.attachments == 1)
        #expect(bundle.holds("MINE-SUBJECT") && bundle.holds("MINE-LINE"))
        #expect(bundle.places("STRANGER") == [])
        #expect(bundle.members[try #require(bundle.attachments.first)] == document)
        // What was refused is in it too, and who read the record.
        #expect(bundle.bodies.contains { $0["op"] == "leave.request" && $0["code"] != 0 })
        #expect(bundle.bodies.contains { $0["op"] == "get" && $0["purpose"] == "personnel" })
        #expect(bundle.bodies.contains { $0["op"] == "evidence.export" && $0["why"] == "仲裁用" })
        #expect(bundle.manifest.purpose == "仲裁用" && bundle.manifest.scope == ["kind": "own"])
        // What HR did in office is about others, and stays out of HR's own file.
        let theirs = try await house.export(hr, ["kind": "own"])
        #expect(theirs.places("MINE-") == [] && !theirs.bodies.contains { $0["op"] == "get" })
        let page = String(decoding: try #require(bundle.members["index.html"]), as: UTF8.self)
        #expect(page.contains("员工1") && page.contains("MINE-LINE") && page.contains("票据.pdf"))
        try await house.stand.remove()
    }

    @Test("HR's case file holds what role and purpose open, and logs each purpose in the person's read log")
    func ofCase() async throws {
        let house = try await ExportHouse()
        let employee = try await house.speaker(.employee)
        try await house.act(employee, canary: "CASE")
        try await house.act(try await house.speaker(.manager), canary: "STRANGER")
        let hr = try await house.speaker(.hr)
        let scope: JSON = ["kind": "case", "employee": .string(try house.person(.employee).employee)]
        let bundle = try await house.export(hr, scope, [("purposes", ["handle", "personnel"])])
        #expect(bundle.verdict(Pin(key: try await house.key())).result == .proved)
        // Appeals are HR's to handle; claims are finance's and stay out, with their documents.
        #expect(bundle.holds("CASE-SUBJECT") && !bundle.holds("CASE-LINE") && bundle.attachments.isEmpty)
        #expect(bundle.places("STRANGER") == [])
        #expect(bundle.manifest.omitted.contains { $0.what == "records" && $0.count > 0 })
        let items = try await employee.call("evidence.log")["items"]?.arrayValue ?? []
        #expect(Set(items.compactMap { $0["purpose"]?.stringValue }) == ["handle", "personnel"] && items.allSatisfy { $0["op"] == "evidence.export" })
        try await house.stand.remove()
    }

    @Test("An auditor's range holds its leaves and no others; everybody whose data are in it is told")
    func range() async throws {
        let house = try await ExportHouse()
        let employee = try await house.speaker(.employee)
        try await house.act(employee, canary: "EARLY")
        let size = try await house.stand.partition().read { try $0.checkpoint().size }
        try await house.act(try await house.speaker(.manager), canary: "LATE")
        let auditor = try await house.speaker(.auditor)
        let bundle = try await house.export(auditor, ["kind": "range", "from_leaf": 2, "to_leaf": .int(size - 1)], [("purposes", ["audit"])])
        #expect(bundle.verdict(Pin(key: try await house.key())).result == .proved)
        #expect(bundle.holds("EARLY-SUBJECT") && bundle.holds("EARLY-LINE") && !bundle.holds("LATE"))
        let indexes = bundle.leaves.compactMap { $0["index"]?.intValue }
        #expect(Set(2..<size).isSubset(of: indexes) && indexes.filter { $0 >= size && $0 != bundle.manifest.size - 1 }.isEmpty)
        #expect(try await employee.call("evidence.log")["items"]?.arrayValue?.first?["op"] == "evidence.export")
        // The same by time: nothing happened before the first leaf.
        let nothing = try await house.export(auditor, ["kind": "range", "to": 1], [("purposes", ["audit"])])
        #expect(nothing.records.isEmpty && !nothing.holds("EARLY"))
        try await house.stand.remove()
    }

    @Test("A leaf over several people names none of them; everybody with a row in the file is told, and nobody without a name")
    func rangeOverSeveral() async throws {
        let house = try await ExportHouse()
        let paid = try [Role.employee, .manager, .hr].map { try house.person($0) }
        let day = try #require(LocalDate("2026-10-01"))
        @Sendable func slip(_ person: TestPerson, _ status: PayslipStatus) -> Payslip {
            Payslip(
                id: "slip-" + person.employee, employee: person.employee, period: "2026-10", startDate: day, endDate: day, status: status, version: 1,
                currency: "CNY", grossPay: .zero, totalDeduction: .zero, netPay: .zero, answer: .none)
        }
        let partition = try await house.stand.partition()
        try await partition.system("import.slice", leaf: .import) { writer in
            for person in paid { try writer.put(slip(person, .draft), in: .pay, isNew: true) }
        }
        let finance = try await house.speaker(.finance)
        let ids = JSON.array(paid.map { .string("slip-" + $0.employee) })
        let outcome = try await finance.push("payslip.publish", ["ids": ids])
        try #require(outcome.first == "ok", "\(outcome)")
        let leaf = try await partition.read { try $0.checkpoint().size } - 1
        let auditor = try await house.speaker(.auditor)
        let scope: JSON = ["kind": "range", "from_leaf": .int(leaf), "to_leaf": .int(leaf)]
        let bundle = try await house.export(auditor, scope, [("purposes", ["audit"])])
        let held = Set(bundle.records.compactMap { $0["row"]?["employee"]?.stringValue ?? $0["id"]?.stringValue?.replacing("slip-", with: "") })
        #expect(held.isSuperset(of: paid.map(\.employee)), "\(bundle.records)")
        #expect(bundle.bodies.contains { $0["op"] == "payslip.publish" || $0["act"] != nil })
        for person in paid {
            let items = try await house.stand.session(person).call("evidence.log")["items"]?.arrayValue ?? []
            #expect(items.contains { $0["op"] == "evidence.export" && $0["purpose"] == "audit" }, "\(person.employee): \(items)")
        }
        #expect(try await house.speaker(.admin).call("evidence.log")["items"]?.arrayValue?.contains { $0["op"] == "evidence.export" } == false)
        let found = try await auditor.call("audit.search", ["limit": 50])["items"]?.arrayValue ?? []
        #expect(!found.isEmpty && found.allSatisfy { item in ["about", "people"].allSatisfy { item[$0]?.arrayValue?.contains("") != true } }, "\(found)")
        try await house.stand.remove()
    }

    @Test("Nobody exports what is not theirs: roles, purposes, oneself as a case, nobody's file, operators")
    func wall() async throws {
        let house = try await ExportHouse()
        let victim = JSON.string(try house.person(.employee).employee)
        let aCase: JSON = ["kind": "case", "employee": victim]
        for role in [Role.employee, .manager, .finance, .admin] {
            let speaker = try await house.speaker(role)
            for scope in [["kind": "case", "employee": .string(try house.person(.hr).employee)], ["kind": "range"]] as [JSON] {
                for purpose in Purpose.allCases {
                    let ask: JSON = ["id": "x", "scope": scope, "purposes": [.string(purpose.rawValue)]]
                    #expect(try await speaker.refusal("evidence.export", ask)?.code == .forbidden, "\(role) \(scope)")
                }
            }
        }
        let hr = try await house.speaker(.hr)
        #expect(try await hr.refusal("evidence.export", ["id": "x", "scope": aCase, "purposes": ["audit"]])?.code == .forbidden)
        #expect(try await hr.refusal("evidence.export", ["id": "x", "scope": aCase])?.code == .invalidParams)
        #expect(try await hr.refusal("evidence.export", ["id": "x", "scope": ["kind": "range"], "purposes": ["audit"]])?.code == .forbidden)
        let nobody: JSON = ["kind": "case", "employee": "99999"]
        #expect(try await hr.refusal("evidence.export", ["id": "x", "scope": nobody, "purposes": ["personnel"]])?.code == .notFound)
        let own: JSON = ["kind": "case", "employee": .string(try house.person(.hr).employee)]
        #expect(try await hr.refusal("evidence.export", ["id": "x", "scope": own, "purposes": ["personnel"]])?.code == .forbidden)
        // Somebody else's file is nobody's by its hash.
        let employee = try await house.speaker(.employee)
        _ = try await house.export(employee, ["kind": "own"], id: "mine")
        let hash = try #require(try await employee.call("evidence.export_status")["hash"])
        for other in [hr, try await house.speaker(.admin)] {
            #expect(try await other.refusal("blob.get", ["hash": hash])?.code == .notFound)
            #expect(try await other.refusal("evidence.export_status", ["id": "mine"])?.code == .notFound)
            #expect(try await other.refusal("evidence.export_cancel", ["id": "mine"])?.code == .notFound)
        }
        let ops = try await house.stand.operatorSession()
        #expect(try await ops.refusal("evidence.export", ["id": "x", "scope": ["kind": "own"]])?.code == .methodNotFound)
        try await house.stand.remove()
    }

    @Test("The same name answers the same export; a new one takes the place of the file before; a cancelled one has none")
    func lifecycle() async throws {
        let house = try await ExportHouse()
        let speaker = try await house.speaker(.employee)
        let first = try await house.export(speaker, ["kind": "own"], id: "one")
        let hash = try #require(try await speaker.call("evidence.export_status", ["id": "one"])["hash"])
        #expect(try await house.export(speaker, ["kind": "own"], id: "one").bytes == first.bytes)
        _ = try await house.export(speaker, ["kind": "own"], id: "two")
        #expect(try await speaker.refusal("blob.get", ["hash": hash])?.code == .notFound)
        let two = try await speaker.call("evidence.export_status")
        #expect(two["id"] == "two" && two["until_ms"] != nil)
        #expect(try await speaker.call("evidence.export_cancel", ["id": "two"])["status"] == "cancelled")
        #expect(try await speaker.refusal("blob.get", ["hash": try #require(two["hash"])])?.code == .notFound)
        // A file that nobody fetches goes after a day.
        _ = try await house.export(speaker, ["kind": "own"], id: "three")
        let three = try #require(try await speaker.call("evidence.export_status")["hash"])
        house.stand.clock.advance(ms: Limits.blobOrphanMs + 1)
        #expect(await (try house.stand.partition()).sweepBlobs() > 0)
        let again = try await house.speaker(.employee)
        #expect(try await again.refusal("blob.get", ["hash": three])?.code == .notFound)
        try await house.stand.remove()
    }
}
