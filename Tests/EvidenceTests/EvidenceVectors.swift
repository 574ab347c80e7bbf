import Archive
import Base
import Crypto
import Evidence
import Foundation
import Wire

/// The files of protocol/vectors/evidence, whole and broken, with what must be said of each.
struct EvidenceVectors {
    struct Case {
        var file: String
        var bytes: [UInt8]
        var key: String?
        var checkpoint: String?
        var witnesses: [String] = []
        var result: Verdict.Result
        var failed: [FindingCode] = []
        var about: String
    }

    struct Pair {
        var a: String
        var b: String
        var exit: Int32
        var failed: [FindingCode] = []
        var proved: [Proved] = []
        var notProved: [NotProved] = []
        var about: String
    }

    var cases: [Case] = []
    var pairs: [Pair] = []
    /// Files that are only used beside others.
    var more: [(String, [UInt8])] = []

    init() throws {
        let world = try LogWorld(seed: 20_261_121)
        let key = world.keys[0].signer.verifier.encoded
        try whole(world, key)
        try breaches(world, key)
        try receipts(world, key)
        try comparisons(world)
        try epochs()
        try notes(world, key)
        try asked(world, key)
        try bounds(world, key)
    }

    private mutating func whole(_ world: LogWorld, _ key: String) throws {
        let plain = try LogWorld(seed: 7, acts: 2, rotated: false)
        add("plain.zip", try plain.bundle(), plain.keys[0].signer.verifier.encoded, .proved, "one key, pinned")
        add("rotated.zip", try world.bundle(), key, .proved, "the log's key was changed once; the older one is pinned")
        cases.append(Case(file: "rotated.zip", bytes: [], result: .consistent, about: "without a pinned key"))
        add("kept.note", Array(try world.checkpoint(9).note.encoded.utf8), world.keys[0].signer.verifier.encoded, .proved, "a checkpoint by itself")
        cases.append(Case(file: "rotated.zip", bytes: [], checkpoint: "kept.note", result: .proved, about: "a checkpoint kept earlier is the beginning of this log"))
        let stranger = try LogWorld(seed: 8).keys[0].signer.verifier.encoded
        cases.append(Case(file: "rotated.zip", bytes: [], key: stranger, result: .failed, failed: [.pinKey], about: "another key is pinned"))
        var erased = world
        erased.erase(erased.acts[1])
        erased.leaves[erased.acts[2]].isWithheld = true
        add("erased.zip", try erased.bundle(), key, .proved, "one body erased, one withheld; the tree is valid")
        var loose = world
        loose.devices[0].vouched = nil
        add("employer.zip", try loose.bundle(), key, .proved, "acts under a key that only the employer vouches for")
        var cosigned = try world.parts()
        let (note, witness) = try cosign(try world.checkpoint().note)
        cosigned.checkpoint = note.encoded
        cases.append(Case(file: "witnessed.zip", bytes: try cosigned.zip(), key: key, witnesses: [witness], result: .proved, about: "cosigned by a witness"))
        var forked = world
        forked.leaves[4].leaf = Leaf(kind: .import, time: world.leaves[4].leaf.time, commitment: [UInt8](repeating: 9, count: 32))
        forked.erase(4)
        cases.append(Case(
            file: "forked.zip", bytes: try forked.bundle(), checkpoint: "kept.note", result: .failed, failed: [.pinFork],
            about: "another leaf 4 than in the history of the kept checkpoint"))
    }

