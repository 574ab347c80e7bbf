internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.first_admin`: the one thing an operator may do inside a tenant, once: its first admin's activation code.
package enum TenantFirstAdminMethod: Method {
    package static let name = "tenant.first_admin"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "为没有管理员的租户设立首位管理员。", en: "The first admin of a tenant that has none.")
    package static let errors: [ErrorCode] = [.notFound, .readOnly, .invalid]
    package static let params = Shape.object([
        Field("code", .id, "tenant code"), Field("name", .name, "the admin's name"), Field("staff_no", .id, "staff number to sign in with"),
        .optional("phone", .id, "phone to sign in with"),
    ])
    package static let result = Shape.object([
        Field("account", .id, "account id"), Field("activation", .text(32), "activation code, told once"),
        Field("expires_ms", .count, "its end"),
    ])
    package static let example: JSON = ["code": "acme", "name": "王芳", "staff_no": "A001"]

    private struct Params: Decodable {
        var code: String
        var name: String
        var staff_no: String
        var phone: String?
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let issued = try await c.services.identity.firstAdmin(
            tenant: p.code, name: p.name, staffNo: p.staff_no, phone: p.phone, by: try c.operatorName())
        let result: JSON = [
            "account": .string(issued.account), "activation": .string(issued.code ?? ""), "expires_ms": .int(issued.endsMs ?? 0),
        ]
        return Answer(bytes: result.bytes)
    }
}
