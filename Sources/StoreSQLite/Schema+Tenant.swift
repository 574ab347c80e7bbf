extension Schema {
    /// A tenant's partition. Index columns hold numbers, opaque ids and keyed hashes only (why.md S14).
    static let tenant = Schema(steps: [
        Step(name: "001 partition", sql: partition),
        Step(name: "002 ages", sql: ages),
        Step(name: "003 tree", sql: tree),
        Step(name: "004 recent leaves", sql: recentLeaves),
    ])

    private static let partition = """
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

    /// Marks that turn ages into mutation numbers, and the two indexes by which old things are found.
    private static let ages = """
        CREATE TABLE marks (seq INTEGER PRIMARY KEY, ms INTEGER NOT NULL);
        CREATE INDEX entries_gone ON entries (feed, seq) WHERE live = 0;
        CREATE INDEX blobs_orphan ON blobs (created) WHERE refs = 0;
        """

    /// The log's tree: completed subtrees (level · 2^48 + index), signed checkpoints, and keyed hashes by which leaves are found.
    /// An older file's nodes are computed by its first batch.
    private static let tree = """
        CREATE TABLE log_nodes (address INTEGER PRIMARY KEY, hash BLOB NOT NULL);
        CREATE TABLE checkpoints (
            size INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, root BLOB NOT NULL, time INTEGER NOT NULL, note TEXT NOT NULL,
            cosignatures TEXT NOT NULL
        );
        CREATE TABLE leaf_index (key INTEGER NOT NULL, leaf INTEGER NOT NULL, PRIMARY KEY (key, leaf)) WITHOUT ROWID;
        """

    /// The keyed hashes of the newest leaves, one row a leaf, 8 bytes (big endian) a hash, until enough are there to be moved to
    /// `leaf_index` in its order: written one by one, each hash would touch a page of its own in every batch.
    private static let recentLeaves = """
        CREATE TABLE leaf_recent (leaf INTEGER PRIMARY KEY, keys BLOB NOT NULL);
        """

    /// The platform's documents.
    static let platform = Schema(steps: [
        Step(
            name: "001 documents",
            sql: """
                CREATE TABLE documents (
                    kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)
                ) WITHOUT ROWID;
                """)
    ])
}
