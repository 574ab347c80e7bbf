import Base
import Foundation
import Identity
import Store
import StoreSQLite
import Testing
import Wire

@Suite("Throttling of failed sign-ins")
struct ThrottleTests {
    let clock = ManualClock(Timestamp(ms: 1_795_220_212_108))
    let keys = IdentityKeys(secret: [UInt8](repeating: 3, count: 32), random: SeededRandom(seed: 5))

    private func folder() -> String { FileManager.default.temporaryDirectory.path + "/gongdao-throttle-" + SystemRandom().recordID() }

    /// Opens the platform store of a folder, runs, closes: as a process does between two restarts.
    private func process<R>(_ folder: String, _ body: (Throttle) async throws -> R) async throws -> R {
        let factory = try SQLiteFactory(directory: folder)
        let platform = try factory.platform()
        let pool = BlockingPool(threads: 2, queueLimit: 256)
        defer { pool.shutdown() }
        let result = try await body(Throttle(platform: platform, pool: pool, clock: clock, keys: keys))
        try platform.close()
        return result
    }

    private func fail(_ throttle: Throttle, _ login: String, times: Int, address: String? = "192.0.2.7") async throws {
        for _ in 0..<times { await throttle.failed(try await throttle.begin(realm: "demo", login: login, address: address)) }
    }

    private func refusal(_ throttle: Throttle, _ login: String, address: String? = "192.0.2.7") async -> RPCError? {
        do throws(RPCError) {
            throttle.abandoned(try await throttle.begin(realm: "demo", login: login, address: address))
            return nil
        } catch {
            return error
        }
    }

    @Test("Five failures are free; then the wait doubles, and a restart forgives nothing")
    func survivesRestart() async throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await process(folder) { throttle in
            try await fail(throttle, "E1", times: 5)
            #expect(await refusal(throttle, "E1") == RPCError(.rateLimited, value: 30))
        }
        try await process(folder) { throttle in
            #expect(await refusal(throttle, "e1") == RPCError(.rateLimited, value: 30), "the login's case does not matter")
            clock.advance(ms: 30_000)
            try await fail(throttle, "E1", times: 1)
            #expect(await refusal(throttle, "E1") == RPCError(.rateLimited, value: 60))
        }
    }

    @Test("Another account, and the account after a success, are not held up")
    func accountsApart() async throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await process(folder) { throttle in
            try await fail(throttle, "E1", times: 5)
            #expect(await refusal(throttle, "E2") == nil)
            clock.advance(ms: 30_000)
            await throttle.succeeded(try await throttle.begin(realm: "demo", login: "E1", address: nil))
            try await fail(throttle, "E1", times: 4)
            #expect(await refusal(throttle, "E1") == nil)
        }
    }

    @Test("An address that fails with a hundred logins waits, its neighbours with it; others do not")
    func addresses() async throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await process(folder) { throttle in
            for index in 0..<100 { try await fail(throttle, "X\(index)", times: 1) }
            #expect(await refusal(throttle, "E9", address: "192.0.2.200")?.code == .rateLimited)
            #expect(await refusal(throttle, "E9", address: "198.51.100.1") == nil)
            #expect(await refusal(throttle, "E9", address: nil) == nil)
        }
    }

    @Test("Guesses sent at once are not all let through before the first is found wrong")
    func atOnce() async throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await process(folder) { throttle in
            var begun: [Throttle.Attempt] = []
            for _ in 0..<50 {
                if let attempt = try? await throttle.begin(realm: "demo", login: "E1", address: nil) { begun.append(attempt) }
            }
            #expect(begun.count == 5)
            for attempt in begun { await throttle.failed(attempt) }
            #expect(await refusal(throttle, "E1")?.code == .rateLimited)
        }
    }
}
