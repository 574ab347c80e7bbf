internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `evidence.export_cancel`: ends an export, or throws its file away.
package enum EvidenceExportCancelMethod: Method {
    package static let name = "evidence.export_cancel"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "取消本人的导出，或删除已生成的文件。", en: "Ends one's own export, or throws its file away.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([Field("id", .id, "as asked for")])
    package static let result = EvidenceShape.export
    package static let example: JSON = ["id": "X3f9aBcDeFg"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let key = call.params?["id"]?.string else { throw .params(field: "id", reason: "missing") }
        let p = try c.principal()
        let job = try await c.partition().cancelExport(key, for: p)
        c.services.exports.cancel(tenant: p.tenant, account: job.id)
        return ExportAnswer.of(job, c)
    }
}
