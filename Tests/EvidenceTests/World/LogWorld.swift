import Archive
import Base
import Crypto
import Evidence
import Foundation
import Wire

/// A small tenant's log with everything a bundle can hold, made from a seed. P-256 signatures are random; all else repeats.
struct LogWorld {
    struct Kept {
        var leaf: Leaf
        var body: Commitment?
        var rows: [RowProof] = []
        var isWithheld = false
    }

    struct Person {
        let id: String
        let device: String
        let key: P256.Signing.PrivateKey
        var n: Int64 = 0
    }

    let random: SeededRandom
    let host = "gongdao.test"
    let tenant = "acme"
    var epoch: Int64 = 1
    /// From the first restore on.
    var before: Checkpoint.Before?
    /// The last checkpoints of earlier epochs.
    var ends: [(epoch: Int64, size: Int64, note: String)] = []
    var leaves: [Kept] = []
    var time: Int64 = 1_795_000_000_000
    var keys: [(signer: NoteSigner, leaf: Int64)] = []
    var devices: [DeviceLine] = []
    var attachments: [(bytes: [UInt8], type: String)] = []
    var people: [Person] = []
    var nextRow = 0

    var keyName: String { "\(host)/\(tenant)" }
    var origin: String { "\(keyName)/e\(epoch)" }

    init(seed: UInt64, acts: Int = 4, rotated: Bool = true) throws {
        random = SeededRandom(seed: seed)
        let first = try newKey()
        let place = append(.key, KeyChange.first(first.verifier))
        keys.append((first, place))
        try enrol("e7", voucher: "code:a2")
        try enrol("e9", voucher: "device:dX")
        vouch(0)
        importRows(count: 3 + random.below(4))
        attachments.append((random.bytes(200 + random.below(400)), "application/pdf"))
        for number in 0..<acts { try act(by: number % 2, refused: number == 2) }
        append(.access, object(["v": 1, "op": "get", "by": "e9", "of": "e/e7", "record": "payslip/p1", "purpose": "payroll"]))
        append(.timer, object(["v": 1, "op": "timer", "timer": 3, "due": .int(time), "act": "task.due"]))
        if rotated { try rotate() }
        for number in 0..<2 { try act(by: number, refused: false) }
    }

    /// `dice`: those of a run that shares this world with others, so that its seed repeats it.
    func newKey(_ dice: SeededRandom? = nil) throws -> NoteSigner {
        NoteSigner(name: keyName, key: try Curve25519.Signing.PrivateKey(rawRepresentation: Data((dice ?? random).bytes(32))))
    }

    func object(_ members: JSONObject) -> [UInt8] { JSON.object(members).bytes }

    @discardableResult
    mutating func append(_ kind: LeafKind, _ body: [UInt8], rows: [RowProof] = []) -> Int64 {
        time += Int64(random.below(5_000))
        let commitment = Commitment(body: body, random: random)
        let index = Int64(leaves.count)
        let rows = rows.map { row in
            var row = row
            row.leaf = index
            return row
        }
        leaves.append(Kept(leaf: Leaf(kind: kind, time: Timestamp(ms: time), commitment: commitment.hash), body: commitment, rows: rows))
        return index
    }

    mutating func enrol(_ person: String, voucher: String) throws {
        var key: P256.Signing.PrivateKey?
        while key == nil { key = try? P256.Signing.PrivateKey(rawRepresentation: Data(random.bytes(32))) }
        guard let key else { return }
        let device = "d" + random.recordID()
        let bytes = [UInt8](key.publicKey.compressedRepresentation)
        let leaf = append(
            .key,
            object([
                "v": 1, "op": "device.enrol", "account": .string("a\(people.count)"), "device": .string(device),
                "key": .string(Base64URL.encode(bytes)), "voucher": .string(voucher), "name": "手机",
            ]))
        devices.append(DeviceLine(device: device, key: bytes, voucher: voucher, leaf: leaf))
        people.append(Person(id: person, device: device, key: key))
    }

    mutating func vouch(_ person: Int, by voucher: String = "device:dOld") {
        let leaf = append(.key, object(["v": 1, "op": "device.vouch", "device": .string(devices[person].device), "voucher": .string(voucher)]))
        devices[person].vouched = leaf
    }

