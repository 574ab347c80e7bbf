internal import Base
internal import Casework
internal import Evidence
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `evidence.export`: everything provable about oneself, a person, or a range of the log, as one file that is checked without the server.
package enum EvidenceExportMethod: Method {
    package static let name = "evidence.export"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "导出证据包：本人档案随时可导出；他人案卷和日志区段按角色、目的并留痕。",
        en: "Makes a bundle: one's own file at any time; another's case or a range of the log by role and purpose, logged.")
    package static let errors: [ErrorCode] = [.notFound, .forbidden, .stepUp, .rateLimited]
    package static let params = Shape.object([
        Field("id", .id, "the caller's own name for it; asked again under it, the same export is answered"),
        Field(
            "scope",
            .object([
                Field("kind", .word(["own", "case", "range"]), "`own`: one's own file; `case`: one employee, for HR; `range`: for auditors"),
                .optional("employee", .id, "of a case"), .optional("from_leaf", .count, "first leaf of a range"),
                .optional("to_leaf", .count, "last leaf of a range"), .optional("from", .count, "not before, ms"),
                .optional("to", .count, "not after, ms"),
            ]), "what it takes in"),
        .optional("purposes", .list(.word(Purpose.allCases.map(\.rawValue)), 4), "why, for what is another's; each is logged"),
        .optional("why", .text(1_000), "in the caller's words, for the first page"),
        .optional("language", .word(["zh-Hans", "en"]), "of the pages; the session's unless stated"),
        .optional("sizes", .list(.count, 16), "of checkpoints the caller holds: the file shows that the log goes on from them"),
    ])
    package static let result = EvidenceShape.export
    package static let example: JSON = ["id": "X3f9aBcDeFg", "scope": ["kind": "own"], "language": "zh-Hans"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try c.principal()
        let ask = try ask(call, p)
        if let binding = c.binding {
            switch ask.scope {
            case .own: break
            case .person: try MethodRegistry.checkHeld([.hr, .auditor], binding)
            case .leaves, .time: try MethodRegistry.checkHeld([.auditor], binding)
            }
        }
        let partition = try await c.partition()
        let job = try await partition.askExport(ask, for: p)
        if job.status == .running {
            do { try await c.services.exports.launch(partition, account: job.id) } catch { throw EvidenceShape.rpc(error) }
        }
        return ExportAnswer.of(job, c)
    }

    private static func ask(_ call: Call, _ p: Principal) throws(RPCError) -> ExportAsk {
        let params = call.params
        guard let key = params?["id"]?.string, !key.isEmpty else { throw .params(field: "id", reason: "missing") }
        guard let scope = params?["scope"] else { throw .params(field: "scope", reason: "missing") }
        let language = params?["language"]?.string ?? p.lang
        var purposes: [Purpose] = []
        for purpose in (params?["purposes"]?.elements ?? []).compactMap({ $0.string.flatMap(Purpose.init) }) where !purposes.contains(purpose) {
            purposes.append(purpose)
        }
        return ExportAsk(
            key: key, scope: try ExportScope(scope.json), purposes: purposes, why: params?["why"]?.string ?? "",
            language: language.hasPrefix("en") ? .en : .zh, sizes: (params?["sizes"]?.elements ?? []).compactMap(\.int))
    }
}
