import Base
import Store

private struct Undo: Error {}

/// Random operations done to two stores at once; after every transaction both must say the same.
/// A seed repeats a run exactly.
package struct ModelRun {
    let random: SeededRandom
    let left: any ContractSubject
    let right: any ContractSubject
    private var stores: (any TenantStore, any TenantStore)
    private var clock: Int64 = 0

    package init(seed: UInt64, _ left: any ContractSubject, _ right: any ContractSubject) throws {
        random = SeededRandom(seed: seed)
        self.left = left
        self.right = right
        stores = (try left.open(), try right.open())
    }

    package mutating func run(transactions: Int) throws {
        for index in 0..<transactions {
            clock += Int64(random.below(3)) * TimeMark.everyMs / 2
            let fault = pick(12) ? FaultPlan.Fault.allCases[random.below(3)] : nil
            if let fault {
                left.faults.plan(fault)
                right.faults.plan(fault)
            }
            let plan = Operation.plan(random, clock: clock)
            let ends = pick(8)
            let a = ModelRun.attempt(stores.0, plan, failsAtEnd: ends, writes: fault != nil)
            let b = ModelRun.attempt(stores.1, plan, failsAtEnd: ends, writes: fault != nil)
            try expectEqual(b, a, "answers of transaction \(index)")
            if fault != nil {
                // An aborted transaction never reached its commit: the plan must not hit the next one.
                left.faults.forget()
                right.faults.forget()
            }
            try compare("after transaction \(index)")
            if pick(25) { try restart() }
        }
        try restart()
        try compare("at the end")
    }

    private func pick(_ oneIn: Int) -> Bool { random.below(oneIn) == 0 }

    private mutating func restart() throws {
        try stores.0.close()
        try stores.1.close()
        try left.restart()
        try right.restart()
        stores = (try left.open(), try right.open())
    }

    private func compare(_ when: String) throws {
        let a = try stores.0.readNow { try Dump.of($0) }
        let b = try stores.1.readNow { snapshot in
            try Invariants.check(snapshot)
            return try Dump.of(snapshot)
        }
        guard a != b else { return }
        let wrong = zip(a + ["end"], b + ["end"]).first { $0 != $1 }
        throw ContractViolation(description: "\(when): \(wrong.map { "\($0)\n  against\n\($1)" } ?? "lengths \(a.count), \(b.count)")")
    }

    /// What each operation answered, as text; errors by their kind.
    private static func attempt(_ store: any TenantStore, _ plan: [Operation], failsAtEnd: Bool, writes: Bool) -> [String] {
        var answers: [String] = []
        do {
            try store.writeNow { t in
                // What a planned fault is to hit must reach its commit in both: one may see a change where the other sees none
                // (a removal of what is not there).
                if writes { _ = try t.nextSeq() }
                for operation in plan {
                    do { answers.append("\(try operation.apply(t))") } catch let error as StoreError {
                        answers.append(kind(error))
                    } catch is Undo { answers.append("undone") }
                }
                if failsAtEnd { throw Undo() }
            }
        } catch let error as StoreError { answers.append(kind(error)) } catch { answers.append("rolled back") }
        return answers
    }

    /// The case's name: what a store says besides may differ.
    private static func kind(_ error: StoreError) -> String { Mirror(reflecting: error).children.first?.label ?? "\(error)" }

    /// One operation with its arguments, so that both stores get the same.
    enum Operation {
        case put(feed: Int, id: Int, collection: Int32, size: Int, newSeq: Bool)
        case remove(id: Int, collection: Int32, newSeq: Bool)
        case lookup(space: Int32, key: UInt8, target: String?)
        case grant(subject: Int64, feed: Int, until: Int64?)
        case endGrant(number: Int64)
        case mutation(queue: Int, time: Int64)
        case trim(queue: Int, keep: Int64, before: Int64)
        case leaf(body: [UInt8]?), erase(Int64)
        case timer(due: Int64), fire(Int64)
        case blob(key: UInt8, refs: Int64, created: Int64), setBlob(Int64, refs: Int64), chunk(Int64, Int64), dropBlob(Int64)
        case next(String), meta(String, [UInt8]?), epoch, time(Int64), purge(Int64, Int)
        indirect case savepoint([Operation], fails: Bool)

        static func plan(_ r: SeededRandom, clock: Int64, depth: Int = 0) -> [Operation] {
            (0...r.below(depth == 0 ? 12 : 5)).map { _ in one(r, clock: clock, depth: depth) }
        }

        private static func one(_ r: SeededRandom, clock: Int64, depth: Int) -> Operation {
            let collection = Int32(3 + r.below(2))
            switch r.below(depth < 2 ? 40 : 36) {
            case 0..<13:
                let size = r.below(6) == 0 ? 1_400 + r.below(400) : r.below(40)
                return .put(feed: r.below(5), id: r.below(25), collection: collection, size: size, newSeq: r.below(3) > 0)
            case 13..<17: return .remove(id: r.below(25), collection: collection, newSeq: r.below(3) > 0)
            case 17: return .lookup(space: Int32(1 + r.below(2)), key: UInt8(r.below(6)), target: r.below(3) == 0 ? nil : "r\(r.below(3))")
            case 18: return .grant(subject: Int64(1 + r.below(4)), feed: r.below(5), until: r.below(2) == 0 ? nil : clock)
            case 19: return .endGrant(number: Int64(r.below(12)))
            case 20, 21: return .mutation(queue: r.below(3), time: clock)
            case 22: return .trim(queue: r.below(3), keep: Int64(r.below(6)), before: clock - Int64(r.below(9)) * TimeMark.everyMs)
            case 23: return .leaf(body: r.below(3) == 0 ? nil : r.bytes(r.below(20)))
            case 24: return .erase(Int64(r.below(10)))
            case 25: return .timer(due: Int64(r.below(100)))
            case 26: return .fire(Int64(r.below(12)))
            case 27: return .blob(key: UInt8(r.below(9)), refs: Int64(r.below(2)), created: clock)
            case 28: return .setBlob(Int64(r.below(8)), refs: Int64(r.below(2)))
            case 29: return .chunk(Int64(1 + r.below(8)), Int64(r.below(3)))
            case 30: return .dropBlob(Int64(r.below(8)))
            case 31: return .next(Dump.sequences[r.below(2)])
            case 32: return .meta(Dump.metas[r.below(3)], r.below(3) == 0 ? nil : r.bytes(r.below(5)))
            case 33: return r.below(6) == 0 ? .epoch : .time(clock)
            case 34: return .time(clock)
            case 35: return .purge(clock - Int64(r.below(12)) * TimeMark.everyMs, 1 + r.below(6))
            default: return .savepoint(plan(r, clock: clock, depth: depth + 1), fails: r.below(2) == 0)
            }
        }
    }
}

