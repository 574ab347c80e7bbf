import Store

/// The evidence log.
extension SQLiteTransaction {
    private static let addLeaf = Query("INSERT INTO leaves (number, bytes, body) VALUES (?, ?, ?)")
    private static let eraseLeaf = Query("UPDATE leaves SET body = NULL WHERE number = ?")
    private static let addNode = Query("INSERT OR IGNORE INTO log_nodes (address, hash) VALUES (?, ?)")
    private static let addCheckpointQuery = Query(
        """
        INSERT OR REPLACE INTO checkpoints (size, epoch, root, time, note, cosignatures) VALUES (?, ?, ?, ?, ?, ?)
        """)
    private static let removeCheckpointQuery = Query("DELETE FROM checkpoints WHERE size = ?")

    func appendLeaf(bytes: [UInt8], body: [UInt8]?, keys: [Int64]) throws -> Int64 {
        let index = counters.tenant.leaves
        try write(SQLiteTransaction.addLeaf, [.int(index), .blob(bytes), .optional(body)])
        try addKeys(keys, leaf: index)
        count { $0.tenant.leaves = index + 1 }
        return index
    }

    func eraseLeafBody(_ index: Int64) throws { try write(SQLiteTransaction.eraseLeaf, [.int(index)]) }

    func addLogNodes(_ nodes: [LogNodeRow]) throws {
        for node in nodes { try write(SQLiteTransaction.addNode, [.int(node.address), .blob(node.hash)]) }
    }

    func addCheckpoint(_ row: CheckpointRow) throws {
        try write(
            SQLiteTransaction.addCheckpointQuery,
            [.int(row.size), .int(row.epoch), .blob(row.root), .int(row.time), .text(row.note), .text(row.cosignatures)])
    }

    func removeCheckpoint(size: Int64) throws { try write(SQLiteTransaction.removeCheckpointQuery, [.int(size)]) }
}

extension SQLiteSnapshot {
    private static let nodeQuery = Query("SELECT hash FROM log_nodes WHERE address = ?")
    private static let checkpointQuery = Query(
        """
        SELECT size, epoch, root, time, note, cosignatures FROM checkpoints WHERE size <= ? ORDER BY size DESC LIMIT 1
        """)

    func logNode(level: Int, index: Int64) throws -> [UInt8]? {
        try sql.one(SQLiteSnapshot.nodeQuery, [.int(LogNodeRow.address(level: level, index: index))]) { $0.bytes(0) }
    }

    func checkpoint(atMost size: Int64) throws -> CheckpointRow? {
        try sql.one(SQLiteSnapshot.checkpointQuery, [.int(size)]) { row in
            CheckpointRow(
                size: row.int(0), epoch: row.int(1), root: row.bytes(2), time: row.int(3), note: row.text(4), cosignatures: row.text(5))
        }
    }
}
