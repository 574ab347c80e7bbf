import Base
import Casework
import Records
import Testing
import Wire

@Suite("Leave: decisions") struct LeaveDecisionTests {
    let world: World

    init() throws {
        world = try World.company()
        try world.run("leave.request", ["id": .string(cid("L1")), "type": "annual", "from": "2026-12-07", "to": "2026-12-08"], by: "150")
    }

    func decide(_ decision: String, _ id: String = cid("L1"), _ more: [(String, JSON)] = []) -> JSON {
        .object(JSONObject([("id", .string(id)), ("decision", .string(decision))] + more))
    }

    @Test("The manager approves; the task ends; the employee sees who and when")
    func approve() throws {
        try world.run("leave.decide", decide("approve"), by: "140")
        let leave = try world.get(Leave.self, cid("L1"))
        #expect(leave.status == .approved)
        #expect(leave.decidedBy == "140")
        #expect(leave.history.map(\.by) == ["150", "140"])
        #expect(try world.task(.leaveDecide, leave.id).record.status == .done)
    }

    @Test("A rejection without reason code or words is refused; with both it is kept")
    func reject() throws {
        refused("decision.reason_code", .invalid) { try world.run("leave.decide", decide("reject"), by: "140") }
        refused("decision.reason", .invalid) {
            try world.run("leave.decide", decide("reject", cid("L1"), [("reason_code", "staffing")]), by: "140")
        }
        refused("code.form", .invalid) {
            try world.run("leave.decide", decide("reject", cid("L1"), [("reason_code", "No Staff"), ("reason", "x")]), by: "140")
        }
        try world.run("leave.decide", decide("reject", cid("L1"), [("reason_code", "staffing"), ("reason", "当周盘点")]), by: "140")
        let leave = try world.get(Leave.self, cid("L1"))
        #expect((leave.status, leave.rejectCode, leave.rejectReason) == (.rejected, "staffing", "当周盘点"))
    }

    @Test("Deciding twice is a conflict that shows where the record stands")
    func twice() throws {
        try world.run("leave.decide", decide("approve"), by: "140")
        let refusal = refused("leave.approve_approved", .conflict) { try world.run("leave.decide", decide("approve"), by: "110") }
        #expect(refusal?.body()["now"] == ["leave/\(cid("L1"))": 2])
    }

    @Test("Nobody decides their own request, whatever their roles")
    func own() throws {
        try world.run("leave.request", ["id": .string(cid("L2")), "type": "annual", "from": "2026-12-07", "to": "2026-12-08"], by: "110")
        refused("decision.own", .ruleRefused) { try world.run("leave.decide", decide("approve", cid("L2")), by: "110") }
        try world.run("leave.decide", decide("approve", cid("L2")), by: "111")
    }

    @Test("For another manager the request does not exist; an employee has no such operation")
    func strangers() throws {
        #expect(throws: Refusal.notFound) { try world.run("leave.decide", decide("approve"), by: "141") }
        #expect(throws: Refusal.notFound) { try world.run("leave.decide", decide("approve", cid("none")), by: "110") }
        refused("access.role", .forbidden) { try world.run("leave.decide", decide("approve"), by: "151") }
    }

    @Test("Sick leave goes to HR; the manager can neither read nor decide it")
    func health() throws {
        try world.run("leave.request", ["id": .string(cid("L3")), "type": "sick", "from": "2026-12-14", "to": "2026-12-15"], by: "150")
        #expect(try world.task(.leaveDecide, cid("L3")).feed == .hr)
        #expect(throws: Refusal.notFound) { try world.run("leave.decide", decide("approve", cid("L3")), by: "140") }
        #expect(try world.mayRead(Leave.self, cid("L1"), by: "140", for: .handle))
        #expect(try !world.mayRead(Leave.self, cid("L3"), by: "140", for: .handle))
        try world.run("leave.decide", decide("approve", cid("L3")), by: "110")
    }

    @Test("A person without a manager is decided by HR")
    func noManager() throws {
        try world.run("leave.request", ["id": .string(cid("L4")), "type": "annual", "from": "2026-12-14", "to": "2026-12-15"], by: "160")
        #expect(try world.task(.leaveDecide, cid("L4")).feed == .hr)
    }

