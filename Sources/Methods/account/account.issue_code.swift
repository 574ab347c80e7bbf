internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `account.issue_code`: a single-use activation code, for a new account or a forgotten password. Staff roles take two officers.
package enum AccountIssueCodeMethod: Method {
    package static let name = "account.issue_code"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .admin]
    package static let meaning = LocalizedText(
        zh: "发放一次性激活码（新账号或忘记密码）。",
        en: "Issues a single-use activation code, for a new account or a forgotten password.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound, .readOnly]
    package static let params = Shape.object(AccountParams.fields)
    package static let result = Shape.object([
        Field("state", .word(["issued", "second_needed"]), "whether a second officer must ask as well"),
        Field("account", .id, "account id"), .optional("code", .text(32), "the code, told once"),
        .optional("expires_ms", .count, "its end"),
    ])
    package static let example: JSON = ["staff_no": "E0184"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let reference = try call.decode(AccountParams.self).reference()
        let issued = try await c.services.identity.issueCode(for: reference, by: try c.principal(), in: try await c.partition())
        var members: [(String, JSON)] = [
            ("state", issued.code == nil ? "second_needed" : "issued"), ("account", .string(issued.account)),
        ]
        if let code = issued.code { members.append(("code", .string(code))) }
        if let ends = issued.endsMs { members.append(("expires_ms", .int(ends))) }
        return Answer(bytes: JSON.object(JSONObject(members)).bytes)
    }
}
