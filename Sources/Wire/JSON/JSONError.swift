/// Why bytes are no acceptable JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
    public enum Code: String, Sendable, CaseIterable {
        case syntax, utf8, depth, surrogate, number
        case duplicateKey = "duplicate_key"
        /// The bytes end inside a value.
        case truncated
        /// Something follows the value.
        case trailing
        /// A value that canonical form cannot express (protocol §7).
        case notCanonical = "not_canonical"
    }

    public var code: Code
    /// Bytes from the start of the input.
    public var offset: Int
    /// For a developer's eyes; holds no content of the input.
    public var message: String { "\(code.rawValue) at byte \(offset)" }

    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}
