import Dispatch
import Foundation
import Synchronization

/// A bounded set of threads for work that blocks (commits, hashing, opening files), with a bounded line before it.
/// Threads are started as work arrives, never more than `threads`, and stay until `shutdown`.
package final class BlockingPool: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// Where the line begins in `waiting`; compacted now and then, so that taking a job is cheap.
        var front = 0
        var started = 0
        var idle = 0
        var closed = false

        var count: Int { waiting.count - front }

        mutating func take() -> (@Sendable () -> Void)? {
            guard front < waiting.count else { return nil }
            let job = waiting[front]
            front += 1
            if front == waiting.count || front > 1024 {
                waiting.removeFirst(front)
                front = 0
            }
            return job
        }
    }

    private let threads: Int
    private let queueLimit: Int
    private let name: String
    /// Guards the waiting line and the thread counts; held only for moments.
    private let state = Mutex(State())
    /// Counts the jobs waiting (and, after `shutdown`, wakes every thread once).
    private let available = DispatchSemaphore(value: 0)

    /// `queueLimit` bounds the jobs waiting for a thread; beyond it `run` throws `StoreError.busy`.
    package init(threads: Int, queueLimit: Int, name: String = "pool") {
        self.threads = max(1, threads)
        self.queueLimit = queueLimit
        self.name = name
    }

    /// Runs `body` on a thread of the pool and resumes the caller where it was.
    /// Throws `StoreError.busy` when the line is full, `StoreError.closed` after `shutdown`, else what `body` throws.
    package func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try submit { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Puts a job into the line; throws as `run` does, and then never runs it.
    package func submit(_ job: @escaping @Sendable () -> Void) throws {
        let start = try state.withLock { state throws -> Bool in
            guard !state.closed else { throw StoreError.closed }
            guard state.count < queueLimit + state.idle else { throw StoreError.busy }
            state.waiting.append(job)
            guard state.idle < state.count, state.started < threads else { return false }
            state.started += 1
            return true
        }
        available.signal()
        if start { startThread() }
    }

    /// Takes no more work; what stands in the line is still done. Does not wait.
    package func shutdown() {
        let started = state.withLock { state in
            state.closed = true
            return state.started
        }
        for _ in 0..<started { available.signal() }
    }

    private func startThread() {
        let thread = Thread { [self] in work() }
        thread.name = name
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// A thread's life: wait for a job, do it, until closed and the line is empty.
    private func work() {
        while true {
            state.withLock { $0.idle += 1 }
            available.wait()
            let (job, closed) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
                state.idle -= 1
                return (state.take(), state.closed)
            }
            if let job { job() } else if closed { return }
        }
    }
}