    @Test("Withdrawn before the decision; afterwards it is a conflict, and the other way round for cancelling")
    func withdrawAndCancel() throws {
        refused("leave.cancel_open", .conflict) { try world.run("leave.cancel", ["id": .string(cid("L1")), "reason": "x"], by: "150") }
        try world.run("leave.decide", decide("approve"), by: "140")
        refused("leave.withdraw_approved", .conflict) { try world.run("leave.withdraw", ["id": .string(cid("L1"))], by: "150") }
        try world.run("leave.cancel", ["id": .string(cid("L1")), "reason": "改期"], by: "150")
        #expect(try world.get(Leave.self, cid("L1")).status == .cancelled)
        refused("leave.cancel_cancelled", .conflict) {
            try world.run("leave.cancel", ["id": .string(cid("L1")), "reason": "x"], by: "150")
        }
    }

    @Test("Withdrawing another's request is not found, and the withdrawn one's task is cancelled")
    func withdrawOthers() throws {
        #expect(throws: Refusal.notFound) { try world.run("leave.withdraw", ["id": .string(cid("L1"))], by: "151") }
        try world.run("leave.withdraw", ["id": .string(cid("L1"))], by: "150")
        #expect(try world.task(.leaveDecide, cid("L1")).record.status == .cancelled)
        refused("leave.approve_withdrawn", .conflict) { try world.run("leave.decide", decide("approve"), by: "140") }
    }

    @Test("Once leave has begun, cancelling is a request; refused it stays approved, allowed it ends", arguments: ["approve", "reject"])
    func cancelAfterBegin(decision: String) throws {
        try world.run("leave.decide", decide("approve"), by: "140")
        world.now = world.now.adding(ms: 17 * 86_400_000)
        try world.run("leave.cancel", ["id": .string(cid("L1")), "reason": "提前返岗"], by: "150")
        #expect(try world.get(Leave.self, cid("L1")).status == .pendingCancellation)
        #expect(try world.task(.leaveCancel, cid("L1")).feed == .inbox("140"))
        let reasons: [(String, JSON)] = decision == "reject" ? [("reason_code", "late"), ("reason", "已安排替班")] : []
        try world.run("leave.decide", decide(decision, cid("L1"), reasons), by: "140")
        #expect(try world.get(Leave.self, cid("L1")).status == (decision == "approve" ? .cancelled : .approved))
        #expect(try world.task(.leaveCancel, cid("L1")).record.status == .done)
    }

    @Test("A long personal leave makes HR offer ways to pay the premiums; cancelling it takes the task away")
    func followUp() throws {
        let pin = try world.leaveNotice(acknowledgedBy: ["151"])
        try world.run(
            "leave.request", ["id": .string(cid("L5")), "type": "unpaid", "from": "2026-12-01", "to": "2027-01-31", "notice": pin],
            by: "151")
        try world.run("leave.decide", decide("approve", cid("L5")), by: "140")
        #expect(try world.task(.leaveFollowUp, cid("L5")).record.status == .open)
        try world.run("leave.cancel", ["id": .string(cid("L5")), "reason": "不去了"], by: "151")
        #expect(try world.task(.leaveFollowUp, cid("L5")).record.status == .cancelled)
    }

    @Test("A request nobody decides is marked overdue and handed up to HR; one that is decided is left alone")
    func overdue() throws {
        try world.run("leave.request", ["id": .string(cid("L6")), "type": "annual", "from": "2026-12-14", "to": "2026-12-15"], by: "151")
        try world.run("leave.decide", decide("approve", cid("L6")), by: "140")
        try world.pass(days: 5)
        let late = try world.task(.leaveDecide, cid("L1"))
        #expect(late.feed == .hr)
        #expect(late.record.overdue)
        #expect(try !world.task(.leaveDecide, cid("L6")).record.overdue)
        try world.run("leave.decide", decide("approve"), by: "111")
    }
}

@Suite("Delegations") struct DelegationTests {
    let world: World

    init() throws { world = try World.company() }

    func set(_ id: String, _ delegate: String, _ from: String, _ until: String, _ more: [(String, JSON)] = []) -> JSON {
        .object(
            JSONObject(
                [("id", .string(cid(id))), ("delegate", .string(delegate)), ("from", .string(from)), ("until", .string(until))] + more))
    }

    func leave(_ id: String, by employee: String) throws {
        try world.run(
            "leave.request", ["id": .string(cid(id)), "type": "annual", "from": "2026-12-07", "to": "2026-12-08"], by: employee)
    }

