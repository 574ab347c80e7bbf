import Store

extension StoreContract {
    private static func fill(_ store: any TenantStore) throws {
        try store.writeNow { t in
            let (a, b) = (try t.feed(named: "e/1"), try t.feed(named: "e/2"))
            for index in 0..<30 {
                // Three rows under each seq, as one mutation writes several.
                let seq = index % 3 == 0 ? try t.nextSeq() : try t.head().seq
                let collection: Int32 = index % 2 == 0 ? 3 : 5
                try t.put(row("r\(100 + index)", seq: seq, feed: index % 5 == 0 ? b : a, collection: collection))
            }
            try t.remove(collection: 3, id: "r104", seq: try t.nextSeq())
        }
    }

    static let walkCases: [ContractCase] = [
        ContractCase("changes come by (seq, collection, id) after a seq, tombstones among them, and stop when told") { subject in
            let store = try subject.open()
            try fill(store)
            try store.readNow { s in
                let all = try s.changes(feed: 1, after: 0)
                try expectEqual(all.count, 24, "entries of the feed")
                try expectEqual(all.last?.header.live, false, "the removal is the newest")
                for border in 0...12 {
                    let rest = try s.changes(feed: 1, after: Int64(border))
                    try expectEqual(rest, all.filter { $0.header.seq > Int64(border) }, "changes after \(border)")
                }
                var seen = 0
                try s.changes(feed: 1, after: 0) { _, _ in
                    seen += 1
                    return seen < 7
                }
                try expectEqual(seen, 7, "visited until false")
            }
        },
        ContractCase("live rows come downwards below a seq, without tombstones") { subject in
            let store = try subject.open()
            try fill(store)
            try store.readNow { s in
                let all = try s.live(feed: 1, below: .max)
                try expectEqual(all.count, 23, "live rows")
                for border in 0...12 {
                    try expectEqual(
                        try s.live(feed: 1, below: Int64(border)), all.filter { $0.header.seq < Int64(border) }, "below \(border)")
                }
            }
        },
        ContractCase("a collection is walked by id within a feed and over all feeds, from any id on") { subject in
            let store = try subject.open()
            try fill(store)
            try store.readNow { s in
                let inFeed = try s.ids(feed: 1, collection: 3)
                let inAll = try s.ids(collection: 3)
                try expectEqual(inAll.count, 14, "rows of the collection")
                try expectEqual(inAll, inAll.sorted(), "by id")
                try expect(Set(inFeed).isSubset(of: Set(inAll)) && inFeed.count == 11, "the feed's among them")
                try expectEqual(try s.ids(feed: 1, collection: 3, after: "r110"), inFeed.filter { $0 > "r110" }, "feed, after")
                try expectEqual(try s.ids(collection: 3, after: "r110"), inAll.filter { $0 > "r110" }, "all, after")
                try expectEqual(try s.ids(collection: 3, after: ""), inAll, "after nothing")
            }
        },
        ContractCase("a visitor may ask the same question again inside its walk") { subject in
            let store = try subject.open()
            try fill(store)
            try store.readNow { s in
                var pairs = 0
                try s.changes(feed: 1, after: 0) { _, _ in
                    try s.changes(feed: 1, after: 9) { _, _ in
                        pairs += 1
                        return true
                    }
                    return true
                }
                let tail = try s.changes(feed: 1, after: 9).count
                try expectEqual(pairs, 24 * tail, "every inner walk was whole")
            }
        },
        ContractCase("a visitor that throws ends the walk with its error, and the store goes on") { subject in
            let store = try subject.open()
            try fill(store)
            try expectThrows(.lookupTaken, "the visitor's error") {
                try store.readNow { s in try s.changes(feed: 1, after: 0) { _, _ in throw StoreError.lookupTaken } }
            }
            try store.writeNow { t in _ = try t.nextSeq() }
            try store.maintain(idle: true)
            try store.readNow { try Invariants.check($0) }
        },
        ContractCase("a read sees one instant, however much is written meanwhile") { subject in
            let store = try subject.open()
            try fill(store)
            try store.readNow { s in
                let before = try s.changes(feed: 1, after: 0)
                let head = try s.head()
                try store.writeNow { t in
                    for index in 0..<20 { try t.put(row("new\(index)", seq: try t.nextSeq(), feed: 1)) }
                }
                try expectEqual(try s.changes(feed: 1, after: 0), before, "the same entries")
                try expectEqual(try s.head(), head, "the same head")
            }
            try store.readNow { s in try expectEqual(try s.changes(feed: 1, after: 0).count, 44, "later, all of them") }
        },
        ContractCase("async reads answer what committed writes wrote, many at a time") { subject in
            let store = try subject.open()
            try fill(store)
            let wanted = try store.readNow { s in try s.changes(feed: 1, after: 0).count }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await store.read { s in try s.changes(feed: 1, after: 0).count } } }
                for try await found in group { try expectEqual(found, wanted, "each read") }
            }
        },
    ]
}
