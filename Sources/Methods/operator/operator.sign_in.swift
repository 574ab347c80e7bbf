internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.sign_in`: binds an operator to this connection, and to no other.
package enum OperatorSignInMethod: Method {
    package static let name = "operator.sign_in"
    package static let needs = Need.hello
    package static let doors: Set<Door> = [.operators]
    package static let meaning = LocalizedText(zh: "平台操作员登录。", en: "Signs an operator in on this connection.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .rateLimited]
    package static let params = Shape.object([Field("name", .id, "operator's name"), Field("password", .text(1024), "password")])
    package static let result = Shape.object([
        Field("operator", .id, "operator's name"), Field("until_ms", .count, "end of the session"),
    ])
    package static let example: JSON = ["name": "ops", "password": "correct horse battery"]

    private struct Params: Decodable {
        var name: String
        var password: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let session = try await c.services.operators.signIn(name: p.name, password: p.password, address: c.peer.address)
        let result: JSON = ["operator": .string(session.name), "until_ms": .int(session.expires.ms)]
        return Answer(bytes: result.bytes, effects: [.bindOperator(session)])
    }
}
