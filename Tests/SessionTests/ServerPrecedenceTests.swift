import Base
import Casework
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// Pairs of the protocol's order (§9) that need a whole server: each request deserves both errors and gets the first.
@Suite("Precedence over a connection")
struct ServerPrecedenceTests {
    private func stand(_ secondFactor: IdentityPolicy.SecondFactor = .none, _ body: (Stand) async throws -> Void) async throws {
        let stand = try Stand(.memory)
        try await stand.makeTenant(secondFactor: secondFactor)
        try await body(stand)
        try await stand.remove()
    }

    private func greeted(_ stand: Stand) async throws -> Speaker {
        let speaker = Speaker(stand)
        try await speaker.hello()
        return speaker
    }

    private func pair(_ first: ErrorCode, _ second: ErrorCode) { #expect(first.precedence < second.precedence) }

    @Test("1406 before -32600: nine thousand bytes that are no request, before sign-in")
    func long() async throws {
        try await stand { stand in
            let speaker = try await greeted(stand)
            let filling = String(repeating: "a", count: Limits.anonymousLineBytes)
            speaker.send(#"{"id":1,"method":"ping","params":{"x":"\#(filling)"}}"#)
            #expect(await speaker.next()?["error"]?["code"] == 1406)
            speaker.send(#"{"id":1,"method":"ping","params":{"x":"short"}}"#)
            #expect(await speaker.next()?["error"]?["code"] == -32600)
            pair(.tooLarge, .invalidRequest)
        }
    }

    @Test("1501 before 1104: a second hello while the server drains")
    func helloTwice() {
        let machine = ConnectionStateTests()
        var state = machine.opened()
        _ = state.received(machine.line("ping", id: 50), now: machine.now)
        _ = state.drain(comeBackSeconds: 1)
        #expect(machine.code(state.received(machine.line("hello", id: 51), now: machine.now)) == 1501)
        pair(.version, .draining)
    }

    @Test("1501 before -32602: a version that is not spoken here may have other parameters")
    func hello() async throws {
        try await stand { (stand: Stand) async throws -> Void in
            func code(_ params: JSON) async throws -> ErrorCode? { try await Speaker(stand).refusal("hello", params)?.code }
            #expect(try await code(["v": [9, 9], "app": "a/1"]) == .version)
            #expect(try await code(["v": [9, 9], "app": 5]) == .version)
            #expect(try await code(["v": [1, 1], "app": 5]) == .invalidParams)
            #expect(try await code(["v": [1], "app": "a/1"]) == .invalidParams)
            pair(.version, .invalidParams)
        }
    }

    @Test("1201 before 1604: an old access token of a suspended tenant; with a good one 1604")
    func suspended() async throws {
        try await stand { stand in
            let person = try await stand.hire("E1")
            let old = try await stand.session(person).who["access"] ?? .null
            stand.advance(ms: Limits.accessTokenMs - 60_000)
            let good = try await stand.session(person).who["access"] ?? .null
            stand.advance(ms: 61_000)
            try await stand.registry.suspend(Stand.tenant, reason: "test", by: "ops")
            #expect(try await greeted(stand).refusal("auth.use", ["access": old])?.code == .tokenExpired)
            #expect(try await greeted(stand).refusal("auth.use", ["access": good])?.code == .tenantSuspended)
            pair(.tokenExpired, .tenantSuspended)
        }
    }

    @Test("1602 before 1601: a wiped device of a locked account, on its way back")
    func wiped() async throws {
        try await stand { stand in
            let people = try await stand.hireAll()
            let person = try #require(people[.employee])
            let hr = try await stand.session(try #require(people[.hr]))
            let lost = try await stand.session(person)
            let kept = try await stand.session(person)
            _ = try await kept.call("device.revoke", ["dev": .string(lost.device), "do": "wipe"])
            _ = try await hr.call("account.lock", ["account": .string(person.account), "reason": "test"])
            #expect(try await greeted(stand).refusal("auth.use", ["access": lost.who["access"] ?? .null])?.code == .deviceWiped)
            #expect(try await greeted(stand).refusal("auth.use", ["access": kept.who["access"] ?? .null])?.code == .deviceLocked)
            pair(.deviceWiped, .deviceLocked)
        }
    }

    @Test("1101 before -32602: a device over its allowance with parameters that are none")
    func allowance() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            let muts = JSON.array(Array(repeating: ["n": 1, "op": "void", "a": [:]], count: Limits.mutationsPerPush))
            var codes: [ErrorCode?] = []
            // Without `q` the parameters are wrong from the first call on; the allowance is asked before them.
            for _ in 0..<10 { codes.append(try await speaker.refusal("sync.push", ["muts": muts])?.code) }
            #expect(codes.first == .invalidParams && codes.last == .rateLimited, "\(codes)")
            pair(.rateLimited, .invalidParams)
        }
    }

    @Test("-32602 before 1203 before 1402; -32602 before 1401 before 1402")
    func roles() async throws {
        try await stand(.staff) { stand in
            let people = try await stand.hireAll()
            let hr = try await stand.session(try #require(people[.hr]))
            let employee = try await stand.session(try #require(people[.employee]))
            for (speaker, code) in [(hr, ErrorCode.stepUp), (employee, .forbidden)] {
                #expect(try await speaker.refusal("account.find", ["staff_no": 7])?.code == .invalidParams)
                #expect(try await speaker.refusal("account.find", ["staff_no": "nobody"])?.code == code)
            }
            pair(.invalidParams, .stepUp)
            pair(.stepUp, .notFound)
            pair(.forbidden, .notFound)
        }
    }

    @Test("1203 of a push stands behind its repeats, and in a round fails its own half only")
    func round() async throws {
        try await stand(.staff) { stand in
            let people = try await stand.hireAll()
            let hr = try await stand.session(try #require(people[.hr]))
            let push: JSON = ["q": .string(hr.queue), "muts": [try hr.mutation("announcement.publish", [:], n: 1)]]
            #expect(try await hr.refusal("sync.push", push)?.code == .stepUp)
            let both = try await hr.call("sync.round", ["push": push, "pull": [:]])
            #expect(both["push"]?["error"]?["code"] == 1203, "\(both)")
            #expect(both["pull"]?["put"] != nil)
        }
    }
}
