import Base
@testable import Evidence
import Testing

/// Leaves and their commitments (why.md B11).
@Suite struct LeafTests {
    @Test func aLeafIsFortyTwoBytesAndReadsBack() throws {
        let commitment = Commitment(body: Array("{\"op\":\"void\"}".utf8), random: SeededRandom(seed: 3))
        let leaf = Leaf(kind: .access, time: Timestamp(ms: 1_795_220_000_123), commitment: commitment.hash)
        #expect(leaf.bytes.count == Leaf.byteCount && leaf.bytes[0] == 1 && leaf.bytes[1] == 3)
        #expect(Leaf(leaf.bytes) == leaf)
        #expect(Leaf(leaf.bytes.dropLast()) == nil)
        var unknown = leaf.bytes
        unknown[1] = 99
        #expect(Leaf(unknown) == nil)
    }

    @Test func aDisclosedBodyProvesItselfAndNothingElseDoes() throws {
        let random = SeededRandom(seed: 4)
        let body = Array("{\"op\":\"leave.request\"}".utf8)
        let (one, two) = (Commitment(body: body, random: random), Commitment(body: body, random: random))
        // Equal bodies cannot be told from their leaves.
        #expect(one.hash != two.hash)
        #expect(try #require(Commitment(disclosure: one.disclosure)).hash == one.hash)
        for index in [0, 31, 32, one.disclosure.count - 1] {
            var altered = one.disclosure
            altered[index] ^= 1
            #expect(try #require(Commitment(disclosure: altered)).hash != one.hash)
        }
        #expect(Commitment(disclosure: Array(one.disclosure.prefix(31))) == nil)
    }

    /// The leaves and roots of the Certificate Transparency test vectors.
    @Test func theRunningRootIsThatOfRFC6962() throws {
        let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        var tree = MerkleRoot()
        #expect(Hex.encode(tree.value) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (index, leaf) in leaves.enumerated() {
            tree.append(try #require(Hex.decode(leaf)))
            if index == 0 { #expect(Hex.encode(tree.value) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d") }
        }
        #expect(tree.size == 8)
        #expect(Hex.encode(tree.value) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
    }
}
