internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Store
internal import Tenancy
package import Wire

/// `evidence.checkpoint`: the newest signed checkpoint of the tenant's log, or the newest of at most so many leaves.
package enum EvidenceCheckpointMethod: Method {
    package static let name = "evidence.checkpoint"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "取得存证日志的最新签名检查点。", en: "The newest signed checkpoint of the log.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        .optional("size", .count, "at most so many leaves"), .optional("witnessed", .bool, "the newest one that a witness has signed"),
    ])
    package static let result = Shape.object([
        EvidenceShape.note, EvidenceShape.size, Field("keys", .list(.token, 1_000), "keys of the log (vkeys), oldest first; the last one signs"),
    ])
    package static let example: JSON = ["size": 88_120]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let most = call.params?["size"]?.int ?? .max
        let wantsWitness = call.params?["witnessed"]?.bool ?? false
        let partition = try await c.partition()
        try partition.admit(try c.principal())
        do {
            let result = try await partition.read { reader -> JSON in
                let witnessed = wantsWitness ? try reader.witnessed() : nil
                if wantsWitness, witnessed == nil { throw RPCError(.notFound) }
                let row = try witnessed ?? reader.checkpoint(atMost: most)
                let keys = try reader.keyLines().map { JSON.string($0.key) }
                return ["checkpoint": .string(row.fullNote), "size": .int(row.size), "keys": .array(keys)]
            }
            return Answer(bytes: result.bytes)
        } catch { throw EvidenceShape.rpc(error) }
    }
}
