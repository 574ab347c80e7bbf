import Base
import Casework
import Evidence
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// What erasure does to the log: bodies and salts go, the tree and every proof of what stays hold.
@Suite("Erasure in the log")
struct LogErasureTests {
    private func put(_ id: String, feed: String = "e/1", fresh: Bool = true) -> JSON {
        ["id": .string(id), "feed": .string(feed), "name": .string("部门 " + id), "fresh": .bool(fresh)]
    }

    private func erase(_ partition: Partition, _ ids: [String]) async throws -> ErasedCount {
        try await partition.system("test.erase", leaf: .system) { writer in
            var changes = Changes()
            for id in ids { changes.erase(.init(schema: Department.schema, id: id, blobs: [])) }
            try writer.apply(changes)
            return writer.erased
        }
    }

    @Test("Every version's body goes with its record, and the answers kept for repeats with it", arguments: Kind.allCases)
    func acts(kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let person = Person(1)
        for n in 1...4 { _ = try await person.push(partition, Int64(n), "test.put", put("r1", fresh: n == 1)) }
        _ = try await person.push(partition, 5, "test.put", put("r2"))
        let before = try await partition.read { try $0.checkpoint().size }
        let count = try await erase(partition, ["r1"])
        #expect(count == ErasedCount(records: 1, bodies: 4, versions: 0, blobs: 0))
        try await partition.read { reader in
            for index: Int64 in 1...4 {
                #expect(try reader.leaf(index).secret == nil)
                let outcome = try reader.snapshot.outcome(queue: person.queue, n: index)
                #expect(outcome != nil && outcome?.result == nil, "a repeat is still known for one, without what it said")
            }
            let kept = try reader.leaf(5).secret
            #expect(kept != nil)
            let (gone, proof) = (try reader.row(Department.schema.code, "r1"), try reader.rowProof("department", Department.schema.code, "r2"))
            #expect(gone == nil && proof != nil)
            #expect(try reader.isTaken(Department.schema, id: "r1"), "the id is never given again")
        }
        let (checkpoint, _) = try await LogCheck.verify(partition)
        #expect(checkpoint.size > before)
        let slice = try await partition.auditVerify(from: 0, limit: 100, for: person.principal)
        #expect(slice["findings"] == [] && slice["erased"] == 4)
    }

