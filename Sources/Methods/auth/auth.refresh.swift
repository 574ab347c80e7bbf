internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.refresh`: a new pair of tokens. Repeating (refresh, rid) gets the same bytes until the new pair is used.
package enum AuthRefreshMethod: Method {
    package static let name = "auth.refresh"
    package static let needs = Need.hello
    package static let meaning = LocalizedText(zh: "换取新令牌；同一请求可重复。", en: "A new pair of tokens; the same request may be repeated.")
    package static let errors: [ErrorCode] = [
        .tokenInvalid, .tenantSuspended, .accountClosed, .deviceWiped, .deviceLocked,
    ]
    package static let params = Shape.object([
        Field("refresh", .token, "the refresh token in force"),
        Field("rid", .text(128), "request id: the first one for a token wins, another gets 1202"),
    ])
    package static let result = Shape.object(
        SignedResult.pairFields + [Field("access_ms", .count, "when the access token ends")])
    package static let example: JSON = ["refresh": "AgAAAAAAAAABq6w", "rid": "r-7f3a"]

    private struct Params: Decodable {
        var refresh: String
        var rid: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let pair = try await c.services.identity.refresh(p.refresh, rid: p.rid)
        let result: JSON = [
            "access": .string(pair.access), "access_ms": .int(pair.accessMs), "refresh": .string(pair.refresh),
            "refresh_ms": .int(pair.refreshMs),
        ]
        return Answer(bytes: result.bytes)
    }
}
