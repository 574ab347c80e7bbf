internal import Base
internal import Synchronization
internal import Wire

/// What happens while a client stays connected.
public enum WatchEvent: Sendable, Equatable {
    /// What is held is up to date; the report says what came.
    case synced(SyncReport)
    /// The connection ended; the next try is after this time.
    case waiting(afterMs: Int64, why: ClientError)
    /// The watch is over: the person has to sign in, or the device was locked or wiped.
    case ended(ClientError)
}

extension Client {
    /// Stays connected, syncs whenever there is something new, reconnects with backoff. Ends when the task that reads it is cancelled.
    /// A subscription is an optimisation: whatever is lost on it, the next pull brings (protocol §8).
    public nonisolated func watch() -> AsyncStream<WatchEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: WatchEvent.self, bufferingPolicy: .bufferingNewest(64))
        let task = Task {
            // Failures since the last sync that worked; set by this loop and by the connection's life inside it.
            let attempt = Mutex(0)
            while !Task.isCancelled {
                do {
                    try await self.stayConnected { report in
                        attempt.withLock { $0 = 0 }
                        continuation.yield(.synced(report))
                    }
                } catch let error as ClientError {
                    if Task.isCancelled { break }
                    await self.disconnect()
                    let directive = self.directive(error, attempt.withLock { $0 })
                    guard case .again(let afterMs) = directive else {
                        continuation.yield(.ended(error))
                        break
                    }
                    attempt.withLock { $0 += 1 }
                    continuation.yield(.waiting(afterMs: afterMs, why: error))
                    try? await self.options.sleep(afterMs)
                } catch {
                    break
                }
            }
            await self.disconnect()
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    nonisolated func directive(_ error: ClientError, _ attempt: Int) -> RetryDirective {
        let permille = options.random.below(1000)
        return switch error {
        case .rpc(let rpc): RetryPolicy.directive(for: rpc, attempt: attempt, permille: permille)
        case .offline, .timeout: RetryPolicy.disconnected(attempt: attempt, permille: permille)
        case .badAnswer: RetryPolicy.disconnected(attempt: attempt + 4, permille: permille)
        case .stopped(let code): .stop(code)
        case .locked: .stop(.deviceLocked)
        case .wiped: .stop(.deviceWiped)
        default: .refuse
        }
    }

    /// One life of a subscribed connection; returns or throws when it has ended.
    private func stayConnected(_ synced: @Sendable (SyncReport) -> Void) async throws {
        synced(try await sync())
        let link = try await connected()
        try await subscribe(link)
        let heartbeat = Task {
            // A line that died silently is found by a request that gets no answer.
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(60))
                do { _ = try await link.channel.call("ping") } catch { await link.channel.close() }
            }
        }
        defer { heartbeat.cancel() }
        for await notification in link.channel.notifications {
            switch notification.method {
            case "sync.delta":
                var report = SyncReport()
                let from = notification.params["from"]?.stringValue
                let page = try Page(notification.params)
                if try take(page, from: from, answeredBefore: [:], over: link.run) {
                    report.add(page)
                    if page.checkpoint != nil { try await watchLog(&report) }
                } else {
                    report = try await sync()
                }
                try await credit(link)
                synced(report)
            case "sync.poke":
                synced(try await sync())
                try await credit(link)
            case "bye":
                let seconds = notification.params["after_s"]?.intValue ?? 1
                throw ClientError.rpc(RPCError(.draining, value: max(1, seconds)))
            default: break
            }
        }
        throw ClientError.offline("the connection has ended")
    }

    /// Pages that may come unasked for before the client says that it took them.
    static var pagesAhead: Int64 { 4 }

    private func subscribe(_ link: Link) async throws {
        var members: [(String, JSON)] = [("mode", "delta"), ("credit", .int(Client.pagesAhead))]
        if let cursor = try cache().syncState().cursor { members.append(("cur", .string(cursor))) }
        try await tell(link, "sync.subscribe", .object(JSONObject(members)))
    }

    private func credit(_ link: Link) async throws {
        guard let cursor = try cache().syncState().cursor else { return }
        try await tell(link, "sync.credit", ["cur": .string(cursor), "credit": .int(Client.pagesAhead)])
    }

    /// 1301 between a pull and this: what the server holds began anew. The next connection's first pull brings it.
    private func tell(_ link: Link, _ method: String, _ params: JSON) async throws {
        do {
            _ = try await link.channel.call(method, params)
        } catch ClientError.rpc(let error) where error.code == .cursorReset {
            throw ClientError.offline("the server began anew")
        }
    }
}
