internal import Base
internal import Wire

/// What an authenticator is given; in force after its first code.
public struct SecondFactorOffer: Sendable, Equatable {
    /// Base32, to be typed.
    public var secret: String
    /// `otpauth://totp/…`, for a QR code.
    public var uri: String
}

extension Client {
    /// Asks for a new second factor (TOTP, RFC 6238) with one's password; nothing changes before `confirmSecondFactor`.
    public func offerSecondFactor(password: String) async throws -> SecondFactorOffer {
        let answer = try await patiently { try await self.request("auth.totp_enrol", ["password": .string(password)]) }
        guard let secret = answer["secret"]?.stringValue, let uri = answer["uri"]?.stringValue else {
            throw ClientError.badAnswer("auth.totp_enrol")
        }
        return SecondFactorOffer(secret: secret, uri: uri)
    }

    /// The first code of the secret offered: it is in force, and this session has shown it.
    @discardableResult
    public func confirmSecondFactor(code: String) async throws -> SessionState {
        _ = try await request("auth.totp_confirm", ["code": .string(code)])
        return try await lookAgain()
    }

    /// Takes the second factor away, with one of its codes.
    @discardableResult
    public func removeSecondFactor(code: String) async throws -> SessionState {
        _ = try await request("auth.totp_remove", ["code": .string(code)])
        return try await lookAgain()
    }

    /// Shows a code in this session: withheld roles come back, and what was held for them is sent by the next sync.
    @discardableResult
    public func stepUp(code: String) async throws -> SessionState {
        _ = try await request("auth.step_up", ["code": .string(code)])
        return try await lookAgain()
    }

    /// Asks the server who one is now, on a connection of its own: roles come and go elsewhere as well.
    @discardableResult
    public func lookAgain() async throws -> SessionState {
        await disconnect()
        _ = try await connected()
        return try session()
    }
}
