import Base
import Casework
import Crypto
import Evidence
import Foundation
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// The log as people ask for it over a connection.
@Suite("The evidence log over a connection")
struct EvidenceFlowTests {
    private let nothing: JSON = .object(JSONObject())

    private func stand(_ body: (Stand, [Role: TestPerson]) async throws -> Void) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await body(stand, try await stand.hireAll())
        try await stand.remove()
    }

    private func speaker(_ stand: Stand, _ people: [Role: TestPerson], _ role: Role) async throws -> Speaker {
        try await stand.session(try #require(people[role]))
    }

    @Test("A receipt holds by itself: note, key, leaf, body, and the device's own signature")
    func receipt() async throws {
        try await stand { stand, people in
            let device = TestDevice()
            let speaker = try await stand.session(try #require(people[.employee]), device: device)
            #expect(try await speaker.push("void", nothing).first == "ok")
            let answer = try await speaker.call("evidence.receipt", ["n": 1])
            let receipt = try EvidenceReceipt(bytes: answer.bytes)
            let key = try #require(receipt.keys.last.flatMap { NoteVerifier(parsing: $0) })
            let note = try #require(SignedNote(parsing: receipt.note))
            let text = try #require(SignedNote(parsing: receipt.checkpoint))
            let checkpoint = try #require(Checkpoint(parsing: text.text))
            #expect(key.verify(note) && key.verify(text) && receipt.note.utf8.count <= ReceiptNote.maxBytes)
            let leaf = try #require(Leaf(receipt.leaf.leaf))
            let body = try #require(receipt.leaf.body)
            #expect(body.hash == leaf.commitment)
            #expect(try ReceiptNote(checkpoint: checkpoint, index: receipt.leaf.index, leaf: leaf, body: body.body).text == note.text)
            for proved in [receipt.leaf] + receipt.leaves {
                #expect(
                    TreeProof.holds(
                        leaf: TreeHash.leaf(proved.leaf), index: proved.index, size: checkpoint.size, root: checkpoint.root,
                        proof: proved.proof))
            }
            let act = try ActBody(body.body)
            let line = try #require(receipt.devices.first)
            let signed = try P256.Signing.PublicKey(compressedRepresentation: line.key)
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: try #require(act.signature))
            #expect(signed.isValidSignature(signature, for: Data(try #require(act.act).signedBytes)))
        }
    }

    @Test("Another's receipt is 1402 without purpose and role; with them it is logged, and the person sees who, when and why")
    func anothers() async throws {
        try await stand { stand, people in
            let employee = try await speaker(stand, people, .employee)
            let answer = try await employee.push("void", nothing)
            let leaf = try #require(answer.last?["leaf"]?.intValue)
            for role in [Role.manager, .hr, .auditor] {
                let other = try await speaker(stand, people, role)
                #expect(try await other.refusal("evidence.receipt", ["leaf": .int(leaf)])?.code == .notFound)
            }
            let manager = try await speaker(stand, people, .manager)
            #expect(try await manager.refusal("evidence.receipt", ["leaf": .int(leaf), "purpose": "handle"])?.code == .notFound)
            #expect(try await employee.call("evidence.log")["items"] == [])
            let hr = try await speaker(stand, people, .hr)
            #expect(try await hr.call("evidence.receipt", ["leaf": .int(leaf), "purpose": "handle"])["kind"] == "gongdao-receipt")
            let items = try await employee.call("evidence.log")["items"]?.arrayValue ?? []
            #expect(items.count == 1 && items[0]["purpose"] == "handle" && items[0]["op"] == "evidence.receipt")
            #expect(items[0]["actor"]?["employee"] == .string(try #require(people[.hr]).employee))
            #expect(items[0]["actor"]?["name"] == .string(try #require(people[.hr]).name))
        }
    }

    @Test("A record read by role stands in the reader's log, and not in the one who read it")
    func readLog() async throws {
        try await stand { stand, people in
            let victim = try #require(people[.employee])
            let hr = try await speaker(stand, people, .hr)
            let get: JSON = ["c": "employee", "id": .string(victim.employee), "purpose": "personnel"]
            _ = try await hr.call("get", get)
            let employee = try await speaker(stand, people, .employee)
            let items = try await employee.call("evidence.log")["items"]?.arrayValue ?? []
            #expect(items.first?["records"] == [.string("employee/\(victim.employee)")] && items.count == 1)
            #expect(try await hr.call("evidence.log")["items"] == [])
            // An auditor may look, and that look is in the log too.
            let auditor = try await speaker(stand, people, .auditor)
            #expect(try await hr.refusal("evidence.log", ["subject": .string(victim.employee)])?.code == .notFound)
            #expect(try await auditor.call("evidence.log", ["subject": .string(victim.employee)])["items"]?.arrayValue?.count == 2)
            #expect(try await employee.call("evidence.log")["items"]?.arrayValue?.count == 2)
            let page = try await employee.call("evidence.log", ["limit": 1])
            let next = try #require(page["next"])
            #expect(try await employee.call("evidence.log", ["before": next])["items"]?.arrayValue?.first?["op"] == "get")
        }
    }

    @Test("Whoever keeps checkpoints follows the log by proofs; an altered answer is not believed")
    func consistency() async throws {
        try await stand { stand, people in
            let speaker = try await speaker(stand, people, .employee)
            var watch = LogWatch()
            func ask() async throws -> JSON {
                let origin = watch.newest?.origin ?? "\(Stand.serverName)/demo/e0"
                let from: JSON = ["origin": .string(origin), "size": .int(watch.newest?.size ?? 0)]
                return try await speaker.call("evidence.consistency", ["from": from])
            }
            for _ in 0..<4 {
                _ = try await speaker.push("void", nothing)
                let answer = try await ask()
                #expect(try watch.follow(try ConsistencyAnswer(JSONDocument(answer.bytes).root)) == nil)
                #expect(watch.held.count == 1 && watch.keys.count == 1)
            }
            _ = try await stand.partition().system("log.rotate") { try $0.rotateLogKey(by: "test") }
            let answer = try await ask()
            let before = watch
            #expect(try watch.follow(try ConsistencyAnswer(JSONDocument(answer.bytes).root)) == nil)
            #expect(watch.keys.count == 2)
            // One character of a proof or a root changed.
            let text = String(decoding: answer.bytes, as: UTF8.self)
            let hash = try #require(answer["chain"]?[0]?["proof"]?[0]?.stringValue)
            let altered = text.replacingOccurrences(of: hash, with: Base64URL.encode([UInt8](repeating: 7, count: 32)))
            var deceived = before
            #expect(throws: LogFault.self) {
                _ = try deceived.follow(try ConsistencyAnswer(JSONDocument(Array(altered.utf8)).root))
            }
            #expect(deceived == before)
        }
    }

    @Test("An auditor finds leaves by person, actor, operation and time; nobody else searches")
    func search() async throws {
        try await stand { stand, people in
            let employee = try await speaker(stand, people, .employee)
            for _ in 0..<3 { _ = try await employee.push("void", nothing) }
            let auditor = try await speaker(stand, people, .auditor)
            let account = JSON.string(try #require(people[.employee]).account)
            let found = try await auditor.call("audit.search", ["actor": account, "op": "void", "limit": 2])
            #expect(found["items"]?.arrayValue?.count == 2 && found["next"] != nil)
            let rest = try await auditor.call("audit.search", ["actor": account, "op": "void", "before": try #require(found["next"])])
            #expect(rest["items"]?.arrayValue?.count == 1 && rest["next"] == nil)
            #expect(try await auditor.call("audit.search", ["from": .int(stand.clock.now().ms + 1)])["items"] == [])
            let person = JSON.string(try #require(people[.employee]).employee)
            #expect(try await auditor.call("audit.search", ["person": person])["items"]?.arrayValue?.isEmpty == false)
            for role in [Role.employee, .manager, .hr, .finance, .admin] {
                #expect(try await speaker(stand, people, role).refusal("audit.search")?.code == .forbidden)
            }
            // What was searched for is itself found.
            let own = try await auditor.call("audit.search", ["op": "audit.search", "limit": 1])
            #expect(own["items"]?.arrayValue?.first?["kind"] == "access")
        }
    }

    @Test("The log verifies slice by slice, and says what happened to its keys")
    func verify() async throws {
        try await stand { stand, people in
            _ = try await stand.partition().system("log.rotate") { try $0.rotateLogKey(by: "test") }
            let auditor = try await speaker(stand, people, .auditor)
            var from: Int64 = 0
            var findings: [JSON] = []
            while true {
                let slice = try await auditor.call("audit.verify", ["from": .int(from), "limit": 3])
                findings += slice["findings"]?.arrayValue ?? []
                from = try #require(slice["to"]?.intValue)
                if slice["done"] == true { break }
            }
            #expect(findings.map { $0["code"] } == [.string("key.changed")])
        }
    }
}
