/// Acts of which a signed receipt is always made and kept: what people may have to prove later (protocol/evidence.md §2.2). Of all
/// others one is given on request.
public enum ReceiptPolicy {
    /// Whole areas.
    public static let areas: Set<String> = ["appeal", "reimbursement"]
    /// Single operations: acknowledgements and disputes of what was served.
    public static let operations: Set<String> = ["notice.acknowledge", "notice.dispute", "payslip.answer"]

    public static func isAutomatic(_ op: String) -> Bool {
        operations.contains(op) || areas.contains(String(op.prefix { $0 != "." }))
    }
}
