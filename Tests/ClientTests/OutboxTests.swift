import Casework
@testable import GongdaoClient
import Testing
import Wire

/// Steps of one outbox as values; `device` is `d`.
private func act(_ id: String, effects: [OverlayEffect] = []) -> Act { Act("leave.request", ["id": .string(id)], effects: effects) }

private func filled(_ count: Int) throws -> Outbox {
    var outbox = Outbox()
    for index in 0..<count { try outbox.file(act("r\(index)"), when: nil, nowMs: 10) }
    outbox.sign { "sig-\($0.queue)-\($0.n)" }
    return outbox
}

private func result(_ lm: Int64, dur: Int64? = nil, _ entries: [JSON]) -> JSON {
    ["lm": .int(lm), "dur": dur.map { .int($0) } ?? .null, "res": .array(entries)]
}

@Suite("Outbox: every act reaches the server once") struct OutboxTests {
    @Test("Acts of a queue are numbered without gaps and frozen when their send begins")
    func freeze() throws {
        var outbox = try filled(3)
        #expect(outbox.items.map(\.n) == [1, 2, 3] && outbox.items.map(\.local) == [1, 2, 3])
        #expect(outbox.items.allSatisfy { $0.state == .queued && $0.signature != nil })
        let batch = outbox.nextBatch(count: 2, nowMs: 20)
        #expect(batch?.map(\.n) == [1, 2] && batch?.map(\.state) == [.sending, .sending])
        #expect(outbox.items.map(\.state) == [.sending, .sending, .queued])
        #expect(throws: ClientError.notUndoable(1)) { try outbox.undo(1) }
        try outbox.undo(3)
        #expect(outbox.item(3)?.op == "void" && outbox.item(3)?.voided == "leave.request" && outbox.item(3)?.signature == nil)
        #expect(outbox.item(3)?.n == 3, "the number stays taken")
    }

    @Test("A crash between freezing and sending sends the same bytes again")
    func frozenBytes() throws {
        var outbox = try filled(2)
        let first = outbox.nextBatch(nowMs: 20)
        let reloaded = Outbox(items: outbox.items, ledger: outbox.ledger)
        var again = reloaded
        let second = again.nextBatch(nowMs: 99)
        #expect(first?.map(\.wire) == second?.map(\.wire))
        #expect(second?.first?.firstSentMs == 20 && second?.first?.sends == 2)
    }

    @Test("ok, dup, no and cf are consumed; wait stops the queue there")
    func outcomes() throws {
        var outbox = try filled(6)
        _ = outbox.nextBatch(nowMs: 20)
        let step = try outbox.answered(
            queue: 0,
            result(5, [
                [1, "ok", ["no": "2026-1", "leaf": 7]], [2, "dup", "ok", ["leaf": 8]], [3, "dup", "no", 1407, ["reason": "late"]],
                [4, "no", 1405, ["reason": "invalid"]], [5, "cf", 1404, ["now": ["leave/L9": 5], "say": "cancelled"]],
                [6, "wait", 1001],
            ]), nowMs: 30)
        #expect(step == .stop(RPCError(.unavailable)))
        #expect(outbox.items.map(\.state) == [.accepted, .accepted, .refused, .refused, .conflict, .sending])
        #expect(outbox.items.map(\.code) == [nil, nil, 1407, 1405, 1404, nil])
        #expect(outbox.item(1)?.answer?["no"] == "2026-1" && outbox.item(5)?.answer?["say"] == "cancelled")
        #expect(outbox.nextBatch(nowMs: 40)?.map(\.n) == [6])
    }

    @Test("A lost answer is answered by dup, whatever the outcome was; its object may have aged out")
    func agedOut() throws {
        var outbox = try filled(2)
        _ = outbox.nextBatch(nowMs: 20)
        _ = try outbox.answered(queue: 0, result(2, [[1, "dup", "ok"], [2, "dup", "cf", 1404]]), nowMs: 30)
        #expect(outbox.items.map(\.state) == [.accepted, .conflict])
    }

