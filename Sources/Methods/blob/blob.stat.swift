internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `blob.stat`: how much of one's own upload is there.
package enum BlobStatMethod: Method {
    package static let name = "blob.stat"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "查询本人上传的附件进度。", en: "How much of one's own upload is there.")
    package static let errors: [ErrorCode] = [.invalid]
    package static let params = Shape.object([
        Field("hash", .id, "SHA-256 over the SHA-256 of each 192 KiB chunk, base64url"),
    ])
    package static let result = Shape.object([
        Field("have", .bool, "it is complete; of one's own uploads only"), Field("received", .count, "bytes that are there"),
        .optional("size", .count, "bytes in all"), .optional("media", .name, "media type"),
    ])
    package static let example: JSON = ["hash": "ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let params = call.params else { throw .params(field: "hash", reason: "missing") }
        let partition = try await c.partition()
        return Answer(bytes: try await partition.blobStat(params.json, for: try c.principal()))
    }
}
