import Archive
import Base
import Evidence
import Testing

/// The walk that remembers what it has shown says of every proof what RFC 9162's own check says.
@Suite("Proofs, one after another") struct ProofWalkTests {
    private func tree(_ size: Int) -> (hashes: [TreeNode], tree: SmallTree) {
        let hashes = (0..<size).map { TreeHash.leaf([UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]) }
        return (hashes, SmallTree(hashes: hashes))
    }

    @Test("Every leaf of every tree up to 40 holds, in any order, and no altered proof does", arguments: 1...40)
    func all(size: Int) throws {
        let (hashes, tree) = tree(size)
        let random = SeededRandom(seed: UInt64(size))
        var walk = ProofWalk(Checkpoint(origin: "o/t/e1", size: Int64(size), root: tree.root))
        for step in 0..<(3 * size) {
            let index = step < size ? step : random.below(size)
            var proof = try #require(tree.proof(of: Int64(index)))
            var (leaf, place) = (hashes[index], Int64(index))
            switch random.below(6) {
            case 0: if !proof.isEmpty { proof[random.below(proof.count)] = TreeHash.leaf([9]) }
            case 1: proof.append(TreeHash.leaf([1]))
            case 2: if !proof.isEmpty { proof.removeLast() }
            case 3: place = Int64(random.below(size + 1))
            case 4: leaf = hashes[random.below(size)]
            default: break
            }
            let expected = TreeProof.holds(leaf: leaf, index: place, size: Int64(size), root: tree.root, proof: proof)
            #expect(walk.holds(leaf: leaf, index: place, proof: proof) == expected, "leaf \(place) of \(size)")
        }
    }

    @Test("The nodes it shows are those of the tree, and give the roots of smaller trees", arguments: [2, 7, 8, 33])
    func nodes(size: Int) throws {
        let (hashes, tree) = tree(size)
        var walk = ProofWalk(Checkpoint(origin: "o/t/e1", size: Int64(size), root: tree.root))
        walk.keepsNodes = true
        var seen: [NodeAddress: TreeNode] = [:]
        for (index, leaf) in hashes.enumerated() {
            #expect(walk.holds(leaf: leaf, index: Int64(index), proof: try #require(tree.proof(of: Int64(index)))))
            for (address, node) in walk.take() {
                #expect(tree.node(address) == node)
                seen[address] = node
            }
        }
        for small in 1...size {
            let parts = ProofWalk.parts(of: Int64(small)).compactMap { seen[$0] }
            #expect(ProofWalk.root(of: parts) == self.tree(small).tree.root)
        }
    }
}

/// Two people's files against each other, without the server.
@Suite("Comparing files") struct ComparisonTests {
    private func compare(_ a: [UInt8], _ b: [UInt8], key: NoteVerifier? = nil) -> Verdict {
        Comparison.compare(MemorySource(a), MemorySource(b), key: key).verdict
    }

    @Test("Files of one log agree, in either order, also of different ages")
    func same() throws {
        let world = try LogWorld(seed: 31)
        let bundle = try world.bundle()
        #expect(compare(bundle, bundle).result.exit == 0)
        let receipt = try world.receipt(world.acts[0]).bytes
        #expect(compare(bundle, receipt).proved == [.compareSame] && compare(receipt, bundle).result.exit == 0)
        for size in [1, 5, 8, world.leaves.count] {
            let note = Array(try world.checkpoint(size).note.encoded.utf8)
            #expect(compare(note, bundle).result.exit == 0 && compare(bundle, note).result.exit == 0, "\(size)")
        }
    }

    @Test("Two histories under one key are found: by roots, by a leaf, by a subtree")
    func fork() throws {
        let world = try LogWorld(seed: 32)
        var other = world
        other.leaves[4].leaf = Leaf(kind: .timer, time: other.leaves[4].leaf.time, commitment: [UInt8](repeating: 9, count: 32))
        other.erase(4)
        let all = compare(try world.bundle(), try other.bundle())
        #expect(all.result.exit == 4 && Set(all.failed.map(\.code)) == [.compareLeaf, .compareNode, .compareRoot])
        // A receipt of an act far from the altered leaf still shows the subtree that holds it.
        let receipt = try other.receipt(other.acts[other.acts.count - 1]).bytes
        #expect(compare(try world.bundle(), receipt).failed.contains { $0.code == .compareNode })
        let note = Array(try other.checkpoint(8).note.encoded.utf8)
        #expect(compare(note, try world.bundle()).failed.map(\.code) == [.compareRoot])
        // Two slips of paper: the key is given by hand.
        let mine = Array(try world.checkpoint(8).note.encoded.utf8)
        #expect(compare(mine, note, key: world.keys[0].signer.verifier).failed.map(\.code) == [.compareRoot])
    }

    @Test("A log that became smaller later is one that was cut")
    func cut() throws {
        let world = try LogWorld(seed: 33)
        var other = world
        other.leaves.removeLast()
        other.time += 60_000
        #expect(compare(Array(try world.checkpoint().note.encoded.utf8), try other.bundle()).result.exit == 4)
    }

    @Test("Other logs, and files without a common proof, are not judged; a file that fails proves nothing")
    func unknown() throws {
        let (world, stranger) = (try LogWorld(seed: 34), try LogWorld(seed: 35))
        let foreign = compare(try world.bundle(), try stranger.bundle())
        #expect(foreign.notProved == [.compareUnrelated] && foreign.result.exit == 3)
        let few = try world.parts([0, 1, 2, 3] + Array(world.leaves.indices.suffix(4))).zip()
        #expect(compare(Array(try world.checkpoint(7).note.encoded.utf8), few).notProved == [.compareUnknown])
        var broken = try world.parts()
        broken.leaves[2].proof = []
        let invalid = compare(try broken.zip(), try world.bundle())
        #expect(invalid.failed.map(\.code) == [.compareInvalid] && invalid.result.exit == 4)
        #expect(compare([1, 2, 3], try world.bundle()).result.exit == 2)
    }
}
