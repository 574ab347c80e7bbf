public import Wire

/// What a client does next after an error: the duty of its class (protocol §9), as a value.
public enum RetryDirective: Sendable, Equatable {
    /// Send the same bytes again after this time.
    case again(afterMs: Int64)
    /// Refresh the session, else sign in; then the same bytes. Nothing was consumed.
    case identify
    /// Ask for the second factor, then the same bytes.
    case stepUp
    /// Another person is signed in; the queue waits for its own.
    case changeSubject
    /// Take the value of the message and go on from there.
    case resynchronise(value: Int64?)
    /// Never the same bytes again; tell the person why.
    case refuse
    /// The app must be updated; the cache stays readable and the outbox is kept.
    case upgrade
    /// Lock or destroy what is held, or stop for good.
    case stop(ErrorCode)
    /// A fault of the server that five tries did not cure; keep the bytes and try at the next sync.
    case giveUp
}

/// Backoff by class of error. Pure: jitter comes in as a number, so a table can test it.
public enum RetryPolicy {
    /// First wait of class 10, in milliseconds; doubles with each try.
    public static let firstMs: Int64 = 1_000
    /// No wait is longer than this.
    public static let capMs: Int64 = 300_000
    /// How often a `−32603` is tried.
    public static let internalTries = 5

    /// `1 s · 2^attempt ± 50 %`, at most 5 minutes. `attempt` counts from 0; `permille` is a random number in 0..<1000.
    public static func backoff(attempt: Int, permille: Int) -> Int64 {
        let doublings = min(max(attempt, 0), 20)
        let base = min(capMs, firstMs << Int64(doublings))
        let jitter = Int64(min(max(permille, 0), 999))
        return min(capMs, base / 2 + base * jitter / 1000)
    }

    /// The duty for an answer with an error. `attempt` counts the earlier tries with the same bytes.
    public static func directive(for error: RPCError, attempt: Int, permille: Int) -> RetryDirective {
        if error.code == .internalError && attempt + 1 >= internalTries { return .giveUp }
        switch error.code.retryClass {
        case .transient: return .again(afterMs: backoff(attempt: attempt, permille: permille))
        case .wait:
            guard let seconds = error.value, seconds > 0 else {
                return .again(afterMs: backoff(attempt: attempt, permille: permille))
            }
            return .again(afterMs: min(seconds, 86_400) * 1000)
        case .identity:
            switch error.code {
            case .stepUp: return .stepUp
            case .subjectChanged: return .changeSubject
            default: return .identify
            }
        case .resynchronise: return .resynchronise(value: error.value)
        case .refused: return .refuse
        case .upgrade: return .upgrade
        case .stop: return .stop(error.code)
        }
    }

    /// A connection that ended, or an answer that did not come: class 10.
    public static func disconnected(attempt: Int, permille: Int) -> RetryDirective {
        .again(afterMs: backoff(attempt: attempt, permille: permille))
    }
}
