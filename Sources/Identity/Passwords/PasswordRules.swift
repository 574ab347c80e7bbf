internal import Wire

/// What a password must be: long enough, not the login itself, and none of the handful that everybody tries first.
/// No rule about kinds of characters: length is what counts (NIST SP 800-63B §5.1.1).
enum PasswordRules {
    static let shortest = 8
    static let longest = 128
    private static let tooCommon: Set<String> = [
        "12345678", "123456789", "1234567890", "password", "password1", "qwertyui", "qwerty123", "11111111", "00000000",
        "88888888", "66666666", "a1234567", "abc12345", "iloveyou", "1qaz2wsx", "woaini1314", "5201314520",
    ]

    /// Throws 1405 on the field `name`.
    static func check(_ password: String, login: String?, name: String = "password") throws(RPCError) {
        let count = password.unicodeScalars.count
        guard count >= shortest else {
            throw .invalid(
                field: name, reason: "too_short",
                text: ("密码至少 \(shortest) 个字符。", "A password needs at least \(shortest) characters."))
        }
        guard count <= longest else {
            throw .invalid(
                field: name, reason: "too_long", text: ("密码最多 \(longest) 个字符。", "A password has at most \(longest) characters."))
        }
        let lower = password.lowercased()
        guard !tooCommon.contains(lower), lower != login?.lowercased(), Set(lower).count > 2 else {
            throw .invalid(
                field: name, reason: "too_common", text: ("这个密码太容易猜到。", "This password is too easy to guess."))
        }
    }
}
