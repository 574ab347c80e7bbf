package import Base
import Crypto
import Foundation
import Wire

/// Made-up logs and bundles of any size, for measuring: what is made is real (hashes, proofs, signatures), only its content is not.
package enum EvidenceLoad {
    /// Verifies a whole log of that many leaves with bodies of 300 bytes, as an auditor does; answers the verdict, which must be
    /// `proved`. The log is made twice, leaf by leaf, so that memory stays that of the tree's edge.
    package static func verifyLog(leaves: Int, random: some RandomSource) throws -> Verdict {
        let signer = try signer(random)
        let template = random.bytes(Commitment.saltBytes + 300)
        var tree = MerkleRoot()
        for index in 0..<leaves { tree.append(leaf(index, template).leaf.bytes) }
        let checkpoint = Checkpoint(origin: origin.text, size: tree.size, root: tree.value)
        let note = try signer.sign(SignedNote(text: checkpoint.text))
        var verifier = LogVerifier()
        for index in 0..<leaves {
            let made = leaf(index, template)
            verifier.append(made.leaf.bytes, made.body)
        }
        return verifier.finish(note, key: signer.verifier)
    }

    /// Writes a bundle of that many records, fifty to an act, and hands it on piece by piece; answers its size and the key to pin.
    package static func bundle(
        records: Int, random: some RandomSource, to sink: ([UInt8]) throws -> Void
    ) throws -> (bytes: Int64, key: NoteVerifier) {
        let signer = try signer(random)
        let acts = (records + 49) / 50
        // Salts and contents follow from the act's number, so that nothing but hashes is held.
        var leaves = [leaf(body: KeyChange.first(signer.verifier), kind: .key, 0)]
        for act in 0..<acts { leaves.append(leaf(body: try body(act), kind: .import, act + 1)) }
        let tree = SmallTree(hashes: leaves.map { TreeHash.leaf($0.leaf.bytes) })
        let checkpoint = Checkpoint(origin: origin.text, size: tree.size, root: tree.root)
        let writer = BundleWriter(
            Manifest(
                tenant: origin.tenant, origin: origin.text, size: tree.size, made: 0, account: "1", roles: ["auditor"],
                scope: ["kind": "range"], purpose: "audit", language: "zh-Hans"))
        try writer.checkpoint(try signer.sign(SignedNote(text: checkpoint.text)).encoded)
        try writer.keys([KeyLine(key: signer.verifier.encoded, leaf: 0)], devices: [])
        try writer.schema([("payslip", ["id", "rev", "detail"])])
        try writer.beginLeaves()
        for (index, one) in leaves.enumerated() {
            let proof = tree.proof(of: Int64(index)) ?? []
            try writer.leaf(DisclosedLeaf(index: Int64(index), leaf: one.leaf.bytes, body: one.body, proof: proof))
            try sink(writer.take())
        }
        try writer.end()
        try writer.beginRecords()
        for act in 0..<acts {
            for record in try rows(act) {
                try writer.record(record)
                try sink(writer.take())
            }
        }
        try writer.end()
        try writer.finish { try signer.sign($0) }
        try sink(writer.take())
        return (writer.bytes, signer.verifier)
    }

    private static let origin = LogOrigin(host: "load.test", tenant: "load", epoch: 1)

    private static func signer(_ random: some RandomSource) throws -> NoteSigner {
        NoteSigner(name: origin.keyName, key: try Curve25519.Signing.PrivateKey(rawRepresentation: Data(random.bytes(32))))
    }

    private static func leaf(_ index: Int, _ template: [UInt8]) -> (leaf: Leaf, body: Commitment) {
        var bytes = template
        for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: index >> (8 * place)) }
        let body = Commitment(salt: Array(bytes[..<Commitment.saltBytes]), body: Array(bytes[Commitment.saltBytes...]))
        return (Leaf(kind: .mutation, time: Timestamp(ms: Int64(index)), commitment: body.hash), body)
    }

    private static func leaf(body: [UInt8], kind: LeafKind, _ index: Int) -> (leaf: Leaf, body: Commitment) {
        let commitment = Commitment(salt: salt(index, 32), body: body)
        return (Leaf(kind: kind, time: Timestamp(ms: Int64(index)), commitment: commitment.hash), commitment)
    }

    private static func salt(_ number: Int, _ count: Int) -> [UInt8] { SeededRandom(seed: UInt64(number)).bytes(count) }

    private static func elements(_ act: Int) throws -> [(id: String, salt: [UInt8], row: JSON, hash: TreeNode)] {
        try (0..<50).map { place in
            let number = act * 50 + place
            let id = "p\(number)"
            let detail: JSON = ["net": .int(Int64(600_000 + number)), "period": "2026-10", "lines": .string(String(repeating: "工资 ", count: 40))]
            let row: JSON = [.string(id), 1, detail]
            let salt = salt(number, RowElement.saltBytes)
            return (id, salt, row, try RowElement.hash(salt: salt, collection: "payslip", id: id, rev: 1, row: row))
        }
    }

    private static func body(_ act: Int) throws -> [UInt8] {
        let tree = SmallTree(hashes: try elements(act).map { $0.hash })
        return JSON.object(["v": 1, "op": "import.slice", "rows": ["n": 50, "root": .string(Base64URL.encode(tree.root))]]).bytes
    }

    private static func rows(_ act: Int) throws -> [RowProof] {
        let elements = try elements(act)
        let tree = SmallTree(hashes: elements.map { $0.hash })
        return elements.enumerated().map { place, element in
            RowProof(
                collection: "payslip", id: element.id, rev: 1, row: element.row, salt: element.salt, leaf: Int64(act + 1), count: 50,
                position: Int64(place), path: tree.proof(of: Int64(place)) ?? [])
        }
    }
}
