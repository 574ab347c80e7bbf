import Store

/// Evidence, timers, blobs and re-sealing.
extension MemoryTransaction {
    func appendLeaf(bytes: [UInt8], body: [UInt8]?, keys: [Int64]) throws -> Int64 {
        let index = state.head.leaves
        touch { state in
            state.leaves.append(LeafRow(index: index, bytes: bytes, body: body))
            for key in Set(keys) { state.leafKeys.append(LeafKey(key: key, leaf: index)) }
            state.head.leaves += 1
        }
        return index
    }

    func addLogNodes(_ nodes: [LogNodeRow]) throws {
        touch { state in
            for node in nodes where state.logNodes[node.address] == nil { state.logNodes[node.address] = node.hash }
        }
    }

    func addCheckpoint(_ row: CheckpointRow) throws {
        touch { state in
            state.checkpoints.removeAll { $0.size == row.size }
            let place = state.checkpoints.lastIndex { $0.size < row.size }.map { $0 + 1 } ?? 0
            state.checkpoints.insert(row, at: place)
        }
    }

    func removeCheckpoint(size: Int64) throws {
        guard state.checkpoints.contains(where: { $0.size == size }) else { return }
        touch { $0.checkpoints.removeAll { $0.size == size } }
    }

    func eraseLeafBody(_ index: Int64) throws {
        guard index >= 0, index < state.leaves.count else { return }
        touch { $0.leaves[Int(index)].body = nil }
    }

    func addTimer(due: Int64, kind: Int32, body: (Int64) throws -> [UInt8]) throws -> Int64 {
        let id = state.timerCount + 1
        let timer = TimerRow(id: id, due: due, kind: kind, body: try body(id))
        touch { state in
            state.timerCount = id
            state.timers[id] = timer
        }
        return id
    }

    func removeTimer(_ id: Int64) throws { touch { $0.timers[id] = nil } }

    func addBlob(_ blob: BlobRow) throws -> Int64 {
        guard state.blobKeys[blob.key] == nil else { throw StoreError.other("a blob with this key is there") }
        var blob = blob
        blob.number = state.blobCount + 1
        touch { state in
            state.blobCount = blob.number
            state.blobs[blob.number] = blob
            state.blobKeys[blob.key] = blob.number
        }
        return blob.number
    }

    func setBlob(_ blob: BlobRow) throws {
        guard let old = state.blobs[blob.number] else { return }
        touch { state in
            state.blobKeys[old.key] = nil
            state.blobKeys[blob.key] = blob.number
            state.blobs[blob.number] = blob
        }
    }

    func addChunk(blob: Int64, index: Int64, _ bytes: [UInt8]) throws {
        guard state.blobs[blob] != nil else { throw StoreError.other("a chunk of no blob") }
        touch { $0.chunks[ChunkKey(blob: blob, index: index)] = bytes }
    }

    func removeBlob(_ number: Int64) throws {
        guard let blob = state.blobs[number] else { return }
        touch { state in
            state.blobs[number] = nil
            state.blobKeys[blob.key] = nil
            state.chunks = state.chunks.filter { $0.key.blob != number }
        }
    }

    func reseal(_ place: SealedPlace, _ bytes: [UInt8]) throws {
        touch { state in
            switch place {
            case .row(let header): state.resealRow(header, bytes)
            case .feedName(let number):
                if number >= 1, number <= state.feeds.count { state.feeds[Int(number) - 1].info.sealedName = bytes }
            case .outcomeResult(let queue, let n):
                if state.outcomes[queue]?[n]?.result != nil { state.outcomes[queue]?[n]?.result = bytes }
            case .outcomeAct(let queue, let n):
                if state.outcomes[queue]?[n]?.act != nil { state.outcomes[queue]?[n]?.act = bytes }
            case .leafBody(let index):
                if index < state.leaves.count, state.leaves[Int(index)].body != nil { state.leaves[Int(index)].body = bytes }
            case .timer(let id): state.timers[id]?.body = bytes
            case .blobMeta(let number): state.blobs[number]?.meta = bytes
            case .chunk(let blob, let index):
                let key = ChunkKey(blob: blob, index: index)
                if state.chunks[key] != nil { state.chunks[key] = bytes }
            }
        }
    }
}

extension MemoryState {
    mutating func leaveTombstone(_ key: RecordKey, feed: Int64, seq: Int64) {
        guard let old = feeds[Int(feed) - 1].take(key) else { return }
        var header = old.header
        header.seq = seq
        header.live = false
        header.term = 0
        feeds[Int(feed) - 1].insert(Entry(header: header, body: nil))
    }

    mutating func resealRow(_ header: EntryHeader, _ bytes: [UInt8]) {
        let key = RecordKey(collection: header.collection, id: header.id)
        guard header.feed >= 1, header.feed <= feeds.count else { return }
        let index = feeds[Int(header.feed) - 1].index(seq: header.seq, key: key)
        guard index < feeds[Int(header.feed) - 1].entries.count,
            feeds[Int(header.feed) - 1].entries[index].header == header
        else { return }
        feeds[Int(header.feed) - 1].entries[index].body = bytes
    }

    /// Takes out tombstones and ended grants with a seq up to `border`, and raises the floors.
    mutating func purge(upTo border: Int64, limit: Int) -> Int {
        var left = limit
        for number in feeds.indices {
            let old = feeds[number].entries.filter { !$0.header.live && $0.header.seq <= border }
            for entry in old.prefix(left) {
                _ = feeds[number].take(RecordKey(collection: entry.header.collection, id: entry.header.id))
                feeds[number].info.floor = max(feeds[number].info.floor, entry.header.seq)
                left -= 1
            }
        }
        let ended = grants.values.filter { ($0.lost ?? .max) <= border }.sorted { $0.number < $1.number }
        for grant in ended.prefix(left) {
            grants[grant.number] = nil
            grantsFloor = max(grantsFloor, grant.lost ?? 0)
            left -= 1
        }
        return limit - left
    }
}
