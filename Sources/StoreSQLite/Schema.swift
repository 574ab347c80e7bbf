import GRDB
import Store

/// A file's layout as numbered steps; a file says in `user_version` how many it has taken.
struct Schema: Sendable {
    struct Step: Sendable {
        let name: String
        let sql: String
    }

    /// "GngD": marks the file as ours.
    static let applicationID: Int64 = 0x476E_6744

    let steps: [Step]

    var newest: Int { steps.count }

    /// Which step a file has reached; 0 for an empty one. Throws for a foreign or a newer file.
    func version(of db: Database) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let owner = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if version == 0, owner == 0 {
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard tables == 0 else { throw StoreError.corrupt("not a file of ours") }
            return 0
        }
        guard owner == Schema.applicationID else { throw StoreError.corrupt("not a file of ours") }
        guard version <= newest else { throw StoreError.newerSchema(found: version, known: newest) }
        return version
    }

    /// Takes the steps that are missing, each in a transaction of its own; a crash in between leaves a complete older version.
    func migrate(_ queue: DatabaseQueue, from version: Int) throws {
        var migrator = DatabaseMigrator()
        for (index, step) in steps.enumerated() {
            migrator.registerMigration(step.name) { db in
                try db.execute(sql: step.sql)
                try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
            }
        }
        try migrator.migrate(queue)
    }
}