    @Test("1302: sent again from the server's number on, bytes unchanged, answered ones among them")
    func gap() throws {
        var outbox = try filled(4)
        _ = outbox.nextBatch(count: 2, nowMs: 20)
        _ = try outbox.answered(queue: 0, result(2, [[1, "ok", [:]], [2, "no", 1405, [:]]]), nowMs: 30)
        let before = outbox.items.map(\.wire)
        _ = outbox.nextBatch(nowMs: 40)
        #expect(try outbox.failed(queue: 0, RPCError(.queueGap, value: 0)) == .proceed)
        #expect(outbox.nextBatch(nowMs: 50)?.map(\.n) == [1, 2, 3, 4])
        #expect(outbox.items.map(\.wire) == before)
    }

    @Test("1302 that names a number whose act is gone: what is left is filed again in a new queue")
    func gapWithHole() throws {
        var outbox = try filled(3)
        _ = outbox.nextBatch(nowMs: 20)
        _ = try outbox.answered(queue: 0, result(2, [[1, "ok", [:]], [2, "ok", [:]]]), nowMs: 30)
        try outbox.observed(lm: ["d.0": 2], dur: [:], hasDur: false, device: "d", answeredBefore: [0: 2])
        try outbox.forget(1)
        #expect(try outbox.failed(queue: 0, RPCError(.queueGap, value: 0)) == .proceed)
        #expect(outbox.items.map(\.queue) == [1, 1] && outbox.items.map(\.n) == [1, 2])
        #expect(outbox.items.allSatisfy { $0.state == .queued && $0.signature == nil })
    }

    @Test("1302 that nothing here can close stops instead of looping")
    func gapForEver() throws {
        var outbox = try filled(1)
        var steps: [OutboxStep] = []
        for _ in 0..<20 {
            _ = outbox.nextBatch(nowMs: 20)
            steps.append(try outbox.failed(queue: 0, RPCError(.queueGap, value: 0)))
        }
        #expect(steps.last == .stop(RPCError(.queueGap, value: 0)))
        #expect(try outbox.failed(queue: 0, RPCError(.queueGap, value: 9)) == .stop(RPCError(.queueGap, value: 9)))
    }

    @Test("1403: a new queue from 1, unsigned, for exactly what was not answered")
    func reused() throws {
        var outbox = try filled(3)
        _ = outbox.nextBatch(count: 1, nowMs: 20)
        _ = try outbox.answered(queue: 0, result(1, [[1, "ok", [:]]]), nowMs: 30)
        _ = outbox.nextBatch(nowMs: 40)
        #expect(try outbox.failed(queue: 0, RPCError(.mutationReused)) == .proceed)
        #expect(outbox.items.map(\.queue) == [0, 1, 1] && outbox.items.map(\.n) == [1, 1, 2])
        #expect(outbox.items.map(\.state) == [.accepted, .queued, .queued])
        #expect(outbox.item(2)?.arguments["id"] == "r1", "ids made here stay, so that nothing can be doubled")
        try outbox.file(act("next"), when: nil, nowMs: 50)
        #expect(outbox.items.last?.queue == 1 && outbox.items.last?.n == 3)
    }

