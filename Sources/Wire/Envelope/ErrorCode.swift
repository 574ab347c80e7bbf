/// Every error code of the protocol (§9) and of JSON-RPC 2.0. A closed list; the text of a code never changes.
public enum ErrorCode: Int, CaseIterable, Sendable, Codable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603

    case unavailable = 1001
    case timeout = 1002
    case busy = 1003
    case dependencyMissing = 1004

    case rateLimited = 1101
    case quota = 1102
    case maintenance = 1103
    case draining = 1104

    case tokenExpired = 1201
    case tokenInvalid = 1202
    case stepUp = 1203
    case leaseOver = 1204
    case subjectChanged = 1205

    case cursorReset = 1301
    case queueGap = 1302
    case blobOffset = 1303

    case forbidden = 1401
    case notFound = 1402
    case mutationReused = 1403
    case conflict = 1404
    case invalid = 1405
    case tooLarge = 1406
    case ruleRefused = 1407
    case readOnly = 1408

    case version = 1501
    case schemaTooOld = 1502
    case opRetired = 1503

    case deviceLocked = 1601
    case deviceWiped = 1602
    case accountClosed = 1603
    case tenantSuspended = 1604
}

/// What a client does about an error: `code / 100`, and for JSON-RPC's own codes what §9 says.
public enum RetryClass: Int, CaseIterable, Sendable {
    /// Same bytes, backoff.
    case transient = 10
    /// Same bytes after the seconds in the message.
    case wait = 11
    /// Refresh or sign in, then the same bytes; nothing was consumed.
    case identity = 12
    /// Take the value in the message, go on.
    case resynchronise = 13
    /// Never the same bytes.
    case refused = 14
    /// Update the app.
    case upgrade = 15
    /// Lock or destroy.
    case stop = 16
}

extension ErrorCode {
    public var retryClass: RetryClass {
        switch self {
        case .internalError: .transient
        case .parseError, .invalidRequest, .methodNotFound, .invalidParams: .refused
        default: RetryClass(rawValue: rawValue / 100) ?? .refused
        }
    }

    /// The word in `error.message`.
    public var symbol: String { row.symbol }

    /// One sentence for documents and logs.
    public var meaning: String { row.meaning }

    /// When several errors apply, the one with the lowest precedence is answered (§9); a column of its own, since the numbers are
    /// sorted by what the client does about them.
    public var precedence: Int { row.precedence }
}
