package import Base
internal import Casework
internal import Identity
package import Methods
internal import Tenancy
package import Wire

extension ConnectionState {
    /// A request has its answer.
    package mutating func finished(_ token: Int, _ outcome: Result<Answer, RPCError>, now: Timestamp) -> [Action] {
        guard let request = open[token] else { return [] }
        if case .success(let answer) = outcome, case .park(let ms)? = answer.effects.first { return park(token, ms: ms) }
        open[token] = nil
        byID[request.id] = nil
        var actions: [Action] = request.hasTimer ? [.cancel(.parked(token))] : []
        let packing = MessagePacking.answer(to: request.job.call.method)
        switch outcome {
        case .failure(let error):
            actions += deliver(Envelope.failure(request.id, error), packing, batch: request.batch)
            if error.code == .version, phase == .new { actions += say(bye: "version", afterSeconds: 0) }
        case .success(let answer):
            if answer.effects.contains(where: \.beginsPacking) { actions.append(.unpack) }
            actions += deliver(bounded(request.id, answer.result), packing, batch: request.batch)
            for effect in answer.effects { actions += apply(effect) }
        }
        if barrier == token {
            barrier = nil
            if isRecheckDue {
                isRecheckDue = false
                actions += revocation()
            }
            actions += release(now: now)
        }
        return actions + closeIfDone()
    }

    /// An answer over what the client takes is a fault of ours, told instead of sent (its reader would lose it silently).
    private func bounded(_ id: RequestID, _ result: [UInt8]) -> [UInt8] {
        let line = Envelope.answer(id, result: result)
        guard line.count > greeting?.line ?? Limits.lineBytes else { return line }
        return Envelope.failure(id, RPCError(.tooLarge, data: ["reason": "answer", "bytes": .int(Int64(line.count))]))
    }

    /// Sends an answer, or puts it into its batch and sends that when it is complete.
    mutating func deliver(_ line: [UInt8], _ packing: MessagePacking, batch: (number: Int, place: Int)?) -> [Action] {
        guard phase != .closed else { return [] }
        guard let batch, var whole = batches[batch.number] else { return [send(line, packing)] }
        whole.answers[batch.place] = line
        whole.left -= 1
        guard whole.left == 0 else {
            batches[batch.number] = whole
            return []
        }
        batches[batch.number] = nil
        // Answers of several methods in one line: stored, whatever they are.
        return [send(Envelope.batch(whole.answers.compactMap(\.self)), .stored)]
    }

    private mutating func apply(_ effect: Effect) -> [Action] {
        guard phase != .closed else { return [] }
        switch effect {
        case .greeted(let greeting):
            self.greeting = greeting
            packs = greeting.packs
            if phase == .new { phase = .open }
            return [.cancel(.hello)]
        case .bind(let binding): return bind(binding)
        case .unbind: return unbind()
        case .bindOperator(let session):
            operatorSession = session
            return [.lineLimit(Limits.serverLineBytes)]
        case .park: return []
        case .subscribe(let mode): return listen() + perform(subscription.start(mode, writable: isWritable))
        case .credit(let cursor, let pages): return perform(subscription.credited(cursor: cursor, pages: pages, writable: isWritable))
        case .bye(let why): return say(bye: why, afterSeconds: 0)
        case .cancel(let id): return cancel(id)
        }
    }

    private mutating func bind(_ new: Binding) -> [Action] {
        let changed = binding.map { !$0.isSameSubject(as: new) } ?? false
        var actions: [Action] = changed ? dropState() : []
        binding = new
        isListening = false
        actions += [.lineLimit(Limits.serverLineBytes), .watch(new)]
        // The same person again, or with other roles: what waits goes on being told.
        if subscription.mode != .off || open.values.contains(where: \.hasTimer) { actions += listen() }
        return actions
    }

    private mutating func unbind() -> [Action] {
        let actions = dropState()
        binding = nil
        isListening = false
        return actions + [.unwatch, .lineLimit(Limits.signInLineBytes)]
    }

    /// Another person: nothing that belonged to the first may go on (parked polls are answered 1205, the subscription ends).
    private mutating func dropState() -> [Action] {
        subscription = Subscriber()
        var actions: [Action] = [.cancel(.poke)]
        for (token, request) in open.sorted(by: { $0.key < $1.key }) where request.isParked {
            open[token] = nil
            byID[request.id] = nil
            actions.append(.cancel(.parked(token)))
            actions += deliver(Envelope.failure(request.id, RPCError(.subjectChanged)), .open, batch: request.batch)
        }
        return actions
    }
}

extension Effect {
    /// `hello` agreed on compression.
    var beginsPacking: Bool { if case .greeted(let greeting) = self { greeting.packs } else { false } }
}

extension Binding {
    func isSameSubject(as other: Binding) -> Bool {
        principal.tenant == other.principal.tenant && principal.actor.subject == other.principal.actor.subject
            && principal.deviceID == other.principal.deviceID
    }
}
