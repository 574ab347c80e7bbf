package import Base
internal import Crypto

/// What an access token says: who may act until when. It is MACed, not stored; whether session, account and device still stand is
/// asked of the tenant at each `auth.use`.
package struct AccessToken: Equatable, Sendable {
    package var tenant: String
    package var session: String
    /// Which pair of the session's chain this token belongs to.
    package var generation: Int64
    package var expires: Timestamp

    package init(tenant: String, session: String, generation: Int64, expires: Timestamp) {
        self.tenant = tenant
        self.session = session
        self.generation = generation
        self.expires = expires
    }

    private static let mark: UInt8 = 1
    private static let macBytes = 16

    package func encode(keys: IdentityKeys) -> String {
        var bytes = [AccessToken.mark]
        bytes.append(number: generation)
        bytes.append(number: expires.ms)
        bytes += Array("\(tenant).\(session)".utf8)
        return Base64URL.encode(bytes + hmac(keys.access, bytes).prefix(AccessToken.macBytes))
    }

    /// Nil unless we made it; the time is not looked at.
    package init?(_ text: String, keys: IdentityKeys) {
        guard text.utf8.count < 256, let bytes = Base64URL.decode(text), bytes.count > 17 + AccessToken.macBytes,
            bytes[0] == AccessToken.mark
        else { return nil }
        let body = Array(bytes.dropLast(AccessToken.macBytes))
        guard
            constantTimeEqual(
                Array(hmac(keys.access, body).prefix(AccessToken.macBytes)), Array(bytes.suffix(AccessToken.macBytes)))
        else { return nil }
        let names = String(decoding: body[17...], as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
        guard names.count == 2 else { return nil }
        tenant = String(names[0])
        session = String(names[1])
        generation = body.number(at: 1)
        expires = Timestamp(ms: body.number(at: 9))
    }
}
