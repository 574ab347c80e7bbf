public import Wire

/// Everything that can go wrong in this library. Each case tells the app what it may still do; none of them loses the outbox.
public enum ClientError: Error, Sendable, Equatable {
    /// The server cannot be reached, or the connection ended before the answer; the text is for logs.
    case offline(String)
    /// No answer within the time allowed. The act may have happened: the same bytes are sent again.
    case timeout
    /// The server answered with an error of the protocol (§9).
    case rpc(RPCError)
    /// What the server sent is not what the protocol promises; the text names the member.
    case badAnswer(String)
    /// There is no session on this device: sign in or activate first.
    case notSignedIn
    /// The offline lease is over: what is held stays sealed until the server has been reached.
    case leaseOver(lastContactMs: Int64)
    /// The device was locked by its owner or an officer; the outbox is kept.
    case locked
    /// What this device held was destroyed, by order or because the lease ran out; sign in anew.
    case wiped
    /// The account is closed or the tenant suspended (1603, 1604); what is held stays readable within the lease.
    case stopped(ErrorCode)
    /// The app is too old for the server (class 15); the cache stays readable and the outbox is kept.
    case upgrade(ErrorCode)
    /// The cache was written by a newer version of this library.
    case newerCache(found: Int, known: Int)
    /// The cache cannot be read: its key is missing or does not open it, or the file is damaged.
    case cacheUnreadable(String)
    /// The local disk refuses to keep what must be kept (full, read-only).
    case cannotStore(String)
    /// 1,000 acts wait for an answer (protocol §7); sync first.
    case outboxFull
    /// All 16 queues of this device are used up; sign in anew to get a new device.
    case queuesExhausted
    /// No act of the outbox has this number.
    case unknownItem(Int64)
    /// The act was sent, or is answered; it can no longer be taken back here.
    case notUndoable(Int64)
    /// An address, a path or an argument given to the library is not usable; the text says which.
    case badArgument(String)
}
