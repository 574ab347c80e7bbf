internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.challenge`: a fresh nonce, where the one of `hello` is spent or over.
package enum AuthChallengeMethod: Method {
    package static let name = "auth.challenge"
    package static let needs = Need.hello
    package static let meaning = LocalizedText(zh: "取一个新的签名随机数。", en: "A fresh challenge for a device's signature.")
    package static let result = Shape.object([
        Field("nonce", .token, "16 random bytes, their end and a MAC; good once"), Field("t_ms", .count, "the server's time"),
        Field("expires_ms", .count, "when the nonce ends"),
    ])

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let now = c.now
        let result: JSON = [
            "nonce": .string(c.services.identity.nonces.make(now: now)), "t_ms": .int(now.ms),
            "expires_ms": .int(now.ms + Limits.nonceMs),
        ]
        return Answer(bytes: result.bytes)
    }
}
