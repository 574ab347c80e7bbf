public import Wire

/// Records to rows and back. A row is a JSON array in column order, `[id, rev, …]`, with nulls where a value is absent;
/// it is stored as it travels.
public enum RowCoder {
    /// The row of a record in the newest column order; trailing nulls are kept, so that every row has every column. In canonical form
    /// (RFC 8785), so that the log commits to it as it is stored.
    public static func row<R: Record>(_ record: R, rev: Int64) throws -> [UInt8] {
        guard case .object(let members) = try WireEncoder.json(record) else { throw RowError.notAnObject(R.schema.name) }
        var values: [JSON] = []
        values.reserveCapacity(R.schema.columns.count)
        for column in R.schema.columns {
            values.append(column.name == "rev" ? .int(rev) : members[column.name] ?? .null)
        }
        return try JSON.array(values).canonical()
    }

    /// Reads a stored row. A shorter one was written before columns were appended: the missing ones are absent.
    public static func record<R: Record>(_: R.Type, row: [UInt8]) throws -> (R, rev: Int64) {
        try record(R.self, names: R.schema.columns.lazy.map(\.name), row: try JSON(parsing: row))
    }

    /// Reads a row as a page brings it, with the columns that the page names.
    public static func record<R: Record>(_: R.Type, columns: [String], row: JSON) throws -> (R, rev: Int64) {
        try record(R.self, names: columns, row: row)
    }

    private static func record<R: Record>(_: R.Type, names: some Sequence<String>, row: JSON) throws -> (R, rev: Int64) {
        guard case .array(let values) = row else { throw RowError.notAnArray(R.schema.name) }
        var rev: Int64?
        var members: [(String, JSON)] = []
        members.reserveCapacity(values.count)
        for (name, value) in zip(names, values) where value != .null {
            if name == "rev" { rev = value.intValue } else { members.append((name, value)) }
        }
        guard let rev else { throw RowError.noRevision(R.schema.name) }
        return (try WireDecoder.decode(R.self, from: .object(JSONObject(members))), rev)
    }
}

/// A row that is none. Rows come from our own store or from the server, so this is damage or a wrong peer, never a user's mistake.
public enum RowError: Error, Equatable {
    case notAnObject(String)
    case notAnArray(String)
    case noRevision(String)
}
