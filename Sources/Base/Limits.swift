/// Every bound of the project, in one place; related ones are checked against each other by a test.
/// Sizes are bytes and durations milliseconds unless the name says otherwise.
public enum Limits {
    // MARK: Lines and pages (protocol §1)
    /// The longest line anyone may send, until the peer's `hello` raises it.
    public static let lineBytes = 1_000_000
    /// The longest line the server reads from a signed-in client.
    public static let serverLineBytes = 1_048_576
    /// The longest line before sign-in, and the longest `auth.sign_in`.
    public static let anonymousLineBytes = 8 * 1024
    public static let signInLineBytes = 16 * 1024
    public static let helloWaitMs: Int64 = 10_000
    /// What a page of rows aims at, and at most holds where it is made on an event loop.
    public static let pageBytes = 256 * 1024
    public static let loopPageBytes = 32 * 1024
    public static let jsonDepth = 32
    public static let batchMembers = 64
    public static let requestsInFlight = 16
    public static let idleSeconds = 300
    public static let longPollSeconds = 25

    // MARK: Compression (protocol §3)
    /// Effort of zlib: 23 µs a KiB of rows; a level less costs 2 % of the bytes.
    public static let segmentLevel: Int32 = 9
    /// A segment may become this much whatever it was, and this many times what it was beyond; a sender that would pass it stores.
    public static let segmentFreeBytes = 64 * 1024
    public static let segmentRatio = 100
    /// Inflated bytes handed on at a time.
    public static let segmentPieceBytes = 32 * 1024
    /// Ready states of zlib that a process keeps, each way.
    public static let segmentStatesKept = 16

    // MARK: Records (why.md B4)
    public static let rowBytes = 64 * 1024
    public static let mutationFeedBytes = 384 * 1024
    public static let idBytes = 64
    public static let textBytes = 16 * 1024

    // MARK: Queues (protocol §7)
    public static let mutationsPerPush = 200
    public static let mutationBytes = 256 * 1024
    public static let queuesPerDevice = 16
    /// Numbers below the last one whose outcome code is kept as long as the queue lives; also what a client may have unanswered.
    public static let outcomesKept: Int64 = 1_000
    public static let outcomeResultDays = 90
    /// A mutation that throws is consumed as `no −32603` at this try.
    public static let poisonTries = 3
    public static let batchMutations = 512
    public static let queuedMutationsPerTenant = 8_192

    // MARK: Feeds (protocol §6)
    public static let tombstoneDays = 90
    public static let feedsPerSubject = 64
    /// Leaves of one record looked at for the one that wrote its present version.
    public static let rowLeaves = 64
    /// A final page carries a new time token when the last one given is older.
    public static let timeTokenMs: Int64 = 10 * 60_000
    public static let verifyBucketRows = 64

    // MARK: Blobs (protocol §8)
    public static let blobChunkBytes = 192 * 1024
    public static let blobBytes = 32 * 1024 * 1024
    public static let blobOrphanMs: Int64 = 24 * 3_600_000

    // MARK: Evidence
    /// Leaves of an older file whose nodes are computed in one transaction.
    public static let logSlice: Int64 = 4_096
    /// A final page carries the newest checkpoint at least so often.
    public static let checkpointMs: Int64 = 24 * 3_600_000

    /// Witnesses of a tenant's log whose signatures are taken (a note holds 16 lines), and all there ever were.
    public static let witnesses = 8
    public static let witnessRecords = 100
    /// So far a witness's clock may be from ours, in seconds.
    public static let witnessClockS: Int64 = 600

    /// Leaves looked at for one answer of `audit.search`, and recomputed for one of `audit.verify`.
    public static let auditLeaves = 2_000
    public static let auditSlice: Int64 = 4_096
    public static let auditFindings = 1_000
    /// So long without a leaf is worth an auditor's look, and so far behind the last leaf's time a clock.
    public static let auditGapMs: Int64 = 7 * 86_400_000
    public static let auditClockMs: Int64 = 5_000

    // MARK: Retention and break-glass
    /// Records looked at for one answer of `retention.due`.
    public static let retentionLooked = 400
    /// Holds named in one answer.
    public static let holdsListed = 500
    /// The longest an operator may be let in, and how many rows one such reading gives.
    public static let consentMs: Int64 = 72 * 3_600_000
    public static let consentRows = 50

