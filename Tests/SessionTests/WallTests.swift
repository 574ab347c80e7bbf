import Base
import Casework
import Crypto
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// The wall around a person and around a tenant: for every method of the registry, asked by people of every role and by another
/// tenant's admin, the answer holds not one byte of what is the victim's alone, and a record asked for by name is 1402.
/// A method without a case here fails the test, so a new method cannot be forgotten.
@Suite("The wall")
struct WallTests {
    /// What may not get out, and the names under which others ask for it.
    struct World: Sendable {
        var employee: String
        var account: String
        var device: String
        var session: String
        var queue: String
        var blob: String
        var secrets: [String]
    }

    /// One way to ask; `code`: what must be answered where the question names the victim's record (nil: anything without a secret).
    struct Question: Sendable {
        var params: @Sendable (World) -> JSON
        var code: ErrorCode?

        init(_ code: ErrorCode? = nil, _ params: @escaping @Sendable (World) -> JSON) {
            self.code = code
            self.params = params
        }
    }

    static let nothing = Question { _ in .object(JSONObject()) }
    static let nonce = JSON.string("AAAA")

    static let questions: [String: [Question]] = [
        "hello": [nothing], "ping": [nothing], "rpc.cancel": [Question { _ in ["id": 1] }], "schema.get": [nothing],
        "auth.challenge": [nothing],
        "auth.activate": [
            Question { ["tenant": "demo", "login": "V1", "code": .string($0.account), "password": "long enough now", "device": ["name": "x"]] }
        ],
        "auth.sign_in": [
            Question { _ in ["tenant": "demo", "login": "V1", "password": "guess it", "device": ["name": "x"]] },
            Question { ["tenant": "demo", "device": ["id": .string($0.device)], "refresh": "AgAA", "rid": "r", "nonce": nonce, "sig": nonce] },
        ],
        "auth.refresh": [Question { _ in ["refresh": "AgAAAAAAAAAB", "rid": "r"] }],
        "auth.use": [Question { _ in ["access": "AQAAAAAAAAAB"] }],
        "auth.sessions": [nothing],
        "auth.revoke": [Question(.notFound) { ["session": .string($0.session)] }],
        "auth.password": [Question { _ in ["old": "guess it", "new": "long enough now"] }],
        "auth.totp_enrol": [Question { _ in ["password": "guess it"] }], "auth.totp_confirm": [Question { _ in ["code": "000000"] }],
        "auth.totp_remove": [Question { _ in ["code": "000000"] }], "auth.step_up": [Question { _ in ["code": "000000"] }],
        "device.list": [nothing],
        "device.rename": [Question(.notFound) { ["dev": .string($0.device), "name": "mine"] }],
        "device.revoke": [Question(.notFound) { ["dev": .string($0.device), "do": "wipe"] }],
        "device.enrol": [Question { _ in ["key": "A2s", "nonce": nonce, "sig": nonce] }],
        "device.vouch": [Question(.notFound) { ["dev": .string($0.device), "nonce": nonce, "sig": nonce] }],
        "device.done": [
            Question { ["tenant": "demo", "dev": .string($0.device), "do": "wipe", "nonce": nonce, "sig": nonce] }
        ],
        "sync.pull": [nothing, Question { ["cur": .string($0.device)] }],
        "sync.push": [
            Question(.notFound) { ["q": .string($0.queue), "muts": [["n": 1, "op": "void", "a": .object(JSONObject())]]] }
        ],
        "sync.round": [
            Question { world in
                let push: JSON = ["q": .string(world.queue), "muts": [["n": 1, "op": "void", "a": .object(JSONObject())]]]
                return ["push": push, "pull": .object(JSONObject())]
            }
        ],
        "sync.preview": [
            Question { _ in ["op": "leave.withdraw", "a": ["id": "V1leave0001"]] },
            Question { ["op": "void", "a": .object(JSONObject()), "if": .object(JSONObject([("employee/\($0.employee)", 1)]))] },
        ],
        "sync.verify": [
            Question(.notFound) { ["in": .string("e/\($0.employee)"), "c": "employee_private", "n": 1, "sums": ["0.000000000000"]] },
            Question { _ in ["in": "x/identity", "c": "employee", "n": 1, "sums": ["0.000000000000"]] },
        ],
        "sync.bucket": [
            Question(.notFound) { ["in": .string("e/\($0.employee)"), "c": "employee_private", "n": 1, "b": 0] },
            Question { ["in": .string("e/\($0.employee)"), "c": "employee", "n": 1, "b": 0] },
        ],
        "sync.subscribe": [Question { _ in ["mode": "poke"] }],
        "sync.credit": [Question { _ in ["cur": "AAAA", "credit": 1] }],
        "get": [
            Question(.notFound) { ["c": "employee_private", "id": .string($0.employee)] },
            Question(.notFound) { ["c": "account", "id": .string($0.account)] },
            Question(.notFound) { ["c": "device", "id": .string($0.device)] },
            Question(.notFound) { _ in ["c": "employee_private", "id": "9999"] },
        ],
        "blob.stat": [Question { ["hash": .string($0.blob)] }],
        "blob.put": [
            Question { ["hash": .string($0.blob), "size": 3, "media": "text/plain", "off": 0, "data": "YWJj"] }
        ],
        "blob.get": [
            Question(.notFound) { ["hash": .string($0.blob)] },
            Question(.notFound) { ["hash": .string($0.blob), "ref": .string("employee_private/\($0.employee)")] },
        ],
        "payslip.drafts": [nothing, Question { _ in ["period": "2026-10"] }],
        "directory.find": [Question { _ in ["q": "受"] }],
        "statute.evaluate": [
            Question { world in
                let facts: JSON = ["own_wage_monthly_fen": 600_000, "grade": 9]
                return ["jurisdiction": "000000", "as_of": "2024-06-30", "facts": facts, "employee": .string(world.employee)]
            }
        ],
        "account.find": [Question { ["account": .string($0.account)] }],
        "account.lock": [Question { _ in ["account": "9999", "reason": "x"] }],
        "account.unlock": [Question { _ in ["account": "9999"] }],
        "account.issue_code": [Question { _ in ["account": "9999"] }],
        "account.policy": [nothing],
        "evidence.checkpoint": [nothing],
        "evidence.consistency": [
            Question { _ in ["from": ["origin": "test.gongdao/demo/e0", "size": 1]] },
            Question(.notFound) { _ in ["from": ["origin": "another/demo/e0", "size": 1]] },
        ],
        "evidence.cosign": [Question(.invalidParams) { _ in ["checkpoint": "x"] }],
        "evidence.proof": [Question { _ in ["leaf": 3] }],
        "evidence.receipt": [
            Question(.notFound) { ["queue": .string($0.queue), "n": 1] }, Question(.notFound) { _ in ["leaf": 1] },
            Question(.notFound) { _ in ["leaf": 2] },
        ],
        "evidence.log": [nothing],
        "evidence.export": [
            Question { _ in ["id": "X-own", "scope": ["kind": "own"]] },
            Question { ["id": "X-case", "scope": ["kind": "case", "employee": .string($0.employee)]] },
            Question { ["id": "X-audit", "scope": ["kind": "case", "employee": .string($0.employee)], "purposes": ["personnel", "audit"]] },
        ],
        "evidence.export_status": [nothing, Question(.notFound) { _ in ["id": "another"] }],
        "evidence.export_cancel": [Question(.notFound) { _ in ["id": "another"] }],
        "audit.search": [Question { ["person": .string($0.employee)] }, Question { ["record": .string("employee_private/\($0.employee)")] }],
        "audit.verify": [nothing],
        "retention.table": [nothing], "retention.due": [Question { _ in ["collection": "employee_private"] }],
        "retention.list": [Question { _ in ["deletion": "D1aBcDeFgHi"] }],
        "retention.holds": [nothing, Question { ["person": .string($0.employee)] }],
        "record.versions": [
            Question(.notFound) { ["c": "employee_private", "id": .string($0.employee)] },
            Question(.notFound) { ["c": "account", "id": .string($0.account)] },
        ],
        "auth.sign_out": [nothing], "bye": [nothing],
    ]

