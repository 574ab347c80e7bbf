import Base
import Identity
import Testing

@Suite("Second factor (RFC 6238)")
struct TOTPTests {
    let secret = Array("12345678901234567890".utf8)

    @Test("Codes are those of RFC 6238 appendix B", arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
    ])
    func vectors(seconds: Int64, code: String) {
        #expect(TOTP.code(secret: secret, step: TOTP.step(at: Timestamp(ms: seconds * 1000))) == code)
    }

    @Test("A code serves once, one step early or late, and not two")
    func window() {
        let now = Timestamp(ms: 1_795_220_212_108)
        let step = TOTP.step(at: now)
        let code = TOTP.code(secret: secret, step: step)
        #expect(TOTP.verify(code, secret: secret, now: now, after: 0) == step)
        #expect(TOTP.verify(code, secret: secret, now: now.adding(seconds: 30), after: 0) == step)
        #expect(TOTP.verify(code, secret: secret, now: now.adding(seconds: 90), after: 0) == nil)
        #expect(TOTP.verify(code, secret: secret, now: now, after: step) == nil)
        #expect(TOTP.verify("000000x", secret: secret, now: now, after: 0) == nil)
    }

    @Test("Base32 is RFC 4648's, read back whatever the case", arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func base32(text: String) {
        let encoded = Base32.encode(Array(text.utf8))
        #expect(Base32.decode(encoded.lowercased()) == Array(text.utf8))
        if text == "foobar" { #expect(encoded == "MZXW6YTBOI") }
        #expect(Base32.decode("M!") == nil)
    }
}
