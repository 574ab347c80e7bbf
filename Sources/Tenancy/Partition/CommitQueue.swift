import Base
import Dispatch
import Synchronization
import Wire

/// What waits for a partition's writer: a batch is everything queued when the writer becomes free (why.md B15).
final class CommitQueue: Sendable {
    private struct Line {
        var waiting: [Job] = []
        var mutations = 0
        /// A job that drains this line is on the commit pool.
        var draining = false
        var closed = false
    }

    // Guards the line; held only to put in and take out.
    private let line = Mutex(Line())
    /// Entered while a drain is on the commit pool.
    private let drains = DispatchGroup()

    /// Puts a job at the end; true where the caller must start the drain. Throws 1003 beyond the bound, 1001 when closed.
    func add(_ job: Job) throws(RPCError) -> Bool {
        let (start, refused) = line.withLock { line -> (Bool, ErrorCode?) in
            if line.closed { return (false, .unavailable) }
            guard line.mutations + job.mutations <= Limits.queuedMutationsPerTenant || line.waiting.isEmpty else { return (false, .busy) }
            line.waiting.append(job)
            line.mutations += job.mutations
            guard !line.draining else { return (false, nil) }
            line.draining = true
            drains.enter()
            return (true, nil)
        }
        if let refused { throw RPCError(refused) }
        return start
    }

    /// The next batch; nil when there is none, and then the drain is over.
    func take() -> [Job]? {
        line.withLock { line in
            guard !line.waiting.isEmpty else {
                if line.draining { drains.leave() }
                line.draining = false
                return nil
            }
            var count = 0
            var mutations = 0
            for job in line.waiting {
                guard count == 0 || mutations + job.mutations <= Limits.batchMutations else { break }
                count += 1
                mutations += job.mutations
            }
            let batch = Array(line.waiting.prefix(count))
            line.waiting.removeFirst(count)
            line.mutations -= mutations
            return batch
        }
    }

    /// Everything waiting, when no thread can be had for it.
    func giveUp() -> [Job] {
        line.withLock { line in
            defer { (line.waiting, line.mutations, line.draining) = ([], 0, false) }
            if line.draining { drains.leave() }
            return line.waiting
        }
    }

    /// Takes nothing more and blocks until what was taken is written and answered, at most so long; false when the time ran out.
    func finish(withinMs ms: Int64) -> Bool {
        line.withLock { $0.closed = true }
        return drains.wait(timeout: .now() + .milliseconds(Int(ms))) == .success
    }

    /// Takes nothing more; false while something is still to be written.
    func close() -> Bool {
        line.withLock { line in
            guard !line.draining, line.waiting.isEmpty else { return false }
            line.closed = true
            return true
        }
    }
}

/// One caller's work within a batch.
enum Job: Sendable {
    case push(PushJob)
    case system(SystemJob)

    var mutations: Int {
        switch self {
        case .push(let job): job.mutations.count
        case .system: 1
        }
    }

    /// Answers everyone who waits for this job that it did not happen.
    func fail(_ error: RPCError) {
        switch self {
        case .push(let job): job.finish(.failure(error))
        case .system(let job): job.finish(error)
        }
    }
}
