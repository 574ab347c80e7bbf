public import Wire

/// What one `sync` did.
public struct SyncReport: Sendable, Equatable {
    /// Acts answered by this sync, by local number.
    public var answered: [Int64] = []
    /// Why the outbox could not be emptied; nil where it was. Pulls went on all the same.
    public var stopped: RPCError?
    /// Acts at the head of a queue that the server would not take, by local number: they hold what stands behind them.
    public var held: [Int64] = []
    public var pages = 0
    public var rows = 0
    public var removed = 0
    /// Feeds this device may no longer hold.
    public var dropped: [String] = []
    /// The cache was read anew from the start.
    public var reset = false
    /// Collections whose digest differed and were repaired, as `feed/collection`.
    public var repaired: [String] = []
    /// What was found out about the tenant's log; alarms are not to be overlooked.
    public var log: [LogNews] = []
    public var bytesOut = 0
    public var bytesIn = 0
    public var elapsedMs: Int64 = 0

    public init() {}

    mutating func add(_ page: Page) {
        pages += 1
        rows += page.put.reduce(0) { $0 + $1.rows.count }
        removed += page.gone.reduce(0) { $0 + $1.ids.count }
        dropped += page.drop
        reset = reset || page.reset
    }
}
