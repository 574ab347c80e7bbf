import Base
import Casework
import Records
import Testing
import Wire

@Suite("Reimbursement") struct ReimbursementTests {
    let world: World

    init() throws {
        world = try World.company()
        for person in ["150", "151"] { world.upload("receipt" + person, by: person) }
    }

    func line(_ id: String = "1", amount: Int64 = 23_550, date: String = "2026-11-12", _ more: [(String, JSON)] = []) -> JSON {
        .object(
            JSONObject([("line", .string(id)), ("date", .string(date)), ("type", "transport"), ("amount", .int(amount))] + more))
    }

    @discardableResult
    func submit(_ id: String, _ lines: [JSON], by employee: String = "150") throws -> JSON? {
        try world.run("reimbursement.submit", ["id": .string(cid(id)), "lines": .array(lines)], by: employee)
    }

    func decide(_ id: String, _ lines: [JSON], by employee: String = "120") throws {
        try world.run("reimbursement.decide", ["id": .string(cid(id)), "lines": .array(lines)], by: employee)
    }

    @Test("A claim with lines and receipts is filed, summed, and lands in finance's queue")
    func submit() throws {
        let result = try submit("R1", [line("1", [("receipts", ["receipt150"])]), line("2", amount: 1_000)])
        #expect(result?["total"]?.intValue == 24_550)
        #expect(result?["duplicates"] == [])
        let claim = try world.get(Reimbursement.self, cid("R1"))
        #expect(claim.blobHashes == ["receipt150"])
        #expect(try world.task(.reimbursementDecide, claim.id).feed == .finance)
    }

    @Test("The same receipt is flagged, also when a colleague brings it; the colleague learns nothing of the other claim")
    func receiptTwice() throws {
        try submit("R1", [line("1", [("receipts", ["receipt150"])])])
        world.uploads["receipt150"] = 151
        let result = try submit("R2", [line("1", amount: 99, [("receipts", ["receipt150"])])], by: "151")
        #expect(result?["duplicates"] == [["line": "1", "kinds": ["receipt"]]])
        let claim = try world.get(Reimbursement.self, cid("R2"))
        #expect(claim.duplicate)
        #expect(!world.text("reimbursement", claim.id).contains(cid("R1")))
        let check = try world.get(ReimbursementCheck.self, cid("R2") + ".1.receipt")
        #expect((check.other, check.otherLine) == (cid("R1"), "1"))
        #expect(try !world.mayRead(ReimbursementCheck.self, check.id, by: "151", for: .handle))
        #expect(try world.mayRead(ReimbursementCheck.self, check.id, by: "120", for: .handle))
    }

