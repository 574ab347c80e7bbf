internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.step_up`: shows the second factor within a session; withheld roles come back (after 1203).
package enum AuthStepUpMethod: Method {
    package static let name = "auth.step_up"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "在会话中出示第二因素。", en: "Shows the second factor within a session.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .rateLimited]
    package static let params = Shape.object([Field("code", .text(16), "six digits")])
    package static let result = Shape.object([Field("until_ms", .count, "how long it serves")])
    package static let example: JSON = ["code": "492039"]

    private struct Params: Decodable { var code: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let principal = try c.principal()
        let partition = try await c.partition()
        let until = try await c.services.identity.stepUp(p.code, of: principal, in: partition, client: c.client)
        let signed = try await c.services.identity.recheck(principal, in: partition)
        let binding = Binding(principal: signed.principal, withheld: signed.withheld)
        let result: JSON = ["until_ms": .int(until.ms)]
        return Answer(bytes: result.bytes, effects: [.bind(binding)])
    }
}
