package import Base
internal import Casework
internal import Identity
package import Methods
internal import Tenancy
package import Wire

extension ConnectionState {
    // MARK: Parked long polls

    mutating func park(_ token: Int, ms: Int64) -> [Action] {
        guard var request = open[token] else { return [] }
        let needsTimer = !request.hasTimer
        let again = request.wakeAgain || request.isLast || phase == .draining
        request.hasTimer = true
        request.isParked = !again
        request.wakeAgain = false
        request.job.call.isLastTry = request.isLast || phase == .draining
        request.job.call.isRepeated = true
        open[token] = request
        // Run once more where something changed between its read and its parking.
        return listen() + (needsTimer ? [.schedule(.parked(token), afterMs: ms)] : []) + (again ? [.run(request.job)] : [])
    }

    /// Changes of feeds are asked for when somebody waits for one, not before: an idle connection costs nothing.
    mutating func listen() -> [Action] {
        guard !isListening, let binding else { return [] }
        isListening = true
        return [.listen(binding)]
    }

    /// Runs a parked request again: something changed, or (`last`) its time is over. One that runs right now is noted.
    mutating func unpark(_ token: Int, last: Bool) -> [Action] {
        guard var request = open[token], request.hasTimer || request.job.call.method == "sync.pull" else { return [] }
        let wasParked = request.isParked
        request.isParked = false
        if wasParked {
            request.job.call.isLastTry = last
        } else {
            request.isLast = request.isLast || last
            request.wakeAgain = true
        }
        open[token] = request
        return wasParked ? [.run(request.job)] : []
    }

    /// `rpc.cancel`: a waiting pull is answered at once with what there is; anything else runs to its end.
    mutating func cancel(_ id: RequestID) -> [Action] { byID[id].map { unpark($0, last: true) } ?? [] }

    // MARK: Changes and revocations

    /// Feeds that this session may pull have changed; `spread`: only the tenant's common feed, which everybody holds.
    package mutating func changed(spread: Bool, now: Timestamp) -> [Action] {
        guard phase == .open || phase == .draining, binding != nil else { return [] }
        var actions: [Action] = []
        for token in open.keys.sorted() { actions += unpark(token, last: false) }
        let delay = spread ? spreadDelay() : nil
        return actions + perform(subscription.changed(writable: isWritable, spreadMs: delay))
    }

    /// Devices are spread over the span by their id, so that an announcement does not bring all at once.
    private func spreadDelay() -> Int64 {
        let hash = (binding?.principal.deviceID ?? "").utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        let span = UInt64(rules.spread.upperBound - rules.spread.lowerBound + 1)
        return rules.spread.lowerBound + Int64(hash % span)
    }

    /// Something about this session's account, device or roles has changed: ask before anything else goes out.
    package mutating func revocation() -> [Action] {
        guard let binding, phase != .closed else { return [] }
        if barrier != nil {
            isRecheckDue = true
            return []
        }
        subscription.isHeld = true
        return [.recheck(binding)]
    }

    /// The answer to `recheck`: the session as it now stands, or why it is over.
    package mutating func rechecked(_ outcome: Result<Binding, RPCError>) -> [Action] {
        guard let old = binding, phase != .closed else { return [] }
        switch outcome {
        case .success(let new):
            // The answer to a question about somebody who has been replaced meanwhile.
            guard old.isSameSubject(as: new) else { return [] }
            binding = new
            isListening = false
            subscription.isHeld = false
            let again: [Action] = subscription.mode != .off || open.values.contains(where: \.hasTimer) ? listen() : []
            return [.watch(new)] + again + perform(subscription.changed(writable: isWritable, spreadMs: nil))
        case .failure(let error):
            // Storage that cannot answer is no revocation; the held subscription asks again with the next change.
            if error.code.retryClass == .transient { return [] }
            let dropped = dropStateForRevocation(error)
            return dropped + say(bye: error.code.symbol, afterSeconds: 0)
        }
    }

    private mutating func dropStateForRevocation(_ error: RPCError) -> [Action] {
        subscription = Subscriber()
        binding = nil
        isListening = false
        var actions: [Action] = []
        for (token, request) in open.sorted(by: { $0.key < $1.key }) where request.isParked {
            open[token] = nil
            byID[request.id] = nil
            actions.append(.cancel(.parked(token)))
            actions += deliver(Envelope.failure(request.id, error), .open, batch: request.batch)
        }
        return actions
    }

    // MARK: Delta pages

    /// A page that was asked for is here.
    package mutating func page(from: String, _ outcome: Result<SubscribedPage, RPCError>) -> [Action] {
        guard phase == .open, binding != nil else { return [] }
        return perform(subscription.page(from: from, outcome, writable: isWritable))
    }

    /// The subscription's wishes as actions.
    func perform(_ wishes: [Subscriber.Wish]) -> [Action] {
        wishes.compactMap { wish -> Action? in
            switch wish {
            case .write(let bytes): send(bytes, .page)
            case .page(let cursor): binding.map { .page(from: cursor, binding: $0) }
            case .poke(let ms): .schedule(.poke, afterMs: ms)
            }
        }
    }
}

/// A page made for a subscriber.
package struct SubscribedPage: Sendable {
    /// Members of the pull's answer, as one JSON object.
    package var result: [UInt8]
    /// Where it leads; nil for a page that changes nothing.
    package var cursor: String?
    package var more: Bool

    package init(result: [UInt8], cursor: String?, more: Bool) {
        self.result = result
        self.cursor = cursor
        self.more = more
    }
}
