import Store

/// By what leaves are found: `leaf_recent` holds the newest leaves with their keyed hashes in the order they come, `leaf_index` the
/// older ones in the order of the hashes. Every leaf of the former is newer than every leaf of the latter.
extension SQLiteTransaction {
    private static let addRecent = Query("INSERT INTO leaf_recent (leaf, keys) VALUES (?, ?)")
    private static let addKey = Query("INSERT OR IGNORE INTO leaf_index (key, leaf) VALUES (?, ?)")
    private static let forgetRecent = Query("DELETE FROM leaf_recent")

    /// So many leaves are moved at once, in the transaction of the last of them: few enough to be read through by a question (a
    /// millisecond), enough that a page of the index takes several of their hashes.
    private static let moved: Int64 = 1_024

    func addKeys(_ keys: [Int64], leaf: Int64) throws {
        if !keys.isEmpty {
            try write(SQLiteTransaction.addRecent, [.int(leaf), .blob(LeafKeys.bytes(Set(keys)))])
        }
        guard (leaf + 1).isMultiple(of: SQLiteTransaction.moved) else { return }
        var pairs: [(key: Int64, leaf: Int64)] = []
        for row in try sql.all(SQLiteSnapshot.recentUp, [.int(-1)], LeafKeys.row) { pairs += row.keys.map { ($0, row.leaf) } }
        pairs.sort { ($0.key, $0.leaf) < ($1.key, $1.leaf) }
        for pair in pairs { try write(SQLiteTransaction.addKey, [.int(pair.key), .int(pair.leaf)]) }
        try write(SQLiteTransaction.forgetRecent, [])
    }
}

extension SQLiteSnapshot {
    private static let leavesUp = Query("SELECT leaf FROM leaf_index WHERE key = ? AND leaf > ? ORDER BY leaf LIMIT ?")
    private static let leavesDown = Query("SELECT leaf FROM leaf_index WHERE key = ? AND leaf < ? ORDER BY leaf DESC LIMIT ?")
    fileprivate static let recentUp = Query("SELECT leaf, keys FROM leaf_recent WHERE leaf > ? ORDER BY leaf")
    private static let recentDown = Query("SELECT leaf, keys FROM leaf_recent WHERE leaf < ? ORDER BY leaf DESC")

    func leaves(key: Int64, after: Int64, limit: Int) throws -> [Int64] {
        let old = try sql.all(SQLiteSnapshot.leavesUp, [.int(key), .int(after), .int(Int64(limit))]) { $0.int(0) }
        guard old.count < limit else { return old }
        return old + (try recent(SQLiteSnapshot.recentUp, from: after, key, limit - old.count))
    }

    func leaves(key: Int64, before: Int64, limit: Int) throws -> [Int64] {
        let new = try recent(SQLiteSnapshot.recentDown, from: before, key, limit)
        guard new.count < limit else { return new }
        return new + (try sql.all(SQLiteSnapshot.leavesDown, [.int(key), .int(before), .int(Int64(limit - new.count))]) { $0.int(0) })
    }

    private func recent(_ query: Query, from leaf: Int64, _ key: Int64, _ limit: Int) throws -> [Int64] {
        Array(try sql.all(query, [.int(leaf)], LeafKeys.row).lazy.filter { $0.keys.contains(key) }.map(\.leaf).prefix(limit))
    }
}

/// A leaf's keyed hashes in one value.
private enum LeafKeys {
    static func bytes(_ keys: Set<Int64>) -> [UInt8] {
        var out = [UInt8]()
        out.reserveCapacity(keys.count * 8)
        for key in keys { withUnsafeBytes(of: key.bigEndian) { out.append(contentsOf: $0) } }
        return out
    }

    static func row(_ row: RowView) -> (leaf: Int64, keys: [Int64]) {
        let bytes = row.bytes(1)
        let keys = stride(from: 0, to: bytes.count - 7, by: 8).map { start in
            bytes[start..<start + 8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        return (row.int(0), keys)
    }
}
