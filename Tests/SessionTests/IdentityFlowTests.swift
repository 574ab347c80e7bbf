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

/// Sign-in and everything around it, over a connection, on real stores.
@Suite("Signing in")
struct IdentityFlowTests {
    private func stand(_ body: (Stand) async throws -> Void) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await body(stand)
        try await stand.remove()
    }

    @Test("With a password and a key: who one is, a session, a device vouched for by the password; then by key alone")
    func passwordThenDevice() async throws {
        try await stand { stand in
            let person = try await stand.hire("E1", name: "王芳")
            let device = TestDevice()
            let first = Speaker(stand)
            try await first.hello()
            let who = try await first.signIn(person, device: device)
            #expect(who["name"] == "王芳" && who["roles"] == ["employee"] && who["step_up"] == false)
            let listed = try await first.call("device.list")["devices"]?.arrayValue?.first
            #expect(listed?["voucher"]?["kind"] == "password" && listed?["key"] == true && listed?["current"] == true)
            #expect(listed?["employer_only"] == true)

            let second = Speaker(stand)
            let hello = try await second.hello()
            let nonce = hello["nonce"]?.stringValue ?? ""
            let id = who["device"]?.stringValue ?? ""
            let sig = try device.challenge(server: Stand.serverName, tenant: Stand.tenant, device: id, nonce: nonce)
            let again: JSON = [
                "tenant": .string(Stand.tenant), "device": ["id": .string(id)], "refresh": who["refresh"] ?? .null, "rid": "r1",
                "nonce": .string(nonce), "sig": .string(sig),
            ]
            let back = try await second.call("auth.sign_in", again)
            #expect(back["device"] == who["device"] && back["session"] == who["session"])
            #expect(try await second.refusal("auth.sign_in", again)?.code == .tokenInvalid, "a nonce serves once")
        }
    }

    @Test("A wrong tenant, login, password, key signature or nonce are one and the same 1202")
    func wrong() async throws {
        try await stand { stand in
            let person = try await stand.hire("E1")
            let device = TestDevice()
            let speaker = Speaker(stand)
            try await speaker.hello()
            func attempt(_ tenant: String, _ login: String, _ password: String, key: Bool = false) async throws -> ErrorCode? {
                var params: [(String, JSON)] = [
                    ("tenant", .string(tenant)), ("login", .string(login)), ("password", .string(password)),
                    ("device", key ? ["name": "x", "key": .string(device.keyText)] : ["name": "x"]),
                ]
                if key { params += [("nonce", .string(try await speaker.nonce())), ("sig", .string(try device.sign([1])))] }
                return try await speaker.refusal("auth.sign_in", .object(JSONObject(params)))?.code
            }
            #expect(try await attempt("nowhere", "E1", person.password) == .tokenInvalid)
            #expect(try await attempt("demo", "E2", person.password) == .tokenInvalid)
            #expect(try await attempt("demo", "E1", "wrong") == .tokenInvalid)
            #expect(try await attempt("demo", "E1", person.password, key: true) == .tokenInvalid)
            #expect(try await attempt("demo", "E1", person.password) == nil)
        }
    }

    @Test("Guessing is throttled per account, also after a restart of the server")
    func throttled() async throws {
        let guess: JSON = ["tenant": "demo", "login": "E1", "password": "guess", "device": ["name": "x"]]
        /// The server's first life; everything of it is gone when this returns.
        func first() async throws -> (folder: URL, now: Timestamp, person: TestPerson) {
            let stand = try Stand()
            try await stand.makeTenant()
            let person = try await stand.hire("E1")
            let speaker = Speaker(stand)
            try await speaker.hello()
            for _ in 0..<5 { #expect(try await speaker.refusal("auth.sign_in", guess)?.code == .tokenInvalid) }
            #expect(try await speaker.refusal("auth.sign_in", guess) == RPCError(.rateLimited, value: 30))
            try await stand.stop()
            return (stand.folder, stand.clock.now(), person)
        }
        let (folder, now, person) = try await first()
        let restarted = try Stand(at: folder, start: now)
        let again = Speaker(restarted)
        try await again.hello()
        #expect(try await again.refusal("auth.sign_in", guess)?.code == .rateLimited)
        restarted.advance(ms: 31_000)
        try await again.signIn(person)
        try await restarted.remove()
    }

    @Test("An activation code of HR sets the password; its voucher names the officer; it serves once")
    func activation() async throws {
        try await stand { stand in
            let people = try await stand.hireAll()
            let hr = try await stand.session(try #require(people[.hr]))
            let employee = try #require(people[.employee])
            let issued = try await hr.call("account.issue_code", ["staff_no": .string(employee.staffNo)])
            #expect(issued["state"] == "issued")
            let device = TestDevice()
            let speaker = Speaker(stand)
            try await speaker.hello()
            let nonce = try await speaker.nonce()
            let request: JSON = [
                "tenant": "demo", "login": .string(employee.staffNo), "code": issued["code"] ?? .null, "password": "a brand new one",
                "device": ["name": "phone", "key": .string(device.keyText)], "nonce": .string(nonce),
                "sig": .string(try device.challenge(server: Stand.serverName, tenant: "demo", nonce: nonce)),
            ]
            _ = try await speaker.call("auth.activate", request)
            let devices = try await speaker.call("device.list")["devices"]?.arrayValue
            let officer = try #require(people[.hr]).account
            #expect(devices?.last?["voucher"] == ["kind": "code", "by": .string(officer)])
            let second = Speaker(stand)
            try await second.hello()
            var late = request.objectValue ?? JSONObject()
            late["device"] = ["name": "x"]
            #expect(try await second.refusal("auth.activate", .object(late))?.code == .tokenInvalid)
        }
    }

    @Test("Two devices racing for one activation code: exactly one wins", arguments: [false, true])
    func race(reversed: Bool) async throws {
        try await stand { stand in
            let people = try await stand.hireAll()
            let hr = try await stand.session(try #require(people[.hr]))
            let code = try await hr.call("account.issue_code", ["staff_no": "E1"])["code"] ?? .null
            let speakers = [Speaker(stand), Speaker(stand)]
            for speaker in speakers { try await speaker.hello() }
            let ids = (reversed ? [1, 0] : [0, 1]).map { index in
                (index, speakers[index].request("auth.activate", [
                    "tenant": "demo", "login": "E1", "code": code, "password": .string("password of \(index)"), "device": ["name": "x"],
                ]))
            }
            var won = 0
            for (index, id) in ids {
                do {
                    _ = try await speakers[index].answer(to: id)
                    won += 1
                } catch let error as RPCError {
                    #expect(error.code == .tokenInvalid)
                }
            }
            #expect(won == 1)
        }
    }

    @Test("A code for a staff role takes two officers, nobody issues their own, and a manager none")
    func twoOfficers() async throws {
        try await stand { stand in
            let people = try await stand.hireAll()
            let hr = try await stand.session(try #require(people[.hr]))
            let admin = try await stand.session(try #require(people[.admin]))
            let manager = try await stand.session(try #require(people[.manager]))
            let finance: JSON = ["staff_no": .string(try #require(people[.finance]).staffNo)]
            #expect(try await hr.call("account.issue_code", finance)["state"] == "second_needed")
            #expect(try await hr.call("account.issue_code", finance)["state"] == "second_needed", "the same officer twice is one")
            let issued = try await admin.call("account.issue_code", finance)
            #expect(issued["state"] == "issued" && issued["code"]?.stringValue?.count == 14)
            let own: JSON = ["staff_no": .string(try #require(people[.hr]).staffNo)]
            #expect(try await hr.refusal("account.issue_code", own)?.code == .forbidden)
            #expect(try await manager.refusal("account.issue_code", ["staff_no": "E1"])?.code == .forbidden)
        }
    }

    @Test("A repeated refresh gets the same bytes until the new pair is used; another rid loses")
    func refreshRepetition() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            let first = speaker.who["refresh"] ?? .null
            let one = try await speaker.call("auth.refresh", ["refresh": first, "rid": "r1"])
            stand.advance(ms: 5_000)
            #expect(try await speaker.call("auth.refresh", ["refresh": first, "rid": "r1"]) == one)
            #expect(try await speaker.refusal("auth.refresh", ["refresh": first, "rid": "r2"])?.code == .tokenInvalid)
            _ = try await speaker.call("auth.use", ["access": one["access"] ?? .null])
            #expect(try await speaker.refusal("auth.refresh", ["refresh": first, "rid": "r1"])?.code == .tokenInvalid)
            let two = try await speaker.call("auth.refresh", ["refresh": one["refresh"] ?? .null, "rid": "r3"])
            #expect(two["refresh"] != one["refresh"])
            #expect(try await speaker.refusal("auth.use", ["access": speaker.who["access"] ?? .null])?.code == .tokenInvalid)
        }
    }

    @Test("Using the new refresh token, too, ends the old one")
    func refreshChain() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            var token = speaker.who["refresh"] ?? .null
            for round in 1...5 {
                let next = try await speaker.call("auth.refresh", ["refresh": token, "rid": .string("r\(round)")])["refresh"] ?? .null
                let late = try await speaker.refusal("auth.refresh", ["refresh": token, "rid": "late"])
                #expect(late?.code == .tokenInvalid, "another rid for the token just used loses")
                token = next
            }
        }
    }

    @Test("Two refreshes with one token and different rids: exactly one wins", arguments: 0..<4)
    func refreshRace(seed: Int) async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            let token = speaker.who["refresh"] ?? .null
            let ids = ["a", "b"].map { speaker.request("auth.refresh", ["refresh": token, "rid": .string("\($0)\(seed)")]) }
            var won = 0
            for id in ids { if (try? await speaker.answer(to: id)) != nil { won += 1 } }
            #expect(won == 1)
        }
    }

    @Test("An access token ends after fifteen minutes: 1201, and a fresh pair goes on in place")
    func expiry() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            stand.advance(ms: 200_000)
            _ = try await speaker.call("ping")
            stand.advance(ms: 200_000)
            _ = try await speaker.call("ping")
            stand.advance(ms: 200_000)
            _ = try await speaker.call("ping")
            stand.advance(ms: 200_000)
            _ = try await speaker.call("ping")
            stand.advance(ms: 100_000)
            #expect(try await speaker.refusal("device.list")?.code == .tokenExpired)
            let pair = try await speaker.call("auth.refresh", ["refresh": speaker.who["refresh"] ?? .null, "rid": "r"])
            _ = try await speaker.call("auth.use", ["access": pair["access"] ?? .null])
            _ = try await speaker.call("device.list")
        }
    }

    @Test("Revoking a device ends its connections within a second and its tokens at once; lock is 1601, wipe 1602",
        arguments: [("lock", ErrorCode.deviceLocked), ("wipe", .deviceWiped)])
    func revoke(what: String, code: ErrorCode) async throws {
        try await stand { stand in
            let person = try await stand.hire("E1")
            let device = TestDevice("lost phone")
            let lost = try await stand.session(person, device: device)
            let kept = try await stand.session(person)
            _ = try await kept.call("device.revoke", ["dev": .string(lost.device), "do": .string(what)])
            let bye = await lost.notification("bye")
            #expect(bye?["why"] == .string(code.symbol))
            #expect(lost.connection.isClosed)
            let next = Speaker(stand)
            try await next.hello()
            #expect(try await next.refusal("auth.use", ["access": lost.who["access"] ?? .null])?.code == code, "so that it obeys when it comes back")
            let nonce = try await next.nonce()
            let done: JSON = [
                "tenant": "demo", "dev": .string(lost.device), "do": .string(what), "nonce": .string(nonce),
                "sig": .string(
                    try device.sign(
                        SignedBytes.deviceDone(server: Stand.serverName, tenant: "demo", device: lost.device, what: what, nonce: nonce))),
            ]
            _ = try await next.call("device.done", done)
            let listed = try await kept.call("device.list")["devices"]?.arrayValue?.first { $0["id"] == .string(lost.device) }
            #expect(listed?["state"] == (what == "lock" ? "locked" : "wiped") && listed?["done_ms"] != nil)
        }
    }

    @Test("A locked account is 1601 everywhere until it is unlocked; its session then works again")
    func lockAccount() async throws {
        try await stand { stand in
            let people = try await stand.hireAll()
            let employee = try #require(people[.employee])
            let hr = try await stand.session(try #require(people[.hr]))
            let speaker = try await stand.session(employee)
            _ = try await hr.call("account.lock", ["account": .string(employee.account), "reason": "phone stolen"])
            #expect(await speaker.notification("bye")?["why"] == "device_locked")
            let next = Speaker(stand)
            try await next.hello()
            #expect(try await next.refusal("auth.use", ["access": speaker.who["access"] ?? .null])?.code == .deviceLocked)
            #expect(try await hr.call("account.find", ["staff_no": .string(employee.staffNo)])["state"] == "locked")
            _ = try await hr.call("account.unlock", ["account": .string(employee.account)])
            _ = try await next.call("auth.use", ["access": speaker.who["access"] ?? .null])
        }
    }

    @Test("A password change ends all other sessions; a wrong old one counts as a guess")
    func password() async throws {
        try await stand { stand in
            let person = try await stand.hire("E1")
            let one = try await stand.session(person)
            let two = try await stand.session(person)
            #expect(try await one.refusal("auth.password", ["old": "wrong", "new": "long enough now"])?.code == .tokenInvalid)
            #expect(try await one.refusal("auth.password", ["old": .string(person.password), "new": "short"])?.code == .invalid)
            _ = try await one.call("auth.password", ["old": .string(person.password), "new": "long enough now"])
            #expect(await two.notification("bye") != nil)
            _ = try await one.call("ping")
            var changed = person
            changed.password = "long enough now"
            _ = try await stand.session(changed)
        }
    }

    @Test("Sessions are listed and ended one by one; another's is 1402")
    func sessions() async throws {
        try await stand { stand in
            let person = try await stand.hire("E1")
            let other = try await stand.session(try await stand.hire("E2"))
            let one = try await stand.session(person)
            let two = try await stand.session(person)
            let list = try await one.call("auth.sessions")["sessions"]?.arrayValue ?? []
            #expect(list.count == 2 && list.filter { $0["current"] == true }.count == 1)
            #expect(try await other.refusal("auth.revoke", ["session": two.who["session"] ?? .null])?.code == .notFound)
            _ = try await one.call("auth.revoke", ["session": two.who["session"] ?? .null])
            #expect(await two.notification("bye") != nil)
            _ = try await one.call("auth.sign_out")
            #expect(try await one.refusal("auth.sessions")?.code == .tokenInvalid)
        }
    }

    @Test("Staff duties wait for a second factor where the tenant asks for one: 1203, then step up")
    func stepUp() async throws {
        let stand = try Stand()
        try await stand.makeTenant(secondFactor: .staff)
        let people = try await stand.hireAll()
        let hr = try await stand.session(try #require(people[.hr]))
        #expect(hr.who["step_up"] == true && hr.who["roles"] == ["employee"])
        #expect(try await hr.refusal("account.find", ["staff_no": "E1"])?.code == .stepUp)
        let employee = try await stand.session(try #require(people[.employee]))
        #expect(employee.who["step_up"] == false)
        #expect(try await employee.refusal("account.find", ["staff_no": "E1"])?.code == .forbidden)

        let offered = try await hr.call("auth.totp_enrol", ["password": .string(Stand.password)])
        let secret = try #require(Base32.decode(offered["secret"]?.stringValue ?? ""))
        func code() -> JSON { .string(TOTP.code(secret: secret, step: TOTP.step(at: stand.clock.now()))) }
        #expect(try await hr.refusal("auth.totp_confirm", ["code": "000000"])?.code == .tokenInvalid)
        _ = try await hr.call("auth.totp_confirm", ["code": code()])
        await hr.settle()
        #expect(try await hr.call("account.find", ["staff_no": "E1"])["state"] == "active")
        #expect(try await hr.refusal("auth.step_up", ["code": code()])?.code == .tokenInvalid, "a code is good once")

        stand.advance(ms: 30_000)
        let next = Speaker(stand)
        try await next.hello()
        let officer = try #require(people[.hr])
        await #expect(throws: RPCError(.stepUp)) { try await next.signIn(officer) }
        try await next.signIn(officer, totp: code().stringValue)
        #expect(next.who["step_up"] == false)
        try await stand.remove()
    }

    @Test("A key vouched for by another device of the same person is no longer the employer's word alone")
    func vouch() async throws {
        try await stand { stand in
            let person = try await stand.hire("E1")
            let device = TestDevice()
            let one = try await stand.session(person, device: device)
            let newcomer = TestDevice("new")
            let two = try await stand.session(person, device: newcomer)
            let nonce = try await one.nonce()
            let bytes = SignedBytes.deviceVouch(
                server: Stand.serverName, tenant: "demo", device: one.device, vouched: two.device, key: newcomer.keyText, nonce: nonce)
            _ = try await one.call(
                "device.vouch", ["dev": .string(two.device), "nonce": .string(nonce), "sig": .string(try device.sign(bytes))])
            let listed = try await two.call("device.list")["devices"]?.arrayValue?.first { $0["id"] == .string(two.device) }
            #expect(listed?["voucher"] == ["kind": "device", "by": .string(one.device)] && listed?["employer_only"] == false)
        }
    }

    @Test("A device without a key may enrol one later; its next pushes must be signed")
    func enrolLater() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"), device: nil)
            #expect(try await speaker.push("void", .object(JSONObject())).first == "ok")
            let device = TestDevice()
            let nonce = try await speaker.nonce()
            let sig = try device.challenge(server: Stand.serverName, tenant: "demo", nonce: nonce)
            _ = try await speaker.call(
                "device.enrol", ["key": .string(device.keyText), "nonce": .string(nonce), "sig": .string(sig)])
            await speaker.settle()
            let unsigned: JSON = ["n": 2, "op": "void", "a": .object(JSONObject())]
            #expect(try await speaker.refusal("sync.push", ["q": .string(speaker.queue), "muts": [unsigned]]) != nil)
            speaker.signedIn(speaker.who, device: device)
            let answer = try await speaker.call(
                "sync.push", ["q": .string(speaker.queue), "muts": [try speaker.mutation("void", .object(JSONObject()), n: 2)]])
            #expect(answer["lm"] == 2)
        }
    }
}
