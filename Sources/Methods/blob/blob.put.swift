internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `blob.put`: takes one chunk of an upload, in order.
package enum BlobPutMethod: Method {
    package static let name = "blob.put"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "上传附件的一块。",
        en: "Takes one chunk of an upload, in order.")
    package static let errors: [ErrorCode] = [.blobOffset, .invalid, .tooLarge, .quota]
    package static let params = Shape.object([
        Field("hash", .id, "SHA-256 over the SHA-256 of each 192 KiB chunk, base64url"),
        Field("size", .count, "bytes in all"), Field("media", .name, "media type"), .optional("name", .name, "file name"),
        Field("off", .count, "where the chunk begins"), Field("data", .text(300_000), "at most 192 KiB, base64url or base64"),
    ])
    package static let result = Shape.object([
        Field("received", .count, "bytes that are there now"), Field("have", .bool, "it is complete"),
    ])
    package static let example: JSON = [
        "hash": "ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs", "size": 1, "media": "text/plain", "off": 0, "data": "YQ",
    ]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let params = call.params else { throw .params(field: "hash", reason: "missing") }
        let partition = try await c.partition()
        return Answer(bytes: try await partition.blobPut(params.json, for: try c.principal()))
    }
}
