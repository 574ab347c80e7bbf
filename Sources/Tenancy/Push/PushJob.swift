import Base
import Store
import Synchronization
import Wire

/// Verified mutations of one push, on their way to the writer.
final class PushJob: Sendable {
    let queue: String
    let mutations: [CheckedMutation]
    let principal: Principal
    /// Operations that wait for a second factor.
    let withheld: Set<String>
    /// When the server had the whole line: the end of the proven interval (protocol §7).
    let arrival: Timestamp
    let finish: @Sendable (Result<[UInt8], RPCError>) -> Void

    init(
        queue: String, mutations: [CheckedMutation], principal: Principal, arrival: Timestamp, withheld: Set<String>,
        finish: @escaping @Sendable (Result<[UInt8], RPCError>) -> Void
    ) {
        self.queue = queue
        self.mutations = mutations
        self.principal = principal
        self.withheld = withheld
        self.arrival = arrival
        self.finish = finish
    }
}

/// Pushes of one queue are verified beside each other and handed over in the order in which they arrived (why.md S5).
final class PushLanes: Sendable {
    private struct Place {
        let ticket: Int64
        /// Nil while it is being verified.
        var verdict: Verdict?
    }

    enum Verdict: Sendable {
        case verified(PushJob)
        /// Answered already: gives way to those behind it.
        case refused
    }

    private struct Lanes {
        var last: Int64 = 0
        var byQueue: [String: [Place]] = [:]
    }

    // Guards the lanes. The hand-over happens inside it, else two threads could swap their jobs on the way.
    private let lanes = Mutex(Lanes())

    func enter(_ queue: String) -> Int64 {
        lanes.withLock { lanes in
            lanes.last += 1
            lanes.byQueue[queue, default: []].append(Place(ticket: lanes.last, verdict: nil))
            return lanes.last
        }
    }

    /// Calls `handOver` for every push that now stands at the front of its lane, verified.
    func resolve(_ queue: String, _ ticket: Int64, _ verdict: Verdict, handOver: (PushJob) -> Void) {
        lanes.withLock { lanes in
            var lane = lanes.byQueue[queue] ?? []
            if let place = lane.firstIndex(where: { $0.ticket == ticket }) { lane[place].verdict = verdict }
            while let front = lane.first?.verdict {
                lane.removeFirst()
                if case .verified(let job) = front { handOver(job) }
            }
            lanes.byQueue[queue] = lane.isEmpty ? nil : lane
        }
    }
}

/// The server's own work in the same machinery: one savepoint, one seq, answered after COMMIT.
final class SystemJob: Sendable {
    let name: String
    let run: @Sendable (PartitionWriter) throws -> Void
    /// Nil: committed (or its body threw, which the caller knows); else nothing of it happened.
    let finish: @Sendable (RPCError?) -> Void

    init(
        name: String, run: @escaping @Sendable (PartitionWriter) throws -> Void, finish: @escaping @Sendable (RPCError?) -> Void
    ) {
        self.name = name
        self.run = run
        self.finish = finish
    }
}
