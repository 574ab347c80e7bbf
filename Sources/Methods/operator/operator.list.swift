internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.list`: the platform's operators.
package enum OperatorListMethod: Method {
    package static let name = "operator.list"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "列出平台操作员。", en: "Lists the platform's operators.")
    package static let result = Shape.object([
        Field(
            "operators",
            .list(
                .object([
                    Field("name", .id, "name"), Field("state", .word(["invited", "active", "revoked"]), "where it stands"),
                    Field("created_ms", .count, "when made"), .optional("last_ms", .count, "last sign-in"),
                ]), 1000), "the operators")
    ])

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let list = try await c.services.operators.list().map { view -> JSON in
            var members: [(String, JSON)] = [
                ("name", .string(view.name)), ("state", .string(view.state)), ("created_ms", .int(view.createdMs)),
            ]
            if let last = view.lastMs { members.append(("last_ms", .int(last))) }
            return .object(JSONObject(members))
        }
        let result: JSON = ["operators": .array(list)]
        return Answer(bytes: result.bytes)
    }
}
