internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.activate`: an operator sets the first password under a single-use code.
package enum OperatorActivateMethod: Method {
    package static let name = "operator.activate"
    package static let needs = Need.hello
    package static let doors: Set<Door> = [.operators]
    package static let meaning = LocalizedText(zh: "平台操作员用一次性代码设置密码。", en: "An operator sets a password under a single-use code.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .rateLimited, .invalid]
    package static let params = Shape.object([
        Field("name", .id, "operator's name"), Field("code", .text(32), "the code"), Field("password", .text(1024), "password to set"),
    ])
    package static let example: JSON = ["name": "ops", "code": "7K3M-QX9P-2WDC", "password": "correct horse battery"]

    private struct Params: Decodable {
        var name: String
        var code: String
        var password: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.operators.activate(name: p.name, code: p.code, password: p.password, address: c.peer.address)
        return .empty()
    }
}
