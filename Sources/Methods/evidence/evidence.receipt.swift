internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `evidence.receipt`: a signed receipt of one act, to be kept as a file and checked without the server.
package enum EvidenceReceiptMethod: Method {
    package static let name = "evidence.receipt"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "取得某项操作的签名回执；他人操作须有用途并留痕。", en: "A signed receipt of one act; another's takes a purpose and is logged.")
    package static let errors: [ErrorCode] = [.notFound, .stepUp]
    package static let params = Shape.object([
        .optional("n", .count, "number of the act in its queue"), .optional("queue", .id, "the queue; absent: this device's first"),
        .optional("leaf", .count, "or the number of its leaf"),
        .optional("record", .name, "or `collection/id`: what the server itself did last with this record, e.g. the certificate of an erasure"),
        EvidenceShape.purpose,
    ])
    package static let result = Shape.object([
        Field("v", .count, "1"), Field("kind", .id, "`gongdao-receipt`"), Field("note", .text(65_536), "the short signed form, for a code"),
        Field("leaf", EvidenceShape.leaf, "the act's leaf with its body"), Field("checkpoint", .text(65_536), "what the proofs refer to"),
        Field("keys", .list(.token, 1_000), "the log's keys"), .optional("leaves", .list(EvidenceShape.leaf, 1_002), "leaves that name keys"),
        .optional("devices", .list(.any, 16), "the key that signed the act, and who vouches for it"),
    ])
    package static let example: JSON = ["n": 42]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try c.principal()
        let of: ReceiptOf
        if let leaf = call.params?["leaf"]?.int {
            of = .leaf(leaf)
        } else if let n = call.params?["n"]?.int {
            of = .outcome(queue: call.params?["queue"]?.string ?? "\(p.deviceID).0", n: n)
        } else if let record = call.params?["record"]?.string {
            of = .record(record)
        } else {
            throw .params(field: "n", reason: "missing")
        }
        let purpose = EvidenceShape.purpose(call)
        if purpose != nil, let binding = c.binding { try MethodRegistry.checkHeld(Role.staff, binding) }
        return Answer(bytes: try await c.partition().receipt(of, purpose: purpose, for: p))
    }
}
