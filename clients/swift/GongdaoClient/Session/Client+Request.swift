internal import Base
public import Wire

extension Client {
    /// One request of the session, for questions that only the server can answer. Renews the session once where it is over;
    /// transient errors are the caller's to repeat (`patiently`).
    public func request(_ method: String, _ params: JSON = [:], timeoutMs: Int64 = 30_000) async throws -> JSON {
        var renewed = false
        while true {
            let link = try await connected()
            do {
                return try await link.channel.call(method, params, timeoutMs: timeoutMs)
            } catch ClientError.rpc(let error) {
                switch error.code {
                case .tokenExpired, .tokenInvalid:
                    // In `auth.*` it is the password or code given that does not hold: asking twice would count twice.
                    if renewed || error.code == .tokenInvalid && method.hasPrefix("auth.") { throw ClientError.rpc(error) }
                    renewed = true
                    try cache().changeSession { $0.accessMs = 0 }
                    await disconnect()
                case .deviceLocked, .deviceWiped, .accountClosed, .tenantSuspended:
                    try await obey(error.code, link)
                    await disconnect()
                    throw error.code == .deviceWiped ? ClientError.wiped : error.code == .deviceLocked ? .locked : .stopped(error.code)
                default: throw ClientError.rpc(error)
                }
            }
        }
    }

    /// Repeats `body` while the duty of its error is to send the same bytes again, as long as `ClientOptions` has patience.
    /// `tries` where it is less.
    func patiently<R: Sendable>(tries: Int? = nil, _ body: () async throws -> R) async throws -> R {
        var attempt = 0
        while true {
            do {
                return try await body()
            } catch let error as ClientError {
                let permille = options.random.below(1000)
                let directive: RetryDirective
                switch error {
                case .rpc(let rpc): directive = RetryPolicy.directive(for: rpc, attempt: attempt, permille: permille)
                case .offline, .timeout:
                    directive = RetryPolicy.disconnected(attempt: attempt, permille: permille)
                    await disconnect()
                default: throw error
                }
                attempt += 1
                guard case .again(let afterMs) = directive, attempt < tries ?? options.tries, afterMs <= options.longestWaitMs else {
                    throw error
                }
                try await options.sleep(afterMs)
            }
        }
    }
}
