import Base
import Casework
import Evidence
import Records
import Wire

/// Items that are put together from a record's own columns.
extension ExportPages {
    /// How a sum in a record follows from its own columns: anyone can compute it again.
    func addCalculation(_ schema: CollectionSchema, _ row: JSON, _ time: Timestamp?, _ leaf: Int64) throws {
        func text(_ name: String) -> String { fields(schema, row).first { $0.name == name }?.value ?? "" }
        func inputs(_ names: String...) -> [EntryField] { fields(schema, row).filter { names.contains($0.name) } }
        guard let time else { return }
        switch schema.code {
        case Payslip.schema.code:
            try book.add(.calculation(CalculationEntry(
                title: Wording("工资条 \(text("period"))", "Pay slip \(text("period"))"), result: text("net_pay"),
                formula: "net_pay = gross_pay \u{2212} total_deduction",
                inputs: inputs("gross_pay", "total_deduction", "lines", "payment_days", "total_working_days", "leave_without_pay"),
                pack: text("source"), basis: [], time: time, leaf: leaf)))
        case Contribution.schema.code:
            try book.add(.calculation(CalculationEntry(
                title: Wording("\(text("insurance_type")) \(text("contribution_month"))", "\(text("insurance_type")) \(text("contribution_month"))"),
                result: text("employee_amount"), formula: "employee_amount = contribution_base \u{00D7} employee_rate_ppm \u{00F7} 1000000",
                inputs: inputs("contribution_base", "employee_rate_ppm", "employer_rate_ppm", "employer_amount"), pack: text("rule_version"),
                basis: [], time: time, leaf: leaf)))
        default: return
        }
    }

    /// A notice with the ladder of its service: told from the receipt, which has every step.
    func addNotice(_ schema: CollectionSchema, _ row: JSON, _ leaf: Int64?, _ reader: PartitionReader) throws {
        guard schema.code == NoticeReceipt.schema.code else { return }
        let (receipt, _) = try RowCoder.record(NoticeReceipt.self, row: row.bytes)
        guard let notice = try reader.record(Notice.self, id: receipt.notice)?.record else { return }
        let text = notice.texts.first { $0.lang == receipt.lang } ?? notice.texts.first { $0.lang.hasPrefix(isChinese ? "zh" : "en") } ?? notice.texts.first
        // Each version of the receipt has its leaf; they stand in the order of its history.
        let leaves = try reader.leaves(.record, "\(schema.name)/\(receipt.id)", after: -1, limit: Limits.rowLeaves)
        let steps = try receipt.history.enumerated().map { place, step in
            let who = try name(step.by, reader) ?? step.by
            let proof = leaves.count == receipt.history.count ? "\(isChinese ? "叶" : "leaf") \(leaves[place])  \(who)" : who
            let label = NoticeCase.table.label(ReceiptStatus(rawValue: step.status) ?? .other)
            return NoticeEntry.Step(time: step.at, rung: Wording(label.zh, label.en), channel: receipt.channel, proof: proof)
        }
        try book.add(.notice(NoticeEntry(
            id: notice.id, title: text?.title ?? notice.id, kind: ExportWords.word("kind", notice.kind.rawValue), version: receipt.version,
            digest: Base64URL.decode(receipt.digest).map { Hex.encode($0) } ?? receipt.digest, text: text?.body ?? "",
            to: try name(receipt.employee, reader) ?? receipt.employee, issuedBy: try name(notice.issuedBy, reader) ?? notice.issuedBy,
            issuedAt: notice.issuedAt, steps: steps, leaf: leaf)))
    }
}
