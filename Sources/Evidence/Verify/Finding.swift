/// What fails in a file, by code (protocol/evidence.md §4.1, §4.5). A closed list; the words stand in `VerdictWords`.
package enum FindingCode: String, Sendable, CaseIterable {
    case archive, file
    case manifestForm = "manifest.form"
    case manifestNote = "manifest.note"
    case manifestSignature = "manifest.signature"
    case memberMissing = "member.missing"
    case memberUnlisted = "member.unlisted"
    case memberSize = "member.size"
    case memberHash = "member.hash"
    case checkpointForm = "checkpoint.form"
    case checkpointOrigin = "checkpoint.origin"
    case checkpointSize = "checkpoint.size"
    case checkpointSignature = "checkpoint.signature"
    case checkpointBefore = "checkpoint.before"
    case keysForm = "keys.form"
    case keysLeaf = "keys.leaf"
    case keysChain = "keys.chain"
    case leafForm = "leaf.form"
    case leafOrder = "leaf.order"
    case leafTime = "leaf.time"
    case leafProof = "leaf.proof"
    case leafCommitment = "leaf.commitment"
    case leafBody = "leaf.body"
    case actForm = "act.form"
    case actKey = "act.key"
    case actSignature = "act.signature"
    case deviceForm = "device.form"
    case deviceLeaf = "device.leaf"
    case recordForm = "record.form"
    case recordOrder = "record.order"
    case recordLeaf = "record.leaf"
    case recordPath = "record.path"
    case attachmentName = "attachment.name"
    case attachmentUnnamed = "attachment.unnamed"
    case receiptForm = "receipt.form"
    case receiptNote = "receipt.note"
    case receiptSignature = "receipt.signature"
    case receiptLine = "receipt.line"
    case pinKey = "pin.key"
    case pinCheckpoint = "pin.checkpoint"
    case pinFork = "pin.fork"
    case pinLost = "pin.lost"
    case witnessSignature = "witness.signature"
    case compareInvalid = "compare.invalid"
    case compareRoot = "compare.root"
    case compareLeaf = "compare.leaf"
    case compareNode = "compare.node"
    case compareLost = "compare.lost"

    /// The part of the file it belongs to: what stands before the dot.
    var part: Substring { rawValue.prefix { $0 != "." } }
}

/// One thing that fails, and where: a member's name, a leaf's index, a line.
package struct Finding: Sendable, Equatable {
    package var code: FindingCode
    package var item: String

    package init(_ code: FindingCode, _ item: String) {
        self.code = code
        self.item = item
    }
}

/// What a verdict says is proved.
package enum Proved: String, Sendable, CaseIterable {
    case log, leaves, acts, records, attachments, rotation, manifest, witness, receipt
    case pinnedCheckpoint = "pinned_checkpoint"
    case witnessEarlier = "witness_earlier"
    case compareSame = "compare.same"
}

/// What a verdict says is not proved: four things always, the others where they apply.
package enum NotProved: String, Sendable, CaseIterable {
    case splitView = "split_view"
    case truth, clock, completeness, signer
    case employerVouched = "employer_vouched"
    case unsigned, erased, withheld, gaps, omitted, pages, columns
    case deviceUnchecked = "device_unchecked"
    case receiptUnchecked = "receipt_unchecked"
    case unchecked
    case pinnedCheckpoint = "pinned_checkpoint"
    /// Once in the list, however many there are: `Verdict.absentWitnesses` names them.
    case witnessAbsent = "witness_absent"
    case compareUnknown = "compare.unknown"
    case compareUnrelated = "compare.unrelated"
    case compareUnchecked = "compare.unchecked"

    static let always: [NotProved] = [.splitView, .truth, .clock, .completeness]
}
