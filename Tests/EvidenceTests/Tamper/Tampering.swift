import Archive
import Base
import Crypto
import Evidence
import Foundation
import Wire

/// Ways to alter a log, a bundle or a receipt, each with its own generator: what a forger with a text editor, one with a program, and
/// the holder of the log's own key could try.
enum Tampering: String, CaseIterable {
    case leafChanged = "leaf changed"
    case leafDropped = "leaf dropped"
    case leafSwapped = "leaves swapped"
    case leafDuplicated = "leaf duplicated"
    case bodyChanged = "body changed"
    case resigned = "re-signed with another key"
    case rolledBack = "checkpoint rolled back"
    case restored = "database restored from yesterday"
    case restoredEpoch = "database restored, a new epoch begun"
    case memberEdited = "bundle member edited"
    case attachmentReplaced = "attachment replaced"
    case manifestRedone = "manifest consistent again after an edit"
    case rowChanged = "row changed"
    case foreignProof = "proof from another tree"
    case receiptEdited = "receipt's note edited"
    case receiptLeaf = "receipt's leaf or body edited"

    /// Findings by which the class is found; a verifier without them must miss some of it.
    var checks: Set<Substring> {
        switch self {
        case .leafChanged, .leafDropped, .leafSwapped, .leafDuplicated, .foreignProof:
            ["leaf", "checkpoint", "pin", "manifest", "member", "device", "keys", "record", "act"]
        case .bodyChanged: ["leaf", "record", "act", "device", "keys"]
        case .resigned: ["pin", "manifest", "checkpoint", "keys"]
        case .rolledBack, .restored, .restoredEpoch: ["pin"]
        case .memberEdited: ["member", "leaf", "record", "keys", "device", "checkpoint", "attachment", "act"]
        case .attachmentReplaced: ["attachment", "member", "manifest"]
        case .manifestRedone: ["manifest", "leaf", "record", "keys", "device", "checkpoint", "attachment", "act"]
        case .rowChanged: ["record", "attachment"]
        case .receiptEdited, .receiptLeaf: ["receipt", "leaf", "act", "checkpoint"]
        }
    }

    /// One altered thing; nil where the dice gave nothing to alter.
    func alter(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        switch self {
        case .leafChanged, .leafDropped, .leafSwapped, .leafDuplicated:
            try random.below(2) == 0 ? log(world, random) : leaves(world, random)
        case .bodyChanged, .rowChanged, .foreignProof, .attachmentReplaced: try signedAnew(world, random)
        case .resigned: try resign(world, random)
        case .rolledBack, .restored: try history(world, random)
        case .restoredEpoch: try Restoring.lossy(world, random)
        case .memberEdited, .manifestRedone: try members(world, random)
        case .receiptEdited, .receiptLeaf: try receipt(world, random)
        }
    }

