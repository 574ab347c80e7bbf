import Base
import Casework
import Crypto
import Evidence
import Foundation
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// Witnesses of a partition's log (protocol/evidence.md §1.8).
@Suite("Cosignatures") struct CosignTests {
    struct Signer {
        let name: String
        let key = Curve25519.Signing.PrivateKey()

        var verifier: WitnessVerifier { WitnessVerifier(name: name, key: key.publicKey) }

        func sign(_ note: String, seconds: Int64) throws -> String {
            var signed = try #require(SignedNote(parsing: note))
            let bytes = WitnessVerifier.signedBytes(signed.text, seconds: UInt64(seconds))
            let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
            signed.signatures.append(.init(name: name, keyID: verifier.keyID, bytes: time + Array(try key.signature(for: bytes))))
            return signed.encoded
        }
    }

    private let person = Person(1)

    private func register(_ signer: Signer, _ partition: Partition, status: WitnessStatus = .active) async throws {
        let witness = Witness(id: "w-\(signer.name)", name: "工会", key: signer.verifier.encoded, status: status, since: Timestamp(ms: 0))
        try await partition.system("test.witness") { _ = try $0.put(witness, in: .tenant) }
    }

    private func reason(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as RPCError {
            return error.data?["reason"]?.stringValue ?? "\(error.code)"
        } catch { return "\(error)" }
    }

    @Test("A registered witness's signature is kept, handed out, and outlives newer checkpoints", arguments: Kind.allCases)
    func kept(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let (one, two) = (Signer(name: "union.example"), Signer(name: "court.example"))
        try await register(one, partition)
        try await register(two, partition)
        _ = try await person.push(partition, 1, "void", [:])
        let note = try await partition.read { try $0.checkpointNote() }
        let now = house.clock.now().ms / 1_000
        // Others wrote meanwhile, and the row of that checkpoint gave way.
        _ = try await person.push(partition, 2, "void", [:])
        #expect(try await partition.read { try $0.witnessed()?.size } == nil)
        let size = try await partition.cosign(try one.sign(note, seconds: now), for: person.principal).size
        let both = try await partition.cosign(try two.sign(note, seconds: now), for: person.principal)
        #expect(both.size == size && Set(both.witnesses) == ["union.example", "court.example"])
        for n in 3...5 { _ = try await person.push(partition, Int64(n), "void", [:]) }
        let row = try #require(try await partition.read { try $0.witnessed() })
        let kept = try #require(SignedNote(parsing: row.fullNote))
        #expect(row.size == size && one.verifier.verify(kept) == true && two.verifier.verify(kept) == true)
        #expect(try await partition.read { try $0.logSigner().verifier.verify(kept) })
        #expect(kept.signatures.count == 3)
        // The same witness again replaces its line; a checkpoint signed while it is the newest is what pulls hand out.
        _ = try await partition.cosign(try one.sign(note, seconds: now + 5), for: person.principal)
        #expect(try await partition.read { try SignedNote(parsing: $0.witnessed()?.fullNote ?? "")?.signatures.count } == 3)
        let newest = try await partition.read { try $0.checkpointNote() }
        _ = try await partition.cosign(try one.sign(newest, seconds: now), for: person.principal)
        let shown = try await partition.read { try $0.checkpointNote() }
        #expect(one.verifier.verify(try #require(SignedNote(parsing: shown))) == true)
        try await LogCheck.verify(partition)
    }

    @Test("A time stamp comes along with a witness, and only one of this checkpoint")
    func stamped() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let witness = Signer(name: "union.example")
        try await register(witness, partition)
        _ = try await person.push(partition, 1, "void", [:])
        let note = try await partition.read { try $0.checkpointNote() }
        let now = house.clock.now().ms / 1_000
        func stamped(_ names: [String], of text: String? = nil, extra: Int = 40) throws -> String {
            var signed = try #require(SignedNote(parsing: try witness.sign(note, seconds: now)))
            let digest = Array(SHA256.hash(data: Array((text ?? signed.text).utf8)))
            for name in names {
                let token = [UInt8](repeating: 0x30, count: extra) + digest + [UInt8](repeating: 0, count: extra)
                signed.signatures.append(.init(name: name, keyID: TimeStampLine.keyID(name), bytes: token))
            }
            return signed.encoded
        }
        let p = person.principal
        let ones = [try stamped(["a"], of: "another"), try stamped(["a"], extra: 9_000)]
        for bad in ones + [try stamped(["a", "b", "c"]), try stamped(["a", "a"])] {
            #expect(await reason { _ = try await partition.cosign(bad, for: p) } == "stamp")
        }
        #expect(try await partition.cosign(try stamped(["tsa.example"]), for: p).witnesses == ["union.example"])
        #expect(try await partition.cosign(try stamped(["other.example"]), for: p).witnesses == ["union.example"])
        #expect(await reason { _ = try await partition.cosign(try stamped(["third.example"]), for: p) } == "stamp")
        let kept = try #require(SignedNote(parsing: try await partition.read { try $0.witnessed()?.fullNote ?? "" }))
        #expect(kept.signatures.filter(TimeStampLine.isOne).map(\.name).sorted() == ["other.example", "tsa.example"])
        #expect(witness.verifier.verify(kept) == true && kept.signatures.count == 4)
    }

    @Test("What is not signed by a registered witness, or is not of this log, is not kept")
    func refused() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let (known, stranger, ended) = (Signer(name: "union.example"), Signer(name: "else.example"), Signer(name: "old.example"))
        try await register(known, partition)
        try await register(ended, partition, status: .ended)
        _ = try await person.push(partition, 1, "void", [:])
        let note = try await partition.read { try $0.checkpointNote() }
        let now = house.clock.now().ms / 1_000
        let p = person.principal
        #expect(await reason { _ = try await partition.cosign("x", for: p) } == "form")
        #expect(await reason { _ = try await partition.cosign(note, for: p) } == "witness")
        #expect(await reason { _ = try await partition.cosign(try stranger.sign(note, seconds: now), for: p) } == "witness")
        #expect(await reason { _ = try await partition.cosign(try ended.sign(note, seconds: now), for: p) } == "witness")
        #expect(await reason { _ = try await partition.cosign(try known.sign(note, seconds: now - 601), for: p) } == "clock")
        let impostor = Signer(name: known.name)
        var forged = try #require(SignedNote(parsing: try impostor.sign(note, seconds: now)))
        forged.signatures[1].keyID = known.verifier.keyID
        let encoded = forged.encoded
        #expect(await reason { _ = try await partition.cosign(encoded, for: p) } == "signature")
        // A note that the log's key signed over another root: a fork, which no row may become.
        let checkpoint = try #require(SignedNote(parsing: note).flatMap { Checkpoint(parsing: $0.text) })
        let signer = try await partition.read { try $0.logSigner() }
        var other = checkpoint
        other.root = [UInt8](repeating: 7, count: 32)
        let fork = try signer.sign(SignedNote(text: other.text)).encoded
        #expect(await reason { _ = try await partition.cosign(try known.sign(fork, seconds: now), for: p) } == "\(ErrorCode.notFound)")
        var beyond = checkpoint
        beyond.size += 1
        let ahead = try signer.sign(SignedNote(text: beyond.text)).encoded
        #expect(await reason { _ = try await partition.cosign(try known.sign(ahead, seconds: now), for: p) } == "\(ErrorCode.notFound)")
        #expect(try await partition.read { try $0.witnessed() } == nil)
    }
}
