import Store

/// A write transaction: works on a copy, which the store takes over at commit.
final class MemoryTransaction: MemorySnapshot, Transaction {
    /// Whether anything was written, so that an empty commit is not counted.
    private(set) var changed = false

    func touch<R>(_ body: (inout MemoryState) throws -> R) rethrows -> R {
        changed = true
        return try body(&state)
    }

    func savepoint<R>(_ body: () throws -> R) throws -> R {
        let before = state
        do {
            return try body()
        } catch {
            state = before
            throw error
        }
    }

    // MARK: Numbers

    func nextSeq() throws -> Int64 {
        touch { state in
            state.head.seq += 1
            return state.head.seq
        }
    }

    func raiseEpoch() throws -> Int64 {
        touch { state in
            state.head.epoch += 1
            state.head.seq = Position.start(ofEpoch: state.head.epoch)
            return state.head.epoch
        }
    }

    func next(_ sequence: String) throws -> Int64 {
        touch { state in
            let value = (state.sequences[sequence] ?? 0) + 1
            state.sequences[sequence] = value
            return value
        }
    }

    func noteTime(_ ms: Int64) throws {
        guard TimeMark.isDue(last: state.marks.last, seq: state.head.seq, ms: ms) else { return }
        touch { $0.marks.append(($0.head.seq, ms)) }
    }

    // MARK: Feeds and records

    func makeFeed(key: [UInt8], sealedName: (Int64) throws -> [UInt8]) throws -> FeedInfo {
        if let feed = try feed(key: key) { return feed }
        let number = Int64(state.feeds.count) + 1
        let info = FeedInfo(number: number, key: key, sealedName: try sealedName(number), head: 0, floor: 0)
        touch { state in
            state.feeds.append(FeedState(info: info))
            state.feedKeys[key] = number
        }
        return info
    }

    func put(_ header: EntryHeader, body: [UInt8]) throws {
        guard header.live, feedState(header.feed) != nil else { throw StoreError.other("put into no feed, or of no live row") }
        let key = RecordKey(collection: header.collection, id: header.id)
        touch { state in
            if let old = state.live[key], old != header.feed { state.leaveTombstone(key, feed: old, seq: header.seq) }
            // The row's older version in this feed, or the tombstone of an earlier stay.
            _ = state.feeds[Int(header.feed) - 1].take(key)
            state.feeds[Int(header.feed) - 1].insert(Entry(header: header, body: body))
            state.live[key] = header.feed
            state.spent.insert(SpentHash.of(collection: header.collection, id: header.id))
        }
    }

    func remove(collection: Int32, id: String, seq: Int64) throws {
        let key = RecordKey(collection: collection, id: id)
        guard let feed = state.live[key] else { return }
        touch { state in
            state.leaveTombstone(key, feed: feed, seq: seq)
            state.live[key] = nil
        }
    }

    func purgeTombstones(before ms: Int64, limit: Int) throws -> Int {
        guard let border = state.marks.last(where: { $0.ms < ms })?.seq else { return 0 }
        return touch { $0.purge(upTo: border, limit: limit) }
    }

    func setMeta(_ name: String, _ value: [UInt8]?) throws { touch { $0.meta[name] = value } }

    // MARK: Access

    func setLookup(space: Int32, key: [UInt8], target: String) throws {
        let lookup = LookupKey(space: space, key: key)
        if let holder = state.lookups[lookup], !holder.utf8.elementsEqual(target.utf8) { throw StoreError.lookupTaken }
        touch { $0.lookups[lookup] = target }
    }

    func removeLookup(space: Int32, key: [UInt8]) throws { touch { $0.lookups[LookupKey(space: space, key: key)] = nil } }

    func addGrant(subject: Int64, feed: Int64, seq: Int64, until: Int64?) throws -> Grant {
        touch { state in
            state.head.grants += 1
            let grant = Grant(
                number: state.head.grants, subject: subject, feed: feed, gained: seq, lost: nil, until: until)
            state.grants[grant.number] = grant
            return grant
        }
    }

    func endGrant(number: Int64, seq: Int64) throws {
        guard let grant = state.grants[number], grant.lost == nil else { return }
        touch { $0.grants[number]?.lost = seq }
    }

    // MARK: Queues

    func setQueue(_ queue: QueueRow) throws { touch { $0.queues[queue.id] = queue } }

    func addOutcome(_ outcome: OutcomeRow) throws {
        guard state.queues[outcome.queue] != nil else { throw StoreError.other("outcome of no queue") }
        guard state.outcomes[outcome.queue]?[outcome.n] == nil else { throw StoreError.other("outcome given twice") }
        touch { $0.outcomes[outcome.queue, default: [:]][outcome.n] = outcome }
    }

    func trimOutcomes(queue: String, keepFrom n: Int64, resultsBefore ms: Int64) throws {
        guard let outcomes = state.outcomes[queue] else { return }
        touch { state in
            state.outcomes[queue] = outcomes.filter { $0.key >= n }.mapValues { outcome in
                var outcome = outcome
                if outcome.time < ms { outcome.result = nil }
                return outcome
            }
        }
    }
}
