import Base
import Identity
import Testing
import Wire

@Suite("Passwords")
struct PasswordTests {
    let cheap = PasswordCost(logN: 4, r: 1, p: 1)

    @Test("The standard cost is N = 2^15, r = 8, p = 1, and such a hash verifies")
    func standard() throws {
        #expect(PasswordCost.standard == PasswordCost(logN: 15, r: 8, p: 1))
        let hash = try PasswordHash(of: "correct horse battery", cost: .standard, salt: SystemRandom().bytes(16))
        let read = try #require(PasswordHash(hash.text))
        #expect(hash.text.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(try read.matches("correct horse battery"))
        #expect(try !read.matches("correct horse batterz"))
    }

    @Test("scrypt is RFC 7914's: password and NaCl, N = 1024, r = 8")
    func vector() throws {
        let hash = try PasswordHash(of: "password", cost: PasswordCost(logN: 10, r: 8, p: 16), salt: Array("NaCl".utf8))
        #expect(Hex.encode(hash.hash) == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
    }

    @Test("A name typed with another keyboard's composition is the same password")
    func normalisation() throws {
        let hash = try PasswordHash(of: "Zo\u{00EB} geheim", cost: cheap, salt: [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try hash.matches("Zoe\u{0308} geheim"))
    }

    @Test("Forged or foreign texts are no hashes", arguments: [
        "", "$2b$12$abc", "$scrypt$ln=15,r=8$AAAAAAAAAAA$AAAA", "$scrypt$ln=99,r=8,p=1$AAAAAAAAAAA$AAAA", "scrypt",
    ])
    func garbage(text: String) { #expect(PasswordHash(text) == nil) }

    @Test("A hash below today's cost is stale; no account costs what one costs")
    func rehash() async throws {
        let pool = PasswordPool(cost: PasswordCost(logN: 5, r: 1, p: 1), random: SeededRandom(seed: 1))
        defer { pool.shutdown() }
        let old = try PasswordHash(of: "correct horse", cost: cheap, salt: SeededRandom(seed: 2).bytes(16))
        let found = try await pool.verify("correct horse", against: old)
        #expect(found.matches && found.stale)
        let fresh = try await pool.verify("correct horse", against: try await pool.hash("correct horse"))
        #expect(fresh.matches && !fresh.stale)
        #expect(try await pool.verify("anything", against: nil).matches == false)
    }

    @Test("Beyond the line before the pool everybody is told when to come again")
    func bounded() async throws {
        let pool = PasswordPool(cost: .standard, random: SystemRandom(), threads: 1, queueLimit: 2)
        defer { pool.shutdown() }
        let errors = await withTaskGroup(of: RPCError?.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do throws(RPCError) {
                        _ = try await pool.hash("correct horse battery")
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [RPCError]()) { if let error = $1 { $0.append(error) } }
        }
        #expect(!errors.isEmpty && errors.count < 12)
        #expect(errors.allSatisfy { $0.code == .rateLimited && (2...10).contains($0.value ?? 0) })
    }
}
