internal import Base
internal import Casework
internal import Identity
package import Methods
internal import Segments
internal import Synchronization
internal import Tenancy
internal import Wire

/// One connection of any transport: bytes in, bytes out. Holds the state machine and performs its actions.
///
/// Lock, change the state, unlock, then act: actions never run under the lock. They are performed in the order in which the state
/// machine gave them, by whichever thread found nobody performing; what comes meanwhile is left to that thread. A request runs at once
/// on the thread its line came in on (`Task.immediate`), so where nothing suspends the answer is written in the same turn.
///
/// A connection that compresses costs 48 bytes more while it is idle; the states of zlib belong to a pool and are with a connection only
/// while one of its segments is being read (12 KiB) or its message being written.
package final class Connection: Sendable {
    private struct Inner {
        var state: ConnectionState
        var framer: LineFramer
        /// Made when compression begins; never on a connection that does not compress.
        var segments: Inbound?
        var actions: [Action] = []
        /// Somebody performs actions.
        var isPerforming = false
        var timers: [TimerName: (number: Int, timer: Timer)] = [:]
        var lastTimer = 0
        var watch: AccessWatch?
        var listening: Listening?
    }

    private let server: Server
    private let transport: any Transport
    private let peer: Peer
    /// Guards the state machine, the framer and the actions not yet performed; held for no I/O.
    private let inner: Mutex<Inner>

    package init(server: Server, transport: any Transport, peer: Peer) {
        self.server = server
        self.transport = transport
        self.peer = peer
        let state = ConnectionState(rules: server.rules(for: peer.door), now: server.services.clock.now())
        inner = Mutex(Inner(state: state, framer: LineFramer(limit: Limits.signInLineBytes)))
        let comeBack = server.opened(self)
        step { inner in
            let started = inner.state.started()
            return comeBack.map { started + inner.state.drain(comeBackSeconds: $0) } ?? started
        }
    }

    // MARK: Events

    /// Bytes came in.
    package func receive(_ bytes: some Collection<UInt8>) {
        let now = server.services.clock.now()
        step { inner in
            if inner.segments != nil { return Connection.inflate(bytes, &inner, now) }
            inner.framer.append(bytes)
            return Connection.read(&inner, now)
        }
    }

    /// The peer is gone.
    package func disconnected() {
        step { $0.state.disconnected() }
        server.closed(self)
    }

    package func writable(_ writable: Bool) {
        let now = server.services.clock.now()
        step { $0.state.writable(writable, now: now) }
    }

    /// The server is about to stop.
    package func drain(comeBackSeconds: Int64) { step { $0.state.drain(comeBackSeconds: comeBackSeconds) } }

    package var isClosed: Bool { inner.withLock { $0.state.isClosed } }
    /// Everything that was asked is answered or parked, and nothing is left to be written.
    package var isResting: Bool { inner.withLock { !$0.isPerforming && $0.actions.isEmpty && $0.state.isResting } }

    /// Lines one after another: one may change the limit under which the next is read.
    private static func read(_ inner: inout Inner, _ now: Timestamp) -> [Action] {
        var actions: [Action] = []
        while let event = inner.framer.next() {
            let some: [Action] =
                switch event {
                case .line(let line): inner.state.received(line, now: now)
                case .oversized(let prefix): inner.state.oversized(prefix: prefix, now: now)
                }
            actions += some
        }
        return actions
    }

    // MARK: Segments

    /// What a compressed direction is read with: a reference, so that a plain connection has one word for it. Touched under the lock only.
    private final class Inbound {
        /// Nil once the direction could not be read on: whatever else comes in is not looked at.
        var reader: SegmentReader? = SegmentReader(limit: 0)
    }

    private static func inflate(_ bytes: some Collection<UInt8>, _ inner: inout Inner, _ now: Timestamp) -> [Action] {
        guard var reader = inner.segments?.reader.take() else { return [] }
        var actions: [Action] = []
        // A line may be refused as too long and the rest of it skipped; a segment that goes on far beyond that is no honest one.
        reader.limit = 2 * inner.framer.limit
        let result = Array(bytes).withUnsafeBytes { bytes -> Result<Void, SegmentError> in
            do throws(SegmentError) {
                try reader.read(bytes) { piece in
                    inner.framer.append(piece)
                    actions += read(&inner, now)
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success: inner.segments?.reader = reader
        case .failure(.noMemory): actions += inner.state.unreadable(RPCError(.unavailable))
        case .failure(.tooLarge): actions += inner.state.unreadable(RPCError(.tooLarge, data: ["reason": "segment"]))
        case .failure(.damaged): actions += inner.state.unreadable(RPCError(.parseError, data: ["reason": "segment"]))
        }
        return actions
    }

    /// From here on segments. Bytes behind `hello` that came before its answer was out are no line and no segment.
    private func unpack() {
        step { inner in
            let inbound = Inbound()
            inner.segments = inbound
            guard !inner.framer.takeRest().isEmpty else { return [] }
            inbound.reader = nil
            return inner.state.unreadable(RPCError(.parseError, data: ["reason": "segment"]))
        }
    }

    // MARK: Actions

    /// Changes the state and sees to it that its actions are performed, in order.
    private func step(_ change: (inout Inner) -> [Action]) {
        let perform = inner.withLock { inner in
            let new = change(&inner)
            inner.actions += new
            guard !inner.isPerforming, !inner.actions.isEmpty else { return false }
            inner.isPerforming = true
            return true
        }
        guard perform else { return }
        while let actions = take() { for action in actions { self.perform(action) } }
    }

    private func take() -> [Action]? {
        inner.withLock { inner in
            guard !inner.actions.isEmpty else {
                inner.isPerforming = false
                return nil
            }
            defer { inner.actions = [] }
            return inner.actions
        }
    }

    private func perform(_ action: Action) {
        switch action {
        case .run(let job): run(job)
        case .write(let bytes): transport.write(bytes)
        case .pack(let line, let packing): transport.write(MessagePacking.pack(line, packing))
        case .unpack: unpack()
        case .close: end()
        case .lineLimit(let limit): inner.withLock { $0.framer.limit = limit }
        case .schedule(let name, let ms): schedule(name, ms)
        case .cancel(let name): inner.withLock { $0.timers.removeValue(forKey: name)?.timer }?.cancel()
        case .watch(let binding): watch(binding)
        case .listen(let binding): listen(binding)
        case .unwatch:
            let ended = inner.withLock { inner in (inner.watch.take(), inner.listening.take()) }
            ended.0?.cancel()
            ended.1?.cancel()
        case .page(let cursor, let binding):
            Task.immediate { [self] in
                let page = await server.page(from: cursor, binding)
                step { $0.state.page(from: cursor, page) }
            }
        case .recheck(let binding):
            Task.immediate { [self] in
                let outcome = await server.recheck(binding)
                step { $0.state.rechecked(outcome) }
            }
        }
    }

    private func run(_ job: Job) {
        Task.immediate { [self] in
            let context = Context(
                services: server.services, peer: peer, greeting: job.greeting, binding: job.binding,
                operatorSession: job.operatorSession)
            let outcome = await MethodRegistry.run(job.call, context, bytes: job.bytes)
            let now = server.services.clock.now()
            step { $0.state.finished(job.token, outcome, now: now) }
        }
    }

    private func schedule(_ name: TimerName, _ ms: Int64) {
        let number = inner.withLock { inner in
            inner.lastTimer += 1
            return inner.lastTimer
        }
        let timer = transport.schedule(afterMs: ms) { [weak self] in self?.fired(name, number) }
        let old = inner.withLock { inner -> Timer? in
            if inner.state.isClosed { return timer }
            return inner.timers.updateValue((number, timer), forKey: name)?.timer
        }
        old?.cancel()
    }

    private func fired(_ name: TimerName, _ number: Int) {
        let now = server.services.clock.now()
        step { inner in
            guard inner.timers[name]?.number == number else { return [] }
            inner.timers[name] = nil
            return inner.state.timer(name, now: now)
        }
    }

    /// Revocations live with the tenant, not with the open partition.
    private func watch(_ binding: Binding) {
        let p = binding.principal
        let state = server.services.registry.state(p.tenant)
        let new = state.watch(device: p.device?.id, subject: p.actor.subject) { [weak self] change in
            self?.step { inner in
                switch change {
                case .barred(let code): inner.state.rechecked(.failure(RPCError(code)))
                case .rolesChanged: inner.state.revocation()
                }
            }
        }
        let old = inner.withLock { inner -> AccessWatch? in
            if inner.state.isClosed { return new }
            return swap(&inner.watch, new)
        }
        old?.cancel()
        // What was revoked between the sign-in's transaction and this moment.
        if let code = state.barred(device: p.device?.id, subject: p.actor.subject) {
            step { $0.state.rechecked(.failure(RPCError(code))) }
        }
    }

    private func listen(_ binding: Binding) {
        let new = Listening(server.services.registry, binding) { [weak self] wake in
            guard let self else { return }
            let now = server.services.clock.now()
            step { $0.state.changed(spread: wake.isCommonOnly, now: now) }
        }
        let old = inner.withLock { inner -> Listening? in
            if inner.state.isClosed { return new }
            return swap(&inner.listening, new)
        }
        old?.cancel()
        new.start()
    }

    private func swap<T>(_ place: inout T?, _ new: T) -> T? {
        defer { place = new }
        return place
    }

    private func end() {
        let timers = inner.withLock { inner in
            defer { inner.timers = [:] }
            return inner.timers.values.map(\.timer)
        }
        for timer in timers { timer.cancel() }
        transport.close()
        server.closed(self)
    }
}
