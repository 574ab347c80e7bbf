import Base
import Casework
import Store
package import Wire

extension Partition {
    /// `{"more":false}`
    private static let emptyPage = PullPage(bytes: Array("{\"more\":false}".utf8), cursor: nil, more: false, isEmpty: true)

    /// `sync.pull`: the result's bytes.
    package func pull(_ r: PullRequest, for p: Principal) async throws(RPCError) -> [UInt8] { try await page(r, for: p).bytes }

    /// `sync.pull` with what a subscription must know of the page. An empty page touches no store and computes no MAC.
    package func page(_ r: PullRequest, for p: Principal) async throws(RPCError) -> PullPage {
        try admit(p)
        let now = core.clock.now()
        let memory = r.session?.now.flatMap { $0.cursor == r.cursor ? $0 : nil }
        if let memory {
            if let purged = memory.purge { purgeReceipts.add(device: p.deviceID, seq: purged, time: now.ms) }
            if let mark = memory.mark, memory.until.map({ $0 > now.ms }) ?? true,
                p.device == nil || now.ms - memory.tokenTime < Limits.timeTokenMs,
                r.checkpoint == nil, now.ms - memory.checkpointTime < Limits.checkpointMs,
                heads.isUnchanged(mark, subject: p.actor.subject, device: p.deviceID)
            {
                if memory.purge != nil { r.session?.receiptTaken() }
                return Partition.emptyPage
            }
        }
        let mark = heads.mark(subject: p.actor.subject, device: p.deviceID)
        do {
            let budget = r.budget ?? Partition.budget(r, memory)
            let known = memory
            let body: @Sendable (PartitionReader) throws -> (PullPage, PullSession.Memory) = { reader in
                var run = try PullRun(r.cursor, principal: p, session: known, now: now, budget: budget, held: r.checkpoint, reader: reader)
                let (page, memory) = try run.run(r.cursor, mark: mark)
                return (page, memory)
            }
            let (page, kept) = budget > Limits.loopPageBytes ? try await readOnPool(body) : try await read(body)
            r.session?.keep(kept)
            return page
        } catch let error as RollbackProof {
            r.session?.forget()
            await rolledBack(error)
            throw RPCError(.cursorReset)
        } catch {
            throw answer(error)
        }
    }

    /// A first sync, and whatever has more to come, is long anyway: large pages, made on a pool. What follows fits a loop, and so does
    /// the first page of a client that comes back: mostly there is little, and where there is more the next page is large.
    private static func budget(_ r: PullRequest, _ memory: PullSession.Memory?) -> Int {
        let isLong = r.cursor == nil || (memory.map { $0.mark == nil } ?? (r.session == nil))
        return isLong ? Limits.pageBytes : Limits.loopPageBytes
    }

    /// Throws 1301 for a cursor that a pull would answer so; one that knows more than this partition proves a rollback here too.
    package func check(cursor: String, for p: Principal) async throws(RPCError) {
        try admit(p)
        do {
            try await read { reader in
                let known = try PullRun.cursor(cursor, p, reader, try reader.snapshot.head())
                guard known.A >= (try reader.snapshot.grantsFloor()) else { throw RPCError(.cursorReset) }
            }
        } catch let error as RollbackProof {
            await rolledBack(error)
            throw RPCError(.cursorReset)
        } catch {
            throw answer(error)
        }
    }

    /// Lets the writer open a new epoch between two batches.
    func rolledBack(_ proof: RollbackProof) async {
        _ = try? await system("log.restored") { _ in throw proof }
    }

    /// `sync.round`: push, then pull, each half failing by itself.
    package func round(push: PushRequest, pull: PullRequest, for p: Principal) async -> [UInt8] {
        let pushed = await self.push(push, for: p)
        let pulled: Result<[UInt8], RPCError>
        do throws(RPCError) { pulled = .success(try await self.pull(pull, for: p)) } catch { pulled = .failure(error) }
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.key("push")
        Partition.half(pushed, &writer)
        writer.key("pull")
        Partition.half(pulled, &writer)
        writer.endObject()
        return writer.finish()
    }

    private static func half(_ result: Result<[UInt8], RPCError>, _ writer: inout JSONWriter) {
        switch result {
        case .success(let bytes): writer.raw(bytes)
        case .failure(let error):
            writer.beginObject()
            writer.key("error")
            error.write(into: &writer)
            writer.endObject()
        }
    }

    // MARK: Waiting for changes

    /// Calls `onChange` after each commit that concerns this principal's feeds or grants, on any thread; until `cancel`.
    package func subscribe(for p: Principal, onChange: @escaping @Sendable (Wake) -> Void) async throws(RPCError) -> Subscription {
        try admit(p)
        let number = subscriptions.add(subject: p.actor.subject, device: p.deviceID, feeds: [], onChange)
        let subscription = Subscription(partition: self, number: number)
        try await refresh(subscription, for: p)
        return subscription
    }

    /// After a `Wake` with `access`: the feeds may be others now.
    package func refresh(_ subscription: Subscription, for p: Principal) async throws(RPCError) {
        let now = core.clock.now()
        do {
            let feeds = try await read { reader in
                Set(try reader.snapshot.grants(subject: p.actor.subject).filter { $0.holds(at: now) }.map(\.feed))
            }
            subscriptions.refresh(subscription.number, feeds: feeds)
        } catch { throw answer(error) }
    }
}

/// A running subscription; ends with `cancel`, or when it goes out of use. Keeps its partition open.
package final class Subscription: Sendable {
    private let partition: Partition
    let number: Int64

    init(partition: Partition, number: Int64) {
        self.partition = partition
        self.number = number
    }

    package func cancel() { partition.subscriptions.remove(number) }
    deinit { cancel() }
}
