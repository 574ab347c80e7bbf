import Store

private struct Nonsense: Error {}

extension StoreContract {
    static let transactionCases: [ContractCase] = [
        ContractCase("seqs rise by one within an epoch, and a new epoch jumps above every number given") { subject in
            let store = try subject.open()
            let seqs = try store.writeNow { t in [try t.nextSeq(), try t.nextSeq()] }
            try expectEqual(seqs, [1, 2], "in epoch 0")
            let epoch = try store.writeNow { t in try t.raiseEpoch() }
            try expectEqual(epoch, 1, "the next epoch")
            try expectEqual(try store.readNow { try $0.head().seq }, Position.start(ofEpoch: 1), "its start")
            let next = try store.writeNow { t in try t.nextSeq() }
            try expectEqual(next, Position.start(ofEpoch: 1) + 1, "its first number")
            try expectEqual(Position.rev(after: 5, epoch: 0), 6, "a version in the same epoch")
            try expectEqual(Position.rev(after: 5, epoch: 1), (1 << 20) + 1, "a version in a new epoch")
        },
        ContractCase("an error in the body undoes everything and comes out unchanged") { subject in
            let store = try subject.open()
            try store.writeNow { t in try t.put(row("a", seq: try t.nextSeq(), feed: try t.feed(named: "t"))) }
            let before = try store.readNow { try Dump.of($0) }
            do {
                try store.writeNow { t in
                    try writeEverything(t, turn: 1)
                    throw Nonsense()
                }
                throw ContractViolation(description: "the error was swallowed")
            } catch is Nonsense {}
            try expectEqual(try store.readNow { try Dump.of($0) }, before, "nothing was written")
            try store.writeNow { t in try writeEverything(t, turn: 2) }
            try store.readNow { try Invariants.check($0) }
        },
        ContractCase("a savepoint undoes its own part only, numbers included, also inside another") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                try writeEverything(t, turn: 1)
                let before = try Dump.of(t)
                do {
                    try t.savepoint {
                        try writeEverything(t, turn: 2)
                        let inner = try Dump.of(t)
                        do {
                            try t.savepoint {
                                try writeEverything(t, turn: 3)
                                throw Nonsense()
                            }
                        } catch is Nonsense {}
                        try expectEqual(try Dump.of(t), inner, "the inner part is undone")
                        throw Nonsense()
                    }
                } catch is Nonsense {}
                try expectEqual(try Dump.of(t), before, "the outer part is undone")
                try t.savepoint { try writeEverything(t, turn: 4) }
            }
            try store.readNow { s in
                try expectEqual(try s.head().leaves, 2, "turns 1 and 4 stayed")
                try Invariants.check(s)
            }
        },
        ContractCase("named counters count apart, and numbers given in a lost transaction are given again") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                try expectEqual(try t.sequence("employee"), 0, "none given")
                try expectEqual([try t.next("employee"), try t.next("employee"), try t.next("leave_no")], [1, 2, 1], "numbers")
            }
            do {
                try store.writeNow { t in
                    _ = try t.next("employee")
                    throw Nonsense()
                }
            } catch is Nonsense {}
            try expectEqual(try store.writeNow { t in try t.next("employee") }, 3, "after the lost one")
            try expectEqual(try store.readNow { try $0.sequence("employee") }, 3, "as read")
        },
        ContractCase("a feed is made once per key, and its name is sealed for its number") { subject in
            let store = try subject.open()
            let first = try store.writeNow { t in
                try t.makeFeed(key: [1, 2], sealedName: { [UInt8($0)] })
            }
            let again = try store.writeNow { t in
                try t.makeFeed(key: [1, 2], sealedName: { _ in throw Nonsense() })
            }
            try expectEqual(first, FeedInfo(number: 1, key: [1, 2], sealedName: [1], head: 0, floor: 0), "the feed")
            try expectEqual(again, first, "found again")
            try expectEqual(try store.readNow { try $0.feed(key: [3]) }, nil, "another key")
        },
        ContractCase("only commits that wrote something are counted") { subject in
            let store = try subject.open()
            let before = store.commits
            try store.writeNow { t in _ = try t.head() }
            try store.readNow { _ = try $0.head() }
            try expectEqual(store.commits, before, "nothing written")
            for _ in 0..<3 { try store.writeNow { t in for _ in 0..<10 { _ = try t.nextSeq() } } }
            try expectEqual(store.commits, before + 3, "three batches")
        },
        ContractCase("writers of many threads take turns and lose nothing") { subject in
            let store = try subject.open()
            let pool = BlockingPool(threads: 8, queueLimit: 200)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<40 {
                    group.addTask {
                        try await pool.run {
                            try store.writeNow { t in
                                try t.put(row("r\(index)", seq: try t.nextSeq(), feed: try t.feed(named: "t")))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            pool.shutdown()
            try store.readNow { s in
                try expectEqual(try s.head().seq, 40, "every write got its number")
                try expectEqual(try s.ids(collection: 3).count, 40, "every row is there")
                try Invariants.check(s)
            }
        },
    ]

    /// A little of every kind of write.
    static func writeEverything(_ t: any Transaction, turn: Int64) throws {
        let seq = try t.nextSeq()
        let feed = try t.feed(named: "e/\(turn)")
        try t.put(row("w\(turn)", seq: seq, feed: feed, size: Int(turn) * 900))
        try t.put(row("shared", seq: seq, rev: turn, feed: feed))
        try t.remove(collection: 3, id: "w\(turn - 1)", seq: seq)
        try t.setMeta("turn", [UInt8(turn)])
        try t.setLookup(space: 1, key: [UInt8(turn)], target: "w\(turn)")
        _ = try t.next("employee")
        let grant = try t.addGrant(subject: 7, feed: feed, seq: seq, until: turn * 1000)
        if turn > 1 { try t.endGrant(number: grant.number - 1, seq: seq) }
        let queue = QueueRow(
            id: "d.0", subject: 7, device: "d", last: turn, closed: false, tries: 0, lastTokenTime: turn)
        try t.setQueue(queue)
        let leaf = try t.appendLeaf(bytes: [UInt8](repeating: UInt8(turn), count: 42), body: [0, 1, UInt8(turn)], keys: [turn % 3])
        try t.addLogNodes([LogNodeRow(level: 1, index: turn, hash: [UInt8(turn)])])
        try t.addCheckpoint(CheckpointRow(size: turn, epoch: 0, root: [1], time: turn, note: "n"))
        try t.addOutcome(
            OutcomeRow(
                queue: "d.0", n: turn, hash: [UInt8](repeating: 1, count: 16), code: 0, seq: seq, leaf: leaf, time: turn,
                result: [0, 1, 2], act: [0, 1, 3]))
        _ = try t.addTimer(due: turn * 10, kind: 2, body: { [0, 1, UInt8($0)] })
        let blob = try t.addBlob(
            BlobRow(number: 0, key: [9, UInt8(turn)], owner: 7, size: 3, received: 0, created: turn, meta: [0, 1], refs: 0))
        try t.addChunk(blob: blob, index: 0, [0, 1, 2, 3])
        try t.noteTime(turn * TimeMark.everyMs)
    }
}
