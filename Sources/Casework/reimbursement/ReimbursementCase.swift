import Base
package import Records
import Wire

/// What can happen to an expense claim.
package enum ReimbursementEvent: String, CaseIterable, Sendable {
    case approve, reject, withdraw, pay
}

package enum ReimbursementCase {
    package static let table = StateTable<ReimbursementStatus, ReimbursementEvent>(
        "reimbursement",
        [
            .submitted: [.approve: .approved, .reject: .rejected, .withdraw: .withdrawn],
            .approved: [.pay: .paid],
        ],
        labels: { status in
            switch status {
            case .submitted: LocalizedText(zh: "待审核", en: "submitted")
            case .approved: LocalizedText(zh: "已批准", en: "approved")
            case .rejected: LocalizedText(zh: "已拒绝", en: "rejected")
            case .paid: LocalizedText(zh: "已支付", en: "paid")
            case .withdrawn: LocalizedText(zh: "已撤回", en: "withdrawn")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// The marks by which a line is found again when somebody claims it a second time. A receipt and an invoice number hold across
    /// all claimants; date and amount only for the same one.
    package static func marks(_ line: ReimbursementLine, of employee: String) -> [Mark] {
        var marks = line.receipts.map { Mark(kind: "receipt", space: .receiptHash, text: $0) }
        if let invoice = line.invoiceNumber { marks.append(Mark(kind: "invoice", space: .invoiceNumber, text: invoice)) }
        marks.append(Mark(kind: "amount_date", space: .expense, text: "\(employee)|\(line.expenseDate)|\(line.amount.fen)"))
        return marks
    }

    package struct Mark: Sendable, Hashable {
        package var kind: String
        package var space: LookupSpace
        package var text: String
    }

    /// What a mark points to.
    package static func target(_ claim: String, _ line: String) -> String { claim + "/" + line }

    /// Forgets the marks that this claim set, so that what was withdrawn or refused can be claimed again.
    package static func forget(_ marks: [Mark], _ changes: inout Changes) {
        for mark in marks { changes.removeLookup(mark.space, mark.text) }
    }

    /// The marks of a claim that still point to it.
    package static func ownMarks(_ claim: Reimbursement, _ reader: any RecordReader) throws -> [Mark] {
        var own: [Mark] = []
        for line in claim.lines {
            for mark in marks(line, of: claim.employee) where try reader.find(mark.space, mark.text) == target(claim.id, line.line) {
                own.append(mark)
            }
        }
        return own
    }
}

/// What a step of a claim rests on.
package struct ReimbursementFacts: Sendable {
    package var claim: Stored<Reimbursement>
    package var marks: [ReimbursementCase.Mark]
    package var decideTask: Stored<CaseTask>?
    package var payTask: Stored<CaseTask>?

    package static func load(_ claim: Stored<Reimbursement>, _ reader: any RecordReader) throws -> ReimbursementFacts {
        ReimbursementFacts(
            claim: claim, marks: try ReimbursementCase.ownMarks(claim.record, reader),
            decideTask: try reader.record(CaseTask.self, id: Tasks.id(.reimbursementDecide, claim.record.id)),
            payTask: try reader.record(CaseTask.self, id: Tasks.id(.reimbursementPay, claim.record.id)))
    }
}
