import Foundation
import GRDB
import Store
import StoreContract
import StoreSQLite
import Testing

/// Files of every schema there ever was, kept as they were, and what they must become.
enum OldSchemas {
    struct Old: Sendable, CustomTestStringConvertible {
        let version: Int
        let migrations: [String]
        let sql: String
        var testDescription: String { "schema \(version)" }
    }

    static let all = [
        Old(version: 1, migrations: ["001 partition"], sql: first),
        Old(version: 2, migrations: ["001 partition", "002 ages"], sql: first + ages),
        Old(version: 3, migrations: ["001 partition", "002 ages", "003 tree"], sql: first + ages + tree),
    ]

    private static let tree = """

        CREATE TABLE log_nodes (address INTEGER PRIMARY KEY, hash BLOB NOT NULL);
        CREATE TABLE checkpoints (
            size INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, root BLOB NOT NULL, time INTEGER NOT NULL, note TEXT NOT NULL,
            cosignatures TEXT NOT NULL
        );
        CREATE TABLE leaf_index (key INTEGER NOT NULL, leaf INTEGER NOT NULL, PRIMARY KEY (key, leaf)) WITHOUT ROWID;
        INSERT INTO leaf_index VALUES (7, 0);
        """

    private static let ages = """

        CREATE TABLE marks (seq INTEGER PRIMARY KEY, ms INTEGER NOT NULL);
        CREATE INDEX entries_gone ON entries (feed, seq) WHERE live = 0;
        CREATE INDEX blobs_orphan ON blobs (created) WHERE refs = 0;
        """

    /// A little data, in columns that the first schema already had.
    static let rows = """
        UPDATE head SET epoch = 1, seq = 1099511627778, grants = 1, leaves = 1;
        INSERT INTO feeds VALUES (1, x'0a', x'0b', 1099511627778, 0);
        INSERT INTO digests VALUES (1, 3, 2, 9);
        INSERT INTO entries VALUES (1, 1099511627777, 3, 'a', 1048577, 1, 4, x'01', NULL);
        INSERT INTO bodies VALUES (1, zeroblob(4000));
        INSERT INTO entries VALUES (1, 1099511627778, 3, 'b', 1048577, 1, 5, NULL, 1);
        INSERT INTO entries VALUES (1, 1099511627776, 3, 'c', 1048577, 0, 0, NULL, NULL);
        INSERT INTO spent VALUES (\(SpentHash.of(collection: 3, id: "a"))), (\(SpentHash.of(collection: 3, id: "b")));
        INSERT INTO grants VALUES (1, 7, 1, 1099511627777, NULL, NULL);
        INSERT INTO leaves VALUES (0, x'01', NULL);
        INSERT INTO sequences VALUES ('employee', 41);
        """

