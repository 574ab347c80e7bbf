import Base
import Casework
import Records
import Store
import Wire

/// One page, made in one read transaction (protocol §6).
struct PullRun {
    let principal: Principal
    let session: PullSession.Memory?
    let now: Timestamp
    let budget: Int
    let reader: PartitionReader
    /// `ck` of the request.
    private let held: Int64?

    private var plan: PullPlan
    private var page: PageBuilder
    /// Bytes of rows taken.
    private var size = 0
    private var opened = false
    private var exhausted = true
    private let head: TenantHead

    /// Throws 1301 for a cursor that holds no longer, `RollbackProof` for one that knows more than this partition.
    init(
        _ text: String?, principal: Principal, session: PullSession.Memory?, now: Timestamp, budget: Int, held: Int64? = nil,
        reader: PartitionReader
    ) throws {
        self.held = held
        self.principal = principal
        self.session = session
        self.now = now
        self.budget = budget
        self.reader = reader
        let head = try reader.snapshot.head()
        self.head = head
        let cursor = try text.map { try PullRun.cursor($0, principal, reader, head) }
        var grants: [Grant] = []
        for grant in try reader.snapshot.grants(subject: principal.actor.subject)
        where principal.app.allows(try reader.feed(grant.feed)) {
            grants.append(grant)
        }
        if let cursor, cursor.A < (try reader.snapshot.grantsFloor()) { throw RPCError(.cursorReset) }
        plan = PullPlan(cursor, head: head, grants: grants, now: now)
        page = PageBuilder(reader, schema: principal.schema)
    }

    /// What a cursor's MAC covers beside its numbers.
    static func context(_ p: Principal) -> [UInt8] {
        MACContext.bytes([p.tenant, String(p.actor.subject), p.deviceID, p.app.id, String(p.app.allowVersion), String(p.schema)])
    }

    static func cursor(_ text: String, _ p: Principal, _ reader: PartitionReader, _ head: TenantHead) throws -> Cursor {
        guard let cursor = Cursor(text, key: reader.sealer.ring.cursorKey, context: context(p)) else { throw RPCError(.cursorReset) }
        guard cursor.epoch <= head.epoch else { throw RollbackProof(epoch: cursor.epoch) }
        guard cursor.epoch == head.epoch else { throw RPCError(.cursorReset) }
        guard cursor.P <= head.seq, cursor.A <= head.seq else { throw RollbackProof(epoch: head.epoch) }
        return cursor
    }

    /// The page and what the connection remembers of it. `mark` was taken before this read.
    mutating func run(_ text: String?, mark: HeadMark) throws -> (page: PullPage, memory: PullSession.Memory) {
        let started = plan.cursor.f
        try delta()
        while exhausted, size < budget {
            if plan.filling == nil {
                guard plan.open() else { break }
                opened = true
            }
            try fill()
        }
        let sent = page.rows > 0 || page.hasGone
        let isEmpty = !plan.isReset && !sent && !opened && plan.drops.isEmpty && plan.cursor.f == started
        if exhausted, !isEmpty { plan.cursor.P = plan.head }
        let more = !exhausted || plan.cursor.f != 0 || !plan.later.isEmpty
        let cursor = isEmpty ? nil : plan.cursor.encode(key: reader.sealer.ring.cursorKey, context: PullRun.context(principal))
        var memory = remember(cursor ?? text ?? "", mark, more: more, started: started)
        let bytes = try write(cursor: cursor, more: more, isEmpty: isEmpty, &memory)
        return (PullPage(bytes: bytes, cursor: cursor, more: more, isEmpty: isEmpty), memory)
    }

    /// Step 2.
    private mutating func delta() throws {
        var changed: [Int64] = []
        for grant in plan.told {
            guard let feed = try reader.snapshot.feed(number: grant.feed) else { continue }
            // Tombstones above P may be gone for good (why.md S1).
            if feed.floor > plan.cursor.P { throw RPCError(.cursorReset) }
            if feed.head > plan.cursor.P { changed.append(grant.feed) }
        }
        guard !changed.isEmpty else { return }
        let delta = try Delta(feeds: changed, after: plan.cursor.P, budget: budget, snapshot: reader.snapshot)
        for change in delta.changes {
            if let body = change.body { try page.put(change.header, delta.arena[body]) } else { page.gone(change.header) }
        }
        plan.cursor.P = delta.last
        size = delta.size
        exhausted = delta.isExhausted
    }

    /// Step 3, newest first: `S` is a seq, so rows of one seq stay together.
    private mutating func fill() throws {
        guard let grant = plan.filling else { return }
        var last: Int64?
        var stopped = false
        try reader.snapshot.live(feed: grant.feed, below: plan.cursor.S) { header, body in
            if size >= budget, header.seq != last {
                stopped = true
                return false
            }
            try page.put(header, body)
            size += body.count
            last = header.seq
            return true
        }
        if let last { plan.cursor.S = last }
        if !stopped { plan.close() }
    }

    // MARK: What is remembered

    private func remember(_ cursor: String, _ mark: HeadMark, more: Bool, started: Int64) -> PullSession.Memory {
        var mark = mark
        mark.seen = plan.head
        mark.feeds = plan.told.map(\.feed)
        let fills = plan.cursor.f != 0 && plan.cursor.f == started
        return PullSession.Memory(
            cursor: cursor, mark: more ? nil : mark, until: plan.told.compactMap(\.until).min(), tokenTime: session?.tokenTime ?? 0,
            touched: (session?.touched ?? []).union(page.touched), delivered: (fills ? session?.delivered ?? 0 : 0) + page.rows,
            purge: plan.drops.isEmpty && !page.hasGone ? nil : plan.head, queues: session?.queues ?? [:],
            checkpointTime: session?.checkpointTime ?? 0)
    }

