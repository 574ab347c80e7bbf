internal import Wire

/// Where the sync of one profile stands; kept in the same transaction as the rows it speaks of.
public struct SyncState: Codable, Sendable, Equatable {
    /// Nil before the first page and after 1301: the next pull is a snapshot.
    public var cursor: String?
    /// Raised by each reset; rows carry the one that brought them.
    public var generation: Int64 = 0
    /// A reset is not yet complete: rows of older generations stay readable until its last page.
    public var sweeping = false
    /// The last page had `more: false`; in between, what is held is true row by row but not as a whole.
    public var consistent = false

    public init() {}
}

/// What a page changes, in the order it is to happen.
public enum RowChange: Sendable, Equatable {
    /// Rows of all other feeds go.
    case keepOnly(feeds: [String])
    case drop(feed: String)
    /// Only if the stored feed is this one: a row that moved is another feed's by now.
    case remove(feed: String, collection: String, id: String)
    case columns(collection: String, names: [String])
    case put(CachedRow)
    /// Rows that no page of this generation brought go.
    case sweep(before: Int64)
}

/// Turns a page into changes: a pure function, so that a model can be run against it (protocol §6; why.md B1, B3).
public enum SyncApplier {
    /// All changes and the new state belong into one local transaction.
    public static func apply(_ page: Page, to state: SyncState) -> (SyncState, [RowChange]) {
        var state = state
        var changes: [RowChange] = []
        if page.reset {
            state.generation += 1
            state.sweeping = true
            changes.append(.keepOnly(feeds: page.feeds))
        }
        changes += page.drop.map { .drop(feed: $0) }
        for group in page.gone { changes += group.ids.map { .remove(feed: group.feed, collection: group.collection, id: $0) } }
        for group in page.put {
            changes.append(.columns(collection: group.collection, names: group.columns))
            for values in group.rows {
                guard let id = values[0].stringValue, let rev = values[1].intValue else { continue }
                changes.append(.put(CachedRow(feed: group.feed, collection: group.collection, id: id, rev: rev, values: values)))
            }
        }
        if let cursor = page.cursor { state.cursor = cursor }
        state.consistent = !page.more
        if state.sweeping && !page.more {
            changes.append(.sweep(before: state.generation))
            state.sweeping = false
        }
        return (state, changes)
    }

    /// After 1301: the next pull starts from nothing, over a cache that stays readable until it is replaced.
    public static func reset(_ state: SyncState) -> SyncState {
        var state = state
        state.cursor = nil
        state.consistent = false
        return state
    }
}
