import Archive
import Base
import Evidence

/// A world and what is made of it again and again, made once.
struct TamperWorld: Sendable {
    let world: LogWorld
    let parts: LogWorld.Parts
    let note: SignedNote
    let bundle: [UInt8]
    /// The members of the bundle, unpacked.
    let members: [(path: String, bytes: [UInt8])]
    /// Of every act whose body is there, with and without devices.
    let receipts: [(with: EvidenceReceipt, without: EvidenceReceipt)]

    init(_ world: LogWorld) throws {
        self.world = world
        parts = try world.parts()
        note = try world.checkpoint().note
        bundle = try parts.zip()
        let zip = try ZipReader(MemorySource(bundle))
        members = try zip.members.map { ($0.path, try zip.read($0.path, limit: 1 << 22) ?? []) }
        let acts = world.acts.filter { world.leaves[$0].body != nil }
        receipts = try acts.map { (try world.receipt($0), try world.receipt($0, devices: false)) }
    }

    var key: NoteVerifier { world.keys[world.keys.count - 1].signer.verifier }

    var log: [([UInt8], Commitment?)] { world.leaves.map { ($0.leaf.bytes, $0.body) } }
}
