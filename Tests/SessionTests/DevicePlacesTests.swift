import Base
import Casework
import Foundation
import Identity
import Records
import Support
import Testing
import Wire

@Suite("Sixteen devices are places, not the lifetime of an account", .serialized) struct DevicePlacesTests {
    private func stand(_ body: (Stand, TestPerson) async throws -> Void) async throws {
        let stand = try Stand(.memory)
        try await stand.makeTenant()
        try await body(stand, try await stand.hire("E1"))
        try await stand.remove()
    }

    private func states(_ speaker: Speaker) async throws -> [String] {
        try await speaker.call("device.list")["devices"]?.arrayValue?.compactMap { $0["state"]?.stringValue } ?? []
    }

    @Test("A sign-in without a key retires the unsigned device that was unused longest, and only that one")
    func unsigned() async throws {
        try await stand { stand, person in
            let signed = try await stand.session(person)
            let oldest = try await stand.session(person, device: nil)
            for _ in 0..<20 {
                stand.advance(ms: 1000)
                _ = try await stand.session(person, device: nil)
            }
            let states = try await states(signed)
            #expect(states.count { $0 == "active" } == Limits.devicesPerAccount && states.count == 22)
            await oldest.settle()
            #expect(oldest.transport.isClosed, "whoever holds the retired device is told")
        }
    }

    @Test("A locked or wiped device frees its place; sixteen with keys refuse a password, and an officer's code is the way back")
    func signed() async throws {
        try await stand { stand, person in
            let first = try await stand.session(person)
            for _ in 1..<Limits.devicesPerAccount {
                stand.advance(ms: 1000)
                _ = try await stand.session(person)
            }
            await #expect(throws: RPCError.self) { _ = try await stand.session(person) }
            let other = try await first.call("device.list")["devices"]?[5]?["id"] ?? .null
            _ = try await first.call("device.revoke", ["dev": other, "do": "wipe"])
            _ = try await stand.session(person)
            await #expect(throws: RPCError.self) { _ = try await stand.session(person) }

            let hr = try await stand.session(try await stand.hire("H1", .hr))
            let issued = try await hr.call("account.issue_code", ["staff_no": "E1"])
            let (device, speaker) = (TestDevice(), Speaker(stand))
            try await speaker.hello()
            let nonce = try await speaker.nonce()
            _ = try await speaker.call("auth.activate", [
                "tenant": "demo", "login": "E1", "code": issued["code"] ?? .null, "password": "a brand new one",
                "device": ["name": "phone", "key": .string(device.keyText)], "nonce": .string(nonce),
                "sig": .string(try device.challenge(server: Stand.serverName, tenant: "demo", nonce: nonce)),
            ])
            let states = try await states(speaker)
            #expect(states.count { $0 == "active" } == Limits.devicesPerAccount && states.contains("revoked"))
        }
    }

    @Test("What stands before a withheld operation is consumed, the withheld one waits, and a lost answer is answered all the same")
    func withheld() async throws {
        let stand = try Stand(.memory)
        try await stand.makeTenant(secondFactor: .staff)
        let hr = try await stand.session(try await stand.hire("H1", .hr), device: nil)
        let queue = JSON.string("\(hr.who["device"]?.stringValue ?? "").0")
        let push: JSON = ["q": queue, "muts": [["n": 1, "op": "void", "a": [:]], ["n": 2, "op": "announcement.withdraw", "a": ["id": "x"]]]]
        let answer = try await hr.call("sync.push", push)
        #expect(answer["lm"] == 1 && answer["res"]?[0]?[1] == "ok")
        #expect(answer["res"]?[1] == [2, "wait", 1203] && answer["res"]?[2] == nil)
        #expect(try await hr.call("sync.push", push)["res"]?[0]?[1] == "dup")
        try await stand.remove()
    }
}
