package import Base
package import Casework
package import Records
import Store
package import Wire

extension PartitionWriter {
    /// Gives a subject exactly the feeds of its employment and roles, besides what is delegated to it for a time, and keeps the
    /// lists of role holders. New grants are numbered urgent, small, large, which is the order in which they are back-filled.
    package func setAccess(subject: Int64, employee: String?, roles: Set<Role>) throws {
        let wanted = Access.feeds(employee: employee, roles: roles).sorted { PartitionWriter.urgency($0) < PartitionWriter.urgency($1) }
        let held = try transaction.grants(subject: subject).filter { $0.lost == nil && $0.until == nil }
        let wantedNumbers = try wanted.map { try make($0) }
        for grant in held where !wantedNumbers.contains(grant.feed) { try end(grant) }
        for (feed, number) in zip(wanted, wantedNumbers) where !held.contains(where: { $0.feed == number }) {
            try addGrant(subject: subject, feed: feed, until: nil)
        }
        if let employee { for role in Role.allCases { try hold(role, employee, roles.contains(role)) } }
    }

    private static func urgency(_ feed: Feed) -> Int {
        switch feed {
        case .employee: 0
        case .queue: 1
        case .kiosk: 2
        case .tenant: 3
        case .closed: 4
        }
    }

    func hold(_ role: Role, _ employee: String, _ holds: Bool) throws {
        var holders = Set(try holders(of: role))
        guard holders.contains(employee) != holds else { return }
        if holds { holders.insert(employee) } else { holders.remove(employee) }
        let name = RoleHolders.name(role)
        try transaction.setMeta(name, try sealer.seal(RoleHolders.write(Array(holders)), .meta(name: name)))
    }

    /// Lets a subject pull a feed, until a time if given. One who holds it for longer already gains nothing.
    package func addGrant(subject: Int64, feed: Feed, until: Timestamp?) throws {
        let number = try make(feed)
        for grant in try transaction.grants(subject: subject) where grant.feed == number && grant.lost == nil {
            guard let end = grant.until, until.map({ $0.ms > end }) ?? true else { return }
            try self.end(grant)
        }
        let grant = try transaction.addGrant(subject: subject, feed: number, seq: try seq(), until: until?.ms)
        change { $0.subjects.insert(subject) }
        if let until { try addTimer(TimerPlan.grantEnd(grant.number, subject: subject), due: until) }
    }

    package func endGrants(subject: Int64, feed: Feed) throws {
        guard let number = try number(of: feed) else { return }
        for grant in try transaction.grants(subject: subject) where grant.feed == number && grant.lost == nil { try end(grant) }
    }

    func end(_ grant: Grant) throws {
        try transaction.endGrant(number: grant.number, seq: try seq())
        change { $0.subjects.insert(grant.subject) }
    }

    /// Closes the queues of a device for ever; their counters stay (why.md S7).
    package func closeQueues(device: String) throws {
        for var queue in try transaction.queues(device: device) where !queue.closed {
            queue.closed = true
            try transaction.setQueue(queue)
        }
        change { $0.devices.insert(device) }
    }

    // MARK: Told to open connections after COMMIT

    /// The device gets `code` (1601 or 1602) from now on.
    package func revoke(device: String, _ code: ErrorCode = .deviceLocked) {
        change { $0.revocations.append(.device(device, code)) }
    }

    package func restore(device: String) { change { $0.revocations.append(.deviceRestored(device)) } }

    /// Sessions of the account end with `code`.
    package func revoke(subject: Int64, _ code: ErrorCode = .accountClosed) {
        change { $0.revocations.append(.subject(subject, code)) }
    }

    package func restore(subject: Int64) { change { $0.revocations.append(.subjectRestored(subject)) } }

    /// Sessions of the account read their rights again before their next request.
    package func rolesChanged(subject: Int64) {
        change {
            $0.revocations.append(.rolesChanged(subject))
            $0.subjects.insert(subject)
        }
    }
}