    /// Those that end the asker's session, asked last.
    static let last: Set<String> = ["auth.sign_out", "bye"]

    private func world(_ stand: Stand) async throws -> World {
        let victim = try await stand.hire("V1", name: "受害人")
        let partition = try await stand.partition()
        try await partition.system("test.secrets") { writer in
            let secret = EmployeePrivate(
                id: victim.employee, employee: victim.employee, identityNumber: "CANARY-IDENTITY", modifiedAt: writer.now)
            try writer.put(secret, in: .employee(victim.employee), isNew: true)
        }
        let speaker = try await stand.session(victim, device: TestDevice("CANARY-DEVICE"))
        let content = Array("CANARY-BLOB".utf8)
        // The hash of a blob is that of its chunks' hashes.
        let hash = Base64URL.encode(Array(SHA256.hash(data: Array(SHA256.hash(data: content)))))
        _ = try await speaker.call(
            "blob.put",
            [
                "hash": .string(hash), "size": .int(Int64(content.count)), "media": "message/rfc822", "off": 0,
                "data": .string(Base64URL.encode(content)),
            ])
        let session = speaker.who["session"]?.stringValue ?? ""
        return World(
            employee: victim.employee, account: victim.account, device: speaker.device, session: session, queue: speaker.queue,
            blob: hash,
            secrets: [
                "CANARY", "message/rfc822", Base64URL.encode(content), session, speaker.who["access"]?.stringValue ?? "-",
                speaker.who["refresh"]?.stringValue ?? "-",
            ])
    }

