package import Base

/// A refresh token: tenant, session, its number in the session's chain, and a secret. The next one is computed from this one's secret
/// and the request's `rid` (why.md M3), so that a repeated request gets the same answer although nothing readable is stored.
package struct RefreshToken: Equatable, Sendable {
    package var tenant: String
    package var session: String
    package var generation: Int64
    var secret: [UInt8]

    private static let mark: UInt8 = 2
    static let secretBytes = 24

    /// The first of a chain.
    package init(tenant: String, session: String, random: any RandomSource) {
        self.tenant = tenant
        self.session = session
        generation = 1
        secret = random.bytes(RefreshToken.secretBytes)
    }

    /// The one that follows under this request id: HMAC(server key, old secret, rid, number).
    package func next(rid: String, keys: IdentityKeys) -> RefreshToken {
        var message = secret
        message.append(number: generation + 1)
        message += Array(rid.utf8)
        var successor = self
        successor.generation += 1
        successor.secret = Array(hmac(keys.refresh, message).prefix(RefreshToken.secretBytes))
        return successor
    }

    /// What the session's record keeps of it.
    package var digest: String { Base64URL.encode(sha256(Array("\(tenant).\(session)".utf8) + secret)) }

    package var text: String {
        var bytes = [RefreshToken.mark]
        bytes.append(number: generation)
        return Base64URL.encode(bytes + secret + Array("\(tenant).\(session)".utf8))
    }

    /// Nil for what cannot be a refresh token; whether it is one of ours only the session's record knows.
    package init?(_ text: String) {
        guard text.utf8.count < 256, let bytes = Base64URL.decode(text), bytes.count > 9 + RefreshToken.secretBytes,
            bytes[0] == RefreshToken.mark
        else { return nil }
        let names = String(decoding: bytes[(9 + RefreshToken.secretBytes)...], as: UTF8.self)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard names.count == 2 else { return nil }
        generation = bytes.number(at: 1)
        secret = Array(bytes[9..<9 + RefreshToken.secretBytes])
        tenant = String(names[0])
        session = String(names[1])
    }
}
