package import Records

/// Who stands on which side of an appeal; all that decides who may have to do with it.
package struct AppealParties: Sendable, Equatable {
    package var raisedBy: String
    package var against: String?
    package var excluded: [String]

    package init(raisedBy: String, against: String?, excluded: [String]) {
        self.raisedBy = raisedBy
        self.against = against
        self.excluded = excluded
    }

    package init(_ appeal: Appeal) {
        self.init(raisedBy: appeal.raisedBy, against: appeal.grievanceAgainst, excluded: appeal.excludedPersons)
    }
}

/// Where the task of an appeal goes: never into an inbox that a barred person reads (H3).
package enum AppealRouting {
    /// HR's queue where nobody in it is barred; else the inbox of the first handler who is not; else the auditors, by the same rule;
    /// else the admins'; nil: nobody may handle it, so nobody is told, and it waits in the raiser's own feed.
    package static func feed(for parties: AppealParties, _ reader: any RecordReader, from first: Role = .hr) throws -> Feed? {
        let order: [(Role, Feed)] = [(.hr, .hr), (.auditor, .audit)]
        for (role, queue) in order.drop(while: { $0.0 != first }) {
            let holders = try reader.holders(of: role).sorted { ($0.count, $0) < ($1.count, $1) }
            let free = try holders.filter { try $0 != parties.raisedBy && !Access.isBarred($0, from: parties, reader) }
            let barred = try holders.contains { try Access.isBarred($0, from: parties, reader) }
            if let handler = free.first { return barred ? .inbox(handler) : queue }
        }
        return nil
    }

    /// One step up for an appeal that nobody decided in time: to the auditors; nil where it is there already.
    package static func nextUp(of feed: Feed, _ appeal: Appeal, _ reader: any RecordReader) throws -> Feed? {
        guard feed != .audit, let next = try self.feed(for: AppealParties(appeal), reader, from: .auditor), next != feed else { return nil }
        return next
    }
}
