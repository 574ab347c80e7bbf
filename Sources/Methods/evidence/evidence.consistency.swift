internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Store
internal import Tenancy
package import Wire

/// `evidence.consistency`: that the log grew from a checkpoint kept earlier, epoch by epoch, with every key it was signed by.
package enum EvidenceConsistencyMethod: Method {
    package static let name = "evidence.consistency"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "证明日志自某检查点以来只增不改。", en: "Proves that the log has only grown since a checkpoint.")
    package static let errors: [ErrorCode] = [.notFound, .cursorReset]
    package static let params = Shape.object([
        Field(
            "from",
            .object([
                Field("origin", .name, "the checkpoint's origin"), Field("size", .count, "its leaves"),
                .optional("note", .text(65_536), "the note itself: proves a rollback where the log knows less"),
            ]), "the checkpoint kept"),
        .optional("to", .count, "up to the newest checkpoint of at most so many leaves"),
    ])
    package static let result = Shape.object([
        .optional(
            "lost", .object([Field("from", .count, "first leaf"), Field("to", .count, "behind the last")]), "leaves that a restore lost"),
        Field(
            "chain",
            .list(
                .object([
                    Field("from", .object([Field("origin", .name, "origin"), Field("size", .count, "leaves")]), "where it starts"),
                    EvidenceShape.note, Field("proof", EvidenceShape.hashes, "consistency, RFC 9162"),
                ]), 4_096), "one step an epoch"),
        Field("keys", .list(EvidenceShape.leaf, 1_000), "the leaves that name the log's keys, proved in the last checkpoint"),
    ])
    package static let example: JSON = ["from": ["origin": "gongdao.example/acme/e0", "size": 88_120]]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let from = call.params?["from"], let origin = from["origin"]?.string, let size = from["size"]?.int else {
            throw .params(field: "from", reason: "missing")
        }
        let partition = try await c.partition()
        let chain = try await partition.consistency(
            from: origin, size: size, to: call.params?["to"]?.int, note: from["note"]?.string, for: try c.principal())
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        if let lost = chain.lost {
            writer.key("lost")
            writer.value(["from": .int(lost.lowerBound), "to": .int(lost.upperBound)])
        }
        writer.key("chain")
        writer.beginArray()
        for step in chain.steps {
            writer.value([
                "from": ["origin": .string(step.from.origin), "size": .int(step.from.size)],
                "checkpoint": .string(step.checkpoint.fullNote), "proof": EvidenceShape.hashes(step.proof),
            ])
        }
        writer.endArray()
        writer.key("keys")
        writer.beginArray()
        for key in chain.keys { key.write(into: &writer) }
        writer.endArray()
        writer.endObject()
        return Answer(bytes: writer.finish())
    }
}
