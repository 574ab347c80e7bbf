/// A file checked without a store: the same reader and the same refusals as an import, without what only the tenant's records tell.
package struct ImportCheck: Sendable {
    package var read = 0
    package var accepted = 0
    package var merged = 0
    package var refused = 0
    package var issues: [RowIssue] = []
    /// Issues beyond this are counted, not kept.
    package static let issuesKept = 10_000

    /// `open` gives the file from its beginning, twice. Throws `CSVError`, `HeadingError`, or what the source throws.
    package static func run(_ profile: Profile, _ open: () throws -> CSVReader) throws -> ImportCheck {
        var first = try RowReader(try open(), profile)
        let scan = try ImportScan(&first)
        var reader = try RowReader(try open(), profile)
        var check = ImportCheck()
        reader.parser.map.ignoredNotes.forEach { check.keep($0) }
        while let row = try reader.next() {
            check.read += 1
            do throws(RowRefusal) {
                let (draft, note) = try scan.draft(row, reader.parser)
                if let note { check.keep(note) }
                if draft == nil { check.merged += 1 } else { check.accepted += 1 }
            } catch {
                check.refused += 1
                check.keep(error.issue)
            }
        }
        return check
    }

    package static func run(bytes: [UInt8], profile: Profile) throws -> ImportCheck {
        try run(profile) { try CSVReader(bytes: bytes) }
    }

    private mutating func keep(_ issue: RowIssue) {
        if issues.count < ImportCheck.issuesKept { issues.append(issue) }
    }
}
