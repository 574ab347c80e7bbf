internal import Base
public import Wire

/// What the driver does after the outbox has taken in an answer.
public enum OutboxStep: Sendable, Equatable {
    /// Go on with the next batch.
    case proceed
    /// The queue stops here; act on the error by its class, then send again from the first unanswered one.
    case stop(RPCError)
}

extension Outbox {
    /// Takes in the result of a push of `queue`: `lm`, `dur`, `res` (protocol §7).
    public mutating func answered(queue: Int, _ result: JSON, nowMs: Int64) throws -> OutboxStep {
        guard let list = result["res"]?.arrayValue else { throw ClientError.badAnswer("push.res") }
        var step = OutboxStep.proceed
        for entry in list {
            guard let n = entry[0]?.intValue, let word = entry[1]?.stringValue else { throw ClientError.badAnswer("push.res") }
            if word == "wait" {
                let code = entry[2]?.intValue.flatMap { ErrorCode(rawValue: Int($0)) } ?? .unavailable
                let data = entry[3]
                let error = RPCError(code, value: data?["after_s"]?.intValue ?? data?.intValue, data: data)
                hold(queue: queue, error)
                step = .stop(error)
                break
            }
            try outcome(queue: queue, n: n, word: word, tail: Array((entry.arrayValue ?? []).dropFirst(2)), nowMs: nowMs)
        }
        if let dur = result["dur"]?.intValue {
            withLedger { ledger in
                ledger.hasDur = true
                ledger.dur[String(queue)] = dur
            }
        }
        return step
    }

    private mutating func outcome(queue: Int, n: Int64, word: String, tail: [JSON], nowMs: Int64) throws {
        guard let index = items.firstIndex(where: { $0.queue == queue && $0.n == n }) else { return }
        switch word {
        case "dup":
            // The stored outcome stands behind "dup"; its object may have aged out.
            guard let stored = tail.first?.stringValue, stored != "dup" else {
                settle(index, .accepted, nil, tail.first, nowMs)
                return
            }
            try outcome(queue: queue, n: n, word: stored, tail: Array(tail.dropFirst()), nowMs: nowMs)
        case "ok": settle(index, .accepted, nil, tail.first, nowMs)
        case "no": settle(index, .refused, tail.first?.intValue, tail.dropFirst().first, nowMs)
        case "cf": settle(index, .conflict, tail.first?.intValue, tail.dropFirst().first, nowMs)
        default: throw ClientError.badAnswer("push outcome \(word)")
        }
    }

    private mutating func settle(_ index: Int, _ state: OutboxItem.State, _ code: Int64?, _ answer: JSON?, _ nowMs: Int64) {
        update(index) { item in
            item.state = state
            item.code = code.map { Int($0) }
            item.answer = answer
            item.answeredMs = nowMs
            item.held = nil
        }
    }

    /// Remembers why a queue stopped, where only the person can do something about it.
    mutating func hold(queue: Int, _ error: RPCError) {
        guard [.identity, .refused, .upgrade, .stop].contains(error.code.retryClass) else { return }
        for index in items.indices where items[index].queue == queue && items[index].state == .sending {
            update(index) { $0.held = error.code.rawValue }
        }
    }

    /// The same of one act that could not even be sent: its papers were refused.
    mutating func hold(_ local: Int64, _ error: RPCError) {
        guard [.identity, .refused, .upgrade, .stop].contains(error.code.retryClass),
            let index = items.firstIndex(where: { $0.local == local })
        else { return }
        update(index) { $0.held = error.code.rawValue }
    }

    /// Takes in an error of a whole push of `queue`: nothing was consumed by it.
    public mutating func failed(queue: Int, _ error: RPCError) throws -> OutboxStep {
        switch error.code {
        case .queueGap:
            guard let last = error.value, last >= 0 else { return .stop(error) }
            return try resume(queue: queue, after: last) ? .proceed : .stop(error)
        case .mutationReused:
            try refile(items.filter { $0.queue == queue && !$0.isAnswered }.map(\.local))
            return .proceed
        default:
            hold(queue: queue, error)
            return .stop(error)
        }
    }

