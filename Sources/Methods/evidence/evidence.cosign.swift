internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `evidence.cosign`: a registered witness hands in a checkpoint that it has signed. The signature says who it is, so that anybody who may
/// read the log may carry it.
package enum EvidenceCosignMethod: Method {
    package static let name = "evidence.cosign"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "见证方提交其签名的检查点。", en: "A witness hands in a checkpoint that it signed.")
    package static let errors: [ErrorCode] = [.notFound, .invalidParams]
    package static let params = Shape.object([Field("checkpoint", .text(65_536), "the signed note, with the witness's line under it")])
    package static let result = Shape.object([
        EvidenceShape.size, Field("witnesses", .list(.token, 16), "key names of all witnesses that signed this checkpoint"),
    ])
    package static let example: JSON = [
        "checkpoint": .string(
            [
                "gongdao.example/acme/e0", "88120", "CvEVa+AKUHzxwgWH9sx6DYEc98rtyE9wYDDVDO1frIU=", "time 1795000035441", "",
                "\u{2014} gongdao.example/acme AAAAAAA=", "\u{2014} witness.example AAAAAAA=", "",
            ].joined(separator: "\n"))
    ]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let note = call.params?["checkpoint"]?.string else { throw .params(field: "checkpoint", reason: "missing") }
        let kept = try await c.partition().cosign(note, for: try c.principal())
        let result: JSON = ["size": .int(kept.size), "witnesses": .array(kept.witnesses.map(JSON.string))]
        return Answer(bytes: result.bytes)
    }
}
