internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Store
internal import Tenancy
package import Wire

/// `evidence.proof`: that a leaf stands in the log; without its body, so that anyone of the tenant may ask.
package enum EvidenceProofMethod: Method {
    package static let name = "evidence.proof"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "证明某条记录在存证日志中。", en: "Proves that a leaf stands in the log.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        Field("leaf", .count, "its number"), .optional("size", .count, "in the newest checkpoint of at most so many leaves"),
    ])
    package static let result = Shape.object([
        Field("index", .count, "its number"), Field("leaf", .token, "its 42 bytes, base64url"),
        Field("proof", EvidenceShape.hashes, "inclusion, RFC 9162"), EvidenceShape.note, EvidenceShape.size,
    ])
    package static let example: JSON = ["leaf": 88_119]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let index = call.params?["leaf"]?.int else { throw .params(field: "leaf", reason: "missing") }
        let most = call.params?["size"]?.int ?? .max
        let partition = try await c.partition()
        try partition.admit(try c.principal())
        do {
            let result = try await partition.read { reader -> JSON in
                let row = try reader.checkpoint(atMost: most)
                guard index < row.size else { throw RPCError(.notFound) }
                let leaf = try reader.disclosed(index, size: row.size, withheld: true)
                return [
                    "index": .int(index), "leaf": .string(Base64URL.encode(leaf.leaf)), "proof": EvidenceShape.hashes(leaf.proof),
                    "checkpoint": .string(row.fullNote), "size": .int(row.size),
                ]
            }
            return Answer(bytes: result.bytes)
        } catch { throw EvidenceShape.rpc(error) }
    }
}
