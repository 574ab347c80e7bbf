import GongdaoClient
import Testing
import Wire

@Suite("Retry policy: the duty of every error, as a table") struct RetryPolicyTests {
    @Test("Backoff doubles from 1 s, spreads by half either way, and never exceeds 5 minutes")
    func backoff() {
        #expect(RetryPolicy.backoff(attempt: 0, permille: 0) == 500)
        #expect(RetryPolicy.backoff(attempt: 0, permille: 500) == 1_000)
        #expect(RetryPolicy.backoff(attempt: 0, permille: 999) == 1_499)
        #expect(RetryPolicy.backoff(attempt: 3, permille: 500) == 8_000)
        #expect(RetryPolicy.backoff(attempt: 9, permille: 500) == 300_000)
        #expect(RetryPolicy.backoff(attempt: 9, permille: 999) == 300_000)
        #expect(RetryPolicy.backoff(attempt: 1_000, permille: 0) == 150_000)
        #expect(RetryPolicy.backoff(attempt: -1, permille: -5) == 500)
        for attempt in 0..<40 {
            let waits = [0, 250, 500, 750, 999].map { RetryPolicy.backoff(attempt: attempt, permille: $0) }
            #expect(waits == waits.sorted() && waits.allSatisfy { $0 >= 500 && $0 <= 300_000 })
        }
    }

    static func directive(_ code: ErrorCode, _ value: Int64? = nil, attempt: Int = 0) -> RetryDirective {
        RetryPolicy.directive(for: RPCError(code, value: value), attempt: attempt, permille: 500)
    }

    @Test("Each code has the duty of its class (protocol §9)", arguments: ErrorCode.allCases)
    func table(code: ErrorCode) {
        let expected: RetryDirective =
            switch code {
            case .unavailable, .timeout, .busy, .dependencyMissing, .internalError: .again(afterMs: 1_000)
            case .rateLimited, .quota, .maintenance, .draining: .again(afterMs: 7_000)
            case .tokenExpired, .tokenInvalid, .leaseOver: .identify
            case .stepUp: .stepUp
            case .subjectChanged: .changeSubject
            case .cursorReset, .queueGap, .blobOffset: .resynchronise(value: 7)
            case .forbidden, .notFound, .mutationReused, .conflict, .invalid, .tooLarge, .ruleRefused, .readOnly, .parseError,
                .invalidRequest, .methodNotFound, .invalidParams:
                .refuse
            case .version, .schemaTooOld, .opRetired: .upgrade
            case .deviceLocked, .deviceWiped, .accountClosed, .tenantSuspended: .stop(code)
            }
        #expect(Self.directive(code, 7) == expected)
    }

    @Test("A wait without its seconds backs off; a fault of the server is tried five times")
    func edges() {
        #expect(Self.directive(.rateLimited) == .again(afterMs: 1_000))
        #expect(Self.directive(.rateLimited, 0) == .again(afterMs: 1_000))
        #expect(Self.directive(.draining, 1_000_000) == .again(afterMs: 86_400_000))
        #expect(Self.directive(.internalError, attempt: 3) == .again(afterMs: 8_000))
        #expect(Self.directive(.internalError, attempt: 4) == .giveUp)
        #expect(Self.directive(.unavailable, attempt: 4) == .again(afterMs: 16_000))
    }
}

@Suite("Addresses of servers") struct EndpointTests {
    @Test("Texts and what they mean", arguments: [
        ("demo.example", "tls://demo.example:7443"), ("demo.example:1", "tls://demo.example:1"),
        ("tls://[::1]:9", "tls://[::1]:9"), ("tcp://127.0.0.1:80", "tcp://127.0.0.1:80"), ("[fe80::1]", "tls://[fe80::1]:7443"),
        ("unix:/run/g.sock", "unix:/run/g.sock"), ("unix:///run/g.sock", "unix:/run/g.sock"),
    ])
    func good(text: String, meaning: String) { #expect(Endpoint(text)?.description == meaning) }

    @Test("Texts that are no address", arguments: [
        "", ":1", "h:0", "h:65536", "h:x", "h:1:2", "tcp://", "unix:relative", "[::1", "[]:1", "unix:/" + String(repeating: "x", count: 120),
    ])
    func bad(text: String) { #expect(Endpoint(text) == nil) }
}
