package import Wire

/// What a question is answered with.
package struct Answer: Sendable {
    package var id: JSON
    package var items: [Item] = []
    package var missing: [Missing] = []
    package var warnings: [String] = []
    /// The request could not be read: nothing was computed.
    package var fault: FactError?
}
