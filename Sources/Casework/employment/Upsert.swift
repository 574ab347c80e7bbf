package import Base
package import Records
import Wire

/// What an import row did.
package enum UpsertOutcome: String, Sendable, Equatable {
    case created, updated, unchanged
}

/// Rows of an import become changes here: pure functions that say when nothing changed, so that a second run of the same file
/// commits nothing.
package enum Upsert {
    /// Writes the record where it is new or differs. Times of change (`created_at`, `modified_at`) are no difference by themselves.
    package static func write<R: Record>(
        _ new: R, over old: Stored<R>?, in feed: Feed, ignoring times: [WritableKeyPath<R, Timestamp>] = [], _ changes: inout Changes
    ) -> UpsertOutcome {
        guard let old else {
            changes.create(new, in: feed)
            return .created
        }
        var same = new
        for time in times { same[keyPath: time] = old.record[keyPath: time] }
        if same == old.record, old.feed == feed { return .unchanged }
        changes.put(new, in: feed)
        return .updated
    }
}

/// A person as a roster row gives it; the writer splits it by audience (why.md B6).
package enum EmployeeChanges {
    package struct Existing: Sendable {
        package var employee: Stored<Employee>?
        package var personal: Stored<EmployeePrivate>?
        /// Employee ids that hold the row's staff number and identity number.
        package var staffNoHolder: String?
        package var identityHolder: String?

        package init(
            employee: Stored<Employee>? = nil, personal: Stored<EmployeePrivate>? = nil, staffNoHolder: String? = nil,
            identityHolder: String? = nil
        ) {
            self.employee = employee
            self.personal = personal
            self.staffNoHolder = staffNoHolder
            self.identityHolder = identityHolder
        }

        /// Reads what a row meets: the person by id, and who holds its numbers.
        package static func load(
            id: String, staffNo: String, identityNumber: String?, _ reader: any RecordReader
        ) throws -> Existing {
            Existing(
                employee: try reader.record(Employee.self, id: id), personal: try reader.record(EmployeePrivate.self, id: id),
                staffNoHolder: try reader.find(.staffNo, staffNo),
                identityHolder: try identityNumber.flatMap { try reader.find(.identityNumber, $0) })
        }
    }

    /// `new.id` is the existing person's id, or a fresh one. `personal` nil: the row says nothing of identity, bank or family, and
    /// what is there stays. Refuses a staff number or identity number that somebody else holds.
    package static func upsert(
        _ new: Employee, personal: EmployeePrivate?, existing: Existing, _ changes: inout Changes
    ) throws(Refusal) -> UpsertOutcome {
        if let holder = existing.staffNoHolder, holder != new.id {
            throw .rule("employee.staff_no_taken", zh: "工号已属于另一名员工。", en: "The staff number belongs to somebody else.", field: "staff_no")
        }
        if let holder = existing.identityHolder, holder != new.id {
            throw .rule(
                "employee.identity_taken", zh: "证件号码已属于另一名员工。", en: "The identity number belongs to somebody else.",
                field: "identity_number")
        }
        let home = Feed.employee(new.id)
        var record = new
        record.createdAt = existing.employee?.record.createdAt ?? new.createdAt
        var outcome = Upsert.write(record, over: existing.employee, in: home, ignoring: [\.createdAt, \.modifiedAt], &changes)
        if outcome != .unchanged, existing.employee?.record.staffNo != new.staffNo {
            if let old = existing.employee?.record.staffNo { changes.removeLookup(.staffNo, old) }
            changes.setLookup(.staffNo, new.staffNo, to: new.id)
        }
        if let personal {
            let part = Upsert.write(personal, over: existing.personal, in: home, ignoring: [\.modifiedAt], &changes)
            if part != .unchanged, outcome == .unchanged { outcome = .updated }
            lookups(personal, existing.personal?.record, &changes)
        }
        return outcome
    }

    private static func lookups(_ new: EmployeePrivate, _ old: EmployeePrivate?, _ changes: inout Changes) {
        guard new.identityNumber != old?.identityNumber else { return }
        if let before = old?.identityNumber { changes.removeLookup(.identityNumber, before) }
        if let after = new.identityNumber { changes.setLookup(.identityNumber, after, to: new.id) }
    }
}

package enum ContractChanges {
    package static func upsert(_ new: Contract, over old: Stored<Contract>?, _ changes: inout Changes) -> UpsertOutcome {
        Upsert.write(new, over: old, in: .employee(new.employee), ignoring: [\.modifiedAt], &changes)
    }
}

