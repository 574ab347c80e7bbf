package import Base
package import Wire

/// What a question is answered with.
package struct Answer: Sendable {
    package var id: JSON
    /// The place and the day of the question, for pages; no members of the answer.
    package var jurisdiction: String?
    package var asOf: LocalDate?
    package var items: [Item] = []
    package var missing: [Missing] = []
    package var warnings: [String] = []
    /// The answer to `case`: where an injury case stands and what may happen in it.
    package var standing: JSON?
    /// Where the question stood among the lines of a file, if it has no id to be known by.
    package var line: Int?
    /// The request could not be read: nothing was computed.
    package var fault: FactError?
}