    @Test("The same invoice number is flagged across people; the same day and amount only for the same person")
    func invoiceAndAmount() throws {
        try submit("R1", [line("1", [("invoice", "25337000000012345678")])])
        #expect(
            try submit("R2", [line("1", amount: 1, [("invoice", "25337000000012345678")])], by: "151")?["duplicates"]?[0]?["kinds"] == [
                "invoice"
            ])
        #expect(try submit("R3", [line("1")], by: "151")?["duplicates"] == [])
        #expect(try submit("R4", [line("1")])?["duplicates"]?[0]?["kinds"] == ["amount_date"])
    }

    @Test("Two lines of one claim that claim the same are flagged too")
    func withinClaim() throws {
        #expect(try submit("R1", [line("1"), line("2")])?["duplicates"] == [["line": "2", "kinds": ["amount_date"]]])
    }

    @Test("A flagged claim is accepted all the same: the flag is for people to judge")
    func flaggedIsAccepted() throws {
        try submit("R1", [line()])
        try submit("R2", [line()])
        try decide("R2", [["line": "1", "amount": 23_550]])
        #expect(try world.get(Reimbursement.self, cid("R2")).status == .approved)
    }

    @Test("What was withdrawn or refused may be claimed again", arguments: ["withdraw", "refuse"])
    func again(way: String) throws {
        try submit("R1", [line("1", [("receipts", ["receipt150"])])])
        if way == "withdraw" {
            try world.run("reimbursement.withdraw", ["id": .string(cid("R1"))], by: "150")
        } else {
            try decide("R1", [["line": "1", "amount": 0, "reason_code": "private", "reason": "私人消费"]])
        }
        #expect(try submit("R2", [line("1", [("receipts", ["receipt150"])])])?["duplicates"] == [])
    }

    @Test("Withdrawing a flagged claim leaves the first claim's marks in place")
    func foreignMarks() throws {
        try submit("R1", [line()])
        try submit("R2", [line()])
        try world.run("reimbursement.withdraw", ["id": .string(cid("R2"))], by: "150")
        #expect(try submit("R3", [line()])?["duplicates"]?[0]?["kinds"] == ["amount_date"])
    }

    @Test("A line is cut only with a reason; the sum of what was approved decides the state")
    func partly() throws {
        try submit("R1", [line("1"), line("2", amount: 1_000)])
        refused("decision.reason_code", .invalid) {
            try decide("R1", [["line": "1", "amount": 20_000], ["line": "2", "amount": 1_000]])
        }
        refused("reimbursement.lines_complete", .invalid) { try decide("R1", [["line": "1", "amount": 23_550]]) }
        let above = refused("reimbursement.amount_range", .invalid) {
            try decide("R1", [["line": "1", "amount": 23_551], ["line": "2", "amount": 1_000]])
        }
        #expect(above?.nearest == 23_550)
        try decide(
            "R1", [["line": "1", "amount": 20_000, "reason_code": "over_limit", "reason": "超标"], ["line": "2", "amount": 1_000]])
        let claim = try world.get(Reimbursement.self, cid("R1"))
        #expect((claim.status, claim.totalSanctionedAmount) == (.approved, Money(fen: 21_000)))
        #expect(claim.lines.map(\.sanctionCode) == ["over_limit", nil])
        #expect(try world.task(.reimbursementPay, claim.id).record.status == .open)
        refused("reimbursement.reject_approved", .conflict) { try decide("R1", []) }
    }

    @Test("Nobody approves or pays their own claim")
    func own() throws {
        try submit("R1", [line()], by: "120")
        refused("decision.own") { try decide("R1", [["line": "1", "amount": 23_550]]) }
        try world.hire("121", "冯远", [.finance])
        try decide("R1", [["line": "1", "amount": 23_550]], by: "121")
        refused("decision.own") { try world.run("reimbursement.pay", ["id": .string(cid("R1")), "date": "2026-11-20"], by: "120") }
    }

    @Test("Paid after approval, with a date that has come, once")
    func pay() throws {
        try submit("R1", [line()])
        let a: JSON = ["id": .string(cid("R1")), "date": "2026-11-20"]
        refused("reimbursement.pay_submitted", .conflict) { try world.run("reimbursement.pay", a, by: "120") }
        try decide("R1", [["line": "1", "amount": 23_550]])
        refused("reimbursement.pay_future") {
            try world.run("reimbursement.pay", ["id": .string(cid("R1")), "date": "2026-12-20"], by: "120")
        }
        try world.run("reimbursement.pay", a, by: "120")
        #expect(try world.get(Reimbursement.self, cid("R1")).paymentDate == day("2026-11-20"))
        #expect(try world.task(.reimbursementPay, cid("R1")).record.status == .done)
        refused("reimbursement.withdraw_paid", .conflict) {
            try world.run("reimbursement.withdraw", ["id": .string(cid("R1"))], by: "150")
        }
    }

    @Test("Bad lines are refused with the field and the nearest value that would do")
    func badLines() throws {
        refused("list.count", .invalid) { try submit("R1", []) }
        refused("reimbursement.line_twice", .invalid) { try submit("R1", [line("1"), line("1", amount: 5)]) }
        refused("amount.range", .invalid) { try submit("R1", [line(amount: 0)]) }
        refused("amount.range", .invalid) { try submit("R1", [line(amount: 1_000_000_001)]) }
        #expect(refused("reimbursement.future", .invalid) { try submit("R1", [line(date: "2026-11-21")]) }?.nearest == "2026-11-20")
        refused("reimbursement.too_old", .ruleRefused) { try submit("R1", [line(date: "2024-11-21")]) }
        refused("reimbursement.line_form", .invalid) { try submit("R1", [line("a/b")]) }
        #expect(throws: Refusal.wait(.dependencyMissing)) { try submit("R1", [line("1", [("receipts", ["receipt151"])])]) }
    }

    @Test("The line manager neither reads nor decides a claim: it may speak of health")
    func manager() throws {
        try submit("R1", [line()])
        #expect(try !world.mayRead(Reimbursement.self, cid("R1"), by: "140", for: .handle))
        refused("access.role", .forbidden) { try decide("R1", [["line": "1", "amount": 1]], by: "140") }
    }
}
