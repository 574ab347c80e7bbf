import Base
package import Records
package import Wire

/// `witness.set`: an admin names a witness of the evidence log, gives it another key, or ends it. The log keeps each change.
package enum WitnessSet: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var name: String
        package var key: String?
    }

    package struct Facts: Sendable {
        package var stored: Stored<Witness>?
        package var others: [Witness]
        package var isSpent: Bool
    }

    package static let op = "witness.set"
    package static let area = "platform"
    package static let roles: Set<Role> = [.admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "the witness; for a new one a new id, 11 characters"), .text("name", "who it is, ≤ 100 bytes"),
        .text("key", optional: true, "its public key (vkey of C2SP tlog-cosignature); absent: its signatures are taken no more"),
    ]
    package static let meaning = LocalizedText(zh: "登记、更换或停用存证日志的见证方。", en: "Names, changes or ends a witness of the evidence log.")
    package static let example: JSON = [
        "id": "W1aBcDeFgHi", "name": "工会 / labour union", "key": "witness.example+64341833+BLRLSb6axLmY4yVa4M3dyZXlJqSMW7N3Bi9v0sQ0sHRd",
    ]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        let stored = try reader.record(Witness.self, id: a.id)
        let all = try reader.records(Witness.self, in: .tenant, limit: Limits.witnessRecords)
        return Facts(
            stored: stored, others: all.map(\.record).filter { $0.id != a.id && $0.status == .active },
            isSpent: try stored == nil && reader.isTaken(Witness.schema, id: a.id))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.name, "name", 1...100)
        var changes = Changes()
        guard let key = a.key else {
            guard var witness = facts.stored?.record, let feed = facts.stored?.feed else { throw .notFound }
            (witness.name, witness.status, witness.since) = (a.name, .ended, env.now)
            changes.put(witness, in: feed)
            return changes
        }
        let name = try keyName(key)
        guard facts.others.allSatisfy({ (try? keyName($0.key)) != name }) else {
            throw .rule("witness.taken", zh: "另一见证方已使用此密钥名称。", en: "Another witness has a key of this name.", field: "key")
        }
        guard facts.others.count < Limits.witnesses else {
            throw .rule(
                "witness.many", zh: "见证方最多\(Limits.witnesses)个。", en: "At most \(Limits.witnesses) witnesses.",
                nearest: .int(Int64(Limits.witnesses)))
        }
        let witness = Witness(id: a.id, name: a.name, key: key, status: .active, since: env.now)
        if let feed = facts.stored?.feed {
            changes.put(witness, in: feed)
        } else {
            try Check.newID(a.id)
            guard !facts.isSpent else { throw .idTaken }
            changes.create(witness, in: .tenant)
        }
        return changes
    }

    /// The name in a vkey `<name>+<key id>+<base64(04 ‖ key)>` whose key id is right.
    private static func keyName(_ key: String) throws(Refusal) -> String {
        let parts = key.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, (1...200).contains(parts[0].utf8.count), !parts[0].contains(where: { $0.isWhitespace }),
            parts[0].unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }),
            let bytes = Base64URL.decode(parts[2].replacing("+", with: "-").replacing("/", with: "_")), bytes.count == 33, bytes[0] == 4,
            ContentHash.sha256(Array(parts[0].utf8) + [0x0A] + bytes).prefix(4).map({ hex($0) }).joined() == parts[1]
        else {
            throw .invalid("key", "witness.key", zh: "不是见证方的公钥（vkey）。", en: "This is no public key of a witness (vkey).")
        }
        return parts[0]
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
