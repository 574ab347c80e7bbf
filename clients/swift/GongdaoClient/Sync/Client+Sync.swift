internal import Base
internal import Wire

extension Client {
    /// Push until nothing waits or the queue must wait, then pull to the consistent point; a server that lost acts gets them again.
    func syncOnce() async throws -> SyncReport {
        var report = SyncReport()
        let start = nowMs
        let before = await traffic()
        for round in 0..<3 {
            let page = try await pushAll(&report)
            try await pullAll(&report, after: page)
            let more = try cache().outbox().items.contains { !$0.isAnswered }
            if !more || report.stopped != nil || round == 2 { break }
        }
        try doubtWhereActsAreGone()
        // First the receipts: a checkpoint that came with one is judged as well.
        do { try await keepReceipts() } catch {
            try await watchLog(&report)
            throw error
        }
        try await watchLog(&report)
        try cache().changeOutbox { outbox, _ in outbox.purge(nowMs: nowMs) }
        try dropUnusedBlobs()
        let after = await traffic()
        // A connection that was replaced on the way counts from its own start.
        report.bytesOut = after.out >= before.out ? after.out - before.out : after.out
        report.bytesIn = after.in >= before.in ? after.in - before.in : after.in
        report.elapsedMs = nowMs - start
        return report
    }

    // MARK: Push

    /// Refusals of a whole push end in `report.stopped`; throws where not even a connection is to be had. Answers the page that came with
    /// the last push, applied already, where nothing was sent after it.
    private func pushAll(_ report: inout SyncReport) async throws -> Page? {
        report.stopped = nil
        report.held = []
        _ = try await patiently(tries: options.connectTries) { try await self.connected() }
        var attempt = 0
        // Queues that must wait for the person; the others go on.
        var stopped: Set<Int> = []
        var page: Page?
        while let queue = try cache().outbox().nextQueue(except: stopped) {
            let step: OutboxStep
            do {
                page = nil
                let ready = try await uploadForNextActs(of: queue)
                (step, page) = try await pushBatch(except: stopped, atMost: ready, &report)
            } catch ClientError.rpc(let error) {
                step = .stop(error)
            }
            guard case .stop(let error) = step else { continue }
            if [.identity, .refused].contains(error.code.retryClass) {
                stopped.insert(queue)
                report.stopped = report.stopped ?? error
                if let head = try cache().outbox().head(of: queue) { report.held.append(head.local) }
                continue
            }
            let directive = RetryPolicy.directive(for: error, attempt: attempt, permille: options.random.below(1000))
            attempt += 1
            guard case .again(let afterMs) = directive, attempt < options.tries, afterMs <= options.longestWaitMs else {
                report.stopped = report.stopped ?? error
                return page
            }
            try await options.sleep(afterMs)
        }
        return page
    }

    /// One push of one queue: frozen and stored before it is sent, its answer stored before anything else happens. Where it is the last of
    /// the outbox, the pull that follows goes with it in one trip (`sync.round`); its page is applied and answered.
    private func pushBatch(
        except stopped: Set<Int>, atMost ready: Int, _ report: inout SyncReport
    ) async throws -> (OutboxStep, Page?) {
        let session = try self.session()
        let file = try cache()
        let limit = await link?.channel.isOpen == true ? link?.hello.mutationsPerPush : nil
        let before = try file.outbox()
        let batch = try file.changeOutbox { outbox, _ in
            try sign(&outbox, session)
            return outbox.nextBatch(count: min(ready, limit ?? Limits.mutationsPerPush), except: stopped, nowMs: nowMs)
        }
        guard let batch, let queue = batch.first?.queue else { return (.proceed, nil) }
        let push: JSON = ["q": .string("\(session.device).\(queue)"), "muts": .array(batch.map(\.wire))]
        let isLast = before.items.count { !$0.isAnswered && !stopped.contains($0.queue) } == batch.count
        do {
            let (result, page) = try await isLast ? round(push) : (send(push), nil)
            let step = try file.changeOutbox { outbox, _ in try outbox.answered(queue: queue, result, nowMs: nowMs) }
            let outbox = try file.outbox()
            report.answered += batch.map(\.local).filter { outbox.item($0)?.isAnswered == true && !report.answered.contains($0) }
            // The outcomes first, then the page that contains them: its `lm` ends their overlays.
            return (step, try page.flatMap { try take($0.page, from: $0.from, answeredBefore: before.answered) ? $0.page : nil })
        } catch ClientError.rpc(let error) {
            let step = try file.changeOutbox { outbox, transaction in
                let accepted = outbox.accepted
                let step = try outbox.failed(queue: queue, error)
                if !outbox.accepted.isSuperset(of: accepted) { try transaction.changeLog { $0.doubt = true } }
                return step
            }
            return (step, nil)
        }
    }

