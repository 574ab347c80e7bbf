package import Base
import Evidence
import Store
import Synchronization
import Wire

/// What the running node says of itself in the log of each tenant that is written to: a leaf `node.health` (protocol/evidence.md §1.1,
/// kind 8) with the first batch after a partition was opened, with the first batch after `intervalMs` since the last one or after the clock
/// was set, and at a clean stop. It goes along in a transaction that has leaves anyway: a tenant in which nothing happens costs nothing, and a push never waits
/// for one. By these leaves an auditor sees a node that was killed, a clock that was set, and a history that somebody else wrote.
package struct NodeHealth: Sendable {
    package static let op = "node.health"
    /// Promised: whoever writes leaves later than this after the last one writes a new one with them.
    package static let intervalMs: Int64 = 15 * 60_000

    package enum Event: String, Sendable { case start, run, stop }

    package let version: String
    package let monotonic: any MonotonicClock
    /// When the process began, by its wall clock: by it the leaves of one process are known.
    package let since: Timestamp
    private let began: Int64

    package init(version: String, clock: any WallClock, monotonic: any MonotonicClock) {
        (self.version, self.monotonic) = (version, monotonic)
        (since, began) = (clock.now(), monotonic.elapsedMs())
    }

    package var uptimeMs: Int64 { monotonic.elapsedMs() - began }
}

/// The last health leaf that this process wrote to one partition: of what is committed.
final class HealthMemory: Sendable {
    struct Sign {
        /// Uptime, the wall clock, and the leaf's time, ms.
        var up: Int64
        var at: Int64
        var time: Int64
    }

    // Guards the sign: written by the writer's thread behind its commit, read by the next batch and at the end.
    private let kept = Mutex<Sign?>(nil)

    /// Nil: none since the partition was opened.
    var last: Sign? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}

extension PartitionWriter {
    /// The health leaf that this batch owes; nil, where it owes none. `before`: leaves of the log before the batch.
    func health(since before: Int64) throws -> HealthMemory.Sign? {
        guard core.keepsLog, let node = core.health, try transaction.head().leaves > before else { return nil }
        let sign = HealthMemory.Sign(up: node.uptimeMs, at: now.ms, time: batch.leafTime.ms)
        guard let last = core.healthMemory.last else {
            try health(.start, sign.up)
            return sign
        }
        // A clock that was set is told at once: what follows is dated by it.
        let drift = (sign.at - last.at) - (sign.up - last.up)
        let isLate = max(sign.up - last.up, sign.time - last.time) >= NodeHealth.intervalMs
        guard isLate || abs(drift) > Limits.auditClockMs else { return nil }
        try health(.run, sign.up)
        return sign
    }

    func health(_ event: NodeHealth.Event, _ uptime: Int64) throws {
        guard let node = core.health else { return }
        try leaf(
            .system, op: NodeHealth.op,
            [
                "event": .string(event.rawValue), "at": .int(now.ms), "up": .int(uptime), "since": .int(node.since.ms),
                "version": .string(node.version),
            ])
    }
}

extension Partition {
    /// The last leaf of a partition that this process wrote to. Blocks; only where no batch comes any more.
    func writeStop() throws {
        guard core.keepsLog, let node = core.health, core.healthMemory.last != nil else { return }
        try stores.now.writeNow { transaction in
            let sealer = core.sealer()
            let state = try BatchState(core: core, transaction: transaction, sealer: sealer)
            try PartitionWriter(core: core, transaction: transaction, sealer: sealer, batch: state).health(.stop, node.uptimeMs)
            try state.finishLog(core, transaction)
        }
        core.healthMemory.last = nil
    }
}

/// What the health leaves say, read along the log (`audit.verify`).
struct HealthWatch {
    /// One health leaf, read.
    struct Sign {
        let event: NodeHealth.Event
        let at: Int64
        let up: Int64
        let since: Int64
        /// Of the leaf.
        let time: Int64

        init?(_ body: JSON, time: Int64) {
            guard body["op"]?.stringValue == NodeHealth.op, let event = body["event"]?.stringValue.flatMap(NodeHealth.Event.init(rawValue:)),
                let at = body["at"]?.intValue, let up = body["up"]?.intValue, let since = body["since"]?.intValue
            else { return nil }
            (self.event, self.at, self.up, self.since, self.time) = (event, at, up, since, time)
        }
    }

    private var last: Sign?
    /// A leaf that should have had a health leaf with it, until its batch is over.
    private var owed: (index: Int64, time: Int64, ms: Int64)?
    private var isRestored = false
    /// Said once in a slice: whoever writes without signs writes many leaves.
    private var isTold = false
    /// The time of the leaf before a slice: its batch was judged there.
    private let judged: Int64?

    init(last: Sign?, judged: Int64?) { (self.last, self.judged) = (last, judged) }

    /// The time of the batch that a health leaf may still end.
    var waitsFor: Int64? { owed?.time }

    /// Nothing more of that batch comes.
    mutating func settle() -> (code: String, leaf: Int64, ms: Int64?)? {
        guard let owed else { return nil }
        self.owed = nil
        isTold = true
        return ("health.missing", owed.index, owed.ms)
    }

    /// What this leaf tells: codes with their leaf and, where there is one, how long or how far.
    mutating func look(_ index: Int64, time: Int64, body: JSON?) -> [(code: String, leaf: Int64, ms: Int64?)] {
        var found: [(code: String, leaf: Int64, ms: Int64?)] = []
        // One batch has one time; its health leaf is its last.
        if let owed, owed.time != time, let missing = settle() { found.append(missing) }
        guard let body, let sign = Sign(body, time: time) else {
            if body?["op"]?.stringValue == "log.restored" { isRestored = true }
            // The server's own leaves between two processes, of a restore or a key, come before it is at work.
            guard let last, !["log.restored", "log.key"].contains(body?["op"]?.stringValue), owed == nil, !isTold,
                time != judged
            else { return found }
            let late = time - last.time
            if last.event == .stop ? !isRestored : late > NodeHealth.intervalMs { owed = (index, time, late) }
            return found
        }
        owed = nil
        if let last, !isRestored { found += compare(last, sign, index) }
        (last, isRestored, isTold) = (sign, false, false)
        return found
    }

    private func compare(_ last: Sign, _ sign: Sign, _ index: Int64) -> [(code: String, leaf: Int64, ms: Int64?)] {
        guard sign.since == last.since else {
            // Another process: only its own clock is known, which must not be behind the one before it.
            var found: [(code: String, leaf: Int64, ms: Int64?)] = []
            if last.event != .stop { found.append(("stop.unclean", index, sign.at - last.at)) }
            if sign.at + Limits.auditClockMs < last.at { found.append(("clock.back", index, last.at - sign.at)) }
            return found
        }
        let drift = (sign.at - last.at) - (sign.up - last.up)
        if drift > Limits.auditClockMs { return [("clock.forward", index, drift)] }
        return drift < -Limits.auditClockMs ? [("clock.back", index, -drift)] : []
    }
}
