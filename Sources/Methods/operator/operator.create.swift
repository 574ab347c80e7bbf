internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.create`: a code for another operator.
package enum OperatorCreateMethod: Method {
    package static let name = "operator.create"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "为新操作员发放一次性代码。", en: "Issues a code for another operator.")
    package static let errors: [ErrorCode] = [.invalid, .conflict]
    package static let params = Shape.object([Field("name", .id, "2 to 32 lower-case letters, digits or hyphens")])
    package static let result = Shape.object([Field("code", .text(32), "told once"), Field("expires_ms", .count, "its end")])
    package static let example: JSON = ["name": "night-shift"]

    private struct Params: Decodable { var name: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let made = try await c.services.operators.make(name: p.name, by: try c.operatorName())
        let result: JSON = ["code": .string(made.code), "expires_ms": .int(made.endsMs)]
        return Answer(bytes: result.bytes)
    }
}
