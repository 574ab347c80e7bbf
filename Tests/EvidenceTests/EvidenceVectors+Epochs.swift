import Base
import Evidence

/// Logs that came out of a backup, against what was kept of earlier epochs (protocol/evidence.md §4.3), and notes by themselves.
extension EvidenceVectors {
    private mutating func kept(_ name: String, _ note: SignedNote) { more.append((name, Array(note.encoded.utf8))) }

    private mutating func held(
        _ file: String, _ checkpoint: String, _ result: Verdict.Result, _ failed: [FindingCode] = [], about: String
    ) {
        cases.append(Case(file: file, bytes: [], checkpoint: checkpoint, result: result, failed: failed, about: about))
    }

    mutating func epochs() throws {
        var old = try LogWorld(seed: 21, acts: 2, rotated: false)
        old.epoch = 0
        let (all, end) = (old.leaves.count, old.leaves.count - 2)
        kept("e0-large.note", try old.checkpoint().note)
        kept("e0-end.note", try old.checkpoint(end).note)
        kept("e0-small.note", try old.checkpoint(end - 3).note)
        var late = old
        late.time += 3_600_000
        kept("e0-late.note", try late.checkpoint(end).note)
        let key = old.keys[0].signer.verifier.encoded
        add("e0.zip", try old.bundle(), key, .proved, "the first epoch, before anything was lost")
        var short = old
        short.leaves.removeSubrange(end...)
        add("e0-short.zip", try short.bundle(), key, .proved, "the first epoch, as long as its end")

        var one = old
        try one.restore(to: end, epoch: 1)
        one.goOn(1)
        add("restored.zip", try one.bundle(), key, .proved, "restored from a copy without the last two leaves")
        held("restored.zip", "e0-large.note", .failed, [.pinLost], about: "two leaves that the kept checkpoint counts are lost")
        held("restored.zip", "e0-end.note", .proved, about: "the kept checkpoint is the end of the epoch before")
        held("restored.zip", "e0-small.note", .proved, about: "a kept checkpoint of the epoch before is the beginning")
        held("restored.zip", "e0-late.note", .failed, [.pinFork], about: "signed in the old epoch after the new one had begun")
        kept("e1.note", try one.checkpoint().note)
        held("e0.zip", "e1.note", .failed, [.pinLost], about: "a file of the old epoch has leaves that the newer kept checkpoint's log lost")
        held("e0-short.zip", "e1.note", .consistent, about: "the newer kept checkpoint goes on from this file's, but shows no proof")
        var other = old
        try other.restore(to: end - 1, epoch: 1)
        kept("e1-other.note", try other.checkpoint().note)
        held("restored.zip", "e1-other.note", .failed, [.pinFork], about: "one epoch that begins twice")
        var partly = try one.parts([0, 1, 2, 3, 4])
        partly.attachments = []
        add("restored-part.zip", try partly.zip(), key, .proved, "without the leaf that proves the end of the old epoch")
        held("restored-part.zip", "e0-end.note", .consistent, about: "the before line alone is the holder's word")

        one.goOn(3)
        kept("e1-large.note", try one.checkpoint().note)
        var two = one
        try two.restore(to: one.leaves.count - 2, epoch: 2)
        add("restored-twice.zip", try two.bundle(), key, .proved, "restored twice")
        held("restored-twice.zip", "e0-large.note", .failed, [.pinLost], about: "lost in the first of two restores")
        held("restored-twice.zip", "e1-large.note", .failed, [.pinLost], about: "lost in the second of two restores")
        held("restored-twice.zip", "e0-end.note", .proved, about: "two epochs later the kept end is the beginning")
        held("restored-twice.zip", "e1.note", .proved, about: "a kept checkpoint of the epoch between")
        var silent = try two.parts()
        silent.earlier = []
        add("restored-silent.zip", try silent.zip(), key, .proved, "restored twice, and the end of the first epoch is not told")
        held("restored-silent.zip", "e0-small.note", .consistent, about: "no note says where the first epoch ended")
        var quick = old
        try quick.restore(to: end, epoch: 1)
        try quick.restore(to: end + 1, epoch: 2)
        silent = try quick.parts()
        silent.earlier = []
        add("restored-quick.zip", try silent.zip(), key, .proved, "the same, where the second epoch ended below the end of the first")
        held("restored-quick.zip", "e0-large.note", .failed, [.pinLost], about: "more leaves than the epoch between ended with")
        var over = old
        over.time = one.time
        try over.restore(to: all, epoch: 2)
        over.goOn(4)
        add("restored-over.zip", try over.bundle(), key, .proved, "goes on from the first epoch: the second one is passed over")
        held("restored-over.zip", "e1-large.note", .failed, [.pinLost], about: "the kept epoch is passed over")
        held("restored-over.zip", "e0-large.note", .proved, about: "a clean end: nothing of the first epoch is lost")
        try lies(old, end, key)
        epochPairs()
    }

