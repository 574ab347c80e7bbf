import Store

/// One row of a table with sealed values in it.
struct SealedGroup {
    let key: SealedCursor
    let rows: [SealedRow]
}

extension MemorySnapshot {
    /// All sealed values of one table, in the order of their keys.
    func sealedValues(table: Int) -> [SealedGroup] {
        let groups: [SealedGroup]
        switch table {
        case 0: groups = state.feeds.flatMap(sealedRows)
        case 1:
            groups = state.feeds.map { feed in
                let key = SealedCursor(table: 1, first: feed.info.number)
                return SealedGroup(
                    key: key, rows: [SealedRow(place: .feedName(feed.info.number), bytes: feed.info.sealedName)])
            }
        case 2: groups = state.outcomes.values.flatMap { $0.values.map(sealedOutcome) }
        case 3:
            groups = state.leaves.map { leaf in
                let row = leaf.body.map { SealedRow(place: .leafBody(leaf.index), bytes: $0) }
                return SealedGroup(key: SealedCursor(table: 3, first: leaf.index), rows: row.map { [$0] } ?? [])
            }
        case 4:
            groups = state.timers.values.map { timer in
                let key = SealedCursor(table: 4, first: timer.id)
                return SealedGroup(key: key, rows: [SealedRow(place: .timer(timer.id), bytes: timer.body)])
            }
        case 5:
            groups = state.blobs.values.map { blob in
                let key = SealedCursor(table: 5, first: blob.number)
                return SealedGroup(key: key, rows: [SealedRow(place: .blobMeta(blob.number), bytes: blob.meta)])
            }
        default:
            groups = state.chunks.map { key, bytes in
                let cursor = SealedCursor(table: 6, first: key.blob, second: key.index)
                return SealedGroup(key: cursor, rows: [SealedRow(place: .chunk(blob: key.blob, index: key.index), bytes: bytes)])
            }
        }
        return groups.sorted { MemorySnapshot.precedes($0.key, $1.key) }
    }

    private func sealedRows(_ feed: FeedState) -> [SealedGroup] {
        feed.entries.map { entry in
            let header = entry.header
            let key = SealedCursor(
                table: 0, first: header.feed, second: header.seq, third: Int64(header.collection), text: header.id)
            return SealedGroup(key: key, rows: entry.body.map { [SealedRow(place: .row(header), bytes: $0)] } ?? [])
        }
    }

    private func sealedOutcome(_ outcome: OutcomeRow) -> SealedGroup {
        var rows: [SealedRow] = []
        if let result = outcome.result {
            rows.append(SealedRow(place: .outcomeResult(queue: outcome.queue, n: outcome.n), bytes: result))
        }
        if let act = outcome.act {
            rows.append(SealedRow(place: .outcomeAct(queue: outcome.queue, n: outcome.n), bytes: act))
        }
        return SealedGroup(key: SealedCursor(table: 2, first: outcome.n, text: outcome.queue), rows: rows)
    }

    /// The order of a table's keys; any fixed one serves.
    static func precedes(_ a: SealedCursor, _ b: SealedCursor) -> Bool {
        let left = (a.first, a.second, a.third)
        let right = (b.first, b.second, b.third)
        return left != right ? left < right : a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
}