    private func send(_ push: JSON) async throws -> JSON { try await patiently { try await self.request("sync.push", push) } }

    /// A push with the pull behind it. Each half fails by itself: the push's error is thrown, a pull that failed is left to the pull that
    /// follows. A server that has no such method gets the push alone, and is not asked again.
    private func round(_ push: JSON) async throws -> (result: JSON, page: (page: Page, from: String?)?) {
        guard offersRound else { return (try await send(push), nil) }
        let cursor = try cache().syncState().cursor
        let pull: JSON = cursor.map { ["cur": .string($0)] } ?? [:]
        let answer: JSON
        do {
            answer = try await patiently { try await self.request("sync.round", ["push": push, "pull": pull]) }
        } catch ClientError.rpc(let error) where error.code == .methodNotFound {
            offersRound = false
            return (try await send(push), nil)
        }
        guard let result = answer["push"] else { throw ClientError.badAnswer("round.push") }
        if let error = result["error"].flatMap(RPCError.init(json:)) {
            // Transient and identity errors have their repeats in the push alone.
            guard [.transient, .wait, .identity, .stop].contains(error.code.retryClass) else { throw ClientError.rpc(error) }
            return (try await send(push), nil)
        }
        guard let pulled = answer["pull"], pulled["error"] == nil else { return (result, nil) }
        return (result, (try Page(pulled), cursor))
    }

    /// Signs what is queued without a signature; a device without a key sends unsigned.
    nonisolated func sign(_ outbox: inout Outbox, _ session: SessionState) throws {
        guard session.hasKey else { return }
        try outbox.sign { item in
            let bytes = try SignedBytes.mutation(
                tenant: session.tenant, device: session.device, subject: String(session.subject),
                queue: "\(session.device).\(item.queue)", n: item.n, op: item.op, a: item.arguments, if: item.conditions,
                when: item.when)
            return Base64URL.encode(try vault.sign(bytes))
        }
    }

    // MARK: Pull

    private func pullAll(_ report: inout SyncReport, after first: Page?) async throws {
        var digests: [String: [String: String]] = [:]
        var given = first
        while true {
            let page = if let given { given } else { try await pullPage() }
            given = nil
            guard let page else { continue }
            report.add(page)
            if !page.more {
                digests = page.digests
                break
            }
        }
        try await repair(digests, &report)
    }

    /// One page asked for and applied; nil where it has to be asked for again (1301, or another process was faster).
    func pullPage(waitSeconds: Int64? = nil) async throws -> Page? {
        let file = try cache()
        let cursor = try file.syncState().cursor
        let answered = try file.outbox().answered
        var members: [(String, JSON)] = []
        if let cursor { members.append(("cur", .string(cursor))) }
        if let waitSeconds { members.append(("wait_s", .int(waitSeconds))) }
        let params = JSON.object(JSONObject(members))
        do {
            let answer = try await patiently { try await self.request("sync.pull", params) }
            let page = try Page(answer)
            return try take(page, from: cursor, answeredBefore: answered) ? page : nil
        } catch ClientError.rpc(let error) where error.code == .cursorReset {
            guard cursor != nil else { throw ClientError.rpc(error) }
            try file.resetSync()
            return nil
        }
    }

    /// Applies a page with all that belongs to it, in one transaction. False where it starts at another cursor than the stored one.
    /// `run` is the connection that brought it, where it is not the one in use.
    func take(_ page: Page, from cursor: String?, answeredBefore: [Int: Int64], over run: Int64? = nil) throws -> Bool {
        let session = try self.session()
        let reading = options.sleepClock.reading()
        let (now, connection) = (nowMs, run ?? link?.run ?? 0)
        return try cache().apply(page, from: cursor) { transaction in
            try transaction.changeContact { contact in
                contact.heard(nowMs: now, serverMs: nil, timeToken: page.timeToken, reading: reading)
                if !page.more { contact.syncedMs = now }
            }
            if let note = page.checkpoint {
                try transaction.changeLog { $0.show(note, over: connection) }
            }
            guard !page.more, let lm = page.lm else { return }
            var outbox = try transaction.outbox()
            let accepted = outbox.accepted
            try outbox.observed(
                lm: lm, dur: page.dur, hasDur: page.hasDur, device: session.device, answeredBefore: answeredBefore)
            // The server does not know them any more.
            if !outbox.accepted.isSuperset(of: accepted) { try transaction.changeLog { $0.doubt = true } }
            try transaction.setOutbox(&outbox)
        }
    }
}