    @Test("After sixteen queues the device says so")
    func exhausted() throws {
        var outbox = try filled(1)
        for _ in 1..<16 { #expect(try outbox.failed(queue: outbox.ledger.queue, RPCError(.mutationReused)) == .proceed) }
        #expect(throws: ClientError.queuesExhausted) { try outbox.failed(queue: 15, RPCError(.mutationReused)) }
    }

    @Test("A page that contains less than was answered: the server lost it, and gets it again")
    func restored() throws {
        var outbox = try filled(3)
        _ = outbox.nextBatch(nowMs: 20)
        _ = try outbox.answered(queue: 0, result(3, [[1, "ok", [:]], [2, "no", 1405, [:]], [3, "ok", [:]]]), nowMs: 30)
        try outbox.observed(lm: ["d.0": 1], dur: [:], hasDur: false, device: "d", answeredBefore: [0: 3])
        #expect(outbox.items.map(\.state) == [.accepted, .sending, .sending])
        #expect(outbox.nextBatch(nowMs: 40)?.map(\.n) == [2, 3], "the refused one too: n has no gaps")
    }

    @Test("A page that was asked for before the answers came proves nothing")
    func crossing() throws {
        var outbox = try filled(2)
        _ = outbox.nextBatch(nowMs: 20)
        _ = try outbox.answered(queue: 0, result(2, [[1, "ok", [:]], [2, "ok", [:]]]), nowMs: 30)
        try outbox.observed(lm: ["d.0": 1], dur: [:], hasDur: false, device: "d", answeredBefore: [:])
        #expect(outbox.items.map(\.state) == [.accepted, .accepted])
        #expect(outbox.items.map(\.contained) == [true, false])
    }

    @Test("The server knows acts that this device does not: it was restored from its own backup; new acts get a new queue")
    func phoneRestored() throws {
        var outbox = try filled(2)
        _ = outbox.nextBatch(count: 1, nowMs: 20)
        try outbox.observed(lm: ["d.0": 1500], dur: [:], hasDur: false, device: "d", answeredBefore: [:])
        #expect(outbox.items.map(\.queue) == [0, 1], "what was sent waits for its answer, what was not is numbered anew")
        #expect(outbox.items.map(\.n) == [1, 1])
        try outbox.observed(lm: ["d.0": 1500], dur: [:], hasDur: false, device: "d", answeredBefore: [:])
        #expect(outbox.ledger.queue == 1, "said twice, done once")
    }

    @Test("Accepted acts are kept until a page holds them, the backup holds them, and 30 days have passed")
    func purge() throws {
        let day: Int64 = 86_400_000
        var outbox = try filled(2)
        _ = outbox.nextBatch(nowMs: 0)
        _ = try outbox.answered(queue: 0, result(2, dur: 1, [[1, "ok", [:]], [2, "ok", [:]]]), nowMs: 0)
        outbox.purge(nowMs: 31 * day)
        #expect(outbox.items.count == 2, "not yet contained")
        try outbox.observed(lm: ["d.0": 2], dur: ["d.0": 1], hasDur: true, device: "d", answeredBefore: [0: 2])
        outbox.purge(nowMs: 29 * day)
        #expect(outbox.items.count == 2)
        outbox.purge(nowMs: 30 * day)
        #expect(outbox.items.map(\.n) == [2], "2 is in no backup")
        try outbox.observed(lm: ["d.0": 2], dur: [:], hasDur: false, device: "d", answeredBefore: [0: 2])
        outbox.purge(nowMs: 30 * day)
        #expect(outbox.items == [])
    }

    @Test("A thousand unanswered acts are the most")
    func full() throws {
        var outbox = try filled(1_000)
        #expect(throws: ClientError.outboxFull) { try outbox.file(act("x"), when: nil, nowMs: 0) }
    }

    @Test("A new device starts from n = 1 and takes along what was not answered")
    func newDevice() throws {
        var outbox = try filled(3)
        _ = outbox.nextBatch(count: 1, nowMs: 20)
        _ = try outbox.answered(queue: 0, result(1, [[1, "ok", [:]]]), nowMs: 30)
        outbox.startAnew()
        #expect(outbox.items.map(\.n) == [1, 1, 2] && outbox.items.map(\.queue) == [-1, 0, 0])
        #expect(outbox.items.dropFirst().allSatisfy { $0.signature == nil && $0.state == .queued })
        #expect(outbox.nextBatch(nowMs: 40)?.map(\.local) == [2, 3])
    }

    @Test("Duties travel in a queue of their own; a withheld one holds only that queue, and may be taken back")
    func withheld() throws {
        var outbox = Outbox()
        try outbox.file(Act("import.apply", ["id": "i1"]), when: nil, nowMs: 10)
        try outbox.file(act("a1"), when: nil, nowMs: 10)
        try outbox.file(Act("role.set", ["id": "r1"]), when: nil, nowMs: 10)
        #expect(outbox.items.map(\.queue) == [1, 0, 1] && outbox.items.map(\.n) == [1, 1, 2])
        #expect(outbox.nextBatch(nowMs: 20)?.map(\.op) == ["leave.request"])
        _ = try outbox.answered(queue: 0, result(1, [[1, "ok"]]), nowMs: 30)
        #expect(outbox.nextBatch(nowMs: 20)?.map(\.op) == ["import.apply", "role.set"])
        #expect(throws: ClientError.notUndoable(1)) { try outbox.undo(1) }
        #expect(try outbox.answered(queue: 1, result(0, [[1, "wait", 1203]]), nowMs: 30) == .stop(RPCError(.stepUp)))
        #expect(outbox.item(1)?.held == 1203 && outbox.item(3)?.held == 1203)
        #expect(outbox.nextBatch(except: [1], nowMs: 40) == nil)
        // The head becomes a void at its number; the one behind it stays as it was sent.
        try outbox.undo(1)
        #expect(outbox.item(1)?.op == "void" && outbox.item(1)?.n == 1 && outbox.item(1)?.queue == 1 && outbox.item(1)?.state == .queued)
        #expect(outbox.nextBatch(nowMs: 50)?.map(\.op) == ["void", "role.set"])
        _ = try outbox.answered(queue: 1, result(2, [[1, "ok"], [2, "ok"]]), nowMs: 60)
        #expect(outbox.items.allSatisfy { $0.state == .accepted && $0.held == nil })
    }

    @Test("A session that is over proves nothing about what was sent: such an act cannot be taken back")
    func unproven() throws {
        var outbox = try filled(1)
        _ = outbox.nextBatch(nowMs: 20)
        _ = try outbox.failed(queue: 0, RPCError(.tokenInvalid))
        #expect(outbox.item(1)?.held == 1202)
        #expect(throws: ClientError.notUndoable(1)) { try outbox.undo(1) }
    }

    @Test("The client's table of duties is the server's registry")
    func duties() {
        for command in CommandRegistry.all where !command.roles.isEmpty {
            let roles = command.roles.contains(.employee) ? nil : Set(command.roles.map(\.rawValue))
            #expect(Act.duties[command.op] == roles, "\(command.op)")
        }
        #expect(Act.duties.keys.allSatisfy { CommandRegistry[$0] != nil })
    }

    @Test("What is touched is what has to be written")
    func touched() throws {
        var outbox = try filled(2)
        #expect(outbox.takeTouched() == [1, 2])
        #expect(outbox.takeTouched() == [])
        _ = outbox.nextBatch(count: 1, nowMs: 1)
        #expect(outbox.takeTouched() == [1])
    }
}

@Suite("Overlay: what is on its way is visible, and only as long as it is") struct OverlayTests {
    private let base = [Entry(collection: "leave", id: "L1", rev: 3, members: ["id": "L1", "status": "open"])]

