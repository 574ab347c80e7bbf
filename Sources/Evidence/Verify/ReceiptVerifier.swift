import Base

/// Checks a receipt (protocol/evidence.md §3.1, §4.1), offline.
package enum ReceiptVerifier {
    package static func verify(_ bytes: [UInt8], pin: Pin = Pin()) -> Verdict { run(bytes, pin, nil).verdict }

    static func run(_ bytes: [UInt8], _ pin: Pin, _ nodes: NodeWatch?) -> FileReading {
        var log = LogCheck(.receipt)
        log.nodes = nodes
        let receipt: EvidenceReceipt
        do throws(FormError) { receipt = try EvidenceReceipt(bytes: bytes) } catch {
            log.verdict.fail(.receiptForm, error.place)
            return FileReading(log)
        }
        guard log.read(checkpoint: receipt.checkpoint) else { return FileReading(log) }
        log.expectBeginnings(pin)
        log.read(keys: receipt.keys)
        log.read(devices: receipt.devices)
        for leaf in receipt.leaves { log.findKey(leaf) }
        for leaf in receipt.leaves { _ = log.check(leaf, ordered: false) }
        let body = log.check(receipt.leaf, ordered: false)?.body
        log.finish()
        note(receipt, body, &log)
        PinCheck.apply(pin, to: &log)
        log.verdict.conclude { verdict in
            if verdict.isClean("receipt", "leaf", "checkpoint", "keys"), body != nil { verdict.proved.append(.receipt) }
            if receipt.leaf.body == nil { verdict.notProved.append(.receiptUnchecked) }
        }
        return FileReading(log)
    }

    private static func note(_ receipt: EvidenceReceipt, _ body: ActBody?, _ log: inout LogCheck) {
        guard receipt.note.utf8.count <= ReceiptNote.maxBytes, let note = SignedNote(parsing: receipt.note),
            let said = ReceiptNote(parsing: note.text)
        else { return log.verdict.fail(.receiptNote, "") }
        if log.keys.last?.verify(note) != true { log.verdict.fail(.receiptSignature, "") }
        guard let checkpoint = log.checkpoint, let leaf = Leaf(receipt.leaf.leaf) else { return }
        let bytes = body == nil ? nil : receipt.leaf.body?.body
        // Without a body only the lines of the tree and the leaf can be told; the others are taken from the note itself.
        var must = said
        if let bytes {
            guard let told = try? ReceiptNote(checkpoint: checkpoint, index: receipt.leaf.index, leaf: leaf, body: bytes) else { return }
            must = told
        } else {
            (must.origin, must.size, must.root) = (checkpoint.origin, checkpoint.size, checkpoint.root)
            (must.index, must.leaf, must.time) = (receipt.leaf.index, leaf.bytes, leaf.time.ms)
        }
        for line in said.differences(from: must, bodyKnown: bytes != nil) { log.verdict.fail(.receiptLine, line) }
    }
}