    // MARK: Writing

    private func write(cursor: String?, more: Bool, isEmpty: Bool, _ memory: inout PullSession.Memory) throws -> [UInt8] {
        var writer = JSONWriter(capacity: size + 512)
        writer.beginObject()
        if plan.isReset {
            writer.key("reset")
            writer.bool(true)
            try list("feeds", plan.grants.filter { $0.holds(at: now) }, &writer)
        }
        if !plan.drops.isEmpty { try list("drop", plan.drops, &writer) }
        try page.write(into: &writer)
        if let cursor {
            writer.key("cur")
            writer.string(cursor)
        }
        writer.key("more")
        writer.bool(more)
        if more {
            writer.key("left")
            writer.beginObject()
            writer.key("rows")
            writer.int(try left(memory))
            writer.endObject()
        } else {
            try final(isEmpty: isEmpty, &writer, &memory)
        }
        writer.endObject()
        return writer.finish()
    }

    private func list(_ name: StaticString, _ grants: [Grant], _ writer: inout JSONWriter) throws {
        var seen: Set<Int64> = []
        writer.key(name)
        writer.beginArray()
        for grant in grants where seen.insert(grant.feed).inserted { writer.string(try reader.feed(grant.feed).text) }
        writer.endArray()
    }

    /// An estimate, from the counters of the feeds.
    private func left(_ memory: PullSession.Memory) throws -> Int64 {
        var rows: Int64 = 0
        for grant in plan.later + (plan.filling.map { [$0] } ?? []) {
            rows += try reader.snapshot.digests(feed: grant.feed).reduce(0) { $0 + $1.count }
        }
        return max(0, plan.cursor.f == 0 ? rows : rows - memory.delivered)
    }

    /// `lm`, `dur`, `dig`, `tt` stand only where the client is consistent (why.md S2).
    private func final(isEmpty: Bool, _ writer: inout JSONWriter, _ memory: inout PullSession.Memory) throws {
        let before = memory.queues
        try queues(isEmpty: isEmpty, &writer, &memory)
        try checkpoint(rose: memory.queues != before, &writer, &memory)
        if !isEmpty { try digests(&writer, memory) }
        memory.touched = []
        memory.delivered = 0
        guard principal.device != nil, now.ms - memory.tokenTime >= Limits.timeTokenMs else { return }
        memory.tokenTime = now.ms
        writer.key("tt")
        writer.string(
            TimeToken(time: now, logSize: head.leaves)
                .encode(key: reader.sealer.ring.tokenKey, tenant: principal.tenant, device: principal.deviceID))
    }

    /// The newest checkpoint, when this device's queues moved on, when asked, else at most once a day (why.md S11): the row, not a
    /// signature made here.
    private func checkpoint(rose: Bool, _ writer: inout JSONWriter, _ memory: inout PullSession.Memory) throws {
        let isDue = held == nil && now.ms - memory.checkpointTime >= Limits.checkpointMs
        guard rose || held != nil || isDue, let row = try reader.snapshot.checkpoint(atMost: .max), row.size > held ?? -1 else { return }
        memory.checkpointTime = now.ms
        writer.key("ckpt")
        writer.string(row.fullNote)
    }

    private func queues(isEmpty: Bool, _ writer: inout JSONWriter, _ memory: inout PullSession.Memory) throws {
        guard principal.device != nil else { return }
        let queues = try reader.snapshot.queues(device: principal.deviceID)
        let last = Dictionary(queues.map { ($0.id, $0.last) }) { $1 }
        guard !isEmpty || session == nil || last != memory.queues else { return }
        memory.queues = last
        guard !queues.isEmpty else { return }
        writer.key("lm")
        writer.beginObject()
        for queue in queues {
            writer.key(queue.id)
            writer.int(queue.last)
        }
        writer.endObject()
        guard reader.core.hasBackups else { return }
        writer.key("dur")
        writer.beginObject()
        for queue in queues {
            guard let durable = try Durable.highest(of: queue, reader.core, reader.snapshot) else { continue }
            writer.key(queue.id)
            writer.int(durable)
        }
        writer.endObject()
    }

    private func digests(_ writer: inout JSONWriter, _ memory: PullSession.Memory) throws {
        // Without a memory of earlier pages, all that is held.
        let feeds = Set(memory.touched.map(\.feed))
        let due = plan.told.map(\.feed).filter { session == nil || feeds.contains($0) }
        guard !due.isEmpty else { return }
        writer.key("dig")
        writer.beginObject()
        for feed in due {
            writer.key(try reader.feed(feed).text)
            writer.beginObject()
            for digest in try reader.snapshot.digests(feed: feed) {
                guard session == nil || memory.touched.contains(PageBuilder.Key(feed: feed, collection: digest.collection)),
                    let schema = PageBuilder.visible(digest.collection, schema: principal.schema)
                else { continue }
                writer.key(schema.name)
                writer.string(Digest.text(count: digest.count, sum: UInt64(bitPattern: digest.sum)))
            }
            writer.endObject()
        }
        writer.endObject()
    }
}
