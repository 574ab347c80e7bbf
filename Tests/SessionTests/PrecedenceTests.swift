import Base
import Casework
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// Each row is a request to which two errors apply; the one with the lower precedence is answered (§9).
@Suite("Precedence of errors")
struct PrecedenceTests {
    let now = Timestamp(ms: 1_795_220_212_108)
    private let machine = ConnectionStateTests()

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var signedIn = true
        var expired = false
        var draining = false
        var greeted = true
        var full = false
        var line: String
        var first: ErrorCode
        var second: ErrorCode
        var testDescription: String { name }
    }

    static let long = String(repeating: "a", count: Limits.anonymousLineBytes)
    static let cases: [Case] = [
        Case(name: "unreadable before too long", signedIn: false, line: "{\(long)", first: .parseError, second: .tooLarge),
        Case(name: "too long before hello", signedIn: false, greeted: false,
            line: #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"\#(long)"}}"#, first: .tooLarge, second: .version),
        Case(name: "no request before hello", greeted: false, line: #"{"id":1,"method":"ping"}"#, first: .invalidRequest, second: .version),
        Case(name: "hello before unknown", greeted: false, line: #"{"jsonrpc":"2.0","id":1,"method":"no.such"}"#,
            first: .version, second: .methodNotFound),
        Case(name: "draining before unknown", draining: true, line: #"{"jsonrpc":"2.0","id":1,"method":"no.such"}"#,
            first: .draining, second: .methodNotFound),
        Case(name: "unknown before no session", signedIn: false, line: #"{"jsonrpc":"2.0","id":1,"method":"tenant.list"}"#,
            first: .methodNotFound, second: .tokenInvalid),
        Case(name: "no session before parameters", signedIn: false, line: #"{"jsonrpc":"2.0","id":1,"method":"sync.push","params":[]}"#,
            first: .tokenInvalid, second: .invalidParams),
        Case(name: "expired before too many", expired: true, full: true, line: #"{"jsonrpc":"2.0","id":1,"method":"sync.pull"}"#,
            first: .tokenExpired, second: .rateLimited),
        Case(name: "too many before parameters", full: true, line: #"{"jsonrpc":"2.0","id":1,"method":"sync.pull","params":[]}"#,
            first: .rateLimited, second: .invalidParams),
        Case(name: "draining before no session", signedIn: false, draining: true,
            line: #"{"jsonrpc":"2.0","id":1,"method":"sync.pull"}"#, first: .draining, second: .tokenInvalid),
    ]

    @Test("Of two errors the one with precedence is answered", arguments: cases)
    func pairs(_ example: Case) {
        #expect(example.first.precedence < example.second.precedence)
        var state = machine.fresh()
        if example.greeted {
            let binding = ConnectionStateTests.binding(expires: example.expired ? now.ms : .max)
            state = machine.opened(example.signedIn ? binding : nil)
        }
        if example.full {
            for id in 100..<116 { _ = state.received(machine.line("ping", id: id), now: now) }
        }
        if example.draining {
            // Something open keeps the draining connection alive.
            _ = state.received(machine.line("ping", id: 50), now: now)
            _ = state.drain(comeBackSeconds: 1)
        }
        #expect(machine.code(state.received(Array(example.line.utf8), now: now)) == Int64(example.first.rawValue))
    }

    @Test("The table's precedences are all different, and in the order of the protocol's page")
    func order() {
        let page: [ErrorCode] = [
            .parseError, .tooLarge, .invalidRequest, .version, .draining, .maintenance, .methodNotFound, .tokenExpired, .tokenInvalid,
            .tenantSuspended, .accountClosed, .deviceWiped, .deviceLocked, .subjectChanged, .leaseOver, .rateLimited, .quota, .invalid,
            .invalidParams, .mutationReused, .queueGap, .cursorReset, .blobOffset, .schemaTooOld, .opRetired, .stepUp, .forbidden,
            .notFound, .conflict, .ruleRefused, .readOnly, .dependencyMissing, .busy, .timeout, .unavailable, .internalError,
        ]
        #expect(ErrorCode.allCases.sorted { $0.precedence < $1.precedence } == page)
        #expect(Set(ErrorCode.allCases.map(\.precedence)).count == ErrorCode.allCases.count)
    }
}
