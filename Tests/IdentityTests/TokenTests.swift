import Base
import Crypto
import Foundation
import Identity
import Testing
import Wire

@Suite("Tokens")
struct TokenTests {
    let keys = IdentityKeys(secret: [UInt8](repeating: 3, count: 32), random: SeededRandom(seed: 5))
    let now = Timestamp(ms: 1_795_220_212_108)

    @Test("An access token says what it said, under its own key only")
    func access() throws {
        let token = AccessToken(tenant: "demo", session: "b3Jv8sKk2Qw", generation: 7, expires: now)
        let text = token.encode(keys: keys)
        #expect(AccessToken(text, keys: keys) == token)
        let others = IdentityKeys(secret: [UInt8](repeating: 4, count: 32), random: SeededRandom(seed: 5))
        #expect(AccessToken(text, keys: others) == nil)
    }

    @Test("Any altered character makes an access token worthless")
    func tampered() {
        let text = Array(AccessToken(tenant: "demo", session: "abc", generation: 1, expires: now).encode(keys: keys))
        for index in text.indices {
            var other = text
            other[index] = other[index] == "A" ? "B" : "A"
            #expect(AccessToken(String(other), keys: keys) == nil)
        }
        #expect(AccessToken("", keys: keys) == nil)
        #expect(AccessToken(String(repeating: "A", count: 300), keys: keys) == nil)
    }

    @Test("The next refresh token follows from the last one and the request id alone")
    func chain() throws {
        let first = RefreshToken(tenant: "demo", session: "abc", random: SeededRandom(seed: 9))
        #expect(RefreshToken(first.text) == first)
        #expect(first.next(rid: "r1", keys: keys) == first.next(rid: "r1", keys: keys))
        #expect(first.next(rid: "r1", keys: keys) != first.next(rid: "r2", keys: keys))
        #expect(first.next(rid: "r1", keys: keys).generation == 2)
        #expect(first.digest != first.next(rid: "r1", keys: keys).digest)
    }

    @Test("A nonce serves once, for a minute, and only where it was made")
    func nonces() {
        let nonces = Nonces(keys: keys, random: SeededRandom(seed: 1))
        let text = nonces.make(now: now)
        #expect(!nonces.spend(text, now: now.adding(ms: Limits.nonceMs + 1)))
        #expect(nonces.spend(text, now: now))
        #expect(!nonces.spend(text, now: now))
        let restarted = IdentityKeys(secret: [UInt8](repeating: 3, count: 32), random: SeededRandom(seed: 6))
        #expect(!Nonces(keys: restarted, random: SeededRandom(seed: 2)).spend(nonces.make(now: now), now: now))
    }

    @Test("An activation code is read however people type it, and is one account's")
    func codes() {
        let code = ActivationCode.make(random: SystemRandom())
        let digest = ActivationCode.digest(code, tenant: "demo", account: "12")
        #expect(code.count == 14)
        #expect(ActivationCode.digest(" " + code.lowercased().replacing("-", with: " "), tenant: "demo", account: "12") == digest)
        #expect(ActivationCode.digest(code, tenant: "demo", account: "13") != digest)
        #expect(ActivationCode.digest(code, tenant: "other", account: "12") != digest)
    }

    @Test("A device's signature holds for its bytes and its key only")
    func signatures() throws {
        let key = P256.Signing.PrivateKey()
        let text = Base64URL.encode(Array(key.publicKey.compressedRepresentation))
        let bytes = SignedBytes.challenge(server: "s", tenant: "t", device: text, nonce: "n")
        let signature = Base64URL.encode(Array(try key.signature(for: Data(bytes)).rawRepresentation))
        let known = try #require(DeviceKey.bytes(text))
        #expect(DeviceKey.verify(key: known, signature: signature, over: bytes))
        #expect(!DeviceKey.verify(key: known, signature: signature, over: bytes + [0]))
        #expect(!DeviceKey.verify(key: known, signature: "AAAA", over: bytes))
        #expect(DeviceKey.bytes("AAAA") == nil)
        #expect(DeviceKey.bytes(Base64URL.encode([UInt8](repeating: 2, count: 33)) + "!") == nil)
    }
}
