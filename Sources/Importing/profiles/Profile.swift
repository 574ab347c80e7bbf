package import Records

/// What an import brings.
package enum ImportKind: String, Sendable, CaseIterable {
    case roster, contracts, payslips, contributions
    case leaveBalances = "leave_balances"
}

/// How a file becomes records: which column is what, and how missing values are filled. Everything that is not in the file and
/// not declared here is refused or left empty, never guessed.
package struct Profile: Sendable {
    /// What to write where the file has nothing.
    package enum Fill: Sendable, Equatable {
        /// A staff number that stands in several rows gets `-2`, `-3`, … by hire date, then by row.
        case repeatedStaffNumbers
        /// An empty staff number becomes `prefix` and 8 hexadecimal digits computed from these fields, the same in every run.
        case staffNoFrom(prefix: String, [Field])
        /// A text with `{staff_no}` in it, for people whose file has no name.
        case name(String)
    }

    /// What a wage column holds.
    package struct WageRule: Sendable, Equatable {
        /// Divided by this and rounded half up to hundredths.
        package var divisor: Int64
        /// ISO 4217; another currency is kept as it is and never treated as yuan.
        package var currency: String
        package var wageType: String
        /// Whole amounts below this are hourly wages, not divided.
        package var hourlyBelow: Int64

        package init(divisor: Int64 = 1, currency: String, wageType: String, hourlyBelow: Int64 = 0) {
            self.divisor = divisor
            self.currency = currency
            self.wageType = wageType
            self.hourlyBelow = hourlyBelow
        }
    }

    package var name: String
    package var kind: ImportKind
    package var title: LocalizedText
    /// Accepted headings of each field, in `Headings.plain` form or any other spelling.
    package var columns: [Field: [String]]
    package var required: Set<Field>
    /// Cells that mean "nothing".
    package var nulls: Set<String> = ["", "-", "/", "无", "NULL", "N/A"]
    package var dates = DateStyle.unambiguous
    package var fills: [Fill] = []
    package var wage: WageRule?
    /// Words of the file for our words, before the known ones.
    package var words: [Field: [String: String]] = [:]
    /// Rows equal in every cell are one row, with a note.
    package var mergesIdenticalRows = false
    /// What a person who looks at the profile must know.
    package var note: LocalizedText?

    package var namesFromFile: Bool { !fills.contains { if case .name = $0 { true } else { false } } }
}
