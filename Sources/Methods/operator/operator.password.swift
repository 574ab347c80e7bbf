internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.password`: changes one's own password as an operator.
package enum OperatorPasswordMethod: Method {
    package static let name = "operator.password"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "操作员修改本人密码。", en: "Changes one's own password as an operator.")
    package static let errors: [ErrorCode] = [.rateLimited, .invalid]
    package static let params = Shape.object([
        Field("old", .text(1024), "the password in force"), Field("new", .text(1024), "the new one"),
    ])
    package static let example: JSON = ["old": "correct horse battery", "new": "staple, correct horse"]

    private struct Params: Decodable {
        var old: String
        var new: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.operators.changePassword(
            of: try c.operatorName(), from: p.old, to: p.new, address: c.peer.address)
        return .empty()
    }
}
