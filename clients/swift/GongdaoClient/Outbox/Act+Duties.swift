extension Act {
    /// Operations over other people's records, with the roles that may do them (protocol/ops): their acts travel in a queue of their own,
    /// and are not filed while the session is known to withhold every one of these roles.
    static let duties: [String: Set<String>] = [
        "announcement.publish": ["hr", "admin"], "announcement.withdraw": ["hr", "admin"], "appeal.decide": ["hr", "auditor"],
        "appeal.handle": ["hr", "auditor"], "delegation.revoke": ["manager", "hr"], "delegation.set": ["manager", "hr"],
        "employee.end": ["hr"], "import.apply": ["hr", "admin"], "import.undo": ["hr", "admin"], "leave.decide": ["manager", "hr"],
        "notice.issue": ["hr", "admin"], "payslip.publish": ["hr", "finance"], "profile.decide": ["hr"],
        "reimbursement.decide": ["finance"], "reimbursement.pay": ["finance"], "role.confirm": ["admin"], "role.set": ["admin"],
        "task.assign": ["manager", "hr", "finance", "auditor", "admin"], "task.complete": ["manager", "hr", "finance", "auditor", "admin"],
        "witness.set": ["admin"], "consent.grant": ["admin"], "consent.revoke": ["admin"], "deletion.confirm": ["admin"],
        "deletion.propose": ["hr", "admin"], "deletion.withdraw": ["hr", "admin"], "erasure.confirm": ["hr", "admin"],
        "erasure.decide": ["hr"], "hold.lift": ["hr", "admin"], "hold.set": ["hr", "admin"], "override.end": ["hr", "admin"],
        "override.set": ["hr", "admin"],
    ]
}

extension SessionState {
    /// Whether the server would answer 1203: roles are withheld here, and none of those in force may do this.
    func withholds(_ op: String) -> Bool { needsStepUp && Act.duties[op].map { $0.isDisjoint(with: roles) } ?? false }
}
