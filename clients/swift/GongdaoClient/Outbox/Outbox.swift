public import Wire
public import Base

/// The acts of one person on one device, and the rules by which they reach the server exactly once: a state machine without I/O
/// (protocol §7). The driver stores what changed before it performs what is asked (freeze before send) and signs what is unsigned.
public struct Outbox: Sendable, Equatable {
    /// In the order in which they were filed, which within a queue is the order of n.
    public private(set) var items: [OutboxItem]
    public private(set) var ledger: Ledger
    /// Locals whose items are to be written or removed; taken by the driver in the transaction of the change.
    public private(set) var touched: Set<Int64> = []

    /// What is remembered beside the items.
    public struct Ledger: Codable, Sendable, Equatable {
        /// The queue that new acts get.
        public var queue = 0
        /// The queue of duties (`Act.duties`), made by their first act: an act that waits for a second factor must not hold what the
        /// person files for herself.
        public var dutyQueue: Int?
        /// The last n given, by queue.
        public var last: [String: Int64] = [:]
        /// The `lm` of the last final page, by queue.
        public var lm: [String: Int64] = [:]
        public var dur: [String: Int64] = [:]
        public var hasDur = false
        public var nextLocal: Int64 = 1
        /// The greatest time token given to an act, in the order of n; compared by the server, only repeated here.
        public var timeToken: String?

        public init() {}
    }

    public init(items: [OutboxItem] = [], ledger: Ledger = Ledger()) {
        self.items = items.sorted { $0.local < $1.local }
        self.ledger = ledger
    }

    public static let queues = 16
    /// Accepted acts are kept this long, for the person's eyes and for a server that lost its disk.
    public static let keptMs: Int64 = 30 * 86_400_000

    public var unanswered: Int { items.count { !$0.isAnswered } }
    public func item(_ local: Int64) -> OutboxItem? { items.first { $0.local == local } }
    public func lastGiven(_ queue: Int) -> Int64 { ledger.last[String(queue)] ?? 0 }

    /// Locals changed since the last call, for storing.
    public mutating func takeTouched() -> Set<Int64> {
        defer { touched = [] }
        return touched
    }

    // MARK: Filing

    /// Gives an act its number. Throws `outboxFull` at 1,000 unanswered ones.
    @discardableResult
    public mutating func file(_ act: Act, when: JSON?, nowMs: Int64) throws -> OutboxItem {
        guard unanswered < Int(Limits.outcomesKept) else { throw ClientError.outboxFull }
        let queue = try queue(for: act.op)
        let item = OutboxItem(
            local: ledger.nextLocal, queue: queue, n: nextNumber(queue), op: act.op, arguments: .object(act.arguments),
            conditions: act.conditionsJSON, when: when, signature: nil, effects: act.effects, blobs: act.blobs, filedMs: nowMs,
            state: .queued)
        ledger.nextLocal += 1
        items.append(item)
        touched.insert(item.local)
        return item
    }

    /// The queue that an act of this operation gets.
    private mutating func queue(for op: String) throws -> Int {
        guard Act.duties[op] != nil else { return ledger.queue }
        if let queue = ledger.dutyQueue { return queue }
        let fresh = try freshQueue()
        ledger.dutyQueue = fresh
        return fresh
    }

    /// The first number that neither kind of act has used.
    private func freshQueue() throws -> Int {
        let fresh = max(ledger.queue, ledger.dutyQueue ?? 0) + 1
        guard fresh < Outbox.queues else { throw ClientError.queuesExhausted }
        return fresh
    }

    /// Takes an act back: its number goes to a `void`, signed anew (why.md S3). It must never have been sent, or have been answered with
    /// 1203: the server looks for an earlier outcome of the number before it asks for the factor, so it has taken nothing.
    public mutating func undo(_ local: Int64) throws {
        guard let index = items.firstIndex(where: { $0.local == local }) else { throw ClientError.unknownItem(local) }
        guard items[index].state == .queued || items[index].isHeldForFactor, items[index].voided == nil else {
            throw ClientError.notUndoable(local)
        }
        (items[index].state, items[index].held, items[index].firstSentMs, items[index].sends) = (.queued, nil, nil, 0)
        items[index].voided = items[index].op
        items[index].op = "void"
        items[index].arguments = [:]
        items[index].conditions = nil
        items[index].signature = nil
        items[index].effects = []
        items[index].blobs = []
        touched.insert(local)
    }

    /// Forgets an answered act before its time; an unanswered one stays.
    public mutating func forget(_ local: Int64) throws {
        guard let item = item(local) else { throw ClientError.unknownItem(local) }
        guard item.isAnswered, item.contained || item.state != .accepted else { throw ClientError.notUndoable(local) }
        items.removeAll { $0.local == local }
        touched.insert(local)
    }

