internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `evidence.export_status`: how far the caller's export is, and by which hash its file is fetched.
package enum EvidenceExportStatusMethod: Method {
    package static let name = "evidence.export_status"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "查询本人导出的进度。", en: "How far one's own export is.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([.optional("id", .id, "as asked for; absent: the last one")])
    package static let result = EvidenceShape.export
    package static let example: JSON = ["id": "X3f9aBcDeFg"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try c.principal()
        let partition = try await c.partition()
        let job = try await partition.export(call.params?["id"]?.string, for: p)
        // Work that a crash interrupted before this process remembered it goes on when it is asked about.
        if job.status == .running, c.services.exports.progress(tenant: p.tenant, account: job.id) == nil {
            do { try await c.services.exports.launch(partition, account: job.id) } catch { throw EvidenceShape.rpc(error) }
        }
        return ExportAnswer.of(job, c)
    }
}
