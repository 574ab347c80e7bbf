import Archive
import Base
import Crypto
import Evidence
import Foundation
import Testing
import Wire

/// Bundles hold to every check of protocol/evidence.md §4.1, and each breach is found under its own code.
@Suite("Evidence bundles") struct BundleTests {
    private func verify(_ bytes: [UInt8], _ pin: Pin = Pin()) -> Verdict { BundleVerifier.verify(MemorySource(bytes), pin: pin) }

    private func codes(_ verdict: Verdict) -> [String] { verdict.failed.map(\.code.rawValue) }

    @Test("An untouched bundle is proved with the pinned key, and only consistent without", arguments: 1...6)
    func untouched(seed: UInt64) throws {
        let world = try LogWorld(seed: seed, acts: Int(seed) + 2, rotated: seed % 2 == 0)
        let bytes = try world.bundle()
        let pinned = verify(bytes, world.pin)
        #expect(pinned.failed == [] && pinned.result == .proved && pinned.result.exit == 0)
        #expect(pinned.counts.leaves == Int64(world.leaves.count) && pinned.counts.signed == Int64(world.acts.count))
        #expect(pinned.proved.contains(.records) && pinned.proved.contains(.attachments) && pinned.proved.contains(.manifest))
        #expect(pinned.proved.contains(.rotation) == (seed % 2 == 0))
        #expect(pinned.notProved.contains(.splitView) && !pinned.notProved.contains(.signer))
        let loose = verify(bytes)
        #expect(loose.failed == [] && loose.result == .consistent && loose.result.exit == 3 && loose.notProved.contains(.signer))
        #expect(FileVerifier.verify(MemorySource(bytes), pin: world.pin) == pinned)
    }

    @Test("A key vouched for by the employer alone is counted; one that another device confirmed is not")
    func vouchers() throws {
        var world = try LogWorld(seed: 3)
        #expect(verify(try world.bundle(), world.pin).counts.employerVouched == 0)
        world.devices[0].vouched = nil
        let verdict = verify(try world.bundle(), world.pin)
        #expect(verdict.counts.employerVouched > 0 && verdict.notProved.contains(.employerVouched) && verdict.result == .proved)
    }

    @Test("Erased and withheld bodies leave the bundle valid, and the verdict says so")
    func erased() throws {
        var world = try LogWorld(seed: 4)
        world.erase(world.acts[0])
        world.leaves[world.acts[1]].isWithheld = true
        let verdict = verify(try world.bundle(), world.pin)
        #expect(verdict.failed == [] && verdict.counts.erased == 1 && verdict.counts.withheld == 1)
        #expect(verdict.notProved.contains(.erased) && verdict.notProved.contains(.withheld) && verdict.notProved.contains(.gaps))
    }

    @Test("A checkpoint kept earlier establishes the signer, and is shown to be the beginning where the last leaf of it is there")
    func keptCheckpoint() throws {
        let world = try LogWorld(seed: 5)
        let bytes = try world.bundle()
        for size in 1...world.leaves.count {
            let kept = try world.checkpoint(size).note
            let verdict = verify(bytes, Pin(checkpoint: kept))
            #expect(verdict.result == .proved && verdict.proved.contains(.pinnedCheckpoint), "\(size) \(verdict.failed)")
        }
        // Without the leaves around it the sizes cannot be compared.
        let few = try world.parts([0, 1, 2, 3] + Array(world.leaves.indices.suffix(4))).zip()
        let verdict = verify(few, Pin(checkpoint: try world.checkpoint(7).note))
        #expect(verdict.isEstablished && verdict.result == .consistent && verdict.notProved.contains(.pinnedCheckpoint))
        #expect(VerdictWords.result(verdict).en.contains("could not be compared"))
        // A rewritten history: the same signer, another leaf before the kept checkpoint.
        var other = world
        other.leaves[4].leaf = Leaf(kind: .timer, time: other.leaves[4].leaf.time, commitment: [UInt8](repeating: 9, count: 32))
        other.erase(4)
        let fork = verify(try other.bundle(), Pin(checkpoint: try world.checkpoint(8).note))
        #expect(codes(fork) == ["pin.fork"] && fork.result.exit == 4)
        // A checkpoint of somebody else.
        let stranger = try LogWorld(seed: 6)
        #expect(codes(verify(bytes, Pin(checkpoint: try stranger.checkpoint().note))) == ["pin.checkpoint"])
        #expect(codes(verify(bytes, stranger.pin)) == ["pin.key"])
    }

