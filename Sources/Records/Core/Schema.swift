/// All collections of this version, by name and by number.
public enum Schema {
    /// The schema version this program writes, and the oldest one it serves.
    public static let now = 1
    public static let min = 1

    /// Every record type of the product.
    public static let types: [any Record.Type] = [
        Organization.self, Department.self, Employee.self, EmployeePrivate.self, Contract.self, ProfileCorrection.self,
        Payslip.self, PayslipCost.self, Contribution.self, LeaveBalance.self, Leave.self, Notice.self, NoticeReceipt.self,
        Announcement.self, Reimbursement.self, ReimbursementCheck.self, Appeal.self, CaseTask.self, Receipt.self,
        Delegation.self, Account.self, Device.self, ImportRun.self, RoleChange.self, StatuteOverride.self,
    ]

    public static let collections: [CollectionSchema] = types.map { $0.schema }.sorted { $0.code < $1.code }

    public static func named(_ name: some StringProtocol) -> CollectionSchema? { byName[String(name)] }
    public static func coded(_ code: Int32) -> CollectionSchema? { byCode[code] }

    private static let byName = Dictionary(uniqueKeysWithValues: collections.map { ($0.name, $0) })
    private static let byCode = Dictionary(uniqueKeysWithValues: collections.map { ($0.code, $0) })
}
