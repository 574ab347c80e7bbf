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

/// Pull, push, round, subscription and the rest of `sync.*`, over a connection.
@Suite("Synchronising over a connection")
struct SyncFlowTests {
    private func stand(_ body: (Stand, TestPerson) async throws -> Void) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await body(stand, try await stand.hire("E1", name: "王芳"))
        try await stand.remove()
    }

    private let nothing: JSON = .object(JSONObject())

    @Test("A first pull brings one's own record; a pull from its cursor brings nothing and no cursor")
    func firstPull() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let (rows, cursor) = try await speaker.pullAll()
            #expect(rows["employee/\(person.employee)"] != nil)
            let empty = try await speaker.call("sync.pull", ["cur": .string(try #require(cursor))])
            #expect(empty == ["more": false])
        }
    }

    @Test("Another session's cursor, or an altered one, is 1301")
    func foreignCursor() async throws {
        try await stand { stand, person in
            let one = try await stand.session(person)
            let two = try await stand.session(try await stand.hire("E2"))
            let cursor = try #require(try await one.pullAll().cursor)
            #expect(try await two.refusal("sync.pull", ["cur": .string(cursor)])?.code == .cursorReset)
            let altered = (cursor.first == "A" ? "B" : "A") + cursor.dropFirst()
            #expect(try await one.refusal("sync.pull", ["cur": .string(altered)])?.code == .cursorReset)
        }
    }

    @Test("A long poll is answered by the next change, and by an empty page at its time")
    func longPoll() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let cursor = try #require(try await speaker.pullAll().cursor)
            let waiting = speaker.request("sync.pull", ["cur": .string(cursor), "wait_s": 25])
            await speaker.settle()
            stand.advance(ms: 25_000)
            #expect(try await speaker.answer(to: waiting) == ["more": false])

            let again = speaker.request("sync.pull", ["cur": .string(cursor), "wait_s": 25])
            await speaker.settle()
            let hr = try await stand.session(try await stand.hire("H1", .hr))
            #expect(try await hr.push("announcement.publish", Self.announcement).first == "ok")
            let page = try await speaker.answer(to: again)
            #expect(page["put"]?.arrayValue?.first?["c"] == "announcement")
        }
    }

    static let announcement: JSON = [
        "id": "Ann0unce001", "texts": [["lang": "zh-Hans", "title": "放假通知", "body": "周五下午放假。"]],
    ]

    @Test("rpc.cancel has a waiting pull answered at once")
    func cancel() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let cursor = try #require(try await speaker.pullAll().cursor)
            let waiting = speaker.request("sync.pull", ["cur": .string(cursor), "wait_s": 25])
            guard case .int(let id) = waiting else { return }
            speaker.send(#"{"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":\#(id)}}"#)
            #expect(try await speaker.answer(to: waiting) == ["more": false])
        }
    }

    @Test("The same push again is dup with the stored result; a gap, another's queue and a reused number each have their code")
    func pushCodes() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let first = try speaker.mutation("void", nothing, n: 1)
            func push(_ mutation: JSON, queue: String? = nil) -> JSON { ["q": .string(queue ?? speaker.queue), "muts": [mutation]] }
            #expect(try await speaker.call("sync.push", push(first))["res"]?.arrayValue?.first?.arrayValue?[1] == "ok")
            #expect(try await speaker.call("sync.push", push(first))["res"]?.arrayValue?.first?.arrayValue?[1] == "dup")
            let gap = try await speaker.refusal("sync.push", push(try speaker.mutation("void", nothing, n: 3)))
            #expect(gap == RPCError(.queueGap, value: 1))
            #expect(try await speaker.refusal("sync.push", push(first, queue: "another.0"))?.code == .notFound)
            let other = try speaker.mutation("void", ["x": 1], n: 1)
            #expect(try await speaker.refusal("sync.push", push(other))?.code == .mutationReused)
        }
    }

    @Test("A forged signature is refused and nothing is consumed")
    func forged() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            var mutation = try speaker.mutation("void", nothing, n: 1).objectValue ?? JSONObject()
            mutation["sig"] = .string(try TestDevice().sign([1, 2, 3]))
            #expect(try await speaker.refusal("sync.push", ["q": .string(speaker.queue), "muts": [.object(mutation)]]) != nil)
            #expect(try await speaker.push("void", nothing).first == "ok")
        }
    }

    @Test("Pipelined pushes of one queue are taken in arrival order")
    func pipelined() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            var ids: [RequestID] = []
            for n in 1...12 {
                let mutation = try speaker.mutation("void", nothing, n: Int64(n))
                ids.append(speaker.request("sync.push", ["q": .string(speaker.queue), "muts": [mutation]]))
            }
            for (index, id) in ids.enumerated() { #expect(try await speaker.answer(to: id)["lm"] == .int(Int64(index + 1))) }
        }
    }

    @Test("sync.round pushes, then pulls what it wrote; each half fails by itself")
    func round() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let cursor = try #require(try await speaker.pullAll().cursor)
            func push(_ n: Int64) throws -> JSON { ["q": .string(speaker.queue), "muts": [try speaker.mutation("void", nothing, n: n)]] }
            let good = try await speaker.call("sync.round", ["push": try push(1), "pull": ["cur": .string(cursor)]])
            #expect(good["push"]?["lm"] == 1 && good["pull"]?["more"] == false)
            let half = try await speaker.call("sync.round", ["push": try push(9), "pull": ["cur": "x"]])
            #expect(half["push"]?["error"]?["code"] == 1302 && half["pull"]?["error"]?["code"] == 1301)
        }
    }

    @Test("A preview stores nothing, and a signed or numbered one is 1405")
    func preview() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            #expect(try await speaker.call("sync.preview", ["op": "void", "a": nothing])["out"]?.arrayValue?.first == "ok")
            for member in ["sig", "n", "when"] {
                let params: JSON = .object(JSONObject([("op", "void"), ("a", nothing), (member, "x")]))
                #expect(try await speaker.refusal("sync.preview", params)?.code == .invalid)
            }
            #expect(try await speaker.push("void", nothing).first == "ok")
        }
    }

    @Test("sync.verify names the buckets that differ, sync.bucket brings their rows")
    func verify() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            _ = try await speaker.pullAll()
            let feed = JSON.string("e/\(person.employee)")
            let answer = try await speaker.call("sync.verify", ["in": feed, "c": "employee", "n": 1, "sums": ["0.000000000000"]])
            #expect(answer["uneq"] == [0])
            let bucket = try await speaker.call("sync.bucket", ["in": feed, "c": "employee", "n": 1, "b": 0])
            #expect(bucket["put"]?.arrayValue?.first?["rows"]?.arrayValue?.first?.arrayValue?.first == .string(person.employee))
            #expect(try await speaker.refusal("sync.bucket", ["in": "e/999", "c": "employee", "n": 1, "b": 0])?.code == .notFound)
        }
    }

    @Test("Pokes come when something changes; for the common feed they are spread over seconds")
    func pokes() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            _ = try await speaker.pullAll()
            _ = try await speaker.call("sync.subscribe", ["mode": "poke"])
            await speaker.settle()
            _ = await speaker.notification("sync.poke", withinMs: 10)
            let hr = try await stand.session(try await stand.hire("H1", .hr))
            #expect(try await hr.push("announcement.publish", Self.announcement).first == "ok")
            await speaker.settle()
            stand.advance(ms: 10_000)
            #expect(await speaker.notification("sync.poke") != nil)
        }
    }

    @Test("Delta pages carry the cursor they start at; out of credit there is one poke, and nothing more until sync.credit")
    func deltas() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let cursor = try #require(try await speaker.pullAll().cursor)
            _ = try await speaker.call("sync.subscribe", ["mode": "delta", "cur": .string(cursor), "credit": 1])
            await speaker.settle()
            let hr = try await stand.session(try await stand.hire("H1", .hr))
            func publish(_ n: Int) async throws {
                let a: JSON = [
                    "id": .string("Ann0unce00\(n)"), "texts": [["lang": "zh-Hans", "title": "放假通知", "body": "周五下午放假。"]],
                ]
                #expect(try await hr.push("announcement.publish", a).first == "ok")
            }
            try await publish(1)
            let delta = try #require(await speaker.notification("sync.delta"))
            #expect(delta["from"] == .string(cursor) && delta["put"] != nil)
            let next = try #require(delta["cur"])
            try await publish(2)
            #expect(await speaker.notification("sync.poke") != nil)
            try await publish(3)
            #expect(await speaker.notification("sync.delta", withinMs: 100) == nil)
            _ = try await speaker.call("sync.credit", ["cur": next, "credit": 4])
            let caught = try #require(await speaker.notification("sync.delta"))
            #expect(caught["from"] == next)
            #expect(caught["put"]?.arrayValue?.first?["rows"]?.arrayValue?.count == 2)
        }
    }

    @Test("A cursor that a pull would refuse is refused by subscribe and credit too")
    func spoiltCursors() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            let cursor = try #require(try await speaker.pullAll().cursor)
            for spoilt in ["AAAA", "zzz", String(cursor.dropLast())] {
                let subscribe: JSON = ["mode": "delta", "cur": .string(spoilt), "credit": 1]
                #expect(try await speaker.refusal("sync.subscribe", subscribe)?.code == .cursorReset)
                #expect(try await speaker.refusal("sync.credit", ["cur": .string(spoilt), "credit": 1])?.code == .cursorReset)
            }
            #expect(try await speaker.refusal("sync.subscribe", ["mode": "delta", "cur": .string(cursor), "credit": 1]) == nil)
            #expect(try await speaker.refusal("sync.credit", ["cur": .string(cursor), "credit": 1]) == nil)
        }
    }

    @Test("A device over its mutations a second is told to wait, never closed")
    func rates() async throws {
        try await stand { stand, person in
            let speaker = try await stand.session(person)
            var refused: RPCError?
            let most = Int64(Limits.mutationsPerPush)
            for round in 0..<10 where refused == nil {
                let muts = try (1...most).map { try speaker.mutation("void", nothing, n: Int64(round) * most + $0) }
                refused = try await speaker.refusal("sync.push", ["q": .string(speaker.queue), "muts": .array(muts)])
            }
            #expect(refused?.code == .rateLimited && (refused?.value ?? 0) > 0)
            stand.advance(ms: (refused?.value ?? 0) * 1000)
            _ = try await speaker.call("ping")
        }
    }

    @Test("A drained server says bye with the seconds and answers waiting pulls with an empty page")
    func drain() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let speaker = try await stand.session(try await stand.hire("E1"))
        let cursor = try #require(try await speaker.pullAll().cursor)
        let waiting = speaker.request("sync.pull", ["cur": .string(cursor), "wait_s": 25])
        await speaker.settle()
        await stand.server.drain(comeBackSeconds: 7)
        #expect(await speaker.notification("bye")?["after_s"] == 7)
        #expect(try await speaker.answer(to: waiting) == ["more": false])
        #expect(speaker.transport.isClosed)
        try await stand.remove()
    }
}
