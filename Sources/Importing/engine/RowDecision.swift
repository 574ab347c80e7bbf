package import Casework
import Records

/// What one row does to the tenant's records.
package struct RowDecision: Sendable {
    package enum Outcome: Sendable {
        case created, updated, unchanged
    }

    package var outcome: Outcome
    package var changes: Changes
    /// A remark that does not keep the row out.
    package var note: RowIssue?

    init(_ outcome: Outcome, _ changes: Changes, note: RowIssue? = nil) {
        self.outcome = outcome
        self.changes = changes
        self.note = note
    }
}

/// From drafts to changes: reads what is there, keeps what the file does not speak of, and changes nothing that is equal already,
/// so that a second run of the same file changes nothing at all.
package enum RowDecider {
    /// `fileHas` says whether a staff number stands in the file itself. Throws `RowRefusal`, or an error of the reader.
    package static func decide(
        _ draft: Draft, row: Int, _ reader: any RecordReader, _ env: Environment, fileHas: (String) -> Bool
    ) throws -> RowDecision {
        switch draft {
        case .person(let person): return try PersonDecider(row: row, reader: reader, env: env).decide(person, fileHas: fileHas)
        case .contract(let staffNo, let contract):
            let employee = try self.employee(staffNo, row, reader)
            var changes = Changes()
            let outcome = try ContractDecider.decide(contract, employee: employee, left: false, reader, env, &changes)
            return RowDecision(outcome, changes)
        case .payslip(let slip):
            return try PayslipDecider(row: row, reader: reader, env: env).decide(slip, employee: try employee(slip.staffNo, row, reader))
        case .contribution(let staffNo, let contribution):
            return try OtherDecider.decide(contribution, employee: try employee(staffNo, row, reader), reader)
        case .leave(let staffNo, let balance):
            return try OtherDecider.decide(balance, employee: try employee(staffNo, row, reader), reader, env)
        }
    }

    static func employee(_ staffNo: String, _ row: Int, _ reader: any RecordReader) throws -> String {
        guard let id = try reader.find(.staffNo, staffNo) else {
            throw refusal(row, "unknown_staff_no", staffNo, zh: "没有此工号的员工。", en: "No employee has this staff number.")
        }
        return id
    }

    static func refusal(_ row: Int, _ code: String, _ value: String?, zh: String, en: String) -> RowRefusal {
        RowRefusal(
            issue: RowIssue(
                row: row, column: nil, value: value.map(FieldText.masked), code: code, hint: .init(zh: zh, en: en)))
    }

    /// The text under which an imported record is found again.
    static func remote(_ collection: String, _ key: String) -> String { "\(collection)|\(ImportSource.name)|\(key)" }

    /// The id of the record that an import made under this key, given now if there is none.
    static func recordID(
        _ collection: String, _ key: String, _ reader: any RecordReader, _ changes: inout Changes
    ) throws -> (id: String, isNew: Bool) {
        let name = remote(collection, key)
        if let id = try reader.find(.remote, name) { return (id, false) }
        let id = String(try reader.nextNumber(collection))
        changes.setLookup(.remote, name, to: id)
        return (id, true)
    }
}
