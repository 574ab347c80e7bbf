internal import Wire

extension CacheFile {
    static let syncDocument = "sync"
    static let columnsDocument = "columns"

    func syncState() throws -> SyncState { try read { try $0.value(SyncState.self, CacheFile.syncDocument) ?? SyncState() } }

    /// Applies one page in one transaction. `from` is the cursor the page starts at: where the stored one is another by now (a second
    /// process, a delta that crossed a pull) nothing is done and false is returned; the caller pulls again (why.md B14).
    /// `also` runs in the same transaction, after the rows.
    func apply(_ page: Page, from cursor: String?, also: (CacheTransaction) throws -> Void = { _ in }) throws -> Bool {
        try write { transaction in
            let stored = try transaction.value(SyncState.self, CacheFile.syncDocument) ?? SyncState()
            guard stored.cursor == cursor else { return false }
            let (state, changes) = SyncApplier.apply(page, to: stored)
            for change in changes { try transaction.perform(change, generation: state.generation) }
            try transaction.setValue(state, CacheFile.syncDocument)
            try also(transaction)
            return true
        }
    }

    func resetSync() throws {
        try write { transaction in
            let stored = try transaction.value(SyncState.self, CacheFile.syncDocument) ?? SyncState()
            try transaction.setValue(SyncApplier.reset(stored), CacheFile.syncDocument)
        }
    }
}

extension CacheTransaction {
    func perform(_ change: RowChange, generation: Int64) throws {
        switch change {
        case .keepOnly(let feeds): try keepOnly(feeds: feeds)
        case .drop(let feed): try drop(feed: feed)
        case .remove(let feed, let collection, let id): try remove(collection: collection, id: id, ifIn: feed)
        case .columns(let collection, let names): try setColumns(collection, names)
        case .put(let row): try put(row, generation: generation)
        case .sweep(let generation): try sweep(before: generation)
        }
    }

    func columns(_ collection: String) throws -> [String] {
        try document(CacheFile.columnsDocument)?[collection]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// Columns are only ever appended, so the longest list known also names the values of shorter rows.
    func setColumns(_ collection: String, _ names: [String]) throws {
        var all = try document(CacheFile.columnsDocument)?.objectValue ?? JSONObject()
        if (all[collection]?.arrayValue?.count ?? 0) >= names.count { return }
        all[collection] = .array(names.map(JSON.string))
        try setDocument(CacheFile.columnsDocument, .object(all))
    }
}
