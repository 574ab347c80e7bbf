import Crypto
import Evidence
import Testing

@Suite("Checkpoints") struct CheckpointTests {
    let signer = NoteSigner(name: "hr.example/acme", key: Curve25519.Signing.PrivateKey())
    let checkpoint = Checkpoint(origin: "hr.example/acme/e1", size: 8, root: TreeHash.leaf([1]))

    @Test("A signed checkpoint survives the way through text and verifies")
    func roundTrip() throws {
        let note = try signer.sign(SignedNote(text: checkpoint.text))
        let read = try #require(SignedNote(parsing: note.encoded))
        #expect(read == note)
        #expect(signer.verifier.verify(read))
        #expect(Checkpoint(parsing: read.text) == checkpoint)
        #expect(NoteVerifier(parsing: signer.verifier.encoded)?.verify(read) == true)
    }

    @Test("A witness adds a line below and both hold; another key under the same name does not")
    func cosigned() throws {
        let witness = NoteSigner(name: "witness.example", key: Curve25519.Signing.PrivateKey())
        let note = try witness.sign(signer.sign(SignedNote(text: checkpoint.text)))
        #expect(signer.verifier.verify(note) && witness.verifier.verify(note))
        let other = NoteSigner(name: "hr.example/acme", key: Curve25519.Signing.PrivateKey())
        #expect(!other.verifier.verify(note))
    }

    @Test("Any change of the text or of the signature is found")
    func changes() throws {
        let note = try signer.sign(SignedNote(text: checkpoint.text))
        var larger = checkpoint
        larger.size += 1
        #expect(!signer.verifier.verify(SignedNote(text: larger.text, signatures: note.signatures)))
        var broken = note
        broken.signatures[0].bytes[5] ^= 1
        #expect(!signer.verifier.verify(broken))
        #expect(!signer.verifier.verify(SignedNote(text: note.text)))
    }

    @Test(
        "Texts that are no checkpoint are refused",
        arguments: [
            "", "a\n1\n", "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n1\nAAAA\n", "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        ])
    func refused(text: String) { #expect(Checkpoint(parsing: text) == nil) }

    @Test(
        "Notes that are no notes are refused",
        arguments: ["", "a\n", "a\n\n", "a\n\nb\n", "a\n\n\u{2014} x AAAA\n", "a\n\n\u{2014} x AAAAAAAA", "a\u{7}\n\n\u{2014} x AAAAAAAA\n"])
    func noNote(text: String) { #expect(SignedNote(parsing: text) == nil) }
}
