internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.preview`: what an operation would do now; nothing is stored, numbered or signed (why.md B8).
package enum SyncPreviewMethod: Method {
    package static let name = "sync.preview"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "预演一个操作，不产生任何效果。", en: "What an operation would do now; nothing is stored.")
    package static let errors: [ErrorCode] = [.invalid, .stepUp]
    package static let params = Shape.object([
        Field("op", .id, "operation"), Field("a", .any, "arguments"), .optional("if", .map(.count), "revisions that must still hold"),
    ])
    package static let result = Shape.object([Field("out", .list(.any, 8), "[\"ok\"|\"no\"|\"cf\", …] as an outcome of a push")])
    package static let example: JSON = ["op": "leave.withdraw", "a": ["id": "L7p"]]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let params = call.params, let op = params["op"]?.string, let a = params["a"] else {
            throw .params(field: "op", reason: "missing")
        }
        // A signed preview would be a signed act that the server keeps for later.
        for member in ["sig", "n", "when", "q"] where params[member] != nil {
            throw .invalid(field: member, reason: "preview.signed", text: ("预演不得签名或编号。", "A preview carries no signature and no number."))
        }
        if let binding = c.binding, let command = CommandRegistry[op] { try MethodRegistry.checkHeld(command.roles, binding) }
        let partition = try await c.partition()
        return Answer(bytes: try await partition.preview(op: op, a: a.json, if: params["if"]?.json, for: try c.principal()))
    }
}
