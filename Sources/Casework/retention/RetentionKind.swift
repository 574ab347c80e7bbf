package import Base
package import Records

/// One record as a deletion sees it.
package struct RetentionCandidate: Sendable {
    package let schema: CollectionSchema
    package let id: String
    package let rev: Int64
    package let person: String?
    /// The last day of its period; nil while the event that starts it has not come.
    package let end: LocalDate?
    package let bar: RetentionBar?

    package var name: String { schema.name + "/" + id }

    /// Whether its period was over before this day and nothing bars its deletion.
    package func isDue(before day: LocalDate) -> Bool { bar == nil && (end.map { $0 < day } ?? false) }
}

/// A line of the table with the record type behind it.
package struct RetentionKind: Sendable {
    package let rule: RetentionRule
    package let schema: CollectionSchema
    /// Of all feeds, by id behind `after`.
    package let page: @Sendable (RetentionContext, _ after: String?, _ limit: Int) throws -> [RetentionCandidate]
    /// Of one person's feed.
    package let all: @Sendable (RetentionContext, _ feed: Feed, _ limit: Int) throws -> [RetentionCandidate]
    package let one: @Sendable (RetentionContext, String) throws -> RetentionCandidate?
    package let person: @Sendable (RetentionContext, String) throws -> String?
    package let links: @Sendable (any RecordReader, String) throws -> [String]
    /// What goes with the record: attachments, lookups, tasks about it.
    package let belongings: @Sendable (RetentionContext, String) throws -> Belongings

    package struct Belongings: Sendable {
        package init() {}

        package var blobs: [String] = []
        package var lookups: [(space: LookupSpace, text: String)] = []
        package var tasks: [String] = []
        package var accounts: [String] = []
        package var journals: [String] = []
    }

    private init?<R: Retained>(_: R.Type) {
        guard let rule = RetentionTable[R.schema.name] else { return nil }
        self.rule = rule
        schema = R.schema
        page = { context, after, limit in
            try context.reader.page(R.self, after: after, limit: limit).map { try RetentionKind.candidate($0, rule, context) }
        }
        all = { context, feed, limit in
            try context.reader.records(R.self, in: feed, limit: limit).map { try RetentionKind.candidate($0, rule, context) }
        }
        one = { context, id in
            try context.reader.record(R.self, id: id).map { try RetentionKind.candidate($0, rule, context) }
        }
        person = { context, id in try context.reader.record(R.self, id: id).flatMap { try context.person(of: $0) } }
        links = { reader, id in try reader.record(R.self, id: id)?.record.retainedLinks ?? [] }
        belongings = { context, id in
            guard let stored = try context.reader.record(R.self, id: id) else { return Belongings() }
            return try RetentionKind.belongings(of: stored.record, context.reader)
        }
    }

    private static func candidate<R: Retained>(_ stored: Stored<R>, _ rule: RetentionRule, _ context: RetentionContext) throws -> RetentionCandidate {
        let person = try context.person(of: stored)
        return RetentionCandidate(
            schema: R.schema, id: stored.record.id, rev: stored.rev, person: person,
            end: try stored.record.retainedFrom(context)?.adding(months: rule.months), bar: try context.bar(stored, person: person))
    }

    private static func belongings<R: Retained>(of record: R, _ reader: any RecordReader) throws -> Belongings {
        var out = Belongings()
        out.blobs = (record as? any BlobReferring)?.blobHashes ?? []
        for kind in TaskKind.allCases where kind != .other {
            let id = Tasks.id(kind, record.id)
            if try reader.record(CaseTask.self, id: id) != nil { out.tasks.append(id) }
        }
        switch record {
        case let run as ImportRun: out.journals = try journals(of: run.id, reader)
        case let claim as Reimbursement:
            out.lookups = try ReimbursementCase.ownMarks(claim, reader).map { ($0.space, $0.text) }
        case let person as EmployeePrivate:
            if let number = person.identityNumber, try reader.find(.identityNumber, number) == person.id {
                out.lookups = [(.identityNumber, number)]
            }
        case let person as Employee:
            if try reader.find(.staffNo, person.staffNo) == person.id { out.lookups.append((.staffNo, person.staffNo)) }
            guard let account = try People.account(of: person.id, reader)?.record else { break }
            out.accounts = [account.id]
            out.lookups.append((.account, person.id))
            if let phone = account.phone, try reader.find(.phone, phone) == account.id { out.lookups.append((.phone, phone)) }
            if let login = account.staffNo, try reader.find(.login, login) == account.id { out.lookups.append((.login, login)) }
        default: break
        }
        return out
    }

    /// What the slices of an import wrote, with the rows that stood there before.
    private static func journals(of run: String, _ reader: any RecordReader) throws -> [String] {
        var found: [String] = []
        while try reader.record(ImportJournal.self, id: ImportJournal.id(run, found.count)) != nil {
            found.append(ImportJournal.id(run, found.count))
        }
        return found
    }

    package static subscript(_ collection: String) -> RetentionKind? { byName[collection] }

    /// In the order in which a person's records are worked off: the roster record last, since others ask it when employment ended.
    package static let kinds: [RetentionKind] = [
        RetentionKind(Receipt.self), RetentionKind(CaseTask.self), RetentionKind(LeaveBalance.self), RetentionKind(Leave.self),
        RetentionKind(ReimbursementCheck.self), RetentionKind(Reimbursement.self), RetentionKind(Appeal.self),
        RetentionKind(NoticeReceipt.self), RetentionKind(Notice.self), RetentionKind(Announcement.self), RetentionKind(Delegation.self),
        RetentionKind(ProfileCorrection.self), RetentionKind(PayslipCost.self), RetentionKind(Payslip.self),
        RetentionKind(Contribution.self), RetentionKind(Contract.self), RetentionKind(RoleChange.self), RetentionKind(ImportRun.self),
        RetentionKind(HoldMark.self), RetentionKind(Erasure.self), RetentionKind(EmployeePrivate.self), RetentionKind(Employee.self),
    ].compactMap { $0 }

    private static let byName = Dictionary(uniqueKeysWithValues: kinds.map { ($0.rule.collection, $0) })
}

extension Changes {
    /// Erases a candidate with what belongs to it.
    package mutating func erase(_ candidate: RetentionCandidate, _ belongings: RetentionKind.Belongings) {
        erase(Erasure(schema: candidate.schema, id: candidate.id, blobs: belongings.blobs))
        for lookup in belongings.lookups { removeLookup(lookup.space, lookup.text) }
        for task in belongings.tasks where !(candidate.schema.code == CaseTask.schema.code && candidate.id == task) {
            erase(Erasure(schema: CaseTask.schema, id: task, blobs: []))
        }
        for journal in belongings.journals { erase(Erasure(schema: ImportJournal.schema, id: journal, blobs: [])) }
        for account in belongings.accounts {
            erase(Erasure(schema: Account.schema, id: account, blobs: []))
            if let subject = Int64(account) {
                for feed in Access.feeds(employee: candidate.id, roles: Set(Role.allCases)) { endGrant(feed, of: subject) }
                touch(subject: subject)
            }
        }
    }
}
