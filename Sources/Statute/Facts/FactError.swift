/// A fact that cannot be read. Nothing is guessed: the request is refused with the path of the member and what it should be.
package struct FactError: Error, Equatable, Sendable {
    package enum Reason: String, Sendable {
        /// No fact of this name exists.
        case unknownName = "unknown_name"
        /// Another kind of value is expected.
        case wrongType = "wrong_type"
        /// The kind is right, the value is not.
        case badValue = "bad_value"
        /// A member that must be there is not.
        case absent
        /// More entries than the bound.
        case tooMany = "too_many"
    }

    package let reason: Reason
    /// `facts.average_wages[0].scope`
    package let path: String
    /// What would be right: `one of pooling, city, province`, `YYYY-MM-DD or YYYY-MM`.
    package let expected: String

    package init(_ reason: Reason, _ path: String, expected: String) {
        self.reason = reason
        self.path = path
        self.expected = expected
    }
}
