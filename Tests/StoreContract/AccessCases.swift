import Store

extension StoreContract {
    static let accessCases: [ContractCase] = [
        ContractCase("grants are numbered in order, found by subject and feed, and end once") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                let (a, b) = (try t.feed(named: "a"), try t.feed(named: "b"))
                let first = try t.addGrant(subject: 1, feed: a, seq: try t.nextSeq(), until: nil)
                let second = try t.addGrant(subject: 1, feed: b, seq: try t.nextSeq(), until: 99)
                let third = try t.addGrant(subject: 2, feed: a, seq: try t.nextSeq(), until: nil)
                try expectEqual([first.number, second.number, third.number], [1, 2, 3], "numbers")
                try t.endGrant(number: 1, seq: try t.nextSeq())
                try t.endGrant(number: 1, seq: try t.nextSeq())
            }
            try store.readNow { s in
                let mine = try s.grants(subject: 1)
                try expectEqual(mine.map(\.number), [1, 2], "of the subject")
                try expectEqual(mine.first?.lost, 4, "lost under the first end")
                try expectEqual(mine.last?.until, 99, "until")
                try expectEqual(try s.grants(feed: 1).map(\.number), [1, 3], "of the feed")
                try expectEqual(try s.head().grants, 3, "counted")
            }
        },
        ContractCase("a lookup key has one holder until it is let go") { subject in
            let store = try subject.open()
            try store.writeNow { t in
                try t.setLookup(space: 1, key: [1], target: "a")
                try t.setLookup(space: 1, key: [1], target: "a")
                try t.setLookup(space: 2, key: [1], target: "b")
                try expectThrows(.lookupTaken, "another holder") { try t.setLookup(space: 1, key: [1], target: "b") }
                try expectEqual(try t.lookup(space: 1, key: [1]), "a", "the first stays")
                try t.removeLookup(space: 1, key: [1])
                try t.setLookup(space: 1, key: [1], target: "b")
            }
            try expectEqual(try store.readNow { try $0.lookup(space: 1, key: [1]) }, "b", "the new holder")
            try expectEqual(try store.readNow { try $0.lookup(space: 3, key: [1]) }, nil, "another space")
        },
        ContractCase("old tombstones and ended grants are purged by age, and the floors say up to where") { subject in
            let store = try subject.open()
            let hour = TimeMark.everyMs
            try store.writeNow { t in
                let feed = try t.feed(named: "t")
                try t.noteTime(0)
                for index in 1...4 {
                    try t.put(row("r\(index)", seq: try t.nextSeq(), feed: feed))
                    try t.remove(collection: 3, id: "r\(index)", seq: try t.nextSeq())
                    let grant = try t.addGrant(subject: 1, feed: feed, seq: try t.nextSeq(), until: nil)
                    if index < 4 { try t.endGrant(number: grant.number, seq: try t.nextSeq()) }
                    try t.noteTime(Int64(index) * hour)
                }
            }
            try expectEqual(try store.writeNow { try $0.purgeTombstones(before: hour, limit: 100) }, 0, "none is older yet")
            // The mark of hour 2 says that seqs up to 8 are at least that old.
            try expectEqual(try store.writeNow { try $0.purgeTombstones(before: 2 * hour + 1, limit: 100) }, 4, "two of each")
            try store.readNow { s in
                try expectEqual(try s.feed(number: 1)?.floor, 6, "the feed's floor: the seq of the highest one gone")
                try expectEqual(try s.grantsFloor(), 8, "the grants' floor")
                try expectEqual(try s.changes(feed: 1, after: 0).map(\.header.id), ["r3", "r4"], "the younger stay")
                try Invariants.check(s)
            }
            try expectEqual(try store.writeNow { try $0.purgeTombstones(before: .max, limit: 1) }, 1, "at most so many")
            try expectEqual(try store.writeNow { try $0.purgeTombstones(before: .max, limit: 100) }, 2, "the rest")
            try expectEqual(try store.readNow { try $0.grants(subject: 1).map(\.number) }, [4], "a lasting grant stays")
        },
    ]

    static let queueCases: [ContractCase] = [
        ContractCase("a queue keeps its counter and its owner; a device's queues are listed") { subject in
            let store = try subject.open()
            let queue = QueueRow(id: "d.1", subject: 3, device: "d", last: 0, closed: false, tries: 2, lastTokenTime: 5)
            try store.writeNow { t in
                try t.setQueue(queue)
                try t.setQueue(QueueRow(id: "d.0", subject: 3, device: "d", last: 9, closed: true, tries: 0, lastTokenTime: 0))
                try t.setQueue(QueueRow(id: "e.0", subject: 4, device: "e", last: 1, closed: false, tries: 0, lastTokenTime: 0))
            }
            try expectEqual(try store.readNow { try $0.queue("d.1") }, .some(queue), "the queue")
            try expectEqual(try store.readNow { try $0.queue("d.9") }, nil, "none")
            try expectEqual(try store.readNow { try $0.queues(device: "d").map(\.id) }, ["d.0", "d.1"], "of the device")
        },
        ContractCase("an outcome is stored once, and trimming keeps hash and code") { subject in
            let store = try subject.open()
            func outcome(_ n: Int64) -> OutcomeRow {
                OutcomeRow(
                    queue: "d.0", n: n, hash: [UInt8(n)], code: Int32(n), seq: n, leaf: -1, time: n * 10, result: [1], act: [2])
            }
            try store.writeNow { t in
                try t.setQueue(QueueRow(id: "d.0", subject: 1, device: "d", last: 9, closed: false, tries: 0, lastTokenTime: 0))
                for n in 1...9 { try t.addOutcome(outcome(Int64(n))) }
            }
            try expectThrows(.other(""), "twice the same n") { try store.writeNow { try $0.addOutcome(outcome(3)) } }
            try store.writeNow { try $0.trimOutcomes(queue: "d.0", keepFrom: 4, resultsBefore: 60) }
            try store.readNow { s in
                try expectEqual(try s.outcome(queue: "d.0", n: 3), nil, "below the kept ones")
                var five = outcome(5)
                five.result = nil
                try expectEqual(try s.outcome(queue: "d.0", n: 5), five, "aged: without its result")
                try expectEqual(try s.outcome(queue: "d.0", n: 6), outcome(6), "young: whole")
                try expectEqual(try s.outcome(queue: "x.0", n: 6), nil, "of another queue")
            }
        },
    ]
}
