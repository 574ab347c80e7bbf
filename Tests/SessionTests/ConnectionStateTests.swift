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

/// The state machine by value: what goes in, what comes out; no server, no socket, no store.
@Suite("The connection's state machine")
struct ConnectionStateTests {
    let now = Timestamp(ms: 1_795_220_212_108)
    static let greeting = Greeting(app: "t", schema: 1, lang: "en")

    func fresh(_ door: Door = .tenants) -> ConnectionState { ConnectionState(rules: .init(door: door), now: now) }

    static func binding(subject: Int64 = 7, roles: Set<Role> = [.employee], expires: Int64 = .max) -> Binding {
        let actor = Actor(account: "\(subject)", subject: subject, employee: "184", roles: roles, device: "d7Qm")
        return Binding(
            principal: Principal(
                actor: actor, tenant: "demo", device: DeviceInfo(id: "d\(subject)", publicKey: nil, voucher: "none"),
                app: AppInfo(id: "t", version: "1"), schema: 1, lang: "en", sessionID: "s", expires: Timestamp(ms: expires)))
    }

    func line(_ method: String, id: Int = 1, _ params: String = "{}") -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#.utf8)
    }

    /// Greets, and signs in where a binding is given.
    func opened(_ binding: Binding? = nil, door: Door = .tenants) -> ConnectionState {
        var state = fresh(door)
        _ = state.received(line("hello", id: 900), now: now)
        _ = state.finished(1, .success(Answer(bytes: Array("{}".utf8), effects: [.greeted(Self.greeting)])), now: now)
        if let binding {
            _ = state.received(line("auth.use", id: 901), now: now)
            _ = state.finished(2, .success(Answer(bytes: Array("{}".utf8), effects: [.bind(binding)])), now: now)
        }
        return state
    }

    func written(_ actions: [Action]) -> [JSON] {
        actions.compactMap { if case .write(let bytes) = $0 { try? JSON(parsing: bytes.dropLast()) } else { nil } }
    }
    func code(_ actions: [Action]) -> Int64? { written(actions).first?["error"]?["code"]?.intValue }
    func runs(_ actions: [Action]) -> [Job] { actions.compactMap { if case .run(let job) = $0 { job } else { nil } } }
    func closes(_ actions: [Action]) -> Bool { actions.contains { if case .close = $0 { true } else { false } } }

    @Test("hello comes first and once; later methods before it are 1501")
    func helloFirst() {
        var state = fresh()
        #expect(code(state.received(line("ping"), now: now)) == 1501)
        #expect(runs(state.received(line("hello", id: 2), now: now)).count == 1)
        _ = state.finished(1, .success(Answer(bytes: Array("{}".utf8), effects: [.greeted(Self.greeting)])), now: now)
        #expect(code(state.received(line("hello", id: 3), now: now)) == 1501)
    }

    @Test("Without hello within its time: bye and close")
    func helloTimeout() {
        var state = fresh()
        let actions = state.timer(.hello, now: now)
        #expect(written(actions).first?["method"] == "bye")
        #expect(closes(actions) && state.isClosed)
        var greeted = opened()
        #expect(greeted.timer(.hello, now: now).isEmpty)
    }

    @Test("Lines behind a hello or a sign-in wait for it, in order")
    func barrier() {
        var state = fresh()
        #expect(runs(state.received(line("hello", id: 1), now: now)).count == 1)
        #expect(state.received(line("ping", id: 2), now: now).isEmpty)
        #expect(state.received(line("ping", id: 3), now: now).isEmpty)
        let actions = state.finished(1, .success(Answer(bytes: Array("{}".utf8), effects: [.greeted(Self.greeting)])), now: now)
        #expect(runs(actions).map(\.token) == [2, 3])
    }

    @Test("What waits behind a barrier is bounded; the rest is told to come again, with its id")
    func barrierBound() {
        var state = fresh()
        _ = state.received(line("hello", id: 1), now: now)
        for id in 2..<18 { #expect(state.received(line("ping", id: id), now: now).isEmpty) }
        let answer = written(state.received(line("ping", id: 99), now: now)).first
        #expect(answer?["id"] == 99 && answer?["error"]?["code"] == 1101)
    }

    @Test("A version without a common one is answered 1501, then bye")
    func noCommonVersion() {
        var state = fresh()
        _ = state.received(line("hello"), now: now)
        let actions = state.finished(1, .failure(RPCError(.version)), now: now)
        #expect(written(actions).first?["error"]?["code"] == 1501)
        #expect(written(actions).last?["method"] == "bye" && closes(actions))
    }

    @Test("Notifications are never answered, and nothing but rpc.cancel is heard")
    func notifications() {
        var state = opened(Self.binding())
        for method in ["ping", "sync.push", "nothing"] {
            #expect(state.received(Array(#"{"jsonrpc":"2.0","method":"\#(method)","params":{}}"#.utf8), now: now).isEmpty)
        }
    }

    @Test("An oversized line is answered 1406 with its id; the connection stays")
    func oversized() {
        var state = opened()
        let actions = state.oversized(prefix: Array(#"{"jsonrpc":"2.0","id":"x7","method":"ping","params":{"a":"aaaa"#.utf8), now: now)
        #expect(written(actions).first?["id"] == "x7" && code(actions) == 1406 && !closes(actions))
        #expect(written(state.oversized(prefix: Array("\u{1}\u{2}".utf8), now: now)).first?["id"] == .null)
        #expect(runs(state.received(line("ping", id: 5), now: now)).count == 1)
    }

    @Test("Before sign-in only auth.sign_in may be longer than 8 KiB")
    func anonymousLimit() {
        var state = opened()
        let long = #"{"x":"\#(String(repeating: "a", count: Limits.anonymousLineBytes))"}"#
        #expect(code(state.received(line("ping", id: 1, long), now: now)) == 1406)
        #expect(runs(state.received(line("auth.sign_in", id: 2, long), now: now)).count == 1)
    }

    @Test("Sixteen requests are open at once; the next is told to come again, and an id in use is no request")
    func inFlight() {
        var state = opened(Self.binding())
        for id in 1...16 { #expect(runs(state.received(line("sync.pull", id: id), now: now)).count == 1) }
        #expect(code(state.received(line("ping", id: 17), now: now)) == 1101)
        #expect(code(state.received(line("ping", id: 3), now: now)) == -32600)
    }

    @Test("A batch is answered as one array, in the order of its members, without its notifications")
    func batch() throws {
        var state = opened()
        let one = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let two = #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#
        let text = #"[\#(one),{"jsonrpc":"2.0","method":"ping"},7,\#(two)]"#
        let jobs = runs(state.received(Array(text.utf8), now: now))
        #expect(jobs.count == 2)
        #expect(state.finished(jobs[1].token, .success(Answer(bytes: Array("2".utf8))), now: now).isEmpty)
        let answers = written(state.finished(jobs[0].token, .success(Answer(bytes: Array("1".utf8))), now: now))
        let whole = try #require(answers.first?.arrayValue)
        #expect(whole.map { $0["id"] } == [1, .null, 2])
        #expect(whole[1]["error"]?["code"] == -32600)
    }

    @Test("A batch of notifications is answered by nothing; an empty one is no request")
    func batchEdges() {
        var state = opened()
        #expect(state.received(Array(#"[{"jsonrpc":"2.0","method":"ping"}]"#.utf8), now: now).isEmpty)
        #expect(code(state.received(Array("[]".utf8), now: now)) == -32600)
    }

    @Test("A waiting pull parks, is run again by a change, and answers")
    func park() {
        var state = opened(Self.binding())
        let token = runs(state.received(line("sync.pull", id: 5), now: now))[0].token
        let parked = state.finished(token, .success(Answer(bytes: [], effects: [.park(ms: 25_000)])), now: now)
        #expect(written(parked).isEmpty)
        let again = runs(state.changed(spread: false, now: now))
        #expect(again.map(\.token) == [token] && again[0].call.isLastTry == false)
        #expect(written(state.finished(token, .success(Answer(bytes: Array("{}".utf8))), now: now)).first?["id"] == 5)
    }

    @Test("A change between the read of a waiting pull and its parking is not missed")
    func parkRace() {
        var state = opened(Self.binding())
        let token = runs(state.received(line("sync.pull", id: 5), now: now))[0].token
        _ = state.changed(spread: false, now: now)
        let parked = state.finished(token, .success(Answer(bytes: [], effects: [.park(ms: 25_000)])), now: now)
        #expect(runs(parked).map(\.token) == [token])
    }

    @Test("At its time, on rpc.cancel and on drain a waiting pull is answered with what there is", arguments: ["timer", "cancel", "drain"])
    func unpark(by way: String) {
        var state = opened(Self.binding())
        let token = runs(state.received(line("sync.pull", id: 5), now: now))[0].token
        _ = state.finished(token, .success(Answer(bytes: [], effects: [.park(ms: 1000)])), now: now)
        let actions =
            switch way {
            case "timer": state.timer(.parked(token), now: now)
            case "cancel": state.received(Array(#"{"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":5}}"#.utf8), now: now)
            default: state.drain(comeBackSeconds: 3)
            }
        #expect(runs(actions).map(\.call.isLastTry) == [true])
        #expect(written(state.finished(token, .success(Answer(bytes: Array("{}".utf8))), now: now)).first?["id"] == 5)
    }

    @Test("rpc.cancel does not touch a push")
    func cancelPush() {
        var state = opened(Self.binding())
        _ = state.received(line("sync.push", id: 5), now: now)
        #expect(state.received(Array(#"{"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":5}}"#.utf8), now: now).isEmpty)
    }

    @Test("Drain: bye with the seconds, open requests finish, new ones are 1104, then the end")
    func drain() {
        var state = opened(Self.binding())
        let token = runs(state.received(line("sync.push", id: 5), now: now))[0].token
        let actions = state.drain(comeBackSeconds: 30)
        #expect(written(actions).first == ["jsonrpc": "2.0", "method": "bye", "params": ["why": "drain", "after_s": 30]])
        #expect(!closes(actions))
        let refused = written(state.received(line("ping", id: 6), now: now)).first
        #expect(refused?["error"]?["code"] == 1104 && refused?["error"]?["message"] == "draining 30")
        #expect(closes(state.finished(token, .success(Answer(bytes: Array("{}".utf8))), now: now)))
    }

    @Test("Idle for five minutes: bye; a line in between starts anew")
    func idle() {
        var state = opened(Self.binding())
        let later = now.adding(ms: 299_000)
        _ = state.received(line("ping", id: 5), now: later)
        #expect(!closes(state.timer(.idle, now: now.adding(ms: 300_000))))
        _ = state.finished(3, .success(Answer(bytes: Array("{}".utf8))), now: later)
        #expect(closes(state.timer(.idle, now: later.adding(ms: 300_000))))
    }

    @Test("Another subject drops what the connection held: waiting pulls are 1205; the same person again keeps it")
    func subjectChange() {
        var state = opened(Self.binding(subject: 7))
        let token = runs(state.received(line("sync.pull", id: 5), now: now))[0].token
        _ = state.finished(token, .success(Answer(bytes: [], effects: [.park(ms: 1000)])), now: now)
        let use = runs(state.received(line("auth.use", id: 6), now: now))[0].token
        let same = state.finished(use, .success(Answer(bytes: Array("{}".utf8), effects: [.bind(Self.binding(subject: 7))])), now: now)
        #expect(written(same).count == 1)
        let again = runs(state.received(line("auth.use", id: 7), now: now))[0].token
        let other = written(
            state.finished(again, .success(Answer(bytes: Array("{}".utf8), effects: [.bind(Self.binding(subject: 8))])), now: now))
        #expect(other.contains { $0["id"] == 5 && $0["error"]?["code"] == 1205 })
    }

    @Test("A revocation answers what waits, says bye and closes; roles that changed are asked for")
    func revocation() {
        var state = opened(Self.binding())
        let token = runs(state.received(line("sync.pull", id: 5), now: now))[0].token
        _ = state.finished(token, .success(Answer(bytes: [], effects: [.park(ms: 1000)])), now: now)
        #expect(state.revocation().contains { if case .recheck = $0 { true } else { false } })
        let actions = state.rechecked(.failure(RPCError(.deviceLocked)))
        #expect(written(actions).contains { $0["id"] == 5 && $0["error"]?["code"] == 1601 })
        #expect(written(actions).contains { $0["method"] == "bye" && $0["params"]?["why"] == "device_locked" })
        #expect(closes(actions))
    }

    @Test("Storage that cannot answer a recheck is no revocation")
    func transientRecheck() {
        var state = opened(Self.binding())
        _ = state.revocation()
        #expect(state.rechecked(.failure(RPCError(.unavailable))).isEmpty && state.isSignedIn)
    }

    @Test("A socket that takes nothing for twenty seconds is closed, one that drains is not")
    func stalled() {
        var state = opened()
        #expect(state.writable(false, now: now).contains { if case .schedule(.stalled, 20_000) = $0 { true } else { false } })
        var other = state
        #expect(closes(state.timer(.stalled, now: now)))
        _ = other.writable(true, now: now)
        #expect(!closes(other.timer(.stalled, now: now)))
    }

    @Test("An answer over what the client takes is told instead of sent")
    func tooLong() {
        var state = fresh()
        _ = state.received(line("hello"), now: now)
        let small = Greeting(app: "t", schema: 1, lang: "en", line: 65_536)
        _ = state.finished(1, .success(Answer(bytes: Array("{}".utf8), effects: [.greeted(small)])), now: now)
        let token = runs(state.received(line("ping", id: 2), now: now))[0].token
        let big = Array("\"\(String(repeating: "a", count: 70_000))\"".utf8)
        #expect(code(state.finished(token, .success(Answer(bytes: big)), now: now)) == 1406)
    }
}