extension ModelRun.Operation {
    func apply(_ t: any Transaction) throws -> String {
        switch self {
        case .put(let feed, let id, let collection, let size, let newSeq):
            let number = try t.feed(named: "feed\(feed)")
            let epoch = try t.head().epoch
            let rev = Position.rev(after: try t.entry(collection: collection, id: "r\(id)")?.header.rev ?? 0, epoch: epoch)
            let seq = newSeq ? try t.nextSeq() : try t.head().seq
            try t.put(row("r\(id)", seq: seq, rev: rev, feed: number, collection: collection, size: size))
            return "\(rev)"
        case .remove(let id, let collection, let newSeq):
            try t.remove(collection: collection, id: "r\(id)", seq: newSeq ? try t.nextSeq() : try t.head().seq)
        case .lookup(let space, let key, let target):
            if let target { try t.setLookup(space: space, key: [key], target: target) } else { try t.removeLookup(space: space, key: [key]) }
        case .grant(let subject, let feed, let until):
            let number = try t.feed(named: "feed\(feed)")
            return "\(try t.addGrant(subject: subject, feed: number, seq: try t.nextSeq(), until: until))"
        case .endGrant(let number): try t.endGrant(number: number, seq: try t.nextSeq())
        case .mutation(let queue, let time): return try mutate(t, "d1.\(queue)", time)
        case .trim(let queue, let keep, let before): try t.trimOutcomes(queue: "d1.\(queue)", keepFrom: keep, resultsBefore: before)
        case .savepoint(let plan, let fails):
            return try t.savepoint {
                var answers: [String] = []
                for operation in plan { answers.append(try operation.apply(t)) }
                if fails { throw Undo() }
                return "\(answers)"
            }
        default: return try applyThing(t)
        }
        return "done"
    }

    private func mutate(_ t: any Transaction, _ id: String, _ time: Int64) throws -> String {
        var queue = try t.queue(id) ?? QueueRow(id: id, subject: 1, device: "d1", last: 0, closed: false, tries: 0, lastTokenTime: 0)
        queue.last += 1
        queue.lastTokenTime = time
        try t.setQueue(queue)
        try t.addOutcome(
            OutcomeRow(
                queue: id, n: queue.last, hash: [1, 2], code: 0, seq: try t.nextSeq(), leaf: try t.head().leaves, time: time,
                result: [0, 1], act: nil))
        return "\(queue.last)"
    }

    private func applyThing(_ t: any Transaction) throws -> String {
        switch self {
        case .leaf(let body): return "\(try t.appendLeaf(bytes: [1, 2, 3], body: body, keys: [Int64(body?.first ?? 0) % 10]))"
        case .erase(let index): try t.eraseLeafBody(index)
        case .timer(let due): return "\(try t.addTimer(due: due, kind: 1, body: { [UInt8(truncatingIfNeeded: $0)] }))"
        case .fire(let id): try t.removeTimer(id)
        case .blob(let key, let refs, let created):
            let blob = BlobRow(number: 0, key: [key], owner: 1, size: 9, received: 0, created: created, meta: [0, 1], refs: refs)
            return "\(try t.addBlob(blob))"
        case .setBlob(let number, let refs):
            guard var blob = try t.blob(number: number) else { return "none" }
            blob.refs = refs
            try t.setBlob(blob)
        case .chunk(let blob, let index): try t.addChunk(blob: blob, index: index, [UInt8(index), 1])
        case .dropBlob(let number): try t.removeBlob(number)
        case .next(let name): return "\(try t.next(name))"
        case .meta(let name, let value): try t.setMeta(name, value)
        case .epoch: return "\(try t.raiseEpoch())"
        case .time(let ms): try t.noteTime(ms)
        case .purge(let ms, let limit): return "\(try t.purgeTombstones(before: ms, limit: limit))"
        default: return "not a thing"
        }
        return "done"
    }
}
