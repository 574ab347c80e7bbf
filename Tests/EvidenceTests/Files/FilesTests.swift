import Base
import Crypto
import Evidence
import Testing
import Wire

/// Every form of protocol/evidence.md §1.5-§3 reads back as it was written, and refuses what is not of it.
@Suite("Evidence files: forms") struct FilesTests {
    let signer = NoteSigner(name: "gongdao.test/acme", key: Curve25519.Signing.PrivateKey())

    private func disclosed(body: [UInt8]? = Array(#"{"v":1,"op":"x"}"#.utf8), withheld: Bool = false) -> DisclosedLeaf {
        let commitment = body.map { Commitment(body: $0, random: SeededRandom(seed: 1)) }
        let leaf = Leaf(kind: .mutation, time: Timestamp(ms: 1_000), commitment: commitment?.hash ?? [UInt8](repeating: 7, count: 32))
        return DisclosedLeaf(
            index: 3, leaf: leaf.bytes, body: commitment, isWithheld: withheld, proof: [[UInt8](repeating: 1, count: 32)])
    }

    private func written(_ leaf: DisclosedLeaf) -> [UInt8] {
        var writer = JSONWriter()
        leaf.write(into: &writer)
        return writer.finish()
    }

    @Test("A disclosed leaf reads back, whole, erased and withheld, and is written in canonical form")
    func leaf() throws {
        for leaf in [disclosed(), disclosed(body: nil), disclosed(body: nil, withheld: true)] {
            let bytes = written(leaf)
            #expect(try DisclosedLeaf(try JSONDocument(bytes).root) == leaf)
            #expect(try JSON(parsing: bytes).canonical() == bytes)
        }
    }

    @Test("A leaf that lacks a member, or has a salt without body, is refused with the member's name", arguments: [
        ("index", #"{"index":-1,"leaf":"","salt":null,"body":null,"proof":[]}"#),
        ("leaf", #"{"index":1,"leaf":"AAAA","salt":null,"body":null,"proof":[]}"#),
        ("salt", #"{"index":1,"leaf":"LEAF","salt":null,"body":"AAAA","proof":[]}"#),
        ("body", #"{"index":1,"leaf":"LEAF","salt":"SALT","body":null,"proof":[]}"#),
        ("proof", #"{"index":1,"leaf":"LEAF","salt":null,"body":null,"proof":["AAAA"]}"#),
        ("why", #"{"index":1,"leaf":"LEAF","salt":null,"body":null,"proof":[],"why":"lost"}"#),
    ])
    func badLeaf(member: String, text: String) throws {
        let text = text.replacing("LEAF", with: Base64URL.encode([UInt8](repeating: 0, count: 42)))
            .replacing("SALT", with: Base64URL.encode([UInt8](repeating: 0, count: 32)))
        let view = try JSONDocument(Array(text.utf8)).root
        #expect(throws: FormError(member)) { _ = try DisclosedLeaf(view) }
    }

    @Test("A row's element is salt and canonical JSON, and the row of an act proves itself alone", arguments: 1...9)
    func rows(count: Int) throws {
        let random = SeededRandom(seed: 5)
        let rows: [(id: String, salt: [UInt8], row: JSON?)] = (0..<count).map { index in
            ("p\(index)", random.bytes(16), index == 3 ? nil : [.string("p\(index)"), 2, ["z": 1, "a": "年"]])
        }
        let bytes = try RowElement.bytes(salt: [9], collection: "payslip", id: "p0", rev: 2, row: ["p0", 2, ["z": 1, "a": "年"]])
        #expect(bytes == [9] + Array(#"{"c":"payslip","id":"p0","rev":2,"row":["p0",2,{"a":"年","z":1}]}"#.utf8))
        let tree = SmallTree(hashes: try rows.map {
            try RowElement.hash(salt: $0.salt, collection: "payslip", id: $0.id, rev: 2, row: $0.row)
        })
        var direct = MerkleRoot()
        for row in rows { direct.append(try RowElement.bytes(salt: row.salt, collection: "payslip", id: row.id, rev: 2, row: row.row)) }
        #expect(tree.root == direct.value)
        for (index, row) in rows.enumerated() {
            let proof = RowProof(
                collection: "payslip", id: row.id, rev: 2, row: row.row, salt: row.salt, leaf: 7, count: Int64(count),
                position: Int64(index), path: try #require(tree.proof(of: Int64(index))))
            #expect(proof.holds(root: tree.root))
            var writer = JSONWriter()
            try proof.write(into: &writer)
            let written = writer.finish()
            #expect(try RowProof(try JSONDocument(written).root) == proof)
            #expect(try JSON(parsing: written).canonical() == written)
            var other = proof
            other.rev = 3
            #expect(!other.holds(root: tree.root))
        }
    }

    @Test("A key's body chains to the one before, and another's signature does not")
    func keys() throws {
        let next = NoteSigner(name: "gongdao.test/acme", key: Curve25519.Signing.PrivateKey())
        let first = try #require(KeyChange(body: KeyChange.first(signer.verifier)))
        #expect(first.before == nil && first.holds)
        let body = try KeyChange.rotation(to: next.verifier, from: signer)
        let change = try #require(KeyChange(body: body))
        #expect(change.holds && change.key.encoded == next.verifier.encoded && change.before?.key.encoded == signer.verifier.encoded)
        let forged = String(decoding: body, as: UTF8.self).replacing(next.verifier.encoded, with: signer.verifier.encoded)
        #expect(KeyChange(body: Array(forged.utf8))?.holds == false)
    }

    @Test("A receipt's note fits a QR code, reads back, and names each line that differs")
    func note() throws {
        let body = Array(
            #"{"v":1,"actor":{"kind":"person","account":"a1","device":"d1","key":true,"voucher":"code:9","app":"x"},"op":"leave.request","act":["acme","d1","7","d1.0",1,"leave.request",{},null,null],"sig":"AAAA","arrived":1700,"tt":1500,"code":0}"#
                .utf8)
        let leaf = Leaf(kind: .mutation, time: Timestamp(ms: 1_701), commitment: [UInt8](repeating: 3, count: 32))
        let checkpoint = Checkpoint(origin: "gongdao.test/acme/e1", size: 10, root: [UInt8](repeating: 9, count: 32))
        let note = try ReceiptNote(checkpoint: checkpoint, index: 4, leaf: leaf, body: body)
        #expect((note.from, note.arrival, note.time, note.code) == (1500, 1700, 1701, 0))
        #expect(note.digest == ContentHash.text(Array("gongdao/v1/mutation\n[\"acme\",\"d1\",\"7\",\"d1.0\",1,\"leave.request\",{},null,null]".utf8)))
        #expect(ReceiptNote(parsing: note.text) == note)
        #expect(try signer.sign(SignedNote(text: note.text)).encoded.utf8.count <= ReceiptNote.maxBytes)
        var other = note
        other.code = 1407
        other.from = nil
        #expect(note.differences(from: other, bodyKnown: true) == ["code", "interval"])
        #expect(note.differences(from: other, bodyKnown: false) == [])
        #expect(ReceiptNote(parsing: note.text.replacing("code 0", with: "code 00")) == nil)
    }

    @Test("A receipt reads back with keys, leaves and devices")
    func receipt() throws {
        let device = DeviceLine(device: "d1", key: [2] + [UInt8](repeating: 5, count: 32), voucher: "code:9", leaf: 1, vouched: 2)
        let receipt = EvidenceReceipt(
            note: "n\n\n", leaf: disclosed(), checkpoint: "c\n\n", keys: ["k1", "k2"], leaves: [disclosed(body: nil)], devices: [device])
        #expect(try EvidenceReceipt(bytes: receipt.bytes) == receipt)
        #expect(try JSON(parsing: receipt.json).canonical() == receipt.json)
        #expect(throws: FormError("leaf.leaf")) {
            let cut = String(decoding: receipt.bytes, as: UTF8.self).replacing(Base64URL.encode(receipt.leaf.leaf), with: "AA")
            _ = try EvidenceReceipt(bytes: Array(cut.utf8))
        }
        // What is no list is not taken for an empty one: a device's key could be hidden so.
        #expect(throws: FormError("devices")) {
            let text = String(decoding: receipt.json, as: UTF8.self).replacing(#/"devices":\[[^\]]*\]/#, with: #""devices":"x""#)
            _ = try EvidenceReceipt(bytes: Array(text.utf8))
        }
    }

    @Test("A manifest and the note over it read back")
    func manifest() throws {
        let manifest = Manifest(
            tenant: "acme", origin: "gongdao.test/acme/e1", size: 10, made: 5, account: "a1", roles: ["employee"],
            scope: ["kind": "own"], purpose: "own", language: "zh-Hans",
            members: [.init(path: "keys.json", size: 3, sha256: [UInt8](repeating: 1, count: 32), type: "application/json")],
            gaps: [.init(code: "erased", zh: "已删除", en: "erased")], omitted: [.init(what: "leaves", why: "others", count: 4)])
        let bytes = try manifest.bytes()
        #expect(try Manifest(bytes: bytes) == manifest)
        let note = BundleNote(origin: manifest.origin, hash: ContentHash.sha256(bytes), made: 5)
        #expect(BundleNote(parsing: note.text) == note)
        #expect(BundleNote(parsing: note.text + "x\n") == nil)
    }

    @Test("The content hash is that of blob.put, however the bytes come in", arguments: [0, 1, 196_607, 196_608, 196_609, 400_000])
    func contentHash(count: Int) {
        let bytes = SeededRandom(seed: 9).bytes(count)
        let chunks = stride(from: 0, to: count, by: 196_608).map { ContentHash.sha256(Array(bytes[$0..<min($0 + 196_608, count)])) }
        let expected = ContentHash.sha256(chunks.flatMap { $0 })
        #expect(ContentHasher.hash(bytes) == expected)
        var hasher = ContentHasher()
        for start in stride(from: 0, to: count, by: 7_001) { hasher.update(Array(bytes[start..<min(start + 7_001, count)])) }
        #expect(hasher.finalize() == expected)
    }

    @Test("One byte string has one spelling in base64")
    func base64() {
        #expect(Base64.decode("AA==") == [0])
        for text in ["AB==", "AA=", "AA", "A A=", "AA==\n", "_-8="] { #expect(Base64.decode(text) == nil) }
    }
}
