public import Records
internal import Wire

/// What is held, and how old it is.
public struct Holdings: Sendable, Equatable {
    public var session: SessionState
    public var contact: Contact
    public var lease: Lease
    public var rows: Int
    /// False in the middle of a snapshot, and before the first sync has ended.
    public var consistent: Bool
    public var unanswered: Int
}

extension Client {
    /// The records of a collection with the pending acts laid over them, in no particular order. Works offline within the lease.
    public func entries(_ collection: String) throws -> [Entry] {
        let (rows, columns, outbox) = try readableCache().read { transaction in
            (try transaction.rows(collection: collection), try transaction.columns(collection), try transaction.outbox())
        }
        let confirmed = rows.map { Entry(collection: collection, id: $0.id, rev: $0.rev, members: Client.members($0, columns)) }
        return Overlay.apply(outbox.items, to: confirmed, of: collection)
    }

    public func entry(_ collection: String, _ id: String) throws -> Entry? {
        let (row, columns, outbox) = try readableCache().read { transaction in
            (try transaction.row(collection: collection, id: id), try transaction.columns(collection), try transaction.outbox())
        }
        let confirmed = row.map { [Entry(collection: collection, id: $0.id, rev: $0.rev, members: Client.members($0, columns))] } ?? []
        return Overlay.apply(outbox.items, to: confirmed, of: collection).first { $0.id == id }
    }

    /// Typed records with their entries. A record that only exists as an act may lack what the server adds; it is left out here and
    /// stands in `entries`.
    public func records<R: Record>(_ type: R.Type) throws -> [(record: R, entry: Entry)] {
        try entries(R.schema.name).compactMap { entry in
            if entry.rev == 0 { return (try? entry.record(type)).map { ($0, entry) } }
            return (try entry.record(type), entry)
        }
    }

    /// Throws only where there is no profile to speak of; an expired lease is reported, not thrown.
    public func holdings() throws -> Holdings {
        let file = try cache()
        guard let session = try file.session() else { throw ClientError.notSignedIn }
        let contact = try file.contact()
        let lease = Lease.of(contact, readSeconds: session.readSeconds, purgeSeconds: session.purgeSeconds, nowMs: nowMs)
        return Holdings(
            session: session, contact: contact, lease: lease, rows: try file.read { try $0.rowCount() },
            consistent: try file.syncState().consistent, unanswered: try file.outbox().unanswered)
    }

    private static func members(_ row: CachedRow, _ columns: [String]) -> JSONObject {
        let all = row.members(columns.isEmpty ? Schema.named(row.collection)?.columns.map(\.name) ?? [] : columns)
        // Null means absent, as in a typed record.
        return JSONObject(all.filter { $0.0 != "rev" && $0.1 != .null }.map { ($0.0, $0.1) })
    }
}
