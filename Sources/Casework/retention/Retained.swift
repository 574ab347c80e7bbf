package import Base
package import Records

/// What the table needs to know of a record: whose it is, when the event of its line was, and to which other records it belongs.
package protocol Retained: Record {
    /// The employee it is about; nil where it names nobody.
    var retainedPerson: String? { get }
    /// The day of the event of its line; nil while that has not come: the matter is open, the contract runs.
    func retainedFrom(_ context: RetentionContext) throws -> LocalDate?
    /// `collection/id` of the records it belongs to: a hold on one of them holds this one too.
    var retainedLinks: [String] { get }
}

extension Retained {
    package var retainedLinks: [String] { [] }
}

/// What a period may depend on beside the record itself. Remembers what it has read: made for one slice of work.
package final class RetentionContext {
    package let reader: any RecordReader
    private var people: [String: Employee?] = [:]
    private var matters: [String: [String]] = [:]
    private var holds: [LegalHold]?

    package init(_ reader: any RecordReader) { self.reader = reader }

    /// Nil while the person is employed; the distant past for one whose roster record is gone.
    package func employmentEnd(_ person: String) throws -> LocalDate? {
        guard let employee = try employee(person) else { return LocalDate(days: 0) }
        return employee.employmentStatus == .left ? employee.relievingDate : nil
    }

    private func employee(_ id: String) throws -> Employee? {
        if let known = people[id] { return known }
        let found = try reader.record(Employee.self, id: id)?.record
        people[id] = found
        return found
    }

    // MARK: What bars a deletion

    /// Whose record it is: of the owner of its feed, else of whom it names, else of whom the records name that it belongs to.
    package func person<R: Retained>(of stored: Stored<R>) throws -> String? {
        if case .employee(let owner) = stored.feed { return owner }
        if let named = stored.record.retainedPerson { return named }
        for link in stored.record.retainedLinks {
            let parts = link.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0] != R.schema.name, let kind = RetentionKind[parts[0]] else { continue }
            if let person = try kind.person(self, parts[1]) { return person }
        }
        return nil
    }

    /// The hold that keeps a record, or the open matter of its person; nil where nothing does.
    package func bar<R: Retained>(_ stored: Stored<R>, person: String?) throws -> RetentionBar? {
        let names = Set([R.schema.name + "/" + stored.record.id] + stored.record.retainedLinks)
        for hold in try activeHolds() {
            if let held = hold.employee, held == person { return .hold(hold.id) }
            if !names.isDisjoint(with: hold.records) { return .hold(hold.id) }
        }
        if let person, let open = try openMatters(person).first { return .open(open) }
        return nil
    }

    /// Whether a person is held as a whole.
    package func hold(on person: String) throws -> LegalHold? { try activeHolds().first { $0.employee == person } }

    private func activeHolds() throws -> [LegalHold] {
        if let holds { return holds }
        let found = try reader.records(LegalHold.self, in: .holds, limit: HoldCase.most).map(\.record).filter { $0.status == .active }
        holds = found
        return found
    }

    /// Disputes of a person that are not over: what may be needed in them stays, with or without a hold.
    package func openMatters(_ person: String) throws -> [String] {
        if let known = matters[person] { return known }
        let home = Feed.employee(person)
        var open = try reader.records(Appeal.self, in: home, limit: 2_000).map(\.record)
            .filter { [.open, .underInvestigation, .needsInfo, .other].contains($0.status) }.map { "appeal/" + $0.id }
        open += try reader.records(Payslip.self, in: home, limit: 2_000).map(\.record)
            .filter { $0.status == .published && $0.answer == .disputed }.map { "payslip/" + $0.id }
        // A notice that was contested, until that is answered.
        open += try reader.records(NoticeReceipt.self, in: home, limit: 2_000).map(\.record).filter { receipt in
            guard receipt.disputedAt != nil else { return false }
            let task = try reader.record(CaseTask.self, id: Tasks.id(.noticeDispute, receipt.id))?.record
            return task?.status == .open || task?.status == .claimed
        }.map { "notice_receipt/" + $0.id }
        matters[person] = open
        return open
    }
}

/// Why a record stays although its period is over.
package enum RetentionBar: Sendable, Equatable {
    case hold(String)
    case open(String)
}