    private static let first = """
        CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL, seq INTEGER NOT NULL, grants INTEGER NOT NULL,
            leaves INTEGER NOT NULL, grants_floor INTEGER NOT NULL, timers INTEGER NOT NULL, blobs INTEGER NOT NULL
        );
        INSERT INTO head VALUES (1, 0, 0, 0, 0, 0, 0, 0);
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE feeds (
            number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, name BLOB NOT NULL,
            head INTEGER NOT NULL DEFAULT 0, floor INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE digests (
            feed INTEGER NOT NULL, collection INTEGER NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL,
            PRIMARY KEY (feed, collection)
        ) WITHOUT ROWID;

        -- Clustered as it is pulled: a page is one range. Bodies above 1.5 KB stand in their own table.
        CREATE TABLE entries (
            feed INTEGER NOT NULL, seq INTEGER NOT NULL, collection INTEGER NOT NULL, id TEXT NOT NULL,
            rev INTEGER NOT NULL, live INTEGER NOT NULL, term INTEGER NOT NULL, body BLOB, large INTEGER,
            PRIMARY KEY (feed, seq, collection, id)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX entries_key ON entries (feed, collection, id);
        CREATE UNIQUE INDEX entries_live ON entries (collection, id) WHERE live = 1;
        CREATE TABLE bodies (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE spent (hash INTEGER PRIMARY KEY);

        CREATE TABLE grants (
            number INTEGER PRIMARY KEY, subject INTEGER NOT NULL, feed INTEGER NOT NULL, gained INTEGER NOT NULL,
            lost INTEGER, until INTEGER
        );
        CREATE INDEX grants_subject ON grants (subject);
        CREATE INDEX grants_feed ON grants (feed);
        CREATE TABLE lookups (
            space INTEGER NOT NULL, key BLOB NOT NULL, target TEXT NOT NULL, PRIMARY KEY (space, key)
        ) WITHOUT ROWID;

        CREATE TABLE queues (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject INTEGER NOT NULL, device TEXT NOT NULL,
            last INTEGER NOT NULL, closed INTEGER NOT NULL, tries INTEGER NOT NULL, token_time INTEGER NOT NULL
        );
        CREATE INDEX queues_device ON queues (device, id);
        CREATE TABLE outcomes (
            number INTEGER PRIMARY KEY, queue INTEGER NOT NULL, n INTEGER NOT NULL, hash BLOB NOT NULL, code INTEGER NOT NULL,
            seq INTEGER NOT NULL, leaf INTEGER NOT NULL, time INTEGER NOT NULL, result BLOB, act BLOB
        );
        CREATE UNIQUE INDEX outcomes_key ON outcomes (queue, n);

        CREATE TABLE leaves (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL, body BLOB);
        CREATE TABLE timers (
            id INTEGER PRIMARY KEY, due INTEGER NOT NULL, kind INTEGER NOT NULL, body BLOB NOT NULL
        );
        CREATE INDEX timers_due ON timers (due, id);
        CREATE TABLE blobs (
            number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, owner INTEGER NOT NULL, size INTEGER NOT NULL,
            received INTEGER NOT NULL, created INTEGER NOT NULL, meta BLOB NOT NULL, refs INTEGER NOT NULL
        );
        CREATE TABLE chunks (
            number INTEGER PRIMARY KEY, blob INTEGER NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL
        );
        CREATE UNIQUE INDEX chunks_key ON chunks (blob, position);
        """
}

@Suite("Migrations") struct MigrationTests {
    private static func layout(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try String.fetchAll(db, sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
        }
    }

    @Test("A file of each old schema becomes what a fresh one is, keeps its data, and is copied first", arguments: OldSchemas.all)
    func migrate(old: OldSchemas.Old) throws {
        let folder = try TemporaryFolder()
        let factory = try SQLiteFactory(directory: folder.path)
        let path = folder.path + "/tenants/1.sqlite"
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            try db.execute(sql: old.sql)
            try db.execute(sql: OldSchemas.rows)
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            for name in old.migrations { try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [name]) }
            try db.execute(sql: "PRAGMA application_id = 1198417732")
            try db.execute(sql: "PRAGMA user_version = \(old.version)")
        }
        try queue.close()

        let store = try factory.tenant(1, create: false)
        try store.readNow { s in
            try Invariants.check(s)
            #expect(try s.ids(feed: 1, collection: 3) == ["a", "b"])
            #expect(try s.entry(collection: 3, id: "b")?.body?.count == 4_000)
            #expect(try s.leaves(key: 7, after: -1, limit: 9) == (old.version >= 3 ? [0] : []), "found by what an older version wrote")
            #expect(try s.sequence("employee") == 41)
            #expect(try s.checkpoint(atMost: .max) == nil && s.logNode(level: 1, index: 0) == nil)
        }
        #expect(try store.writeNow { try $0.nextSeq() } == 1_099_511_627_779)
        try store.close()
        let fresh = try factory.tenant(2, create: true)
        try fresh.close()
        #expect(try Self.layout(path) == Self.layout(folder.path + "/tenants/2.sqlite"))
        #expect(FileManager.default.fileExists(atPath: path + ".v\(old.version).bak"))
        #expect(try Self.layout(path + ".v\(old.version).bak") != Self.layout(path))
    }

    @Test("There is a fixture for every schema before the newest")
    func complete() throws {
        let folder = try TemporaryFolder()
        try SQLiteFactory(directory: folder.path).tenant(1, create: true).close()
        let queue = try DatabaseQueue(path: folder.path + "/tenants/1.sqlite")
        let newest = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        try queue.close()
        #expect(OldSchemas.all.map(\.version) == Array(1..<newest))
    }
}
