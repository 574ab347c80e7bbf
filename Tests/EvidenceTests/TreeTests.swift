import Base
import Evidence
import Testing

/// A log in memory, for the tree's own tests.
final class MemoryTree: TreeReader {
    var nodes: [NodeAddress: TreeNode] = [:]
    var size: Int64 = 0
    var reads = 0

    func node(_ address: NodeAddress) -> TreeNode? {
        reads += 1
        return nodes[address]
    }

    func append(_ bytes: [UInt8]) throws {
        for (address, node) in try Tree(self).append(TreeHash.leaf(bytes), at: size) { nodes[address] = node }
        size += 1
    }
}

@Suite("Merkle tree") struct TreeTests {
    /// The inputs and roots that implementations of RFC 6962 share.
    static let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static func published() throws -> MemoryTree {
        let log = MemoryTree()
        for input in inputs { try log.append(try #require(Hex.decode(input))) }
        return log
    }

    @Test("The roots are those that implementations of RFC 6962 agree on")
    func knownRoots() throws {
        let log = try Self.published()
        #expect(try Tree(log).root(size: 0) == Hex.decode("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        for (index, root) in Self.roots.enumerated() { #expect(Hex.encode(try Tree(log).root(size: Int64(index + 1))) == root) }
    }

    @Test("The published inclusion and consistency proofs come out node by node")
    func knownProofs() throws {
        let tree = Tree(try Self.published())
        #expect(
            try tree.inclusionProof(of: 0, size: 8).map { Hex.encode($0) } == [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ])
        #expect(
            try tree.inclusionProof(of: 5, size: 8).map { Hex.encode($0) } == [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(
            try tree.consistencyProof(from: 6, size: 8).map { Hex.encode($0) } == [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(try tree.consistencyProof(from: 1, size: 1) == [])
    }

    @Test("Every proof of every tree up to 70 leaves holds, and fails when anything of it changes")
    func allProofs() throws {
        let log = MemoryTree()
        for index in 0..<70 { try log.append([UInt8(index)]) }
        let tree = Tree(log)
        for size in 1...Int64(70) {
            let root = try tree.root(size: size)
            for index in 0..<size {
                let leaf = TreeHash.leaf([UInt8(index)])
                let proof = try tree.inclusionProof(of: index, size: size)
                #expect(TreeProof.holds(leaf: leaf, index: index, size: size, root: root, proof: proof))
                #expect(!TreeProof.holds(leaf: TreeHash.leaf([200]), index: index, size: size, root: root, proof: proof))
                #expect(!TreeProof.holds(leaf: leaf, index: index, size: size, root: root, proof: proof + [root]))
                if size > 1 {
                    #expect(!TreeProof.holds(leaf: leaf, index: index, size: size, root: root, proof: Array(proof.dropLast())))
                    #expect(!TreeProof.holds(leaf: leaf, index: (index + 1) % size, size: size, root: root, proof: proof))
                }
            }
            for old in 0...size {
                let oldRoot = try tree.root(size: old)
                let proof = try tree.consistencyProof(from: old, size: size)
                #expect(TreeProof.consistent(old: old, oldRoot: oldRoot, size: size, root: root, proof: proof))
                #expect(!TreeProof.consistent(old: old, oldRoot: TreeHash.leaf([9]), size: size, root: root, proof: proof))
                #expect(!TreeProof.consistent(old: old, oldRoot: oldRoot, size: size, root: root, proof: proof + [root]))
            }
        }
    }

    @Test("A proof in a large tree reads at most twice log n nodes, an append writes two nodes on average")
    func costs() throws {
        let log = MemoryTree()
        for index in 0..<20_000 { try log.append([UInt8(index & 255), UInt8(index >> 8)]) }
        #expect(log.nodes.count < 40_000)
        let tree = Tree(log)
        for index in stride(from: Int64(0), to: 20_000, by: 977) {
            log.reads = 0
            _ = try tree.inclusionProof(of: index, size: 20_000)
            #expect(log.reads <= 30)
        }
        log.reads = 0
        _ = try tree.consistencyProof(from: 12_345, size: 20_000)
        #expect(log.reads <= 30)
    }

    @Test("Ranges that are none are refused, a missing node is told")
    func refusals() throws {
        let log = try Self.published()
        #expect(throws: TreeError.outOfRange) { try Tree(log).inclusionProof(of: 8, size: 8) }
        #expect(throws: TreeError.outOfRange) { try Tree(log).consistencyProof(from: 9, size: 8) }
        #expect(throws: TreeError.missing(NodeAddress(level: 0, index: 8))) { try Tree(log).root(size: 9) }
    }
}