    @Test("Every method of the registry has its questions, and no other")
    func complete() {
        var missing: [String] = []
        var known: Set<String> = []
        for method in MethodRegistry.all where method.doors.contains(.tenants) {
            known.insert(method.name)
            if Self.questions[method.name] == nil { missing.append(method.name) }
        }
        #expect(missing.isEmpty, "methods without a question: \(missing)")
        let gone = Self.questions.keys.filter { !known.contains($0) }
        #expect(gone.isEmpty, "questions without a method: \(gone)")
    }

    @Test("Nobody gets a byte of another's, by any method", arguments: [Role.employee, .manager, .hr, .finance, .auditor, .admin])
    func people(role: Role) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let world = try await world(stand)
        let speaker = try await stand.session(try await stand.hire("A1", role, name: "旁人"))
        try await ask(speaker, world, stand, "as \(role)")
        try await stand.remove()
    }

    @Test("Another tenant's admin, with the same numbers, gets nothing either")
    func tenants() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await stand.makeTenant("other")
        let world = try await world(stand)
        let twin = try await stand.hire("V1", .admin, name: "同号", in: "other")
        #expect(twin.employee == world.employee, "the numbers are each tenant's own")
        let speaker = try await stand.session(twin, in: "other")
        try await ask(speaker, world, stand, "from another tenant", except: ["sync.verify", "sync.bucket", "get", "account.find"])
        try await stand.remove()
    }

    /// How an operator asks: parameters that a working call has, so that it answers and is not merely refused. `$code` is a tenant of its
    /// own making that may be deleted.
    static let operatorQuestions: [String: [JSON]] = [
        "operator.activate": [["name": "second", "code": "AAAA-BBBB-CCCC", "password": "long enough now"]],
        "operator.sign_in": [["name": "ops", "password": "guess it"]],
        "operator.password": [["old": "guess it", "new": "long enough now"]],
        "operator.consents": [["code": "demo"]],
        "operator.read": [
            ["code": "demo", "consent": "G1aBcDeFgHi", "c": "employee", "person": "V1"],
            ["code": "demo", "consent": "G1aBcDeFgHi", "c": "leave", "id": "V1leave"],
        ],
        "operator.create": [["name": "second"]], "operator.list": [[:]], "operator.revoke": [["name": "second"]],
        "tenant.create": [["code": "third", "name": "Third"]], "tenant.list": [[:], ["limit": 1]],
        "tenant.suspend": [["code": "demo", "reason": "r"]], "tenant.resume": [["code": "demo"]],
        "tenant.accept_restore": [["code": "demo", "reason": "r"]], "tenant.rotate_key": [["code": "demo"], ["code": "demo", "log": true]],
        "tenant.first_admin": [
            ["code": "demo", "name": "A", "staff_no": "V1"], ["code": "demo", "name": "A", "staff_no": "ADM1"], ["code": "third", "name": "A", "staff_no": "A1"],
        ],
        "tenant.certificate": [["code": "demo"], ["code": "gone"]],
        "tenant.delete": [["code": "third", "confirm": "third", "reason": "r"], ["code": "demo", "confirm": "demo", "reason": "r"]],
    ]

    /// These must have answered, else the test would prove nothing of them.
    static let operatorMustAnswer: Set<String> = [
        "operator.create", "operator.list", "operator.revoke", "tenant.create", "tenant.list", "tenant.suspend", "tenant.resume",
        "tenant.rotate_key", "tenant.first_admin", "tenant.delete", "tenant.certificate",
    ]

    @Test("Operators call every method of both listeners, and never see a row")
    func operators() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let world = try await world(stand)
        try await stand.makeTenant("gone")
        _ = try await stand.registry.delete("gone", reason: "r", by: "ops")
        let speaker = try await stand.operatorSession()
        // Nothing of a person, nor of what they hold: names, numbers and papers as well as tokens.
        let secrets = world.secrets + ["受害人", "V1leave", world.blob, world.device]
        func look(_ text: String, _ what: String, _ sent: String) {
            for secret in secrets where !sent.contains(secret) { #expect(!text.contains(secret), "\(what) tells \(secret)") }
        }
        var answered: Set<String> = []
        var asked: Set<String> = []
        var own: [String] = []
        for method in MethodRegistry.all where method.doors.contains(.operators) { own.append(method.name) }
        own.sort { rank($0) < rank($1) }
        for name in own where name != "bye" && name != "hello" {
            let questions = Self.operatorQuestions[name] ?? Self.questions[name]?.map { $0.params(world) } ?? []
            #expect(!questions.isEmpty, "\(name) has no question for operators")
            for params in questions {
                asked.insert(name)
                let sent = String(decoding: params.bytes, as: UTF8.self)
                do {
                    look(String(decoding: try await speaker.call(name, params).bytes, as: UTF8.self), name, sent)
                    answered.insert(name)
                } catch let error as RPCError {
                    look(error.data.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "", name, sent)
                    #expect(error.code != .internalError && error.code != .invalidParams, "\(name) \(sent) is answered \(error)")
                }
                if name == "tenant.suspend" { _ = try await speaker.call("tenant.resume", ["code": "demo"]) }
            }
        }
        #expect(Self.operatorMustAnswer.isSubset(of: answered), "\(Self.operatorMustAnswer.subtracting(answered)) never answered")
        #expect(Set(Self.operatorQuestions.keys).isSubset(of: asked))
        // The people's methods are not there, with whatever parameters.
        for method in MethodRegistry.all where !method.doors.contains(.operators) {
            for question in Self.questions[method.name] ?? [] {
                #expect(try await speaker.refusal(method.name, question.params(world))?.code == .methodNotFound, "\(method.name)")
            }
        }
        try await stand.remove()
    }

    /// What takes things away comes last.
    private func rank(_ name: String) -> Int {
        ["operator.create": 1, "operator.revoke": 3, "tenant.create": 1, "tenant.delete": 4, "tenant.certificate": 5][name] ?? 2
    }

    private func ask(_ speaker: Speaker, _ world: World, _ stand: Stand, _ who: String, except: Set<String> = []) async throws {
        var names: [String] = []
        for method in MethodRegistry.all where method.doors.contains(.tenants) && !Self.last.contains(method.name) {
            names.append(method.name)
        }
        names.shuffle()
        for name in names + ["auth.sign_out"] where name != "hello" {
            for question in Self.questions[name] ?? [] {
                let params = question.params(world)
                let sent = String(decoding: params.bytes, as: UTF8.self)
                let mark = speaker.transport.bytesWritten
                do {
                    let answer = try await speaker.call(name, params)
                    for secret in world.secrets where !sent.contains(secret) {
                        #expect(!String(decoding: answer.bytes, as: UTF8.self).contains(secret), "\(name) \(who) tells \(secret)")
                    }
                    if let code = question.code, !except.contains(name) { Issue.record("\(name) \(who) answered instead of \(code)") }
                } catch let error as RPCError {
                    let data = error.data.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
                    for secret in world.secrets where !sent.contains(secret) { #expect(!data.contains(secret)) }
                    if let code = question.code, !except.contains(name) { #expect(error.code == code, "\(name) \(who) \(sent)") }
                }
                #expect(speaker.transport.bytesWritten > mark)
                // A failed guess must not turn the following ones into 1101, which would prove nothing.
                stand.advance(ms: 1_000)
            }
        }
    }
}
