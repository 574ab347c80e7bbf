import Base
import Casework
import Evidence
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// The log of a partition: tree, checkpoints, keys, rows (protocol/evidence.md §1).
@Suite struct LogTests {
    private func put(_ id: String, feed: String = "e/1") -> JSON { ["id": .string(id), "feed": .string(feed), "name": "员工"] }

    @Test(arguments: Kind.allCases) func everyBatchEndsWithACheckpointOverAllItsLeaves(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let person = Person(1, signed: true)
        for n in 1...20 {
            _ = try await person.push(partition, Int64(n), n % 5 == 0 ? "test.boom" : "test.put", put("r\(n)"))
            if n % 5 == 0 { for _ in 0..<2 { _ = try await person.push(partition, Int64(n), "test.boom", [:]) } }
            house.clock.advance(ms: n % 2 == 0 ? -40_000 : 25_000)
            try await LogCheck.verify(partition)
        }
        let first = try await partition.read { try $0.leaf(0) }
        #expect(first.leaf.kind == .key && first.secret.flatMap { KeyChange(body: $0.commitment.body) } != nil)
    }

    @Test func proofsAndBatchesReadLogarithmicallyManyNodes() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        try await partition.system("fill") { writer in
            for index in 0..<5_000 { try writer.leaf(.system, op: "fill", ["n": .int(Int64(index))]) }
        }
        try await LogCheck.verify(partition)
        try await partition.read { reader in
            let size = try reader.checkpoint().size
            let most = 2 * 13
            for index: Int64 in [0, 1, 777, 4_095, 4_096, size - 1] {
                let tree = CountingTree(reader.snapshot)
                let proof = try Tree(tree).inclusionProof(of: index, size: size)
                let leaf = try #require(try reader.snapshot.leaf(index))
                #expect(
                    TreeProof.holds(
                        leaf: TreeHash.leaf(leaf.bytes), index: index, size: size, root: try reader.checkpoint().root, proof: proof))
                #expect(tree.reads <= most && proof.count <= 13, "\(tree.reads) nodes for leaf \(index)")
            }
            for old: Int64 in [1, 1_000, 4_096, size - 1] {
                let tree = CountingTree(reader.snapshot)
                _ = try Tree(tree).consistencyProof(from: old, size: size)
                #expect(tree.reads <= most, "\(tree.reads) nodes from \(old)")
            }
            let tree = CountingTree(reader.snapshot)
            _ = try MerkleRoot(size: size, from: tree)
            #expect(tree.reads <= 13, "\(tree.reads) nodes for a batch")
        }
    }

    @Test(arguments: Kind.allCases) func aFileOfAnOlderVersionGetsItsTreeInSlices(_ kind: Kind) async throws {
        let house = try House(kind)
        _ = try await house.registry.create(code: "demo", name: "Demo")
        let count = Int(2 * Limits.logSlice) + 300
        let store = try house.factory.tenant(1, create: false)
        try store.writeNow { transaction in
            for index in 0..<count {
                let leaf = Leaf(kind: .mutation, time: Timestamp(ms: Int64(index)), commitment: [UInt8](repeating: UInt8(index % 251), count: 32))
                _ = try transaction.appendLeaf(bytes: leaf.bytes, body: nil)
            }
        }
        try store.close()
        let partition = try await house.registry.open("demo")
        await #expect(throws: RPCError(.notFound)) { try await partition.read { try $0.checkpoint() } }
        let before = partition.commits
        #expect(try await Person(1).push(partition, 1, "void", [:]).words == ["ok"])
        #expect(partition.commits - before == 3, "two slices, one batch")
        let (checkpoint, _) = try await LogCheck.verify(partition)
        #expect(checkpoint.size == Int64(count) + 2)
    }

    @Test func aNewKeyIsSignedForByTheOldOne() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        _ = try await Person(1).push(partition, 1, "void", [:])
        let first = try await partition.read { try $0.keyLines() }
        let fresh = try await partition.system("log.rotate") { try $0.rotateLogKey(by: "operator:olga") }
        let keys = try await partition.read { try $0.keyLines() }
        #expect(keys.count == 2 && keys.first == first.first && keys.last?.key == fresh)
        let body = try #require(try await partition.read { try $0.leaf(keys[1].leaf).secret }).commitment.body
        let change = try #require(KeyChange(body: body))
        #expect(change.holds && change.before?.key.encoded == keys[0].key)
        try await LogCheck.verify(partition)
        // It outlives the process and a new data key.
        house.registry.closeAll()
        try await house.registry.rotateKey("demo", by: "olga")
        let again = try await house.registry.open("demo")
        _ = try await Person(1).push(again, 2, "void", [:])
        try await LogCheck.verify(again)
    }

    @Test func oneRowIsProvedWithoutTheOthers() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        try await partition.system("import.slice", leaf: .import) { writer in
            for index in 1...7 {
                try writer.put(Department(id: "d\(index)", name: "部门 {\(index)}", status: .active), in: .employee("\(index % 3)"))
            }
        }
        _ = try await Person(1).push(partition, 1, "test.put", put("d3", feed: "e/9"))
        for index in 1...7 {
            let proof = try #require(try await partition.read { try $0.rowProof("department", Department.schema.code, "d\(index)") })
            let body = try #require(try await partition.read { try $0.leaf(proof.leaf).secret }).commitment.body
            let rows = try #require(try ActBody(body).rows)
            #expect(proof.count == rows.count && proof.holds(root: rows.root))
            #expect(proof.count == (index == 3 ? 1 : 7))
            var altered = proof
            altered.rev += 1
            #expect(!altered.holds(root: rows.root))
        }
        let body = try await partition.read { try $0.leaf(1).secret.map { try JSON(parsing: $0.commitment.body) } }
        #expect(body?["about"] == nil && body?["about_n"] == 3)
        let (about, wrote) = try await partition.read { reader in
            (try reader.leaves(.subject, "2", limit: 9), try reader.leaves(.record, "department/d3", limit: 9))
        }
        #expect(about == [1] && wrote == [2, 1])
    }

    @Test func anErasedBodyLeavesTheTreeAndItsProofsValid() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1)
        for n in 1...5 { _ = try await person.push(partition, Int64(n), "test.put", put("r\(n)")) }
        try await partition.system("erase", leaf: .system) { try $0.transaction.eraseLeafBody(3) }
        let (checkpoint, _) = try await LogCheck.verify(partition)
        let leaf = try await partition.read { try $0.disclosed(3, size: checkpoint.size) }
        #expect(leaf.body == nil && !leaf.isWithheld)
        #expect(
            TreeProof.holds(
                leaf: TreeHash.leaf(leaf.leaf), index: 3, size: checkpoint.size, root: checkpoint.root, proof: leaf.proof))
        #expect(try await partition.read { try $0.rowProof("department", Department.schema.code, "r3") } == nil)
    }

    @Test func onlyTheLastCheckpointOfAnHourStays() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1)
        var sizes: Set<Int64> = []
        for n in 1...40 {
            _ = try await person.push(partition, Int64(n), "void", [:])
            house.clock.advance(ms: 600_000)
            for size: Int64 in 1...41 { sizes.insert(try await partition.read { try $0.snapshot.checkpoint(atMost: size)?.size } ?? 0) }
        }
        let kept = try await partition.read { reader in Set(try (1...41).map { try reader.snapshot.checkpoint(atMost: $0)?.size ?? 0 }) }
        #expect(kept.count <= 9 && kept.contains(41) && sizes.count > kept.count)
    }

    @Test func aVerificationNamesWhatWasAltered() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1)
        func codes(_ from: Int64 = 0) async throws -> [String] {
            let slice = try await partition.auditVerify(from: from, limit: 100, for: person.principal)
            #expect(slice["done"] == true)
            return (slice["findings"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
        }
        for n in 1...5 { _ = try await person.push(partition, Int64(n), "void", [:]) }
        #expect(try await codes() == [])
        // Another leaf's body in the place of leaf 3's; it opens nowhere but in its own place.
        try await partition.system("tamper") { writer in
            let other = try #require(try writer.transaction.leaf(2)?.body)
            try writer.transaction.reseal(.leafBody(3), other)
        }
        #expect(try await codes() == ["leaf.commitment"])
        #expect(try await codes(4) == [])
        await #expect(throws: RPCError(.notFound)) { try await partition.auditVerify(from: 99, limit: 1, for: person.principal) }
        // A subtree that is not what its leaves say, put there before they were written.
        try await partition.system("tamper") { writer in
            try writer.transaction.addLogNodes([LogNodeRow(level: 1, index: 3, hash: [UInt8](repeating: 1, count: 32))])
        }
        for n in 6...9 { _ = try await person.push(partition, Int64(n), "void", [:]) }
        #expect(try await codes(4).contains("tree.node"))
    }
}