package enum ContributionChanges {
    /// The id of a contribution: one per person, month and kind.
    package static func id(employee: String, month: String, _ type: InsuranceType) -> String { "\(employee).\(month).\(type.rawValue)" }

    package static func upsert(_ new: Contribution, over old: Stored<Contribution>?, _ changes: inout Changes) -> UpsertOutcome {
        Upsert.write(new, over: old, in: .employee(new.employee), &changes)
    }
}

package enum LeaveBalanceChanges {
    /// The id of a ledger: one per person, kind and first day.
    package static func id(employee: String, _ type: LeaveType, from: LocalDate) -> String { "\(employee).\(type.rawValue).\(from)" }

    /// The allocation of an imported row goes into the ledger as an entry; what people have asked for since stays. Repeating the
    /// same allocation changes nothing; another amount is an adjustment by the difference.
    package static func allocate(
        _ amount: Int, employee: String, _ type: LeaveType, unit: LeaveUnit, from: LocalDate, to: LocalDate, source: String?,
        existing: Stored<LeaveBalance>?, today: LocalDate, now: Timestamp, _ changes: inout Changes
    ) -> UpsertOutcome {
        guard var ledger = existing?.record else {
            let entry = LeaveEntry(date: today, kind: .allocation, amount: amount, ref: source)
            let new = LeaveBalance(
                id: id(employee: employee, type, from: from), employee: employee, leaveType: type, unit: unit, fromDate: from, toDate: to,
                entitled: amount, used: 0, pending: 0, balance: amount, entries: [entry], source: source, modifiedAt: now)
            changes.create(new, in: .employee(employee))
            return .created
        }
        let difference = amount - ledger.entitled
        guard difference != 0 || ledger.toDate != to else { return .unchanged }
        if difference != 0 {
            ledger.entries.append(LeaveEntry(date: today, kind: .adjustment, amount: difference, ref: source))
            ledger.entitled = amount
            ledger.balance += difference
        }
        ledger.toDate = to
        ledger.modifiedAt = now
        changes.put(ledger, in: .employee(employee))
        return .updated
    }
}

package enum PayslipChanges {
    /// Writes a draft with the employer's lines beside it, both in `x/pay`. A published slip with the same content is unchanged; with
    /// other content the row becomes a draft that amends it, under `correctionID`.
    package static func upsertDraft(
        _ new: Payslip, cost: PayslipCost?, over old: Stored<Payslip>?, oldCost: Stored<PayslipCost>?,
        correctionID: @autoclosure () -> String,
        _ changes: inout Changes
    ) throws(Refusal) -> UpsertOutcome {
        try check(new)
        var draft = new
        var cost = cost
        var target = old
        if let published = old?.record, published.status != .draft {
            if sameMoney(published, new) { return .unchanged }
            draft.id = correctionID()
            draft.amendedFrom = published.id
            draft.version = published.version + 1
            cost?.id = draft.id
            cost?.payslip = draft.id
            target = nil
        }
        var outcome = Upsert.write(draft, over: target, in: .pay, &changes)
        if let cost {
            let part = Upsert.write(cost, over: target == nil ? nil : oldCost, in: .pay, &changes)
            if part != .unchanged, outcome == .unchanged { outcome = .updated }
        }
        return outcome
    }

    /// Whether two slips say the same about money.
    private static func sameMoney(_ a: Payslip, _ b: Payslip) -> Bool {
        a.lines == b.lines && a.grossPay == b.grossPay && a.totalDeduction == b.totalDeduction && a.netPay == b.netPay
            && a.period == b.period
            && a.employee == b.employee
    }

    /// The sums of a slip follow from its lines.
    package static func check(_ slip: Payslip) throws(Refusal) {
        func sum(_ category: PayslipCategory) -> Money {
            slip.lines.filter { $0.category == category }.reduce(Money.zero) { $0 + $1.amount }
        }
        try holds("gross_pay", slip.grossPay, sum(.earning))
        try holds("total_deduction", slip.totalDeduction, sum(.deduction))
        try holds("net_pay", slip.netPay, slip.grossPay - slip.totalDeduction)
        guard Set(slip.lines.map(\.line)).count == slip.lines.count else {
            throw .invalid("lines.line", "payslip.line_twice", zh: "行编号重复。", en: "A line id comes twice.")
        }
    }

    private static func holds(_ field: String, _ stated: Money, _ computed: Money) throws(Refusal) {
        guard stated == computed else {
            throw .rule(
                "payslip.sum", zh: "合计与各行不符：\(field)。", en: "The sum does not follow from the lines: \(field).", field: field,
                nearest: .int(computed.fen))
        }
    }
}
