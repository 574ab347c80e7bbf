import Store

extension StoreContract {
    static let recordCases: [ContractCase] = [
        ContractCase("a put row is found, counted, spent and in its feed") { subject in
            let store = try subject.open()
            let put = try store.writeNow { t in
                let feed = try t.feed(named: "e/1")
                let put = row("a", seq: try t.nextSeq(), feed: feed)
                try t.put(put)
                return put
            }
            try store.readNow { s in
                try expectEqual(try s.entry(collection: 3, id: "a"), Entry(header: put.0, body: put.1), "the row")
                try expectEqual(try s.feed(number: 1)?.head, put.0.seq, "the feed's head")
                try expectEqual(
                    try s.digests(feed: 1), [CollectionDigest(collection: 3, count: 1, sum: put.0.term)], "the digest")
                try expect(try s.isSpent(collection: 3, id: "a") && !(try s.isSpent(collection: 4, id: "a")), "spent ids")
                try Invariants.check(s)
            }
        },
        ContractCase("an update keeps one entry, at the newest seq, with the digest of the newest rev") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                let feed = try t.feed(named: "e/1")
                for rev in 1...5 { try t.put(row("a", seq: try t.nextSeq(), rev: Int64(rev), feed: feed)) }
                try t.put(row("b", seq: try t.nextSeq(), feed: feed))
            }
            try store.readNow { s in
                let entries = try s.changes(feed: 1, after: 0)
                try expectEqual(entries.map(\.header.rev), [5, 1], "revs in the feed")
                try expectEqual(entries.map(\.header.seq), [5, 6], "seqs in the feed")
                try Invariants.check(s)
            }
        },
        ContractCase("a record moved to another feed and back leaves one tombstone, where it is not (why.md B1)") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                let (hr, finance) = (try t.feed(named: "q/hr"), try t.feed(named: "q/finance"))
                try t.put(row("T5", seq: try t.nextSeq(), rev: 1, feed: hr))
                try t.put(row("T5", seq: try t.nextSeq(), rev: 2, feed: finance))
                try expectEqual(try t.changes(feed: hr, after: 0).map(\.header.live), [false], "hr has a tombstone")
                try expectEqual(try t.changes(feed: hr, after: 0).first?.header.seq, 2, "under the move's seq")
                try expectEqual(try t.feed(number: hr)?.head, 2, "and its head says so")
                try t.put(row("T5", seq: try t.nextSeq(), rev: 3, feed: hr))
                try expectEqual(try t.changes(feed: hr, after: 0).map(\.header.live), [true], "the old tombstone is gone")
                try expectEqual(try t.changes(feed: finance, after: 0).map(\.header.live), [false], "finance has one")
            }
            try store.readNow { s in
                try expectEqual(try s.entry(collection: 3, id: "T5")?.header.feed, 1, "it lives in hr")
                try Invariants.check(s)
            }
        },
        ContractCase("a removal leaves a tombstone; removing what is not there does nothing") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                let feed = try t.feed(named: "e/1")
                try t.put(row("a", seq: try t.nextSeq(), rev: 4, feed: feed))
                try t.remove(collection: 3, id: "a", seq: try t.nextSeq())
                try t.remove(collection: 3, id: "a", seq: try t.nextSeq())
                try t.remove(collection: 3, id: "never", seq: try t.nextSeq())
            }
            try store.readNow { s in
                let entries = try s.changes(feed: 1, after: 0)
                try expectEqual(entries.count, 1, "one tombstone")
                try expectEqual(entries.first?.header.seq, 2, "of the first removal")
                try expectEqual(entries.first?.header.rev, 4, "that names the last rev")
                try expect(try s.entry(collection: 3, id: "a") == nil, "the row is gone")
                try expect(try s.isSpent(collection: 3, id: "a"), "its id is spent for ever")
                try Invariants.check(s)
            }
        },
        ContractCase("bodies of every size come back whole, before and after updates across the border of large ones") { subject in
            let store = try subject.open()
            for (turn, sizes) in [[0, 1, 1_500, 1_600, 20_000, 65_000], [20_000, 1_600, 3, 0, 1_700, 2]].enumerated() {
                try store.writeNow { t in
                    let feed = try t.feed(named: "e/1")
                    for (index, size) in sizes.enumerated() {
                        try t.put(row("r\(index)", seq: try t.nextSeq(), rev: Int64(turn + 1), feed: feed, size: size))
                    }
                }
                try store.readNow { s in
                    for (index, size) in sizes.enumerated() {
                        let wanted = row("r\(index)", seq: 0, rev: Int64(turn + 1), feed: 1, size: size).1
                        try expectEqual(try s.entry(collection: 3, id: "r\(index)")?.body, wanted, "body \(index)")
                    }
                    try Invariants.check(s)
                }
            }
        },
        ContractCase("ids are bytes: composed and decomposed letters are two ids, and order is by bytes") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                let feed = try t.feed(named: "t")
                for id in ["e\u{301}", "\u{e9}", "Z", "a", "中"] { try t.put(row(id, seq: try t.nextSeq(), feed: feed)) }
            }
            try store.readNow { s in
                let ids = try s.ids(feed: 1, collection: 3)
                try expectEqual(ids.map { Array($0.utf8) }, ["Z", "a", "e\u{301}", "\u{e9}", "中"].map { Array($0.utf8) }, "byte order")
            }
        },
        ContractCase("a put into a feed that does not exist is refused") { subject in
            let store = try subject.open()
            try expectThrows(.other(""), "no such feed") {
                try store.writeNow { t in try t.put(row("a", seq: try t.nextSeq(), feed: 9)) }
            }
        },
    ]
}