    @Test("Of an import's slice only the version of who is erased becomes unprovable; the others' proofs hold as before")
    func shared() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        try await partition.system("import.slice", leaf: .import) { writer in
            for index in 1...5 {
                try writer.put(Department(id: "d\(index)", name: "部门", status: .active), in: .employee("\(index)"))
            }
        }
        let kept = try #require(try await partition.read { try $0.rowProof("department", Department.schema.code, "d4") })
        #expect(try await erase(partition, ["d2"]) == ErasedCount(records: 1, bodies: 0, versions: 1, blobs: 0))
        try await partition.read { reader in
            let secret = try #require(try reader.leaf(1).secret)
            #expect(!secret.rows.elements.contains { $0.id == "d2" } && secret.rows.elements.count == 5)
            #expect(secret.rows.elements[1].salt.allSatisfy { $0 == 0 })
            #expect(try reader.rowProof("department", Department.schema.code, "d4") == kept)
            let rows = try #require(try ActBody(secret.commitment.body).rows)
            #expect(kept.holds(root: rows.root))
        }
        try await LogCheck.verify(partition)
    }

    @Test("A body that wrote another record which is kept stays until that one goes as well")
    func together() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        try await partition.system("test.two", leaf: .mutation) { writer in
            for id in ["a", "b"] { try writer.put(Department(id: id, name: "x", status: .active), in: .employee("1")) }
        }
        #expect(try await erase(partition, ["a"]) == ErasedCount(records: 1, bodies: 0, versions: 1, blobs: 0))
        #expect(try await erase(partition, ["b"]) == ErasedCount(records: 1, bodies: 1, versions: 0, blobs: 0))
        #expect(try await erase(partition, ["b"]) == ErasedCount(), "a second time there is nothing left to do")
    }

    @Test("Records of access outlive what was read by three years (PIPL 56), and go with it after that")
    func access() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        func look(_ id: String) async throws {
            try await partition.system("test.put") { try $0.put(Department(id: id, name: "x", status: .active), in: .employee("1")) }
            try await partition.system("get", leaf: .access) {
                $0.noteAccess(Person(2).principal, .personnel, about: ["1"], records: ["department/" + id])
            }
        }
        try await look("a")
        #expect(try await erase(partition, ["a"]).bodies == 0)
        try await look("b")
        house.clock.advance(ms: 3 * 366 * 86_400_000)
        #expect(try await erase(partition, ["b"]).bodies == 1)
        try await LogCheck.verify(partition)
    }

    @Test("A refused act of the person goes with an erasure of everything; one that wrote what is kept stays")
    func refused() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1)
        _ = try await person.push(partition, 1, "test.put", ["id": "r", "feed": "e/1", "name": "私事", "refuse": "no"])
        _ = try await person.push(partition, 2, "test.put", put("r2"))
        let count = try await partition.system("test.erase", leaf: .system) { writer in
            var changes = Changes()
            changes.erase(leaves: try writer.leaves(about: "1", after: -1, limit: 100))
            try writer.apply(changes)
            return writer.erased
        }
        #expect(count.bodies == 1)
        let (refusal, act) = try await partition.read { (try $0.leaf(1).secret, try $0.leaf(2).secret) }
        #expect(refusal == nil && act != nil)
    }

    @Test("A proposed and confirmed deletion runs on the server's timers and says in its leaf what went, why, and on whose word")
    func timers() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        try await partition.system("test.slips", leaf: .import) { writer in
            for index in 1...3 {
                let slip = PayslipCost(id: "c\(index)", payslip: "p\(index)", employee: "9", period: "2020-01", total: Money(fen: 1))
                try writer.put(slip, in: .pay, isNew: true)
            }
        }
        let (hr, admin) = (Person(3, roles: [.hr]), Person(4, roles: [.admin]))
        let id = "D1aBcDeFgHi"
        #expect(try await hr.push(partition, 1, "deletion.propose", ["id": .string(id), "collection": "payslip_cost", "reason": "期满"]).words == ["ok"])
        await partition.fireTimers()
        let digest = try #require(try await partition.read { try $0.record(Deletion.self, id: id)?.record.digest })
        let listed = try await partition.retentionList(id, page: 0, for: admin.principal)
        #expect(listed["digest"] == .string(digest) && listed["items"]?.arrayValue?.count == 3 && listed["items"]?[0]?["employee"] == "9")
        let a: JSON = ["id": .string(id), "digest": .string(digest), "decision": "approve"]
        #expect(try await admin.push(partition, 1, "deletion.confirm", a).words == ["ok"])
        await partition.fireTimers()
        try await partition.read { reader in
            #expect(try reader.row(PayslipCost.schema.code, "c1") == nil)
            let leaf = try #require(try reader.leaves(.op, "deletion.run", limit: 1).first)
            let body = try JSON(parsing: try #require(try reader.leaf(leaf).secret).commitment.body)
            #expect(body["deletion"] == .string(id) && body["digest"] == .string(digest) && body["reason"] == "期满")
            #expect(body["asked_by"] == "3" && body["confirmed_by"] == "4" && body["deleted"] == 3 && body["erased"]?["records"] == 3)
            #expect(body["rows"]?["n"] == 4, "three removals and the deletion itself")
        }
        try await LogCheck.verify(partition)
    }

    @Test("The person whose data went gets a signed receipt of the certificate, though no one but the server acted; nobody else does")
    func certificate() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let (person, hr, admin) = (Person(9), Person(3, roles: [.hr]), Person(4, roles: [.admin]))
        let old = Timestamp(ms: house.clock.now().ms - 6 * 366 * 86_400_000)
        try await partition.system("test.people") { writer in
            let employee = Employee(
                id: "9", staffNo: "E9", fullName: "王小明", employmentStatus: .active, createdAt: old, modifiedAt: old)
            try writer.put(employee, in: .employee("9"), isNew: true)
            let day = try #require(LocalDate("2019-12-31"))
            let balance = LeaveBalance(
                id: "b1", employee: "9", leaveType: .annual, unit: .day, fromDate: try #require(LocalDate("2019-01-01")), toDate: day,
                entitled: 500, used: 500, pending: 0, balance: 0, modifiedAt: old)
            try writer.put(balance, in: .employee("9"), isNew: true)
        }
        let id = "X1aBcDeFgHi"
        #expect(try await person.push(partition, 1, "erasure.request", ["id": .string(id)]).words == ["ok"])
        #expect(try await hr.push(partition, 1, "erasure.decide", ["id": .string(id), "decision": "approve"]).words == ["ok"])
        #expect(try await admin.push(partition, 1, "erasure.confirm", ["id": .string(id), "decision": "approve"]).words == ["ok"])
        while await partition.fireTimers() > 0 {}
        #expect(try await partition.read { try $0.record(Erasure.self, id: id)?.record.status } == .done)
        let receipt = try EvidenceReceipt(bytes: await partition.receipt(.record("erasure/" + id), purpose: nil, for: person.principal))
        let body = try JSON(parsing: try #require(receipt.leaf.body).body)
        #expect(body["certificate"] == true && body["employee"] == "9" && body["decided_by"] == "3" && body["confirmed_by"] == "4")
        #expect(Leaf(receipt.leaf.leaf)?.kind == .timer)
        let keys = try await partition.read { try $0.keyLines().map(\.key) }
        let key = try #require(NoteVerifier(parsing: keys[0]))
        let (note, text) = (try #require(SignedNote(parsing: receipt.note)), try #require(SignedNote(parsing: receipt.checkpoint)))
        let checkpoint = try #require(Checkpoint(parsing: text.text))
        #expect(key.verify(note) && key.verify(text))
        #expect(
            TreeProof.holds(
                leaf: TreeHash.leaf(receipt.leaf.leaf), index: receipt.leaf.index, size: checkpoint.size, root: checkpoint.root,
                proof: receipt.leaf.proof))
        for other in [Person(8), hr, admin] {
            await #expect(throws: RPCError(.notFound)) { try await partition.receipt(.record("erasure/" + id), purpose: nil, for: other.principal) }
        }
        await #expect(throws: RPCError(.notFound)) { try await partition.receipt(.record("erasure/none"), purpose: nil, for: person.principal) }
    }
}
