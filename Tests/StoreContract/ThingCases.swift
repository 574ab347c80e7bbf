import Store

extension StoreContract {
    static let thingCases: [ContractCase] = [
        ContractCase("leaves are numbered from 0 and keep their bytes when the body is erased") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                for index in 0..<3 {
                    let bytes = [UInt8](repeating: UInt8(index), count: 42)
                    try expectEqual(try t.appendLeaf(bytes: bytes, body: index == 1 ? nil : [9]), Int64(index), "its index")
                }
                try t.eraseLeafBody(0)
                try t.eraseLeafBody(77)
            }
            try store.readNow { s in
                try expectEqual(try s.leaf(0), LeafRow(index: 0, bytes: [UInt8](repeating: 0, count: 42), body: nil), "erased")
                try expectEqual(try s.leaf(2)?.body, [9], "kept")
                try expectEqual(try s.leaf(3), nil, "behind the last")
                try expectEqual(try s.head().leaves, 3, "counted")
            }
        },
        ContractCase("leaves are found by their keys in both directions, and a rolled-back one is not") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                for index in 0..<6 {
                    _ = try t.appendLeaf(bytes: [UInt8(index)], body: nil, keys: index % 2 == 0 ? [7, -9, 7] : [.max, -9])
                }
                struct Undo: Error {}
                do {
                    try t.savepoint {
                        _ = try t.appendLeaf(bytes: [9], body: nil, keys: [7])
                        throw Undo()
                    }
                } catch is Undo {}
            }
            try store.readNow { s in
                try expectEqual(try s.leaves(key: 7, after: -1, limit: 9), [0, 2, 4], "up")
                try expectEqual(try s.leaves(key: -9, after: 1, limit: 2), [2, 3], "from a place, at most two")
                try expectEqual(try s.leaves(key: .max, before: .max, limit: 2), [5, 3], "down")
                try expectEqual(try s.leaves(key: 7, before: 4, limit: 9), [2, 0], "down from a place")
                try expectEqual(try s.leaves(key: 8, before: .max, limit: 9), [], "no such key")
            }
        },
        ContractCase("leaves are found among thousands, old and new ones alike, also while the newest is rolled back") { subject in
            let store = try subject.open()
            let count: Int64 = 2_100
            try store.writeNow { t in
                struct Undo: Error {}
                for index in 0..<count {
                    // Every hundredth has the key 5; the 1,024th is written twice, the first time in vain.
                    let keys: [Int64] = index % 100 == 0 ? [5, index + 100, -1] : [index + 100, -1]
                    if index == 1_023 {
                        do {
                            try t.savepoint {
                                _ = try t.appendLeaf(bytes: [0], body: nil, keys: [5])
                                throw Undo()
                            }
                        } catch is Undo {}
                    }
                    _ = try t.appendLeaf(bytes: [1], body: nil, keys: keys)
                }
            }
            try store.readNow { s in
                let hundreds = Array(stride(from: Int64(0), to: count, by: 100))
                try expectEqual(try s.leaves(key: 5, after: -1, limit: 99), hundreds, "up")
                try expectEqual(try s.leaves(key: 5, before: .max, limit: 99), hundreds.reversed(), "down")
                try expectEqual(try s.leaves(key: 5, after: 1_900, limit: 2), [2_000], "the newest, from a place")
                try expectEqual(try s.leaves(key: 5, before: 2_050, limit: 2), [2_000, 1_900], "across, at most two")
                try expectEqual(try s.leaves(key: 1_123, after: -1, limit: 9), [1_023], "the one written again")
                try expectEqual(try s.leaves(key: -1, before: 2_049, limit: 3), [2_048, 2_047, 2_046], "where the old ones end")
                try expectEqual(try s.leaves(key: -1, after: 2_046, limit: 3), [2_047, 2_048, 2_049], "where the new ones begin")
            }
        },
        ContractCase("nodes stay as first written; checkpoints are found by size, replaced and taken away") { subject in
            let store = try subject.open()
            func checkpoint(_ size: Int64, _ note: String) -> CheckpointRow {
                CheckpointRow(size: size, epoch: 1, root: [3], time: 9, note: note)
            }
            try store.writeNow { t in
                try t.addLogNodes([LogNodeRow(level: 1, index: 0, hash: [1]), LogNodeRow(level: 40, index: 3, hash: [2])])
                try t.addLogNodes([LogNodeRow(level: 1, index: 0, hash: [8])])
                for size: Int64 in [5, 9, 3] { try t.addCheckpoint(checkpoint(size, "a")) }
                var replaced = checkpoint(5, "b")
                replaced.cosignatures = "c\n"
                try t.addCheckpoint(replaced)
            }
            try store.readNow { s in
                try expectEqual(try s.logNode(level: 1, index: 0), [1], "as first written")
                try expectEqual(try s.logNode(level: 40, index: 3), [2], "high up")
                try expectEqual(try s.logNode(level: 3, index: 40), nil, "not there")
                try expectEqual(try s.checkpoint(atMost: .max), checkpoint(9, "a"), "the newest")
                try expectEqual(try s.checkpoint(atMost: 8)?.note, "b", "replaced")
                try expectEqual(try s.checkpoint(atMost: 8)?.cosignatures, "c\n", "with its witnesses")
                try expectEqual(try s.checkpoint(atMost: 2), nil, "none so small")
            }
            try store.writeNow { t in
                try t.removeCheckpoint(size: 5)
                try t.removeCheckpoint(size: 77)
            }
            try expectEqual(try store.readNow { try $0.checkpoint(atMost: 8)?.size }, 3, "the next below")
        },
        ContractCase("timers come when due, by (due, id), and their numbers are never used twice") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                for due in [30, 10, 20, 10] { _ = try t.addTimer(due: Int64(due), kind: 4, body: { [UInt8($0)] }) }
            }
            try store.readNow { s in
                try expectEqual(try s.timers(dueBy: 20, limit: 9).map(\.id), [2, 4, 3], "due")
                try expectEqual(try s.timers(dueBy: 20, limit: 2).map(\.id), [2, 4], "at most two")
                try expectEqual(try s.timers(dueBy: 9, limit: 2), [], "none yet")
                try expectEqual(try s.timers(dueBy: 10, limit: 1), [TimerRow(id: 2, due: 10, kind: 4, body: [2])], "whole")
            }
            let id = try store.writeNow { t in
                try t.removeTimer(4)
                try t.removeTimer(99)
                return try t.addTimer(due: 1, kind: 0, body: { _ in [] })
            }
            try expectEqual(id, 5, "after a removal")
            try expectEqual(try store.readNow { try $0.timers(dueBy: 1, limit: 9).first?.body }, [], "an empty body")
        },
        ContractCase("blobs keep their chunks, are found by key, and orphans by age") { subject in
            let store = try subject.open()
            func blob(_ key: UInt8, created: Int64, refs: Int64 = 0) -> BlobRow {
                BlobRow(number: 0, key: [key], owner: 1, size: 400, received: 0, created: created, meta: [1], refs: refs)
            }
            let numbers = try store.writeNow { t in
                let numbers = [
                    try t.addBlob(blob(1, created: 10)), try t.addBlob(blob(2, created: 20)),
                    try t.addBlob(blob(3, created: 5, refs: 1)),
                ]
                try t.addChunk(blob: numbers[0], index: 1, [UInt8](repeating: 2, count: 200_000))
                try t.addChunk(blob: numbers[0], index: 0, [1])
                try t.addChunk(blob: numbers[0], index: 0, [1, 1])
                return numbers
            }
            try expectEqual(numbers, [1, 2, 3], "numbers")
            try expectThrows(.other(""), "a second blob of one key") { try store.writeNow { _ = try $0.addBlob(blob(2, created: 1)) } }
            try store.writeNow { t in
                guard var second = try t.blob(key: [2]) else { throw ContractViolation(description: "no blob 2") }
                second.received = 400
                second.refs = 2
                try t.setBlob(second)
            }
            try store.readNow { s in
                try expectEqual(try s.chunk(blob: 1, index: 0), [1, 1], "written again")
                try expectEqual(try s.chunk(blob: 1, index: 1)?.count, 200_000, "large")
                try expectEqual(try s.chunk(blob: 2, index: 0), nil, "none")
                try expectEqual(try s.blob(number: 2)?.received, 400, "changed")
                try expectEqual(try s.orphans(before: 100, limit: 9).map(\.number), [1], "nobody refers to it")
                try expectEqual(try s.orphans(before: 10, limit: 9), [], "too young")
            }
            try store.writeNow { try $0.removeBlob(1) }
            try store.readNow { s in
                try expect(try s.blob(number: 1) == nil && s.blob(key: [1]) == nil && s.chunk(blob: 1, index: 1) == nil, "gone")
            }
            try expectEqual(try store.writeNow { try $0.addBlob(blob(1, created: 1)) }, 4, "its key is free, its number is not")
        },
        ContractCase("named values are set, replaced and taken away") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                try t.setMeta("k1", [1])
                try t.setMeta("k2", [])
                try t.setMeta("k1", [2, 3])
            }
            try expectEqual(try store.readNow { try $0.meta("k1") }, [2, 3], "replaced")
            try expectEqual(try store.readNow { try $0.meta("k2") }, [], "an empty value is a value")
            try store.writeNow { try $0.setMeta("k1", nil) }
            try expectEqual(try store.readNow { try $0.meta("k1") }, nil, "taken away")
        },
    ]

    static let sealedCases: [ContractCase] = [
        ContractCase("everything sealed under an old key is found in slices and replaced in place, seq and rev unchanged") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                for turn in 1...4 { try writeEverything(t, turn: Int64(turn)) }
                // Bodies as they are sealed: key 1 in front, one of them large.
                let feed = try t.feed(named: "sealed")
                let seq = try t.nextSeq()
                for (index, size) in [10, 5_000].enumerated() {
                    let header = row("s\(index)", seq: seq, feed: feed).0
                    try t.put(header, body: [0, 1] + [UInt8](repeating: 5, count: size))
                }
            }
            let entries = try store.readNow { s in try s.changes(feed: try s.feeds(after: 0, limit: 99).last?.number ?? 0, after: 0) }
            for limit in [1, 3, 1_000] {
                let key = UInt8(limit % 200 + 10)
                let kinds = try resealAll(store, key: key, limit: limit)
                try expect(kinds.isSuperset(of: ["row", "feedName", "outcomeResult", "outcomeAct", "leafBody", "timer", "blobMeta", "chunk"]), "kinds \(kinds)")
                try expectEqual(try resealAll(store, key: key, limit: limit), [], "nothing is left under another key")
            }
            try store.readNow { s in
                let after = try s.changes(feed: try s.feeds(after: 0, limit: 99).last?.number ?? 0, after: 0)
                try expectEqual(after.map(\.header), entries.map(\.header), "headers as before")
                try expectEqual(after.map { $0.body?.count }, entries.map { $0.body?.count }, "sizes as before")
                try Invariants.check(s)
            }
        },
        ContractCase("a row that moved on between the scan and the replacement is left alone") { subject in
            let store = try subject.open()
            let header = try store.writeNow { t in
                let header = row("a", seq: try t.nextSeq(), feed: try t.feed(named: "t")).0
                try t.put(header, body: [0, 1, 1])
                var newer = header
                newer.seq = try t.nextSeq()
                newer.rev = 2
                try t.put(newer, body: [0, 1, 2])
                return header
            }
            try store.writeNow { try $0.reseal(.row(header), [0, 2, 1]) }
            try expectEqual(try store.readNow { try $0.entry(collection: 3, id: "a")?.body }, [0, 1, 2], "the newer body")
        },
    ]

    /// Rotates everything to `key`; answers the kinds of places that had to change.
    private static func resealAll(_ store: any TenantStore, key: UInt8, limit: Int) throws -> Set<String> {
        var kinds: Set<String> = []
        var cursor: SealedCursor? = .start
        while let from = cursor {
            let slice = try store.readNow { try $0.sealed(notUnder: Int(key), from: from, limit: limit) }
            try expect(slice.rows.count <= 2 * limit, "a slice is bounded")
            try store.writeNow { t in
                for row in slice.rows {
                    kinds.insert(String("\(row.place)".prefix { $0 != "(" }))
                    try t.reseal(row.place, [0, key] + row.bytes.dropFirst(2))
                }
            }
            cursor = slice.next
        }
        return kinds
    }
}
