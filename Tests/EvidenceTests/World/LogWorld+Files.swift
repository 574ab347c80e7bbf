import Archive
import Base
import Crypto
import Evidence
import Foundation
import Wire

extension LogWorld {
    var hashes: [TreeNode] { leaves.map { TreeHash.leaf($0.leaf.bytes) } }

    func tree(_ size: Int? = nil) -> SmallTree { SmallTree(hashes: Array(hashes[..<(size ?? leaves.count)])) }

    /// Of the first `size` leaves, signed by the key in force there.
    func checkpoint(_ size: Int? = nil, signer: NoteSigner? = nil) throws -> (checkpoint: Checkpoint, note: SignedNote) {
        let size = size ?? leaves.count
        let checkpoint = Checkpoint(origin: origin, size: Int64(size), root: tree(size).root, extensions: ["time \(time)"] + [before?.line].compactMap { $0 })
        let inForce = keys.last { $0.leaf < Int64(size) } ?? keys[0]
        return (checkpoint, try (signer ?? inForce.signer).sign(SignedNote(text: checkpoint.text)))
    }

    func disclosed(_ index: Int, _ tree: SmallTree) -> DisclosedLeaf {
        let kept = leaves[index]
        return DisclosedLeaf(
            index: Int64(index), leaf: kept.leaf.bytes, body: kept.isWithheld ? nil : kept.body, isWithheld: kept.isWithheld,
            proof: tree.proof(of: Int64(index)) ?? [])
    }

    /// Behind the leaves of all keys, the log's and the devices': what is cut here is found by nothing but what somebody kept.
    var firstOfActs: Int {
        let leaves = keys.map(\.leaf) + devices.flatMap { [$0.leaf, $0.vouched ?? 0] }
        return Int(leaves.max() ?? 0) + 1
    }

    /// Leaves of acts that wrote or were refused.
    var acts: [Int] { leaves.indices.filter { leaves[$0].leaf.kind == .mutation || leaves[$0].leaf.kind == .refused } }

    func receipt(_ index: Int, devices withDevices: Bool = true) throws -> EvidenceReceipt {
        let (checkpoint, note) = try checkpoint()
        let tree = tree()
        guard let body = leaves[index].body?.body, let signer = keys.last?.signer else { throw FormError("body") }
        let text = try ReceiptNote(checkpoint: checkpoint, index: Int64(index), leaf: leaves[index].leaf, body: body).text
        let extra = keys.dropFirst().map { $0.leaf } + (withDevices ? devices.flatMap { [$0.leaf, $0.vouched].compactMap { $0 } } : [])
        return EvidenceReceipt(
            note: try signer.sign(SignedNote(text: text)).encoded, leaf: disclosed(index, tree), checkpoint: note.encoded,
            keys: keys.map { $0.signer.verifier.encoded }, leaves: extra.sorted().map { disclosed(Int($0), tree) },
            devices: withDevices ? devices : [])
    }

    /// Everything a bundle is written from, open to changes.
    struct Parts {
        var manifest: Manifest
        var checkpoint: String
        var earlier: [(epoch: Int64, size: Int64, note: String)] = []
        var keys: [KeyLine]
        var devices: [DeviceLine]
        var leaves: [DisclosedLeaf]
        var records: [RowProof]
        var attachments: [(name: [UInt8], bytes: [UInt8], type: String)]
        var pages: [(path: String, type: String, bytes: [UInt8])] = [("index.html", "text/html; charset=utf-8", Array("<p>目录</p>".utf8))]
        var signer: NoteSigner

        func zip() throws -> [UInt8] {
            let writer = BundleWriter(manifest)
            try writer.checkpoint(checkpoint, earlier: earlier)
            try writer.keys(keys, devices: devices)
            try writer.schema([("leave", ["id", "rev", "body"]), ("payslip", ["id", "rev", "body"]), ("task", ["id", "rev"])])
            try writer.beginLeaves()
            for leaf in leaves { try writer.leaf(leaf) }
            try writer.end()
            try writer.beginRecords()
            for record in records { try writer.record(record) }
            try writer.end()
            for file in attachments {
                try writer.beginAttachment(contentHash: file.name, type: file.type)
                try writer.write(file.bytes)
                try writer.end()
            }
            for page in pages { try writer.add(page.path, type: page.type, page.bytes) }
            try writer.finish { try signer.sign($0) }
            return writer.take()
        }
    }

    func parts(_ indexes: [Int]? = nil) throws -> Parts {
        let (checkpoint, note) = try checkpoint()
        let tree = tree()
        let indexes = indexes ?? Array(leaves.indices)
        guard let signer = keys.last?.signer else { throw FormError("keys") }
        return Parts(
            manifest: Manifest(
                tenant: tenant, origin: origin, size: checkpoint.size, made: time, account: "a1", roles: ["employee"], scope: ["kind": "own"],
                purpose: "own", language: "zh-Hans",
                gaps: leaves.contains { $0.body == nil } ? [.init(code: "erased", zh: "部分内容已依法删除。", en: "Some contents were lawfully erased.")] : []),
            checkpoint: note.encoded, earlier: ends, keys: keys.map { KeyLine(key: $0.signer.verifier.encoded, leaf: $0.leaf) }, devices: devices,
            leaves: indexes.map { disclosed($0, tree) }, records: indexes.flatMap { leaves[$0].isWithheld ? [] : leaves[$0].rows },
            attachments: attachments.map { (ContentHasher.hash($0.bytes), $0.bytes, $0.type) }, signer: signer)
    }

    func bundle() throws -> [UInt8] { try parts().zip() }

    var pin: Pin { Pin(key: keys[0].signer.verifier) }
}
