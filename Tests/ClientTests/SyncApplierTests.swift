import Base
@testable import GongdaoClient
import Testing
import Wire

/// A small model of the server's side of `sync.pull` (protocol §6): feeds, grants, cursor, paged back-fill; budgets count rows.
private struct ModelServer {
    struct Grant { var number: Int, feed: String, lost: Int? }
    struct Key: Hashable { var feed: String, id: String }
    struct Place { var P = 0, A = 0, B = 0, f: Int?, S = 0 }

    var head = 0
    var entries: [Key: (seq: Int, rev: Int64?)] = [:]
    var feedOf: [String: String] = [:]
    var revOf: [String: Int64] = [:]
    var grants: [Grant] = []

    mutating func mutate(_ changes: [(String, String?)]) {
        head += 1
        for (id, feed) in changes {
            revOf[id, default: 0] += 1
            if let old = feedOf[id], old != feed {
                entries[Key(feed: old, id: id)] = (head, nil)
                feedOf[id] = nil
            }
            if let feed {
                entries[Key(feed: feed, id: id)] = (head, revOf[id])
                feedOf[id] = feed
            }
        }
    }

    mutating func grant(_ feed: String) {
        if grants.contains(where: { $0.feed == feed && $0.lost == nil }) { return }
        head += 1
        grants.append(Grant(number: grants.count + 1, feed: feed, lost: nil))
    }

    mutating func revoke(_ feed: String) {
        for index in grants.indices where grants[index].feed == feed && grants[index].lost == nil {
            head += 1
            grants[index].lost = head
        }
    }

    var held: Set<String> { Set(grants.filter { $0.lost == nil }.map(\.feed)) }
    var visible: [String: String] {
        var out: [String: String] = [:]
        for (id, feed) in feedOf where held.contains(feed) { out[id] = "\(feed)@\(revOf[id] ?? 0)" }
        return out
    }

    /// The page, and where it leaves the client.
    func pull(_ from: Place?, budget: Int) -> (Page, Place) {
        var page = Page()
        var place = from ?? Place(P: head, A: head)
        page.reset = from == nil
        if page.reset { page.feeds = held.sorted() }
        let told = grants.filter { $0.number <= place.B || $0.number == place.f }
        page.drop = told.filter { ($0.lost ?? 0) > place.A }.map(\.feed)
        place.A = head
        if let f = place.f, grants[f - 1].lost != nil { (place.B, place.f) = (f, nil) }
        let feeds = Set(told.filter { $0.lost == nil }.map(\.feed))
        let delta = entries.filter { feeds.contains($0.key.feed) && $0.value.seq > place.P }
            .sorted { ($0.value.seq, $0.key.id) < ($1.value.seq, $1.key.id) }
        var (sent, index) = (0, 0)
        while index < delta.count, sent < budget {
            let seq = delta[index].value.seq
            while index < delta.count, delta[index].value.seq == seq {
                add(delta[index].key, delta[index].value.rev, to: &page)
                (index, sent) = (index + 1, sent + 1)
            }
            place.P = seq
        }
        let exhausted = index == delta.count
        var opened = false
        while exhausted, sent < budget {
            if place.f == nil {
                guard let next = grants.first(where: { $0.number > place.B && $0.lost == nil }) else {
                    place.B = grants.count
                    break
                }
                (place.f, place.S, opened) = (next.number, head + 1, true)
            }
            guard let f = place.f else { break }
            let rows = entries.filter { $0.key.feed == grants[f - 1].feed && $0.value.rev != nil && $0.value.seq < place.S }
                .sorted { ($0.value.seq, $0.key.id) > ($1.value.seq, $1.key.id) }
            var (taken, last) = (0, Int?.none)
            for row in rows {
                if sent >= budget && row.value.seq != last { break }
                add(row.key, row.value.rev, to: &page)
                (taken, last, sent) = (taken + 1, row.value.seq, sent + 1)
            }
            if let last { place.S = last }
            if taken == rows.count { (place.B, place.f) = (f, nil) }
        }
        if exhausted, sent > 0 || opened || !page.drop.isEmpty { place.P = head }
        page.more = !exhausted || place.f != nil || grants.contains { $0.number > place.B && $0.lost == nil }
        page.cursor = "c"
        return (page, place)
    }

    private func add(_ key: Key, _ rev: Int64?, to page: inout Page) {
        if let rev {
            page.put.append(.init(feed: key.feed, collection: "r", columns: ["id", "rev"], rows: [[.string(key.id), .int(rev)]]))
        } else {
            page.gone.append(.init(feed: key.feed, collection: "r", ids: [key.id]))
        }
    }
}

/// Performs changes on a dictionary: what the cache does with SQL.
private struct ModelCache {
    var rows: [String: (feed: String, rev: Int64, generation: Int64)] = [:]
    var state = SyncState()