    /// The server's queue ends at `last`. Everything kept above it is sent again, bytes unchanged; where something is missing in
    /// between, what is left goes to a new queue. False where nothing here can close the gap, so that the caller does not loop.
    private mutating func resume(queue: Int, after last: Int64) throws -> Bool {
        let mine = items.filter { $0.queue == queue && $0.n > last }.sorted { $0.n < $1.n }
        guard let first = mine.first else { return false }
        let isWhole = first.n == last + 1 && zip(mine, mine.dropFirst()).allSatisfy { $1.n == $0.n + 1 }
        if isWhole {
            // Nothing to take back: the first unanswered one already follows `last`, and the server still says gap.
            if !first.isAnswered && first.sends > 8 { return false }
            reopen(queue: queue, above: last)
            return true
        }
        try refile(mine.filter { $0.state != .refused && $0.state != .conflict && !($0.voided != nil && $0.isAnswered) }.map(\.local))
        return true
    }

    /// Answered acts above `last` wait for an answer again; refused ones too, since n has no gaps.
    private mutating func reopen(queue: Int, above last: Int64) {
        for index in items.indices where items[index].queue == queue && items[index].n > last && items[index].isAnswered {
            update(index) { item in
                item.state = .sending
                item.contained = false
                (item.answer, item.code, item.answeredMs) = (nil, nil, nil)
            }
        }
    }
}

extension Outbox {
    /// Takes in `lm` and `dur` of a final page. `answeredBefore` is the highest n of each queue that had been answered when the
    /// page was asked for: a page that contains less proves that the server lost it (protocol §7; why.md B5).
    public mutating func observed(
        lm: [String: Int64], dur: [String: Int64], hasDur: Bool, device: String, answeredBefore: [Int: Int64]
    ) throws {
        let before = ledger.lm
        for queue in 0..<Outbox.queues {
            guard let value = lm["\(device).\(queue)"] else { continue }
            contain(queue: queue, upTo: value)
            if value < max(before[String(queue)] ?? 0, answeredBefore[queue] ?? 0) {
                _ = try resume(queue: queue, after: value)
            } else if value > lastGiven(queue) {
                try overtaken(queue: queue, by: value)
            }
        }
        withLedger { ledger in
            ledger.hasDur = hasDur
            for queue in 0..<Outbox.queues {
                if let value = lm["\(device).\(queue)"] { ledger.lm[String(queue)] = value }
                if let value = dur["\(device).\(queue)"] { ledger.dur[String(queue)] = value }
            }
        }
    }

    private mutating func contain(queue: Int, upTo lm: Int64) {
        for index in items.indices
        where items[index].queue == queue && items[index].n <= lm && items[index].isAnswered && !items[index].contained {
            update(index) { $0.contained = true }
        }
    }

    /// The server took acts of this queue that this device does not remember: it was restored from an older copy of itself.
    /// New acts get a new queue; what was sent here stays, to be answered; what was not is numbered anew.
    private mutating func overtaken(queue: Int, by lm: Int64) throws {
        withLedger { $0.last[String(queue)] = lm }
        guard queue == ledger.queue || queue == ledger.dutyQueue else { return }
        try refile(items.filter { $0.queue == queue && $0.state == .queued }.map(\.local))
    }

    /// The highest answered n of each queue; see `observed`.
    public var answered: [Int: Int64] {
        var out: [Int: Int64] = [:]
        for item in items where item.isAnswered { out[item.queue] = max(out[item.queue] ?? 0, item.n) }
        return out
    }

    /// Local numbers of the acts that the server accepted.
    var accepted: Set<Int64> { Set(items.lazy.filter { $0.state == .accepted }.map(\.local)) }

    /// Lets go of acts whose time is over: contained in a page, in a backup of the server where it has any, and 30 days old.
    public mutating func purge(nowMs: Int64) {
        let over = items.filter { item in
            guard item.isAnswered, item.contained, let answered = item.answeredMs, nowMs - answered >= Outbox.keptMs else { return false }
            return !ledger.hasDur || item.n <= (ledger.dur[String(item.queue)] ?? 0)
        }
        if !over.isEmpty { remove(Set(over.map(\.local))) }
    }
}
