internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.create`: a new tenant with its own store and its own keys.
package enum TenantCreateMethod: Method {
    package static let name = "tenant.create"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "新建租户。", en: "Makes a tenant.")
    package static let errors: [ErrorCode] = [.invalid]
    package static let params = Shape.object([
        Field("code", .id, "2 to 32 of a-z, 0-9 and -; never used again"), Field("name", .text(200), "the tenant's name"),
    ])
    package static let result = Shape.object([Field("number", .count, "its number"), Field("code", .id, "its code")])
    package static let example: JSON = ["code": "acme", "name": "示例公司"]

    private struct Params: Decodable {
        var code: String
        var name: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let made = try await c.services.registry.create(code: p.code, name: p.name)
        let result: JSON = ["number": .int(made.number), "code": .string(made.code)]
        return Answer(bytes: result.bytes)
    }
}