    mutating func apply(_ page: Page) {
        let (next, changes) = SyncApplier.apply(page, to: state)
        for change in changes {
            switch change {
            case .keepOnly(let feeds): rows = rows.filter { feeds.contains($0.value.feed) }
            case .drop(let feed): rows = rows.filter { $0.value.feed != feed }
            case .remove(let feed, _, let id): if rows[id]?.feed == feed { rows[id] = nil }
            case .columns: break
            case .put(let row): rows[row.id] = (row.feed, row.rev, next.generation)
            case .sweep(let generation): rows = rows.filter { $0.value.generation >= generation }
            }
        }
        state = next
    }

    var visible: [String: String] { rows.mapValues { "\($0.feed)@\($0.rev)" } }
}

@Suite("Page application: the cache holds what the server says is visible") struct SyncApplierTests {
    private static func step(_ server: inout ModelServer, _ random: SeededRandom, _ feeds: [String], _ ids: Int) {
        switch random.below(20) {
        case 0..<14:
            let count = [1, 1, 1, 2, 4][random.below(5)]
            server.mutate(
                (0..<count).map { _ in
                    let feed = random.below(feeds.count + 1)
                    return ("r\(random.below(ids))", feed < feeds.count ? feeds[feed] : nil)
                })
        case 14..<17: server.grant(feeds[random.below(feeds.count)])
        default: server.revoke(feeds[random.below(feeds.count)])
        }
    }

    @Test("Random grants, moves, updates, removals and resets in the midst of paged snapshots", arguments: 0..<8)
    func oracle(block: Int) {
        var checked = 0
        for run in 0..<60 {
            let seed = UInt64(block * 1_000 + run)
            let random = SeededRandom(seed: seed)
            let feeds = ["t", "e/1", "q/a", "q/b", "k/1"]
            let ids = [4, 12, 40][random.below(3)]
            var (server, cache) = (ModelServer(), ModelCache())
            var place: ModelServer.Place?
            for _ in 0..<random.below(60) { Self.step(&server, random, feeds, ids) }
            for _ in 0..<100 {
                if random.below(2) == 0 { for _ in 0..<random.below(4) { Self.step(&server, random, feeds, ids) } }
                if random.below(50) == 0 { (place, cache.state) = (nil, SyncApplier.reset(cache.state)) }
                let (page, next) = server.pull(place, budget: [1, 2, 3, 8, 50][random.below(5)])
                cache.apply(page)
                place = next
                if !page.more {
                    #expect(cache.visible == server.visible, "seed \(seed)")
                    #expect(cache.state.consistent && !cache.state.sweeping)
                    checked += 1
                }
            }
        }
        #expect(checked > 500)
    }

    @Test("A row that moved is not lost when the old feed's gone comes after the new feed's put (B1)")
    func move() {
        var cache = ModelCache()
        var page = Page()
        page.put = [.init(feed: "q/hr", collection: "r", columns: ["id", "rev"], rows: [["T5", 1]])]
        cache.apply(page)
        page.put = [.init(feed: "q/finance", collection: "r", columns: ["id", "rev"], rows: [["T5", 2]])]
        page.more = true
        cache.apply(page)
        var last = Page()
        last.gone = [.init(feed: "q/hr", collection: "r", ids: ["T5"])]
        last.drop = ["q/hr"]
        cache.apply(last)
        #expect(cache.visible == ["T5": "q/finance@2"])
    }

    @Test("After a reset, unlisted feeds go at once and other old rows are readable until the last page (B3)")
    func reset() {
        var cache = ModelCache()
        var first = Page()
        first.put = [
            .init(feed: "t", collection: "r", columns: ["id", "rev"], rows: [["a", 1], ["b", 1]]),
            .init(feed: "q/x", collection: "r", columns: ["id", "rev"], rows: [["c", 1]]),
        ]
        cache.apply(first)
        var reset = Page()
        (reset.reset, reset.feeds, reset.more) = (true, ["t"], true)
        reset.put = [.init(feed: "t", collection: "r", columns: ["id", "rev"], rows: [["a", 2]])]
        cache.apply(reset)
        #expect(cache.visible == ["a": "t@2", "b": "t@1"])
        cache.apply(Page())
        #expect(cache.visible == ["a": "t@2"])
    }

    @Test("An empty page leaves the cursor where it is; a malformed page is refused by name")
    func reading() throws {
        var state = SyncState()
        state.cursor = "kept"
        #expect(SyncApplier.apply(try Page(["more": false]), to: state).0.cursor == "kept")
        #expect(throws: ClientError.badAnswer("put.cols")) { try Page(["put": [["in": "t", "c": "r", "cols": ["rev", "id"], "rows": []]]]) }
        #expect(throws: ClientError.badAnswer("put.rows of r")) {
            try Page(["put": [["in": "t", "c": "r", "cols": ["id", "rev"], "rows": [["a", 1, "extra"]]]]])
        }
        #expect(throws: ClientError.badAnswer("gone.ids")) { try Page(["gone": [["in": "t", "c": "r", "ids": [1]]]]) }
        let page = try Page(["lm": ["d.0": 4], "dur": ["d.0": .null], "dig": ["t": ["r": "1.000000000001"]], "left": ["rows": 9]])
        #expect(page.lm == ["d.0": 4] && page.hasDur && page.dur == [:] && page.digests == ["t": ["r": "1.000000000001"]])
        #expect(page.rowsLeft == 9)
    }
}