    /// Sets the signatures of items that have none; the driver computes them.
    public mutating func sign(_ signer: (OutboxItem) throws -> String?) rethrows {
        for index in items.indices where items[index].signature == nil && items[index].state == .queued {
            guard let signature = try signer(items[index]) else { continue }
            items[index].signature = signature
            touched.insert(items[index].local)
        }
    }

    // MARK: Sending

    /// The next acts of the oldest queue that has unanswered ones, frozen now: store before sending. Nil when nothing waits.
    /// At most `count` and about `bytes`; one push in flight per queue is the caller's duty (why.md S5). Queues in `except` are passed
    /// over: they were stopped.
    public mutating func nextBatch(
        count: Int = Limits.mutationsPerPush, bytes: Int = 512 * 1024, except: Set<Int> = [], nowMs: Int64
    ) -> [OutboxItem]? {
        guard let queue = nextQueue(except: except) else { return nil }
        let waiting = items.indices.filter { items[$0].queue == queue && !items[$0].isAnswered }.sorted { items[$0].n < items[$1].n }
        var batch: [OutboxItem] = []
        var size = 0
        for index in waiting.prefix(max(1, count)) {
            // The numbers of one push must be consecutive.
            if let before = batch.last, items[index].n != before.n + 1 { break }
            let length = items[index].wire.bytes.count
            if !batch.isEmpty && size + length > bytes { break }
            size += length
            items[index].state = .sending
            items[index].sends += 1
            items[index].firstSentMs = items[index].firstSentMs ?? nowMs
            touched.insert(items[index].local)
            batch.append(items[index])
        }
        return batch
    }

    /// The oldest queue that has unanswered acts.
    func nextQueue(except: Set<Int>) -> Int? {
        items.lazy.filter { !$0.isAnswered && !except.contains($0.queue) }.map(\.queue).min()
    }

    /// The first act of a queue that has no answer.
    func head(of queue: Int) -> OutboxItem? { items.filter { $0.queue == queue && !$0.isAnswered }.min { $0.n < $1.n } }

    mutating func update(_ index: Int, _ change: (inout OutboxItem) -> Void) {
        change(&items[index])
        touched.insert(items[index].local)
    }

    mutating func withLedger(_ change: (inout Ledger) -> Void) { change(&ledger) }

    mutating func remove(_ locals: Set<Int64>) {
        items.removeAll { locals.contains($0.local) }
        touched.formUnion(locals)
    }

    mutating func nextNumber(_ queue: Int) -> Int64 {
        let next = lastGiven(queue) + 1
        ledger.last[String(queue)] = next
        return next
    }
}

extension Outbox {
    /// Moves acts to a new queue, numbered from 1 and unsigned: after 1403, and when the server is ahead of a restored device
    /// (why.md B16). Ids were made by this client, so an act that did happen is refused there as taken, never doubled.
    mutating func refile(_ locals: [Int64]) throws {
        let queue = try freshQueue()
        let moved = items.filter { locals.contains($0.local) }
        if !moved.isEmpty, moved.allSatisfy(\.isDuty) { ledger.dutyQueue = queue } else { ledger.queue = queue }
        for index in items.indices where locals.contains(items[index].local) {
            let next = nextNumber(queue)
            update(index) { item in
                item.queue = queue
                item.n = next
                item.signature = nil
                item.state = .queued
                item.firstSentMs = nil
                item.held = nil
                (item.answer, item.code, item.answeredMs) = (nil, nil, nil)
            }
        }
    }
}

extension Outbox {
    /// This installation has become a new device: its queues start from nothing. What was answered stays to be read; what was not is
    /// filed again, numbered from 1 and unsigned.
    mutating func startAnew() {
        withLedger { ledger in
            (ledger.queue, ledger.dutyQueue, ledger.last, ledger.lm, ledger.dur) = (0, nil, [:], [:], [:])
        }
        if items.contains(where: { !$0.isAnswered && $0.isDuty }) { withLedger { $0.dutyQueue = 1 } }
        for index in items.indices {
            let queue = items[index].isDuty ? 1 : 0
            let next = items[index].isAnswered ? 0 : nextNumber(queue)
            update(index) { item in
                if item.isAnswered {
                    item.queue = Outbox.formerDevice
                    item.contained = true
                } else {
                    (item.queue, item.n, item.signature, item.state, item.held) = (queue, next, nil, .queued, nil)
                }
            }
        }
    }

    /// Stands as the queue of acts that another device of this installation sent.
    static let formerDevice = -1
}