    // MARK: Identity (protocol §4)
    public static let accessTokenMs: Int64 = 15 * 60_000
    public static let refreshTokenMs: Int64 = 90 * 86_400_000
    public static let nonceMs: Int64 = 60_000
    public static let activationMs: Int64 = 7 * 86_400_000
    public static let passwordHashesAtOnce = 2
    public static let passwordHashQueue = 64
    public static let devicesPerAccount = 16
    /// Devices that an account's list names, those that ended among them.
    public static let devicesRemembered = 64
    public static let offlineReadSeconds = 30 * 86_400
    public static let offlinePurgeSeconds = 90 * 86_400

    // MARK: Rates
    public static let mutationsPerSecond = 50
    public static let bytesPerSecond = 4 * 1024 * 1024
    /// Uploads of one account, on all its devices, and their bytes: a day's worth at once, and so many a day after that (1102).
    public static let uploadsPerDay = 2_000
    public static let uploadBytesPerDay = 512 * 1024 * 1024

    // MARK: Printed evidence
    /// A sealed chunk of the items that wait for an index, and a piece of a page that is handed on.
    public static let indexSpoolChunkBytes = 64 * 1024
    public static let indexPieceBytes = 64 * 1024
    /// Characters without a shape that are told one by one.
    public static let indexMissingCharacters = 256
    /// Items of a kind that the table of contents still lists one by one.
    public static let indexListedItems = 30

    // MARK: Exports
    /// Bundles that a process makes at once, and that wait; an account has one.
    public static let exportThreads = 2
    public static let exportQueue = 256
    /// Leaves or records read as of one instant.
    public static let exportSlice = 200
    /// What one bundle takes in at most, and the size of its file; beyond: 1406, ask for less.
    public static let exportLeaves = 200_000
    public static let exportRecords = 100_000
    public static let exportBytes: Int64 = 512 * 1024 * 1024
    /// Items in the list of evidence of its pages.
    public static let exportListed = 500
    /// Chunks of the file stored by one commit.
    public static let exportCommitChunks = 16
    /// A bundle that was interrupted so often is given up.
    public static let exportTries = 3
    /// People named by one access leaf of a bundle.
    public static let exportPeople = 500

    // MARK: Process
    public static let openTenants = 1_024
    public static let commitThreads = 64
    public static let verifyThreads = 4
    public static let verifyQueue = 65_536
    public static let readThreads = 8
    public static let readQueue = 4_096
    /// Questions of law reckoned at once, and waiting.
    public static let statuteThreads = 2
    /// Values of a tenant's own that are kept, withdrawn ones too: every calculation reads them.
    public static let statuteOverrides = 500
    public static let statuteQueue = 1_024
    /// A partition nobody has used for so long is closed.
    public static let tenantIdleMs: Int64 = 5 * 60_000
    /// A data key is rotated at 2^31 seals; AES-GCM with random nonces allows 2^32 (why.md B10).
    public static let sealsPerKey: Int64 = 1 << 31
    /// Sealed values looked at in one slice of a rotation.
    public static let resealSlice = 256
    /// How long copies of wrapped keys may stand in key backups after a tenant was deleted.
    public static let keyBackupMs: Int64 = 35 * 86_400_000
    /// Buckets of one `sync.verify`.
    public static let verifyBuckets = 4_096
    public static let walBytes = 4 * 1024 * 1024
    public static let connections = 10_000
    /// Of one address prefix (/24, /64); loopback is not counted, since a proxy brings everybody from there.
    public static let connectionsPerPrefix = 4_000
    /// Set aside for a full disk: the indexes (32 KiB each) of 500 partitions to be opened for reading.
    public static let diskReserveBytes = 16 * 1024 * 1024
    public static let drainMs: Int64 = 10_000
    /// A socket that takes nothing for so long is closed, and how often one that holds something back is looked at.
    public static let stallMs: Int64 = 20_000
    public static let stallLookMs: Int64 = 5_000
    /// Descriptors beside connections and open tenants: logs, listeners, timers, files being read.
    public static let spareDescriptors = 256
    /// A tenant's open files: database, its log, the log's index, the reading handle.
    public static let descriptorsPerTenant = 6
}