    /// What was asked for and cannot be confirmed, and what the two sides of one rule could be read to say.
    private mutating func asked(_ world: LogWorld, _ key: String) throws {
        let (_, signing) = try cosign(try world.checkpoint().note)
        let other = WitnessVerifier(
            name: "other.example", key: try Curve25519.Signing.PrivateKey(rawRepresentation: Data(SeededRandom(seed: 4).bytes(32))).publicKey
        ).encoded
        func item(
            _ file: String, key: String? = nil, pinned: String? = nil, by witnesses: [String] = [], _ result: Verdict.Result,
            _ failed: [FindingCode] = [], about: String
        ) -> Case {
            Case(file: file, bytes: [], key: key, checkpoint: pinned, witnesses: witnesses, result: result, failed: failed, about: about)
        }
        let old = cases.first { $0.file == "restored-witnessed.zip" }?.key
        more.append(("other.note", Array("Dear colleague,\n\n— me AAAAAAAA\n".utf8)))
        cases += [
            item("rotated.zip", key: key, by: [signing], .consistent, about: "a witness who signed nothing here"),
            item("witnessed.zip", key: key, by: [signing, other], .consistent, about: "one witness signed, the other did not"),
            item("restored-witnessed.zip", key: old, by: [signing, other], .consistent, about: "one witness signed an earlier checkpoint, the other none"),
            item("act.receipt.json", key: key, by: [other], .consistent, about: "a receipt without the witness"),
            item("kept.note", key: key, by: [other], .consistent, about: "a checkpoint without the witness"),
            item("kept.note", by: [other], .consistent, about: "neither a key nor the witness"),
            item("forged.note", pinned: "forged.note", .consistent, about: "no key: a forged checkpoint held against itself"),
            item("e1.note", pinned: "e0-end.note", .consistent, about: "no key: the before line names what was kept"),
            item("rotated.zip", key: key, pinned: "other.note", .failed, [.pinCheckpoint], about: "what was kept is no checkpoint"),
            item("rotated.zip", pinned: "other.note", .failed, [.pinCheckpoint], about: "the same, and it establishes nothing"),
            item("act.receipt.json", key: key, pinned: "other.note", .failed, [.pinCheckpoint], about: "the same of a receipt"),
            item("kept.note", pinned: "other.note", .failed, [.pinCheckpoint], about: "the same of a checkpoint"),
            item("foreign.note", pinned: "foreign.note", .failed, [.pinCheckpoint], about: "an origin of another form belongs to no log"),
        ]
        var foreign = try world.checkpoint(9)
        foreign.checkpoint.origin = "log.example"
        more.append(("foreign.note", Array(SignedNote(text: foreign.checkpoint.text, signatures: foreign.note.signatures).encoded.utf8)))
        pairs += [
            Pair(a: "foreign.note", b: "foreign.note", exit: 3, notProved: [.compareUnrelated], about: "an origin of another form, twice"),
            Pair(a: "foreign.note", b: "kept.note", exit: 3, notProved: [.compareUnrelated], about: "two notes of different key names"),
        ]
        var confirmed = try LogWorld(seed: 9, acts: 2, rotated: false)
        confirmed.vouch(0, by: "password:a3")
        add(
            "broken-vouch.zip", try confirmed.bundle(), confirmed.keys[0].signer.verifier.encoded, .failed,
            "the leaf that should confirm a key has the employer's voucher itself", [.deviceLeaf])
        let plain = try LogWorld(seed: 7, acts: 2, rotated: false)
        var bare = try plain.parts()
        bare.records = []
        add("no-records.zip", try bare.zip(), plain.keys[0].signer.verifier.encoded, .proved, "without records the names of columns are no question")
    }

    private mutating func bounds(_ world: LogWorld, _ key: String) throws {
        let whole = try ZipReader(MemorySource(try world.bundle()))
        let writer = ZipWriter()
        for member in whole.members {
            let bytes = try whole.read(member.path, limit: 1 << 22) ?? []
            try writer.add(member.path, member.path == "records.jsonl" ? [UInt8](repeating: 0x0A, count: 1_000_001) : bytes)
        }
        try writer.finish()
        add("broken-many.zip", writer.take(), key, .unreadable, "more than 1,000,000 lines of records.jsonl", [.archive])
    }

    func cosign(_ note: SignedNote) throws -> (SignedNote, String) { try Self.cosigned(note) }