    @Test("From its first to its last day the delegate sees the inbox and decides; before and after not")
    func course() throws {
        try leave("L1", by: "150")
        try leave("L2", by: "151")
        try world.run("delegation.set", set("D1", "141", "2026-11-23", "2026-11-25"), by: "140")
        #expect(try !world.holds("141", .inbox("140")))
        refused("leave.delegation_over") { try world.run("leave.decide", ["id": .string(cid("L1")), "decision": "approve"], by: "141") }
        try world.pass(days: 3)
        #expect(try world.get(Delegation.self, cid("D1")).status == .active)
        #expect(try world.holds("141", .inbox("140")))
        #expect(try world.mayRead(Leave.self, cid("L1"), by: "141", for: .handle))
        try world.run("leave.decide", ["id": .string(cid("L1")), "decision": "approve"], by: "141")
        try world.pass(days: 3)
        #expect(try world.get(Delegation.self, cid("D1")).status == .ended)
        #expect(try !world.holds("141", .inbox("140")))
        refused("leave.delegation_over") { try world.run("leave.decide", ["id": .string(cid("L2")), "decision": "approve"], by: "141") }
    }

    @Test("A delegation does not cascade: the delegate's own delegate decides nothing")
    func cascade() throws {
        try leave("L1", by: "150")
        try world.run("delegation.set", set("D1", "141", "2026-11-20", "2026-11-30"), by: "140")
        try world.hire("142", "何勇", [.manager])
        try world.run("delegation.set", set("D2", "142", "2026-11-20", "2026-11-30"), by: "141")
        #expect(throws: Refusal.notFound) { try world.run("leave.decide", ["id": .string(cid("L1")), "decision": "approve"], by: "142") }
        #expect(try !world.mayRead(Leave.self, cid("L1"), by: "142", for: .handle))
    }

    @Test("A delegate who is the applicant does not decide")
    func applicant() throws {
        try world.hire("154", "马跃", [.manager], reportsTo: "140")
        try leave("L1", by: "154")
        try world.run("delegation.set", set("D1", "154", "2026-11-20", "2026-11-30"), by: "140")
        refused("decision.own") { try world.run("leave.decide", ["id": .string(cid("L1")), "decision": "approve"], by: "154") }
        #expect(throws: Refusal.notFound) { try world.run("task.assign", ["id": .string(Tasks.id(.leaveDecide, cid("L1")))], by: "154") }
    }

    @Test("What cannot be delegated: to oneself, into the past, too long, twice, to nobody, of nothing")
    func rules() throws {
        refused("delegation.self") { try world.run("delegation.set", set("D1", "140", "2026-11-20", "2026-11-30"), by: "140") }
        #expect(
            refused("delegation.past") { try world.run("delegation.set", set("D1", "141", "2026-11-10", "2026-11-30"), by: "140") }?
                .nearest == "2026-11-20")
        refused("period.too_long") { try world.run("delegation.set", set("D1", "141", "2026-11-20", "2027-11-30"), by: "140") }
        refused("delegation.no_delegate") { try world.run("delegation.set", set("D1", "999", "2026-11-20", "2026-11-30"), by: "140") }
        refused("delegation.no_inbox") {
            try world.run("delegation.set", set("D1", "141", "2026-11-20", "2026-11-30", [("delegator", "150")]), by: "110")
        }
        try world.run("delegation.set", set("D1", "141", "2026-11-20", "2026-11-30"), by: "140")
        let clash = refused("delegation.overlap") {
            try world.run("delegation.set", set("D2", "110", "2026-11-30", "2026-12-02"), by: "140")
        }
        #expect(clash?.nearest == "2026-12-01")
    }

    @Test("HR sets it for somebody else; a manager cannot; revoking ends it at once")
    func others() throws {
        #expect(throws: Refusal.notFound) {
            try world.run("delegation.set", set("D1", "141", "2026-11-20", "2026-11-30", [("delegator", "110")]), by: "140")
        }
        try world.run("delegation.set", set("D1", "141", "2026-11-20", "2026-11-30", [("delegator", "140")]), by: "110")
        #expect(try world.holds("141", .inbox("140")))
        #expect(throws: Refusal.notFound) { try world.run("delegation.revoke", ["id": .string(cid("D1"))], by: "141") }
        try world.run("delegation.revoke", ["id": .string(cid("D1")), "reason": "提前返回"], by: "140")
        #expect(try !world.holds("141", .inbox("140")))
        refused("delegation.revoke_revoked", .conflict) { try world.run("delegation.revoke", ["id": .string(cid("D1"))], by: "140") }
    }
}
