package import Base

/// A calculation that was made and logged: its result, its formula, its inputs, the rules in force.
package struct CalculationEntry: Codable, Sendable, Hashable {
    package var title: Wording
    /// The result, ready to read, with its unit.
    package var result: String
    /// The formula as evaluated.
    package var formula: String
    package var inputs: [EntryField]
    /// Rule pack and version.
    package var pack: String
    /// Articles and documents.
    package var basis: [String]
    package var time: Timestamp
    package var leaf: Int64?

    package init(
        title: Wording, result: String, formula: String, inputs: [EntryField], pack: String, basis: [String], time: Timestamp,
        leaf: Int64? = nil
    ) {
        self.title = title
        self.result = result
        self.formula = formula
        self.inputs = inputs
        self.pack = pack
        self.basis = basis
        self.time = time
        self.leaf = leaf
    }
}
