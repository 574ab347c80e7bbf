/// Why a pack (or a tenant's values) is refused, and where.
package struct PackError: Error, Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        /// The line is no JSON, or no object.
        case syntax
        case missingMember = "missing_member"
        case unknownMember = "unknown_member"
        /// A member has the wrong type or form.
        case malformed
        case unknownKey = "unknown_key"
        /// The kind of value is not one the key may have.
        case wrongKind = "wrong_kind"
        /// The key needs a line, class or share, may have none, or not this one.
        case wrongPart = "wrong_part"
        /// The place is no six-digit code (with an optional pool).
        case place
        /// Two rows of one series cover the same day.
        case overlap
        /// A yearly series has a hole that no row states as unknown.
        case gap
        /// An upper bound below its lower bound.
        case ceilingBelowFloor = "ceiling_below_floor"
        /// A lower bound that is not 60 % of the average and has no note saying why.
        case floorNotShare = "floor_not_share"
        /// The employer's parts do not add up to the published total.
        case sharesDoNotAdd = "shares_do_not_add"
        /// Ladders, bands, brackets or grades that are not in order or not complete.
        case disorder
        /// A source code that the head of the file does not name.
        case unnamedSource = "unnamed_source"
        /// The first line is no head, or names another pack.
        case head
    }

    package let code: Code
    package let file: String
    /// Counted from 1.
    package let line: Int
    /// The row's stable name, where it could be read so far.
    package let row: String?
    /// What was found and what was expected, for the author of the pack.
    package let message: String

    package init(_ code: Code, file: String, line: Int, row: String? = nil, _ message: String) {
        self.code = code
        self.file = file
        self.line = line
        self.row = row
        self.message = message
    }
}

extension PackError: CustomStringConvertible {
    package var description: String { "\(file):\(line): \(code.rawValue): \(message)" + (row.map { " [\($0)]" } ?? "") }
}