    /// Rows of one act, committed to in its body.
    mutating func rows(_ contents: [(String, JSON?)]) throws -> (proofs: [RowProof], body: JSON) {
        let elements = try contents.map { content in
            let salt = random.bytes(16)
            nextRow += 1
            let id = "r\(nextRow)"
            let row = content.1.map { JSON.array([.string(id), 1, $0]) }
            return (content.0, id, salt, row, try RowElement.hash(salt: salt, collection: content.0, id: id, rev: 1, row: row))
        }
        let tree = SmallTree(hashes: elements.map { $0.4 })
        let proofs = elements.enumerated().map { index, element in
            RowProof(
                collection: element.0, id: element.1, rev: 1, row: element.3, salt: element.2, leaf: 0, count: Int64(elements.count),
                position: Int64(index), path: tree.proof(of: Int64(index)) ?? [])
        }
        return (proofs, ["n": .int(Int64(elements.count)), "root": .string(Base64URL.encode(tree.root))])
    }

    mutating func importRows(count: Int) {
        let contents: [(String, JSON?)] = (0..<count).map { number in
            let row: JSON = ["net": .int(Int64(600_000 + number)), "month": "2026-10"]
            return ("payslip", row)
        }
        guard let (proofs, body) = try? rows(contents) else { return }
        append(.import, object(["v": 1, "op": "import.slice", "run": "i1", "rows": body]), rows: proofs)
    }

    mutating func act(by number: Int, refused: Bool) throws {
        people[number].n += 1
        let person = people[number]
        let op = refused ? "leave.cancel" : "leave.request"
        var members: JSONObject = ["id": .string(random.recordID()), "reason": "母亲住院 / hospital"]
        if let file = attachments.first { members["attachments"] = [.string(Base64URL.encode(ContentHasher.hash(file.bytes)))] }
        let act = try JSON.array([
            .string(tenant), .string(person.device), .string("\(number + 1)"), .string(person.device + ".0"), .int(person.n), .string(op),
            .object(members), .null, ["dt": 0, "tt": "x"],
        ]).canonical()
        let signature = try person.key.signature(for: Array("gongdao/v1/mutation\n".utf8) + act)
        let contents: [(String, JSON?)] = [("leave", ["state": "filed"]), ("task", nil)]
        let written = try refused ? nil : rows(contents)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("v")
        writer.int(1)
        writer.key("actor")
        writer.value([
            "kind": "person", "account": .string("a\(number)"), "employee": .string(person.id), "device": .string(person.device), "key": true,
            "voucher": .string(devices[number].voucher), "app": "gongdao-cli",
        ])
        writer.key("op")
        writer.string(op)
        writer.key("act")
        writer.raw(act)
        writer.key("sig")
        writer.string(Base64URL.encode([UInt8](signature.rawRepresentation)))
        writer.key("arrived")
        writer.int(time)
        writer.key("tt")
        writer.int(time - 60_000)
        writer.key("code")
        writer.int(refused ? 1407 : 0)
        if let written {
            writer.key("rows")
            writer.value(written.body)
        }
        writer.endObject()
        append(refused ? .refused : .mutation, writer.finish(), rows: written?.proofs ?? [])
    }

    mutating func rotate() throws {
        guard let old = keys.last?.signer else { return }
        let next = try newKey()
        let body = try KeyChange.rotation(to: next.verifier, from: old)
        let place = append(.key, body)
        keys.append((next, place))
    }

    /// Back to the first `size` leaves, as out of a backup: the next epoch goes on from there. Behind the leaves of keys and devices.
    mutating func restore(to size: Int, epoch next: Int64) throws {
        let end = try checkpoint(size)
        ends.append((epoch, Int64(size), end.note.encoded))
        before = Checkpoint.Before(origin: origin, size: Int64(size), root: end.checkpoint.root)
        leaves.removeSubrange(size...)
        epoch = next
        time += 10_000
        append(.system, object(["v": 1, "op": "log.restored", "epoch": .int(next), "size": .int(Int64(size))]))
    }

    /// Leaves that say nothing about anybody.
    mutating func goOn(_ count: Int) {
        for number in 0..<count { append(.system, object(["v": 1, "op": "after", "n": .int(Int64(number))])) }
    }

    /// Destroys salt and body, as lawful erasure does.
    mutating func erase(_ index: Int) {
        leaves[index].body = nil
        leaves[index].rows = []
    }
}