    static func cosigned(_ note: SignedNote) throws -> (SignedNote, String) {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(SeededRandom(seed: 3).bytes(32)))
        let witness = WitnessVerifier(name: "witness.example", key: key.publicKey)
        let time: UInt64 = 1_795_000_100
        let stamp = (0..<8).reversed().map { UInt8(truncatingIfNeeded: time >> (8 * UInt64($0))) }
        var note = note
        let signature = [UInt8](try key.signature(for: WitnessVerifier.signedBytes(note.text, seconds: time)))
        note.signatures.append(.init(name: witness.name, keyID: witness.keyID, bytes: stamp + signature))
        return (note, witness.encoded)
    }

    mutating func add(_ file: String, _ bytes: [UInt8], _ key: String, _ result: Verdict.Result, _ about: String, _ failed: [FindingCode] = []) {
        cases.append(Case(file: file, bytes: bytes, key: key, result: result, failed: failed, about: about))
    }

    /// Each signed anew by the log's holder, so that only the rule named is broken.
    private mutating func breaches(_ world: LogWorld, _ key: String) throws {
        let list: [(String, [FindingCode], (inout LogWorld.Parts) throws -> Void)] = [
            ("proof", [.leafProof], { $0.leaves[5].proof[0][0] ^= 1 }),
            ("order", [.leafOrder], { $0.leaves.insert($0.leaves[5], at: 5) }),
            ("commitment", [.leafCommitment], { parts in
                guard let body = parts.leaves[9].body else { return }
                parts.leaves[9].body = Commitment(salt: body.salt, body: Array("{\"op\":\"x\",\"v\":1}".utf8))
            }),
            ("record", [.recordPath], { $0.records[0].row = [.string($0.records[0].id), 1, ["month": "2026-10", "net": 1]] }),
            ("record-leaf", [.recordLeaf], { $0.records[0].count += 1 }),
            ("attachment", [.attachmentName], { $0.attachments[0].bytes.append(0) }),
            ("device", [.deviceLeaf], { $0.devices[1].voucher = "phone" }),
            ("signature", [.actSignature, .deviceLeaf], { $0.devices[0].key = $0.devices[1].key }),
            ("manifest", [.manifestSignature], { $0.signer = try world.newKey() }),
            ("checkpoint", [.checkpointSignature], { $0.checkpoint = try world.checkpoint(signer: try world.newKey()).note.encoded }),
            ("chain", [.keysChain, .keysLeaf], { $0.keys[0].key = try world.newKey().verifier.encoded }),
        ]
        for (name, failed, change) in list {
            var parts = try world.parts()
            try change(&parts)
            add("broken-\(name).zip", try parts.zip(), name == "chain" ? world.keys[1].signer.verifier.encoded : key, .failed, "broken: \(name)", failed)
        }
        let whole = try ZipReader(MemorySource(try world.bundle()))
        let writer = ZipWriter()
        for member in whole.members {
            let bytes = try whole.read(member.path, limit: 1 << 22) ?? []
            try writer.add(member.path, member.path == "index.html" ? Array("<p>改过</p>".utf8) : bytes)
        }
        try writer.finish()
        add("broken-member.zip", writer.take(), key, .failed, "a member edited with a ZIP program", [.memberHash])
        add("broken-archive.zip", Array(try world.bundle().dropLast(40)), key, .unreadable, "cut short", [.archive])
    }

    private mutating func receipts(_ world: LogWorld, _ key: String) throws {
        let receipt = try world.receipt(world.acts[1])
        add("act.receipt.json", receipt.bytes, key, .proved, "an act with its device's key")
        add("short.receipt.json", try world.receipt(world.acts[2], devices: false).bytes, key, .proved, "without the device's key: its signature is not checked")
        var edited = receipt
        edited.note = receipt.note.replacing("code 0", with: "code 1")
        add("broken-note.receipt.json", edited.bytes, key, .failed, "one line of the note edited", [.receiptSignature, .receiptLine])
        var other = receipt
        other.note = try world.receipt(world.acts[2]).note
        add("broken-other.receipt.json", other.bytes, key, .failed, "the note of another act", [.receiptLine])
        var leaf = receipt
        leaf.leaf.proof.removeLast()
        add("broken-proof.receipt.json", leaf.bytes, key, .failed, "a proof too short", [.leafProof])
    }

    private mutating func comparisons(_ world: LogWorld) throws {
        pairs += [
            Pair(a: "rotated.zip", b: "act.receipt.json", exit: 0, proved: [.compareSame], about: "bundle and receipt of one log"),
            Pair(a: "kept.note", b: "rotated.zip", exit: 0, proved: [.compareSame], about: "an older checkpoint is the beginning"),
            Pair(a: "rotated.zip", b: "forked.zip", exit: 4, failed: [.compareLeaf, .compareNode, .compareRoot], about: "two histories of one size"),
            Pair(a: "kept.note", b: "forked.zip", exit: 4, failed: [.compareRoot], about: "the kept checkpoint is not the beginning"),
            Pair(a: "plain.zip", b: "rotated.zip", exit: 3, notProved: [.compareUnrelated], about: "two logs"),
            Pair(a: "kept.note", b: "act.receipt.json", exit: 3, notProved: [.compareUnknown], about: "no common proof"),
            Pair(a: "broken-proof.zip", b: "rotated.zip", exit: 4, failed: [.compareInvalid], about: "a file that fails by itself"),
        ]
    }

    /// `words.json`, canonical.
    static func words() throws -> [UInt8] {
        func table(_ words: [(String, VerdictWords.Text)]) -> JSON {
            .object(JSONObject(words.map { ($0.0, ["zh": .string($0.1.zh), "en": .string($0.1.en)]) }))
        }
        return try JSON.object([
            "failed": table(VerdictWords.failed.map { ($0.key.rawValue, $0.value) }),
            "proved": table(VerdictWords.proved.map { ($0.key.rawValue, $0.value) }),
            "not_proved": table(VerdictWords.notProved.map { ($0.key.rawValue, $0.value) }),
            "result": table(VerdictWords.results.map { ($0.key, $0.value) }),
        ]).canonical()
    }
}