    static func flip(_ bytes: inout [UInt8], _ random: SeededRandom) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
    }

    /// The database itself, replayed against the newest checkpoint.
    private func log(_ world: TamperWorld, _ random: SeededRandom) -> Altered? {
        var leaves = world.log
        let (a, b) = (random.below(leaves.count), random.below(leaves.count))
        switch self {
        case .leafChanged: Tampering.flip(&leaves[a].0, random)
        case .leafDropped: leaves.remove(at: a)
        case .leafSwapped:
            guard a != b else { return nil }
            leaves.swapAt(a, b)
        default: leaves.insert(leaves[a], at: b)
        }
        return .log(leaves, note: world.note, key: world.key)
    }

    /// The same in a bundle, by somebody without the log's key: the manifest is made to fit, its signature cannot be.
    private func leaves(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        var parts = world.parts
        let (a, b) = (random.below(parts.leaves.count), random.below(parts.leaves.count))
        switch self {
        case .leafChanged: Tampering.flip(&parts.leaves[a].leaf, random)
        case .leafDropped: parts.leaves.remove(at: a)
        case .leafSwapped:
            guard a != b else { return nil }
            parts.leaves.swapAt(a, b)
        default: parts.leaves.insert(parts.leaves[a], at: b)
        }
        parts.signer = try world.world.newKey(random)
        return .bundle(try parts.zip(), world.world.pin)
    }

    /// By the holder of the log's key, who can sign every manifest: only leaves, proofs and hashes stand against it.
    private func signedAnew(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        var parts = world.parts
        switch self {
        case .bodyChanged:
            let index = random.below(parts.leaves.count)
            guard let body = parts.leaves[index].body else { return nil }
            var (salt, text) = (body.salt, body.body)
            if random.below(4) == 0 { Tampering.flip(&salt, random) } else { Tampering.flip(&text, random) }
            parts.leaves[index].body = Commitment(salt: salt, body: text)
        case .rowChanged: try changeRow(&parts, random)
        case .foreignProof:
            let index = random.below(parts.leaves.count)
            let size = 1 + random.below(world.world.leaves.count - 1)
            let other = world.world.tree(size)
            let proof = other.proof(of: Int64(random.below(size))) ?? []
            guard proof != parts.leaves[index].proof else { return nil }
            parts.leaves[index].proof = proof
        default:
            guard let file = parts.attachments.first else { return nil }
            var bytes = file.bytes
            if random.below(2) == 0 { Tampering.flip(&bytes, random) } else { bytes = random.bytes(50) }
            // Under its old name, or under its own, which nothing names.
            parts.attachments[0] = (random.below(2) == 0 ? file.name : ContentHasher.hash(bytes), bytes, file.type)
        }
        return .bundle(try parts.zip(), world.world.pin)
    }

    private func changeRow(_ parts: inout LogWorld.Parts, _ random: SeededRandom) throws {
        let index = random.below(parts.records.count)
        switch random.below(6) {
        case 0:
            let record = parts.records[index]
            parts.records[index].row = [.string(record.id), .int(record.rev), ["net": .int(Int64(random.below(1 << 30)))]]
        case 1: parts.records[index].collection = "contract"
        case 2: Tampering.flip(&parts.records[index].salt, random)
        case 3: parts.records[index].position ^= 1
        case 4: parts.records[index].leaf += 1
        default: parts.records[index].path = (0..<(1 + random.below(4))).map { _ in random.bytes(32) }
        }
    }

    private func resign(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        var parts = world.parts
        let forger = try world.world.newKey(random)
        switch random.below(4) {
        case 0:
            // Everything anew under a key of the forger's own.
            var other = world.world
            other.keys = [(forger, 0)]
            let body = Commitment(body: KeyChange.first(forger.verifier), random: random)
            other.leaves[0].body = body
            other.leaves[0].leaf = Leaf(kind: .key, time: other.leaves[0].leaf.time, commitment: body.hash)
            parts = try other.parts()
        case 1: parts.checkpoint = try world.world.checkpoint(signer: forger).note.encoded
        case 2: parts.signer = forger
        default:
            parts.keys.append(KeyLine(key: forger.verifier.encoded, leaf: Int64(world.world.leaves.count - 1)))
            parts.checkpoint = try world.world.checkpoint(signer: forger).note.encoded
            parts.signer = forger
        }
        return .bundle(try parts.zip(), world.world.pin)
    }

    /// Against a checkpoint that a client kept: the server's log is shorter, or has another past.
    private func history(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        var other = world.world
        let count = other.leaves.count
        let first = other.firstOfActs
        guard first < count else { return nil }
        other.leaves.removeSubrange((first + random.below(count - first))...)
        other.time += 10_000
        if self == .restored {
            let many = count - other.leaves.count + random.below(4)
            for number in 0..<many { other.append(.system, other.object(["v": 1, "op": "after", "n": .int(Int64(number))])) }
            other.time += 10_000
        }
        var parts = try other.parts()
        parts.attachments = []
        return .bundle(try parts.zip(), Pin(checkpoint: world.note))
    }

    /// One member with other content; with `manifestRedone` size and hash are put right, and the note perhaps signed by the forger.
    private func members(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        let own = [Manifest.path, Manifest.notePath]
        let choice = world.members.indices.filter { self == .memberEdited || !own.contains(world.members[$0].path) }
        let edited = choice[random.below(choice.count)]
        var contents = world.members
        // An empty member has no byte to change: nothing would be altered, and nothing could be found.
        let length = contents[edited].bytes.count
        if length == 0 { return nil }
        if random.below(3) == 0 {
            contents[edited].bytes.removeLast(1 + random.below(min(20, length)))
        } else {
            Tampering.flip(&contents[edited].bytes, random)
        }
        if self == .manifestRedone { try redo(&contents, world.world, random) }
        let writer = ZipWriter()
        for (path, bytes) in contents { try writer.add(path, bytes) }
        try writer.finish()
        return .bundle(writer.take(), world.world.pin)
    }

    private func redo(_ contents: inout [(path: String, bytes: [UInt8])], _ world: LogWorld, _ random: SeededRandom) throws {
        guard let place = contents.firstIndex(where: { $0.0 == Manifest.path }) else { return }
        var manifest = try Manifest(bytes: contents[place].1)
        for index in manifest.members.indices {
            guard let bytes = contents.first(where: { $0.0 == manifest.members[index].path })?.1 else { continue }
            manifest.members[index].size = Int64(bytes.count)
            manifest.members[index].sha256 = ContentHash.sha256(bytes)
        }
        contents[place].1 = try manifest.bytes()
        guard random.below(2) == 0, let note = contents.firstIndex(where: { $0.0 == Manifest.notePath }) else { return }
        let text = BundleNote(origin: manifest.origin, hash: ContentHash.sha256(contents[place].1), made: manifest.made).text
        contents[note].1 = Array(try world.newKey(random).sign(SignedNote(text: text)).encoded.utf8)
    }

    private func receipt(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        let all = world.receipts
        var receipt = all[random.below(all.count)].with
        if self == .receiptEdited {
            switch random.below(3) {
            case 0: receipt.note = Tampering.edited(receipt.note, random)
            case 1: receipt.checkpoint = Tampering.edited(receipt.checkpoint, random)
            default:
                // A true note of another act.
                let other = all[random.below(all.count)].with
                guard other.note != receipt.note else { return nil }
                receipt.note = other.note
            }
        } else if random.below(2) == 0 {
            Tampering.flip(&receipt.leaf.leaf, random)
        } else {
            guard let body = receipt.leaf.body else { return nil }
            var bytes = body.body
            Tampering.flip(&bytes, random)
            receipt.leaf.body = Commitment(salt: body.salt, body: bytes)
        }
        return .receipt(receipt.bytes, world.world.pin)
    }

    /// One character changed into another one.
    private static func edited(_ text: String, _ random: SeededRandom) -> String {
        var characters = Array(text)
        let place = random.below(characters.count)
        characters[place] = characters[place] == "7" ? "3" : "7"
        return String(characters)
    }
}