    @Test("A witness's cosignature counts where its key is given, and must hold")
    func witnesses() throws {
        let world = try LogWorld(seed: 7)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(SeededRandom(seed: 1).bytes(32)))
        let witness = WitnessVerifier(name: "witness.example", key: key.publicKey)
        #expect(WitnessVerifier(parsing: witness.encoded)?.encoded == witness.encoded)
        var parts = try world.parts()
        var note = try world.checkpoint().note
        let time: UInt64 = 1_795_000_000
        let bytes = [UInt8](try key.signature(for: WitnessVerifier.signedBytes(note.text, seconds: time)))
        let stamp = (0..<8).reversed().map { UInt8(truncatingIfNeeded: time >> (8 * UInt64($0))) }
        note.signatures.append(.init(name: witness.name, keyID: witness.keyID, bytes: stamp + bytes))
        parts.checkpoint = note.encoded
        var pin = world.pin
        pin.witnesses = [witness]
        let verdict = verify(try parts.zip(), pin)
        #expect(verdict.counts.witnesses == 1 && verdict.proved.contains(.witness) && verdict.result == .proved)
        note.signatures[1].bytes[3] ^= 1
        parts.checkpoint = note.encoded
        #expect(codes(verify(try parts.zip(), pin)) == ["witness.signature"])
        #expect(verify(try world.bundle(), pin).counts.witnesses == 0)
    }

    typealias Change = @Sendable (inout LogWorld.Parts, LogWorld) throws -> Void

    /// Each breaks one rule by somebody who can sign the manifest anew: the log's holder.
    static let breaches: [(String, Change)] = [
        ("leaf.proof", { parts, _ in parts.leaves[2].proof[0][0] ^= 1 }),
        ("leaf.proof", { parts, _ in parts.leaves[2].leaf[9] ^= 0; parts.leaves[2].proof.removeLast() }),
        ("leaf.order", { parts, _ in parts.leaves.swapAt(5, 6) }),
        ("leaf.order", { parts, _ in parts.leaves.insert(parts.leaves[5], at: 5) }),
        ("leaf.form", { parts, _ in parts.leaves[5].leaf[1] = 99 }),
        ("leaf.commitment", { parts, _ in parts.leaves[5].body = Commitment(salt: [UInt8](repeating: 1, count: 32), body: Array("{\"op\":\"x\",\"v\":1}".utf8)) }),
        ("checkpoint.signature", { parts, world in parts.checkpoint = try world.checkpoint(signer: try world.newKey()).note.encoded }),
        ("checkpoint.size", { parts, world in parts.checkpoint = try world.checkpoint(world.leaves.count - 1, signer: parts.signer).note.encoded }),
        ("checkpoint.origin", { parts, _ in parts.manifest.origin = "gongdao.test/other/e1" }),
        ("checkpoint.before", { parts, world in
            let other = Checkpoint(origin: world.origin, size: Int64(world.leaves.count), root: [UInt8](repeating: 4, count: 32))
            parts.earlier = [(1, other.size, try parts.signer.sign(SignedNote(text: other.text)).encoded)]
        }),
        ("keys.leaf", { parts, _ in parts.keys[1].leaf -= 1 }),
        ("keys.chain", { parts, world in parts.keys[0] = KeyLine(key: try world.newKey().verifier.encoded, leaf: 0) }),
        ("keys.form", { parts, _ in parts.keys = [] }),
        ("device.leaf", { parts, _ in parts.devices[0].voucher = "phone" }),
        ("device.leaf", { parts, _ in parts.devices[0].vouched = 5 }),
        ("device.form", { parts, _ in parts.devices.append(parts.devices[0]) }),
        ("act.key", { parts, _ in parts.devices.removeFirst() }),
        ("act.signature", { parts, _ in parts.devices[0].key = parts.devices[1].key }),
        ("record.path", { parts, _ in parts.records[0].row = [.string(parts.records[0].id), 1, ["net": 1]] }),
        ("record.path", { parts, _ in parts.records[0].path = [] }),
        ("record.leaf", { parts, _ in parts.records[0].count += 1 }),
        ("record.leaf", { parts, _ in parts.records[0].leaf = 0 }),
        ("record.order", { parts, _ in parts.records.insert(parts.records[0], at: 0) }),
        ("attachment.name", { parts, _ in parts.attachments[0].bytes.append(1) }),
        ("attachment.unnamed", { parts, _ in
            let bytes: [UInt8] = [1, 2, 3]
            parts.attachments.append((ContentHasher.hash(bytes), bytes, "image/png"))
        }),
        ("manifest.signature", { parts, world in parts.signer = try world.newKey() }),
        ("manifest.note", { parts, _ in parts.manifest.origin = "gongdao.test/other/e1" }),
    ]

    @Test("Each breach is found under its own code, also when the manifest is signed anew", arguments: breaches.indices)
    func breach(number: Int) throws {
        let (code, change) = Self.breaches[number]
        let world = try LogWorld(seed: 11)
        var parts = try world.parts()
        try change(&parts, world)
        let verdict = verify(try parts.zip(), world.pin)
        if code == "manifest.note" {
            // Both speak of the other origin: it is the checkpoint that contradicts them.
            #expect(codes(verdict).contains("checkpoint.origin"))
        } else {
            #expect(codes(verdict).contains(code), "\(codes(verdict))")
        }
        #expect(verdict.result == .failed && verdict.result.exit == 4)
    }

    @Test("A body whose act names another tenant, device or operation is refused; so is an act before its key's leaf")
    func acts() throws {
        for (old, new) in [("\"acme\"", "\"acma\""), ("\"op\":\"leave.request\"", "\"op\":\"leave.cancel\"")] {
            var world = try LogWorld(seed: 12, rotated: false)
            let index = try #require(world.leaves.firstIndex { $0.leaf.kind == .mutation })
            let body = String(decoding: try #require(world.leaves[index].body).body, as: UTF8.self).replacing(old, with: new, maxReplacements: 1)
            let commitment = Commitment(body: Array(body.utf8), random: world.random)
            world.leaves[index].body = commitment
            world.leaves[index].leaf = Leaf(kind: .mutation, time: world.leaves[index].leaf.time, commitment: commitment.hash)
            #expect(codes(verify(try world.bundle(), world.pin)).contains("act.form"), "\(new)")
        }
        // The time of a leaf that goes back, by somebody who signs the whole tree anew.
        var world = try LogWorld(seed: 13, rotated: false)
        world.leaves[6].leaf = Leaf(kind: world.leaves[6].leaf.kind, time: Timestamp(ms: 5), commitment: world.leaves[6].leaf.commitment)
        #expect(codes(verify(try world.bundle(), world.pin)) == ["leaf.time"])
    }

    @Test("Members besides the manifest's, or none, and a broken archive are told apart")
    func members() throws {
        let world = try LogWorld(seed: 14)
        let bytes = try world.bundle()
        let zip = try ZipReader(MemorySource(bytes))
        func rewritten(_ change: (String, [UInt8]) -> [UInt8]?, extra: (String, [UInt8])? = nil) throws -> [UInt8] {
            let writer = ZipWriter()
            for member in zip.members {
                guard let content = change(member.path, try zip.read(member.path, limit: 1 << 24) ?? []) else { continue }
                try writer.add(member.path, content)
            }
            if let extra { try writer.add(extra.0, extra.1) }
            try writer.finish()
            return writer.take()
        }
        #expect(verify(try rewritten { $1 }, world.pin).result == .proved)
        #expect(codes(verify(try rewritten({ $1 }, extra: ("x.txt", [1])), world.pin)) == ["member.unlisted"])
        #expect(codes(verify(try rewritten { $0 == "verify.txt" ? nil : $1 }, world.pin)) == ["member.missing"])
        #expect(codes(verify(try rewritten { $0 == "index.html" ? Array("<p>别的</p>".utf8) : $1 }, world.pin)) == ["member.hash"])
        #expect(codes(verify(try rewritten { $0 == "index.html" ? [1] : $1 }, world.pin)) == ["member.size", "member.hash"])
        #expect(codes(verify(try rewritten { $0 == "manifest.json" ? $1 + [0x0A] : $1 }, world.pin)) == ["manifest.note"])
        #expect(codes(verify(try rewritten { $0 == "manifest.json" ? nil : $1 }, world.pin)) == ["manifest.form"])
        #expect(codes(verify(try rewritten { $0 == "leaves.jsonl" ? $1 + Array("{}\n".utf8) : $1 }, world.pin)).contains("leaf.form"))
        let cut = verify(Array(bytes.dropLast(30)), world.pin)
        #expect(cut.result == .unreadable && cut.result.exit == 2)
        #expect(FileVerifier.verify(MemorySource(Array("hello".utf8))).result.exit == 2)
        #expect(FileVerifier.verify(MemorySource([])).result.exit == 2)
    }

    @Test("A verdict reads as JSON and has words for every code in both languages")
    func words() throws {
        let world = try LogWorld(seed: 15)
        var parts = try world.parts()
        parts.leaves[3].proof = []
        let json = verify(try parts.zip(), world.pin).json
        #expect(json["result"] == "failed" && json["exit"] == 4 && json["failed"]?[0]?["code"] == "leaf.proof" && json["failed"]?[0]?["item"] == "leaf 3")
        #expect(Set(VerdictWords.failed.keys) == Set(FindingCode.allCases))
        #expect(Set(VerdictWords.proved.keys) == Set(Proved.allCases) && Set(VerdictWords.notProved.keys) == Set(NotProved.allCases))
        let text = try #require(json["proved"]?.arrayValue?.compactMap { $0["text"]?["en"]?.stringValue }.joined())
        #expect(text.contains("gongdao.test/acme/e1") && !text.contains("{"))
    }
}