    /// What the holder of the key may sign about the epoch before, and the file itself contradicts.
    private mutating func lies(_ old: LogWorld, _ end: Int, _ key: String) throws {
        var forked = old
        try forked.restore(to: end, epoch: 1)
        forked.leaves[4].leaf = Leaf(kind: .import, time: old.leaves[4].leaf.time, commitment: [UInt8](repeating: 9, count: 32))
        forked.erase(4)
        add("restored-forked.zip", try forked.bundle(), key, .failed, "the new epoch does not begin with the old one", [.checkpointBefore])
        held("restored-forked.zip", "e0-end.note", .failed, [.checkpointBefore, .pinFork], about: "the same, against the kept end")
        held("restored-forked.zip", "e0-small.note", .failed, [.checkpointBefore, .pinFork], about: "the same, against a kept checkpoint before it")
        var impossible = old
        try impossible.restore(to: end, epoch: 1)
        let own = impossible.origin
        impossible.before?.origin = own
        impossible.ends = []
        add("broken-before.zip", try impossible.bundle(), key, .failed, "a before line that names its own epoch", [.checkpointBefore])
        var beyond = old
        try beyond.restore(to: end, epoch: 1)
        beyond.ends = [(0, Int64(old.leaves.count), try old.checkpoint().note.encoded)]
        add("broken-beyond.zip", try beyond.bundle(), key, .failed, "brings itself the checkpoint whose leaves are lost", [.checkpointBefore])
        var seen = old
        try seen.restore(to: end, epoch: 1)
        let (note, witness) = try cosign(try old.checkpoint(end).note)
        seen.ends = [(0, Int64(end), note.encoded)]
        cases.append(Case(
            file: "restored-witnessed.zip", bytes: try seen.bundle(), key: key, witnesses: [witness], result: .proved,
            about: "a witness signed the end of the old epoch"))
        var broken = note
        broken.signatures[broken.signatures.count - 1].bytes[20] ^= 1
        seen.ends = [(0, Int64(end), broken.encoded)]
        cases.append(Case(
            file: "broken-witness.zip", bytes: try seen.bundle(), key: key, witnesses: [witness], result: .failed, failed: [.witnessSignature],
            about: "a witness's line under the end of the old epoch does not hold"))
    }

    private mutating func epochPairs() {
        func lost(_ a: String, _ b: String, _ about: String) -> Pair { Pair(a: a, b: b, exit: 4, failed: [.compareLost], about: about) }
        func same(_ a: String, _ b: String, _ about: String) -> Pair { Pair(a: a, b: b, exit: 0, proved: [.compareSame], about: about) }
        pairs += [
            lost("e0-large.note", "restored.zip", "a kept checkpoint counts leaves that the restore lost"),
            lost("restored.zip", "e0.zip", "the same of two bundles, the newer one first"),
            lost("e0.zip", "restored-twice.zip", "two epochs later"),
            lost("e1-large.note", "restored-over.zip", "an epoch passed over"),
            same("e0-end.note", "restored.zip", "the end of the epoch before"),
            same("e0-short.zip", "restored-twice.zip", "bundles of two epochs, nothing lost"),
            same("restored.zip", "restored-twice.zip", "the same with the epoch between"),
            Pair(a: "restored-silent.zip", b: "e0-small.note", exit: 3, notProved: [.compareUnknown], about: "no note says where the first epoch ended"),
            Pair(a: "e0-late.note", b: "restored.zip", exit: 4, failed: [.compareRoot], about: "signed in the old epoch after the new one had begun"),
            Pair(a: "kept.note", b: "forged.note", exit: 3, notProved: [.compareUnchecked], about: "two notes, and no key"),
        ]
    }

    /// Checkpoints by themselves.
    mutating func notes(_ world: LogWorld, _ key: String) throws {
        let kept = try world.checkpoint(9)
        var forged = kept.note
        var other = kept.checkpoint
        other.root[0] ^= 1
        forged.text = other.text
        more.append(("forged.note", Array(forged.encoded.utf8)))
        let (seen, witness) = try cosign(kept.note)
        more.append(("seen.note", Array(seen.encoded.utf8)))
        more.append(("newest.note", Array(try world.checkpoint().note.encoded.utf8)))
        let newest = world.keys[world.keys.count - 1].signer.verifier.encoded
        func note(
            _ file: String, key: String? = nil, pinned checkpoint: String? = nil, witnesses: [String] = [], _ result: Verdict.Result,
            _ failed: [FindingCode] = [], about: String
        ) -> Case {
            Case(file: file, bytes: [], key: key, checkpoint: checkpoint, witnesses: witnesses, result: result, failed: failed, about: about)
        }
        cases += [
            note("kept.note", .consistent, about: "no key: nothing is checked"),
            note("forged.note", pinned: "kept.note", .failed, [.pinFork], about: "no key: one of the two is forged, or the log was split"),
            note("forged.note", key: key, .failed, [.checkpointSignature], about: "the key finds the forged one"),
            note("kept.note", pinned: "kept.note", .consistent, about: "no key, and the very checkpoint that was kept"),
            note("kept.note", key: key, pinned: "kept.note", .proved, about: "the very checkpoint that was kept, and its key"),
            note("kept.note", key: key, pinned: "forged.note", .failed, [.pinCheckpoint], about: "what was kept is forged"),
            note("newest.note", key: newest, pinned: "kept.note", .consistent, about: "kept under an older key, which a note cannot vouch for"),
            note("newest.note", key: newest, pinned: "forged.note", .consistent, about: "as little is known of a forged one"),
            note("seen.note", witnesses: [witness], .consistent, about: "no key, but a witness's line that holds"),
            note("forged.note", key: key, witnesses: [witness], .failed, [.checkpointSignature], about: "no line of the witness"),
            note("e1.note", pinned: "e0-large.note", .failed, [.pinLost], about: "two notes tell that leaves are lost"),
            note("e1.note", pinned: "e0-small.note", .consistent, about: "on the way, without a proof"),
        ]
    }
}
