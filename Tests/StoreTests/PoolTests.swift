import Base
import Store
import Synchronization
import Testing

/// What the jobs of these tests share.
private final class Shared: Sendable {
    let running = Mutex((now: 0, most: 0))
    let gate = Atomic<Bool>(false)
    let done = Atomic<Int>(0)
}

@Suite("The blocking pool") struct PoolTests {
    @Test("Jobs run on its threads, never more at once than it has, and errors come back")
    func bounded() async throws {
        let pool = BlockingPool(threads: 3, queueLimit: 1_000)
        let shared = Shared()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<200 {
                group.addTask {
                    try await pool.run {
                        shared.running.withLock { state in
                            state.now += 1
                            state.most = max(state.most, state.now)
                        }
                        defer { shared.running.withLock { $0.now -= 1 } }
                        return index
                    }
                }
            }
            var sum = 0
            for try await index in group { sum += index }
            #expect(sum == 199 * 200 / 2)
        }
        #expect(shared.running.withLock { $0.most } <= 3)
        await #expect(throws: StoreError.full) { try await pool.run { throw StoreError.full } }
        pool.shutdown()
        await #expect(throws: StoreError.closed) { try await pool.run { 1 } }
    }

    @Test("A full line refuses instead of growing, and what stands in it is still done after shutdown")
    func full() async throws {
        let pool = BlockingPool(threads: 1, queueLimit: 2)
        let shared = Shared()
        try pool.submit { while !shared.gate.load(ordering: .acquiring) {} }
        // The one thread is busy as soon as it has taken the first job; until then one more may stand in the line.
        var accepted = 0
        for _ in 0..<20 {
            do {
                try pool.submit { shared.done.add(1, ordering: .relaxed) }
                accepted += 1
            } catch StoreError.busy {}
        }
        #expect((1...4).contains(accepted))
        pool.shutdown()
        shared.gate.store(true, ordering: .releasing)
        while shared.done.load(ordering: .relaxed) < accepted { await Task.yield() }
        #expect(shared.done.load(ordering: .relaxed) == accepted)
    }
}
