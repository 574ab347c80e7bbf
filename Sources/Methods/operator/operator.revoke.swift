internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.revoke`: takes another operator's access away, at once.
package enum OperatorRevokeMethod: Method {
    package static let name = "operator.revoke"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "撤销另一操作员。", en: "Takes another operator's access away.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound]
    package static let params = Shape.object([Field("name", .id, "operator's name")])
    package static let example: JSON = ["name": "night-shift"]

    private struct Params: Decodable { var name: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.operators.revoke(p.name, by: try c.operatorName())
        return .empty()
    }
}