    private func outbox() throws -> Outbox {
        var outbox = Outbox()
        try outbox.file(act("L2", effects: [.init(.put, "leave", "L2", ["id": "L2", "status": "open"])]), when: nil, nowMs: 0)
        try outbox.file(act("L1", effects: [.init(.set, "leave", "L1", ["status": "withdrawn"])]), when: nil, nowMs: 0)
        return outbox
    }

    @Test("A queued act shows at once; other collections are not touched")
    func shows() throws {
        let shown = Overlay.apply(try outbox().items, to: base, of: "leave")
        #expect(shown.map(\.id) == ["L1", "L2"])
        #expect(shown[0].members["status"] == "withdrawn" && shown[0].pending == [2] && shown[0].rev == 3)
        #expect(shown[1].rev == 0 && shown[1].pending == [1])
        #expect(Overlay.apply(try outbox().items, to: [], of: "payslip") == [])
    }

    @Test("Accepted: stays until a page has lm ≥ n. Refused or taken back: gone at once")
    func ends() throws {
        var outbox = try outbox()
        _ = outbox.nextBatch(nowMs: 1)
        _ = try outbox.answered(queue: 0, result(2, [[1, "ok", [:]], [2, "no", 1407, ["reason": "late"]]]), nowMs: 2)
        let shown = Overlay.apply(outbox.items, to: base, of: "leave")
        #expect(shown[0].members["status"] == "open" && shown.map(\.id) == ["L1", "L2"])
        try outbox.observed(lm: ["d.0": 2], dur: [:], hasDur: false, device: "d", answeredBefore: [0: 2])
        #expect(Overlay.apply(outbox.items, to: base, of: "leave") == base)
    }

    @Test("A record that the overlay removes and makes again is there; set on an unknown record does nothing")
    func order() throws {
        var outbox = Outbox()
        try outbox.file(act("a", effects: [.init(.remove, "leave", "L1"), .init(.set, "leave", "L9", ["x": 1])]), when: nil, nowMs: 0)
        #expect(Overlay.apply(outbox.items, to: base, of: "leave") == [])
        try outbox.file(act("b", effects: [.init(.put, "leave", "L1", ["id": "L1", "status": "new"])]), when: nil, nowMs: 0)
        #expect(Overlay.apply(outbox.items, to: base, of: "leave").map(\.pending) == [[2]])
    }
}
