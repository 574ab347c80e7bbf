package import Base
internal import Casework
internal import Identity
package import Methods
internal import Tenancy
package import Wire

/// The life of one connection, without I/O: what came in goes in, what must be done comes out. A value: tests compare what it answers.
///
/// It owns the request table, the order of pushes of one queue, batches, parked long polls, the subscription and the timers' meaning.
/// It does not know sockets, stores or clocks; `now` comes with each event.
package struct ConnectionState: Sendable {
    /// What the process promises and says of itself.
    package struct Rules: Sendable {
        package var door: Door
        package var inFlight = Limits.requestsInFlight
        package var idleMs = Int64(Limits.idleSeconds) * 1000
        package var stallMs: Int64 = 20_000
        package var drainMs = Limits.drainMs
        /// How long pokes for the tenant's feed are spread over, in ms.
        package var spread: ClosedRange<Int64> = 2_000...10_000

        package init(door: Door) { self.door = door }
    }

    enum Phase: Sendable, Equatable {
        case new, open
        /// `bye` was said: open requests are finished, nothing new is taken.
        case draining
        case closed
    }

    struct Open: Sendable {
        var id: RequestID
        var job: Job
        /// The batch it belongs to, with its place there.
        var batch: (number: Int, place: Int)?
        /// It has nothing to answer yet and does not run: a change, its timer or the end runs `job` again.
        var isParked = false
        var hasTimer = false
        /// A change came while it ran; its time was over while it ran.
        var wakeAgain = false
        var isLast = false
    }

    struct Batch: Sendable {
        var answers: [[UInt8]?]
        var left: Int
    }

    let rules: Rules
    var phase = Phase.new
    var greeting: Greeting?
    var binding: Binding?
    var operatorSession: OperatorSession?
    var open: [Int: Open] = [:]
    var byID: [RequestID: Int] = [:]
    var batches: [Int: Batch] = [:]
    /// A request that changes what the connection is (`hello`, a sign-in) is under way: lines behind it wait, in order.
    var barrier: Int?
    var held: [[UInt8]] = []
    /// Rights changed while a barrier ran (a sign-out changes its own): asked when it is done.
    var isRecheckDue = false
    /// Changes of feeds are told.
    var isListening = false
    /// The answer to `hello` that agreed on compression is out: every line after it travels in segments.
    var packs = false
    var nextToken = 1
    var subscription = Subscriber()
    var lastHeard: Int64
    var isWritable = true
    /// Seconds after which a drained client may come back.
    var comeBack: Int64 = 0

    package init(rules: Rules, now: Timestamp) {
        self.rules = rules
        lastHeard = now.ms
    }

    /// What must be done before the first byte.
    package func started() -> [Action] {
        [.lineLimit(Limits.signInLineBytes), .schedule(.hello, afterMs: Limits.helloWaitMs), .schedule(.idle, afterMs: rules.idleMs)]
    }

    package var isClosed: Bool { phase == .closed }
    /// Nothing runs: whatever is open waits for a change or its time.
    package var isResting: Bool { barrier == nil && held.isEmpty && open.values.allSatisfy(\.isParked) }
    package var isSignedIn: Bool { binding != nil || operatorSession != nil }

    /// The peer is gone, or the glue closed: nothing is written any more; what runs finishes unheard.
    package mutating func disconnected() -> [Action] {
        guard phase != .closed else { return [] }
        phase = .closed
        open = [:]
        byID = [:]
        held = []
        batches = [:]
        return [.unwatch]
    }

    package mutating func timer(_ name: TimerName, now: Timestamp) -> [Action] {
        guard phase != .closed else { return [] }
        switch name {
        case .hello: return greeting == nil ? say(bye: "hello", afterSeconds: 0) : []
        case .idle:
            let left = lastHeard + rules.idleMs - now.ms
            if left > 0 { return [.schedule(.idle, afterMs: left)] }
            return say(bye: "idle", afterSeconds: 0)
        case .parked(let token): return unpark(token, last: true)
        case .poke: return perform(subscription.pokeDue(writable: isWritable))
        case .stalled: return isWritable ? [] : end()
        case .drain: return end()
        }
    }

    /// The socket takes bytes again, or no longer.
    package mutating func writable(_ writable: Bool, now: Timestamp) -> [Action] {
        guard phase != .closed, writable != isWritable else { return [] }
        isWritable = writable
        guard writable else { return [.schedule(.stalled, afterMs: rules.stallMs)] }
        return [.cancel(.stalled)] + perform(subscription.drained())
    }

    /// The server is about to stop: say so, answer waiting pulls with what there is, let open requests finish.
    package mutating func drain(comeBackSeconds: Int64) -> [Action] {
        guard phase == .new || phase == .open else { return [] }
        comeBack = comeBackSeconds
        phase = .draining
        var actions: [Action] = [send(ConnectionState.bye("drain", afterSeconds: comeBackSeconds), .open)]
        actions += open.keys.sorted().flatMap { unpark($0, last: true) }
        actions.append(.schedule(.drain, afterMs: rules.drainMs))
        return actions + closeIfDone()
    }

    /// One line on its way.
    func send(_ line: [UInt8], _ packing: MessagePacking) -> Action { packs ? .pack(line, packing) : .write(line) }

    /// The compressed direction cannot be read on: said, and closed.
    package mutating func unreadable(_ error: RPCError) -> [Action] {
        guard phase != .closed else { return [] }
        return [send(Envelope.failure(nil, error), .open)] + say(bye: error.code.symbol, afterSeconds: 0)
    }

    // MARK: Ends

    static func bye(_ why: String, afterSeconds: Int64) -> [UInt8] {
        let params: JSON = ["why": .string(why), "after_s": .int(afterSeconds)]
        return Envelope.request(nil, method: "bye", params: params.bytes)
    }

    /// `bye`, then the end as soon as everything open is answered.
    mutating func say(bye why: String, afterSeconds: Int64) -> [Action] {
        guard phase != .closed else { return [] }
        phase = .draining
        comeBack = afterSeconds
        let parked = open.keys.sorted().flatMap { unpark($0, last: true) }
        return [send(ConnectionState.bye(why, afterSeconds: afterSeconds), .open), .unwatch] + parked + closeIfDone()
    }

    mutating func closeIfDone() -> [Action] { phase == .draining && open.isEmpty ? end() : [] }

    mutating func end() -> [Action] {
        phase = .closed
        return [.unwatch, .close]
    }
}
