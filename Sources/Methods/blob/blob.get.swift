internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `blob.get`: one chunk of an own upload, or of a blob that a readable record refers to.
package enum BlobGetMethod: Method {
    package static let name = "blob.get"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "下载附件的一块。",
        en: "One chunk of an own upload, or of a blob that a readable record refers to.")
    package static let errors: [ErrorCode] = [.notFound, .blobOffset]
    package static let params = Shape.object([
        Field("hash", .id, "SHA-256 over the SHA-256 of each 192 KiB chunk, base64url"),
        .optional("ref", .name, "the record that refers to it: `<collection>/<id>`"), .optional("off", .count, "where to begin"),
        .optional("purpose", .word(Purpose.allCases.map(\.rawValue)), "why, for a record of another's"),
    ])
    package static let result = Shape.object([
        Field("size", .count, "bytes in all"), Field("media", .name, "media type"), Field("off", .count, "where the chunk begins"),
        Field("data", .text(300_000), "the chunk, base64url"), Field("more", .bool, "there is more"),
    ])
    package static let example: JSON = ["hash": "ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs", "ref": "reimbursement/R1"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let params = call.params else { throw .params(field: "hash", reason: "missing") }
        let partition = try await c.partition()
        return Answer(bytes: try await partition.blobGet(params.json, for: try c.principal()))
    }
}
