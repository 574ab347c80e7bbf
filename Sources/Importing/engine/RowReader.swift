/// A file as drafts: heading recognised, rows read one after another, each either a draft or a refusal.
package struct RowReader {
    package let parser: RowParser
    private var csv: CSVReader

    /// Reads the heading. Throws `CSVError`, `HeadingError`, or what the source throws.
    package init(_ csv: CSVReader, _ profile: Profile) throws {
        self.csv = csv
        guard let heading = try self.csv.next() else { throw CSVError(.empty, row: 1, offset: 0) }
        var headings = heading.cells
        // 北森 writes codes in the first row and what they mean in the second: the second then is no data.
        while headings.last?.isEmpty ?? false { headings.removeLast() }
        parser = RowParser(profile: profile, map: try HeadingMap(headings, profile))
    }

    /// The next row as it stands; nil at the end.
    package mutating func next() throws -> CSVReader.Row? {
        guard let row = try csv.next() else { return nil }
        let isHeadingAgain = row.number == 2 && parser.map.columns.allSatisfy { field, index in
            index < row.cells.count && (parser.profile.columns[field] ?? []).contains { Headings.plain($0) == Headings.plain(row.cells[index]) }
        }
        return isHeadingAgain ? try next() : row
    }
}

/// Understands rows of one file: knows its heading and its profile.
package struct RowParser: Sendable {
    package let profile: Profile
    package let map: HeadingMap

    /// What a row says; `staffNo` where the scan has given one.
    package func draft(_ row: CSVReader.Row, staffNo given: String? = nil) throws(RowRefusal) -> Draft {
        let values = try RowValues(row, map, profile)
        if profile.kind == .roster { return .person(try PersonRow.draft(values, staffNo: given)) }
        guard let staffNo = try values.staffNo() else { throw values.refusal(.staffNo, nil, .missing) }
        switch profile.kind {
        case .roster, .contracts: return .contract(staffNo: staffNo, try ContractRow.draft(values))
        case .payslips: return .payslip(try PayslipRow.draft(values, staffNo: staffNo))
        case .contributions: return .contribution(staffNo: staffNo, try InsuranceRow.draft(values))
        case .leaveBalances: return .leave(staffNo: staffNo, try LeaveRow.draft(values))
        }
    }}
