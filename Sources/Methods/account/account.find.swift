internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `account.find`: where somebody's account stands, for officers; never its secrets.
package enum AccountFindMethod: Method {
    package static let name = "account.find"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .admin]
    package static let meaning = LocalizedText(zh: "查看某人账号的状态。", en: "Where somebody's account stands.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object(AccountParams.fields)
    package static let result = Shape.object([
        .optional("account", .id, "account id; absent where there is none yet"), .optional("employee", .id, "employee id"),
        .optional("staff_no", .id, "staff number"),
        Field("state", .word(["none", "invited", "active", "leaver", "locked", "closed"]), "where it stands"),
        Field("roles", .list(.text(16), 16), "roles held"), Field("devices", .count, "how many devices"),
        .optional(
            "code", .object([Field("expires_ms", .count, "its end"), Field("by", .name, "who handed it out")]),
            "an activation code in force"),
    ])
    package static let example: JSON = ["staff_no": "E0184"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let reference = try call.decode(AccountParams.self).reference()
        let view = try await c.services.identity.account(reference, in: try await c.partition())
        var members: [(String, JSON)] = []
        if let account = view.account { members.append(("account", .string(account))) }
        if let employee = view.employee { members.append(("employee", .string(employee))) }
        if let number = view.staffNo { members.append(("staff_no", .string(number))) }
        members += [
            ("state", .string(view.state)), ("roles", .array(view.roles.map(JSON.string))), ("devices", .int(Int64(view.devices))),
        ]
        if let ends = view.codeEndsMs {
            members.append(("code", ["expires_ms": .int(ends), "by": .string(view.codeBy ?? "")]))
        }
        return Answer(bytes: JSON.object(JSONObject(members)).bytes)
    }
}
