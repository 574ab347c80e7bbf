package import Records

/// Why somebody reads a record of another; a closed list, written into the log with every such read.
package enum Purpose: String, CaseIterable, Codable, Sendable {
    /// To decide a request that is in one's hands.
    case handle
    /// Personnel work of HR.
    case personnel
    /// Wages and reimbursement.
    case payroll
    /// An auditor's check.
    case audit
}

/// The one place that says who may read what: used by pull, get, blob, push and every online question.
package enum Access {
    /// The feeds that a member holds by employment and roles. Identity grants these; delegations add to them for a time.
    package static func feeds(employee: String?, roles: Set<Role>) -> [Feed] {
        var feeds: [Feed] = [.tenant]
        guard let employee else { return feeds }
        feeds.append(.employee(employee))
        if roles.contains(where: { $0 != .employee }) { feeds.append(.inbox(employee)) }
        if roles.contains(.hr) { feeds.append(.hr) }
        if roles.contains(.finance) { feeds.append(.finance) }
        if roles.contains(.auditor) { feeds.append(.audit) }
        if roles.contains(.admin) { feeds.append(.admin) }
        return feeds
    }
}
