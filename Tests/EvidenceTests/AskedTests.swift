import Archive
import Base
import Crypto
@testable import Evidence
import Foundation
import Testing
import Wire

/// What somebody asked for and cannot have is said, and never ends as proved (protocol/evidence.md §4.1, §4.4).
@Suite("What a verifier was asked for") struct AskedTests {
    private let world: LogWorld
    private let seen: SignedNote
    private let witness: WitnessVerifier
    private let absent: WitnessVerifier

    init() throws {
        world = try LogWorld(seed: 31)
        let (note, line) = try EvidenceVectors.cosigned(try world.checkpoint(9).note)
        seen = note
        witness = try #require(WitnessVerifier(parsing: line))
        absent = WitnessVerifier(
            name: "absent.example", key: try Curve25519.Signing.PrivateKey(rawRepresentation: Data(SeededRandom(seed: 5).bytes(32))).publicKey)
    }

    private func verify(_ note: SignedNote, _ pin: Pin) -> Verdict { FileVerifier.verify(MemorySource(Array(note.encoded.utf8)), pin: pin) }

    @Test("Without a key a plain checkpoint proves nothing, also against the very one that was kept")
    func bare() throws {
        let kept = try world.checkpoint(9)
        var forged = kept.note
        var other = kept.checkpoint
        other.root[0] ^= 1
        forged.text = other.text
        for note in [kept.note, forged] {
            for pin in [Pin(), Pin(checkpoint: note), Pin(witnesses: [absent])] {
                let verdict = verify(note, pin)
                #expect(verdict.result == .consistent && verdict.proved == [] && !verdict.isEstablished, "\(verdict.proved)")
                #expect(verdict.notProved.contains(.unchecked) && VerdictWords.result(verdict).en.hasPrefix("Nothing was checked"))
                #expect(verdict.notProved.contains(.pinnedCheckpoint) == (pin.checkpoint != nil))
            }
        }
        let known = verify(kept.note, Pin(key: world.keys[0].signer.verifier, checkpoint: kept.note))
        #expect(known.result == .proved && known.proved == [.log, .pinnedCheckpoint])
    }

    @Test("Of a witness that signed it is told without the log's key too, and that nothing else was checked")
    func witnessed() throws {
        let verdict = verify(seen, Pin(checkpoint: seen, witnesses: [witness]))
        #expect(verdict.result == .consistent && verdict.proved == [.witness] && verdict.counts.witnesses == 1)
        #expect(VerdictWords.result(verdict).en.contains("the log's own signature was not"))
    }

    @Test("A witness whose key was given and who signed nothing is named, and the result is not proved")
    func absence() throws {
        let file = MemorySource(try world.bundle())
        let pin = Pin(key: world.keys[0].signer.verifier, witnesses: [witness, absent, absent])
        let verdict = FileVerifier.verify(file, pin: pin)
        #expect(verdict.result == .consistent && verdict.result.exit == 3 && verdict.absentWitnesses == [witness.name, absent.name])
        #expect(VerdictWords.result(verdict).en.contains("has not signed") && VerdictWords.result(verdict).zh.contains("见证方"))
        let lines = (verdict.json["not_proved"]?.arrayValue ?? []).filter { $0["code"] == "witness_absent" }
        #expect(lines.compactMap { $0["item"]?.stringValue } == [witness.name, absent.name])
        #expect(verdict.notProvedLines.filter { $0.item != nil }.count == 2)
        // One that signed is proved, and does not speak for the other.
        let one = verify(seen, Pin(key: world.keys[0].signer.verifier, witnesses: [witness, absent]))
        #expect(one.result == .consistent && one.proved == [.log, .witness] && one.absentWitnesses == [absent.name])
        #expect(verify(seen, Pin(key: world.keys[0].signer.verifier, witnesses: [witness])).result == .proved)
        // A line that does not hold is a failure, not an absence.
        var broken = seen
        broken.signatures[broken.signatures.count - 1].bytes[20] ^= 1
        let failed = verify(broken, Pin(key: world.keys[0].signer.verifier, witnesses: [witness]))
        #expect(failed.result == .failed && failed.absentWitnesses == [])
    }

    @Test("A million lines are read, one more is no archive that we read")
    func lines() throws {
        func read(_ count: Int, end: [UInt8] = []) throws -> Int {
            let writer = ZipWriter()
            try writer.add("x.jsonl", [UInt8](repeating: 0x0A, count: count) + end)
            try writer.finish()
            let reader = try #require(try ZipReader(MemorySource(writer.take())).open("x.jsonl"))
            let member = MemberReader(reader)
            while try member.nextLine() != nil {}
            return member.line
        }
        #expect(try read(999_999, end: [0x20]) == 1_000_000)
        #expect(throws: ZipError.bomb("x.jsonl: more than 1000000 lines")) { _ = try read(1_000_000, end: [0x20]) }
    }
}
