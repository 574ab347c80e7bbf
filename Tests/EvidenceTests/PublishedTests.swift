import Base
import Evidence
import Foundation
import Testing
import Wire

/// What others have published of RFC 6962 and of C2SP's formats, from protocol/vectors/evidence/published.json.
@Suite("Published test data") struct PublishedTests {
    private let data: JSON

    init() throws {
        data = try JSON(parsing: [UInt8](try Data(contentsOf: EvidenceVectorTests.folder.appendingPathComponent("published.json"))))
    }

    private func hashes(_ json: JSON?) throws -> [[UInt8]] {
        try #require(json?.arrayValue).map { try #require($0.stringValue.flatMap { Hex.decode($0) }) }
    }

    @Test("RFC 6962: roots, inclusion and consistency proofs come out, and are taken, node by node")
    func tree() throws {
        let known = try #require(data["tree"])
        let (inputs, roots) = (try hashes(known["inputs"]), try hashes(known["roots"]))
        let log = MemoryTree()
        for input in inputs { try log.append(input) }
        let tree = Tree(log)
        #expect(try Hex.encode(tree.root(size: 0)) == known["empty"]?.stringValue)
        for (index, root) in roots.enumerated() { #expect(try tree.root(size: Int64(index + 1)) == root) }
        let inclusion = try #require(known["inclusion"]?.arrayValue)
        #expect(roots.count == 8 && inclusion.count == 5)
        for item in inclusion {
            let (leaf, size) = (try #require(item["leaf"]?.intValue), try #require(item["size"]?.intValue))
            let proof = try hashes(item["proof"])
            #expect(try tree.inclusionProof(of: leaf, size: size) == proof)
            let (node, root) = (TreeHash.leaf(inputs[Int(leaf)]), roots[Int(size) - 1])
            #expect(TreeProof.holds(leaf: node, index: leaf, size: size, root: root, proof: proof))
            var walk = ProofWalk(Checkpoint(origin: "x/y/e0", size: size, root: root))
            let isTaken = walk.holds(leaf: node, index: leaf, proof: proof)
            #expect(isTaken)
        }
        let consistency = try #require(known["consistency"]?.arrayValue)
        #expect(consistency.count == 4)
        for item in consistency {
            let (old, size) = (try #require(item["old"]?.intValue), try #require(item["size"]?.intValue))
            let proof = try hashes(item["proof"])
            #expect(try tree.consistencyProof(from: old, size: size) == proof)
            #expect(TreeProof.consistent(old: old, oldRoot: roots[Int(old) - 1], size: size, root: roots[Int(size) - 1], proof: proof))
        }
    }

    @Test("C2SP signed-note: the notes of the reference implementation verify under its keys, and under no altered text")
    func notes() throws {
        let notes = try #require(data["notes"]?.arrayValue)
        #expect(notes.count == 2)
        for item in notes {
            let text = try #require(item["note"]?.stringValue)
            var note = try #require(SignedNote(parsing: text))
            #expect(note.encoded == text)
            let keys = try #require(item["keys"]?.arrayValue).map { try #require($0.stringValue.flatMap(NoteVerifier.init(parsing:))) }
            #expect(keys.count == note.signatures.count)
            for key in keys { #expect(key.verify(note)) }
            note.text = note.text.replacing("cryptography", with: "Cryptography")
            for key in keys { #expect(!key.verify(note)) }
        }
    }

    @Test("C2SP tlog-checkpoint and tlog-cosignature: the example is read as it is meant, and signed as it says")
    func checkpoint() throws {
        let known = try #require(data["checkpoint"])
        let note = try #require(known["note"]?.stringValue.flatMap(SignedNote.init(parsing:)))
        let checkpoint = try #require(Checkpoint(parsing: note.text))
        #expect(checkpoint.origin == known["origin"]?.stringValue && checkpoint.size == known["size"]?.intValue)
        #expect(Base64.encode(checkpoint.root) == known["root"]?.stringValue && checkpoint.text == note.text)
        let line = try #require(note.signatures.first { $0.name == known["witness"]?.stringValue })
        #expect(Hex.encode(line.keyID) == known["key_id"]?.stringValue && line.bytes.count == 72)
        let seconds = line.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(Int64(seconds) == known["seconds"]?.intValue)
        #expect(String(decoding: WitnessVerifier.signedBytes(note.text, seconds: seconds), as: UTF8.self) == known["signed"]?.stringValue)
    }
}
